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
	readonly sequence?: { readonly lowest?: { readonly hits: number; readonly flagged: number } | undefined } | undefined;
	readonly start?: { readonly threshold: number } | undefined;
	readonly precision: number;
	/** Chance that the promise is not kept. */
	readonly risk: number;
}

/** Whether there is a certificate and from where to where, or what is missing: the end of a sentence, without its full stop. */
export function certificateText({ state, threshold, reason, moreCalls, sequence, start }: CertificateWords): string {
	if (state === "certified" && threshold !== undefined) {
		const one = sequence?.lowest;
		const counts = one === undefined ? "" : ` (${formatCount(one.hits)} of ${formatCount(one.flagged)})`;
		return `certified from ${formatPoints(threshold)}${counts} to ${formatPoints(start?.threshold ?? threshold)}`;
	}
	const more = moreCalls === undefined ? "" : `, about ${formatCount(moreCalls)} more flagged leads`;
	return `cannot be certified${more}: ${reason ?? "the reason is not known"}`;
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
