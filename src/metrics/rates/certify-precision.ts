import { binomialTails } from "../distributions/binomial-tails.ts";
import { clopperPearson } from "./clopper-pearson.ts";
import { holmAdjusted } from "./holm-adjusted.ts";

/** The mature flags of one threshold: how many were made, how many were right. */
export interface ThresholdFlags {
	readonly threshold: number;
	readonly hits: number;
	readonly flagged: number;
}

/** What is promised: a precision of at least `precision`, with the chance of a false promise at most `risk`. */
export interface CertificateOptions {
	readonly precision: number;
	/** 1 - confidence; 0.05 by default. */
	readonly risk?: number;
	/**
	 * How testing several thresholds is paid for. `fixed-sequence` (default): in the order given, each at the full risk,
	 * up to the first that fails. `holm`: all at once, in any order. `single`: each by itself, for one threshold chosen
	 * beforehand.
	 */
	readonly method?: "fixed-sequence" | "holm" | "single";
}

/** The test of one threshold. */
export interface TestedThreshold extends ThresholdFlags {
	/** Chance of so many hits were the precision only `precision`; 1 for no flags. */
	readonly pValue: number;
	/** What is compared with the risk: Holm's for `holm`, else the p-value itself. */
	readonly adjusted: number;
	readonly state: "certified" | "not certified" | "not tested" | "too few flags";
}

/** The test of one threshold, with what can be said of it by itself. */
export interface CertifiedThreshold extends TestedThreshold {
	/** One-sided Clopper-Pearson limit at 1 - risk, for this threshold alone. */
	readonly lowerLimit: number;
}

/** Which thresholds have their precision guaranteed. */
export interface Certificate {
	/** In the order given. */
	readonly thresholds: readonly CertifiedThreshold[];
	/** The lowest certified threshold; `undefined` when there is none. */
	readonly lowest: CertifiedThreshold | undefined;
	readonly precision: number;
	readonly risk: number;
	readonly method: "fixed-sequence" | "holm" | "single";
}

/**
 * Certifies thresholds: "precision is at least p", with the chance that any such statement is false held to `risk`. The
 * p-value is exact, P(Bin(flags, p) >= hits), given which leads are flagged.
 *
 * Needs leads that the choice of the model and of the order of thresholds never saw, one like the other and like those
 * to come. A fixed sequence goes from strict to loose: give thresholds from high to low, or in an order learned on other
 * leads. Thresholds with so few flags that even hits alone could not pass (p^flags > risk) are passed over: their number
 * of flags decides that, not their outcomes.
 *
 * Source: Angelopoulos et al., Learn then test, 2021; Holm 1979.
 *
 * @throws RangeError when counts are not whole with hits <= flagged, `precision` or `risk` is not in (0, 1), or a
 *   threshold comes twice
 * @example certifyPrecision([{ threshold: 40, hits: 16, flagged: 35 }], { precision: 0.3 }).lowest?.pValue // 0.0358822
 */
export function certifyPrecision(flags: readonly ThresholdFlags[], options: CertificateOptions): Certificate {
	const { precision, risk = 0.05, method = "fixed-sequence" } = options;
	const thresholds = testThresholds(flags, options).map((one): CertifiedThreshold => {
		const [lowerLimit] = clopperPearson(one.hits, one.flagged, { confidence: 1 - risk, side: "lower" });
		return { ...one, lowerLimit };
	});
	const certified = thresholds.filter(({ state }) => state === "certified");
	const lowest = certified.reduce<CertifiedThreshold | undefined>(
		(best, one) => (best === undefined || one.threshold < best.threshold ? one : best),
		undefined,
	);
	return { thresholds, lowest, precision, risk, method };
}

/**
 * The tests of {@link certifyPrecision} alone, without limits: in the order given.
 *
 * @throws as {@link certifyPrecision}
 */
export function testThresholds(
	flags: readonly ThresholdFlags[],
	{ precision, risk = 0.05, method = "fixed-sequence" }: CertificateOptions,
): readonly TestedThreshold[] {
	checkShare("precision", precision);
	checkShare("risk", risk);
	if (new Set(flags.map(({ threshold }) => threshold)).size < flags.length) {
		throw new RangeError("certifyPrecision: each threshold may be given once.");
	}
	// Passing over what cannot pass also saves Holm from paying for it.
	const possible = flags.map(({ flagged }) => precision ** flagged <= risk);
	const pValues = flags.map(({ hits, flagged }) => binomialTails(hits, flagged, precision).atLeast);
	const tested = pValues.filter((_, i) => possible[i]!);
	const holm = method === "holm" ? [...holmAdjusted(tested)] : tested;
	let failed = false;
	let next = 0;
	return flags.map((flag, i): TestedThreshold => {
		const pValue = pValues[i]!;
		if (!possible[i]!) return { ...flag, pValue, adjusted: pValue, state: "too few flags" };
		const adjusted = holm[next++]!;
		const skipped = method === "fixed-sequence" && failed;
		const passes = adjusted <= risk;
		if (!passes) failed = true;
		return { ...flag, pValue, adjusted, state: skipped ? "not tested" : passes ? "certified" : "not certified" };
	});
}

function checkShare(name: string, share: number): void {
	if (!(share > 0 && share < 1)) throw new RangeError(`certifyPrecision: ${name} must be in (0, 1), got ${share}.`);
}
