import type { Estimate, Uncertain } from "../../metrics/rates/estimate.ts";
import type { RateDifference } from "../../metrics/rates/rate-difference.ts";
import { pairedPrecision } from "./paired-precision.ts";
import type { TunedPoints } from "./tune-points.ts";

/** What follows from tuning. */
export interface TuningVerdict {
	/** `try it`: the candidate is more precise on the certifying leads, beyond chance; else the baseline stays. */
	readonly decision: "try it" | "no change";
	/** Whether the precisions are those among worked leads, or as recorded. */
	readonly among: "worked" | "recorded";
	readonly baseline: Estimate;
	readonly candidate: Estimate;
	/** Candidate minus baseline, see {@link pairedPrecision}. */
	readonly difference: RateDifference | Uncertain;
}

/**
 * Compares both models on the certifying leads, at the same volume: among the leads that sales worked, where the dataset
 * says which these are.
 */
export function tuningVerdict({
	from,
	to,
	certify,
	certified,
}: Pick<TunedPoints, "from" | "to" | "certify" | "certified">): TuningVerdict {
	const among = certify.worked === undefined ? "recorded" : "worked";
	const baseline = certify.worked?.baseline ?? certify.baseline.precision;
	const candidate = certify.worked?.candidate ?? certify.candidate.precision;
	const difference = pairedPrecision(certified.dataset, certified.candidate, certified.baseline, { from, to });
	const isBetter = difference.state === "measured" && difference.interval[0] > 0;
	return { decision: isBetter ? "try it" : "no change", among, baseline, candidate, difference };
}
