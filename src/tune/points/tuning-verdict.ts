import { type Estimate, seenOf, type Uncertain } from "../../metrics/rates/estimate.ts";
import type { RateDifference } from "../../metrics/rates/rate-difference.ts";
import { isSameVolume } from "./equal-volume.ts";
import { pairedPrecision } from "./paired-precision.ts";
import type { TunedPoints } from "./tune-points.ts";

/** What follows from tuning. */
export interface TuningVerdict {
	/** `try it`: the candidate is more precise on the certifying leads, beyond chance, and than flagging everyone; else
	 * the baseline stays. */
	readonly decision: "try it" | "no change";
	/** Whether the precisions are those among worked leads, or as recorded. */
	readonly among: "worked" | "recorded";
	readonly baseline: Estimate;
	readonly candidate: Estimate;
	/** Candidate minus baseline, see {@link pairedPrecision}. */
	readonly difference: RateDifference | Uncertain;
	/** Precision of flagging everyone, as recorded. */
	readonly everyone: Estimate | undefined;
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
	const isFair =
		isSameVolume(certify.baseline.perWeek, certify.candidate.perWeek) &&
		(among === "worked" || isSameVolume(baseline.total, candidate.total));
	const everyone = certified.candidate.handoffs.find((one) => one.from === from && one.to === to)?.everyone;
	const difference: RateDifference | Uncertain = isFair
		? pairedPrecision(certified.dataset, certified.candidate, certified.baseline, { from, to })
		: {
				state: "cannot tell yet",
				reason: "no threshold of the tuned points gives about as many flags to judge as the baseline has",
				moreNeeded: undefined,
				hits: candidate.hits + baseline.hits,
				total: candidate.total + baseline.total,
			};
	const isHigher = difference.state === "measured" && difference.interval[0] > 0;
	// As everywhere: a model that is no better than flagging everyone is not to be rolled out.
	const low = seenOf(candidate).interval?.[0];
	const beatsEveryone = low !== undefined && low > (seenOf(everyone).value ?? 0);
	const decision = isHigher && beatsEveryone ? "try it" : "no change";
	return { decision, among, baseline, candidate, difference, everyone };
}
