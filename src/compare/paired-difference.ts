import type { CellInterval } from "../metrics/cell-bootstrap.ts";
import type { Measurement } from "../metrics/measured.ts";
import { LEAST_EACH } from "../metrics/uncertain.ts";
import type { PairedDifference, Standing } from "./comparison.ts";

/** Fewer leads than this that the models count differently cannot carry an interval of a difference. */
export const LEAST_DIFFERING = 10;

/** 97.5 % and 80 % normal quantiles: what it takes to see a difference in 80 of 100 histories. */
const Z_95_POWER_80 = 1.959963984540054 + 0.8416212335729143;
const Z_95 = 1.959963984540054;

/** What a difference is made of. */
export interface DifferenceInput<Measure extends string> {
	readonly measure: Measure;
	readonly baseline: number | undefined;
	readonly candidate: number | undefined;
	/** Bootstrap interval of candidate minus baseline. */
	readonly interval: CellInterval;
	readonly differing: number;
	/** Leads of the cohort at this hand-off. */
	readonly leads: number;
	/** Leads right and wrong under either model. */
	readonly positives: number;
	readonly negatives: number;
	/** What each model's measure stands on (judged calls, leads that reached the outcome) and how it is called. */
	readonly base: { readonly baseline: number; readonly candidate: number; readonly noun: string };
}

/**
 * A difference with its standing. "Cannot tell yet" when either model's measure stands on fewer than 20 leads, when
 * fewer than 10 leads count differently (a bootstrap of so few is too sure of itself), or when there is no interval. No
 * lead that counts differently is a difference of exactly 0.
 *
 * @example pairedDifference(input).standing // "higher"
 */
export function pairedDifference<Measure extends string>(input: DifferenceInput<Measure>): PairedDifference<Measure> {
	const { measure, baseline, candidate, differing, leads } = input;
	const difference = measurementOf(input);
	return {
		measure,
		baseline,
		candidate,
		difference,
		standing: standingOf(difference, differing),
		differing,
		moreToTell: moreToTell(difference, differing, leads),
	};
}

function measurementOf<Measure extends string>(input: DifferenceInput<Measure>): Measurement {
	const { baseline, candidate, differing, leads, base, interval, positives, negatives } = input;
	const counts = { positives, negatives };
	const unsure = (reason: string, moreNeeded: number | undefined): Measurement => ({
		state: "cannot tell yet",
		reason,
		moreNeeded,
		...counts,
	});
	const least = Math.min(base.baseline, base.candidate);
	if (least < LEAST_EACH) {
		const reason = `${base.noun}: ${base.baseline} under the baseline, ${base.candidate} under the candidate; at least ${LEAST_EACH} of each are needed`;
		return unsure(reason, least === 0 ? undefined : Math.ceil(((LEAST_EACH - least) / least) * leads));
	}
	if (differing === 0 && baseline !== undefined && candidate !== undefined) {
		return { state: "measured", value: 0, interval: [0, 0], confidence: 0.95, method: "no lead differs", ...counts };
	}
	if (differing < LEAST_DIFFERING) {
		const reason = `${differing} ${differing === 1 ? "lead counts" : "leads count"} differently for the two models; at least ${LEAST_DIFFERING} are needed`;
		return unsure(reason, Math.ceil(((LEAST_DIFFERING - differing) / differing) * leads));
	}
	if ("reason" in interval) return unsure(interval.reason, undefined);
	return {
		state: "measured",
		value: interval.value,
		interval: interval.interval,
		confidence: 0.95,
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

function moreToTell(difference: Measurement, differing: number, leads: number): number | undefined {
	if (difference.state === "cannot tell yet") return difference.moreNeeded;
	const [low, high] = difference.interval;
	if (differing === 0 || difference.value === 0 || low > 0 || high < 0) return undefined;
	const error = (high - low) / (2 * Z_95);
	const needed = leads * ((Z_95_POWER_80 * error) / difference.value) ** 2;
	return Math.max(1, Math.ceil(needed - leads));
}
