import type { CellInterval } from "../metrics/cell-bootstrap.ts";
import type { Measurement } from "../metrics/measured.ts";
import { normalQuantile } from "../metrics/normal-quantile.ts";
import { LEAST_EACH } from "../metrics/uncertain.ts";
import type { PairedDifference, Standing } from "./comparison.ts";

/** Fewer leads than this that the models count differently cannot carry an interval of a difference. */
export const LEAST_DIFFERING = 10;

/** 80 % normal quantile: a difference is to be seen in 80 of 100 histories. */
const Z_POWER_80 = 0.8416212335729143;

/** What a difference is made of. */
export interface DifferenceInput<Measure extends string> {
	readonly measure: Measure;
	readonly baseline: number | undefined;
	readonly candidate: number | undefined;
	/** Bootstrap interval of candidate minus baseline. */
	readonly interval: CellInterval;
	readonly confidence: number;
	readonly differing: number;
	/** Leads of the cohort at this hand-off. */
	readonly leads: number;
	/** Leads right and wrong under either model. */
	readonly positives: number;
	readonly negatives: number;
	/** What each model's measure stands on (judged calls, leads that reached the outcome) and how it is called. */
	readonly base: { readonly baseline: number; readonly candidate: number; readonly noun: string };
	/**
	 * How far one more lead that counts differently could move the difference. 0 when none can exist: the two are one model.
	 */
	readonly perLead: number;
}

/**
 * A difference with its standing. "Cannot tell yet" when either model's measure stands on fewer than 20 leads, when
 * fewer than 10 leads count differently (a bootstrap of so few is too sure of itself), or when there is no interval.
 *
 * No lead that counts differently is a difference of exactly 0 on these leads. That of other leads need not be: with n
 * leads and none, up to 1 - (α/2)^(1/n) of all may be such (about 3.7 in n at 95 %), which makes the interval. Source:
 * Clopper and Pearson 1934, no success.
 *
 * @example pairedDifference(input).standing // "higher"
 */
export function pairedDifference<Measure extends string>(input: DifferenceInput<Measure>): PairedDifference<Measure> {
	const { measure, baseline, candidate, differing } = input;
	const difference = measurementOf(input);
	return {
		measure,
		baseline,
		candidate,
		difference,
		standing: standingOf(difference, differing),
		differing,
		moreToTell: moreToTell(difference, input),
	};
}

/** Whether enough leads stand behind a difference for an interval to be drawn; the same rule as {@link pairedDifference}. */
export function canBeDrawn({ base, differing }: Pick<DifferenceInput<string>, "base" | "differing">): boolean {
	return Math.min(base.baseline, base.candidate) >= LEAST_EACH && differing >= LEAST_DIFFERING;
}

function measurementOf<Measure extends string>(input: DifferenceInput<Measure>): Measurement {
	const { baseline, candidate, confidence, differing, leads, base, interval, perLead, positives, negatives } = input;
	const counts = { positives, negatives };
	const unsure = (reason: string, moreNeeded: number | undefined): Measurement => ({
		state: "cannot tell yet",
		reason,
		moreNeeded,
		...counts,
	});
	const least = Math.min(base.baseline, base.candidate);
	if (differing === 0 && perLead === 0 && baseline !== undefined && candidate !== undefined) {
		return { state: "measured", value: 0, interval: [0, 0], confidence, method: "no lead can differ", ...counts };
	}
	if (least < LEAST_EACH) {
		const reason = `${base.noun}: ${base.baseline} under the baseline, ${base.candidate} under the candidate; at least ${LEAST_EACH} of each are needed`;
		return unsure(reason, least === 0 ? undefined : Math.ceil(((LEAST_EACH - least) / least) * leads));
	}
	if (baseline === undefined || candidate === undefined)
		return unsure("one of the models has nothing to measure", undefined);
	if (differing === 0) {
		const reach = perLead * leads * (1 - ((1 - confidence) / 2) ** (1 / leads));
		return { state: "measured", value: 0, interval: [-reach, reach], confidence, method: "no lead differs", ...counts };
	}
	if (differing < LEAST_DIFFERING) {
		const reason = `${differing} ${differing === 1 ? "lead counts" : "leads count"} differently for the two models; at least ${LEAST_DIFFERING} are needed`;
		return unsure(reason, Math.ceil(((LEAST_DIFFERING - differing) / differing) * leads));
	}
	if ("reason" in interval) return unsure(interval.reason, undefined);
	// A table of very many scores is drawn with near ones put together: its spread holds, its value is off by a little.
	const value = candidate - baseline;
	const shift = value - interval.value;
	const [low, high] = interval.interval;
	return {
		state: "measured",
		value,
		interval: [low + shift, high + shift],
		confidence,
		method: interval.method,
		...counts,
	};
}

function standingOf(difference: Measurement, differing: number): Standing {
	if (difference.state === "cannot tell yet") return "too-little";
	if (differing === 0) return "same";
	const [low, high] = difference.interval;
	if (low > 0) return "higher";
	if (high < 0) return "lower";
	return "unclear";
}

function moreToTell<Measure extends string>(
	difference: Measurement,
	{ differing, leads, confidence }: DifferenceInput<Measure>,
): number | undefined {
	if (difference.state === "cannot tell yet") return difference.moreNeeded;
	const [low, high] = difference.interval;
	if (differing === 0 || difference.value === 0 || low > 0 || high < 0) return undefined;
	const z = normalQuantile((1 + confidence) / 2);
	const error = (high - low) / (2 * z);
	const needed = leads * (((z + Z_POWER_80) * error) / difference.value) ** 2;
	return Math.max(1, Math.ceil(needed - leads));
}
