import { formatCount, formatPoints } from "./number-format.ts";

/**
 * An amount of money in the currency of the extract, to the unit.
 *
 * @example amountText(-1234.5) // "-1,235"
 */
export function amountText(amount: number): string {
	return `${amount < -0.5 ? "-" : ""}${formatCount(Math.abs(amount))}`;
}

/** What a certificate says of itself. */
interface CertificateWords {
	readonly state: string;
	readonly threshold?: number | undefined;
	readonly reason?: string | undefined;
	readonly moreCalls?: number | undefined;
	readonly sequence?:
		| {
				readonly lowest?: { readonly hits: number; readonly flagged: number } | undefined;
				readonly thresholds: readonly { readonly threshold: number; readonly state: string }[];
		  }
		| undefined;
	readonly precision: number;
	/** Chance that the promise is not kept. */
	readonly risk: number;
}

/** Whether there is a certificate and from where to where, or what is missing: the end of a sentence, without its full stop. */
export function certificateText({ state, threshold, reason, moreCalls, sequence }: CertificateWords): string {
	if (state === "certified" && threshold !== undefined) {
		const one = sequence?.lowest;
		const counts = one === undefined ? "" : ` (${formatCount(one.hits)} of ${formatCount(one.flagged)})`;
		const highest = highestCertified({ threshold, sequence });
		if (highest === threshold) return `certified at ${formatPoints(threshold)}${counts}`;
		return `certified from ${formatPoints(threshold)}${counts} to ${formatPoints(highest)}`;
	}
	const more = moreCalls === undefined ? "" : `, about ${formatCount(moreCalls)} more flagged leads`;
	return `cannot be certified${more}: ${reason ?? "the reason is not known"}`;
}

/**
 * The highest threshold that is certified. Thresholds above it, where tests began, had too few flags to be tested.
 *
 * @param options.threshold the lowest
 */
export function highestCertified({
	threshold,
	sequence,
}: Pick<CertificateWords, "sequence"> & { readonly threshold: number }): number {
	return (sequence?.thresholds ?? []).reduce(
		(highest, one) => (one.state === "certified" ? Math.max(highest, one.threshold) : highest),
		threshold,
	);
}

/** What is promised: a precision and how surely. */
export function promiseText({ precision, risk }: Pick<CertificateWords, "precision" | "risk">): string {
	return `a precision of at least ${percentText(precision)} with ${percentText(1 - risk)} confidence`;
}

/**
 * A share that somebody asked for, with no more decimals than it has.
 *
 * @example percentText(0.5) // "50 %"
 */
export function percentText(share: number): string {
	return `${formatPoints(share * 100)} %`;
}
