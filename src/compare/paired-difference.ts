import { normalQuantile } from "../metrics/distributions/normal-quantile.ts";
import type { PairInterval } from "../metrics/measures/measure-pair.ts";
import type { Estimate } from "../metrics/rates/estimate.ts";
import { LEAST_EACH } from "../metrics/rates/too-few.ts";
import type { ComparedMeasure } from "../words/difference-text.ts";
import type { PairedDifference, Standing } from "./comparison.ts";
import { worthHaving } from "./worth-having.ts";

/** 80 % normal quantile: a difference is to be seen in 80 of 100 histories. */
const Z_POWER_80 = 0.8416212335729143;

/** What a difference is made of. */
export interface DifferenceInput<Measure extends ComparedMeasure> {
	readonly measure: Measure;
	readonly baseline: number | undefined;
	readonly candidate: number | undefined;
	/** Interval of candidate minus baseline, or why there is none; asked for only when enough leads stand behind it. */
	readonly interval: () => PairInterval;
	readonly confidence: number;
	/** Leads that the two models count differently. */
	readonly differing: number;
	/** The same in what varies by itself: leads, or accounts that have such leads. */
	readonly differingUnits: number;
	readonly units: "leads" | "accounts";
	/** Fewest of these for an interval. */
	readonly leastDiffering: number;
	/** Leads of the cohort. */
	readonly leads: number;
	/** Leads that reached the outcome, and that did not. */
	readonly positives: number;
	readonly negatives: number;
	/** What there must be enough of (20 where not said), each with its name. */
	readonly stands: readonly { readonly count: number; readonly noun: string; readonly least?: number }[];
	/**
	 * How far one more lead that counts differently could move the difference. 0 when none can exist: the two are one model.
	 */
	readonly perLead: number;
}

/**
 * A difference with its standing. "Cannot tell yet" when there are fewer than 20 of something it stands on, when too few
 * leads count differently (a spread of so few is too sure of itself), or when there is no interval.
 *
 * No lead that counts differently is a difference of exactly 0 on these leads. That of other leads need not be: with n
 * leads and none, up to 1 - (α/2)^(1/n) of all may be such (about 3.7 in n at 95 %), which makes the interval. Source:
 * Clopper and Pearson 1934, no success.
 *
 * @example pairedDifference(input).standing // "higher"
 */
export function pairedDifference<Measure extends ComparedMeasure>(
	input: DifferenceInput<Measure>,
): PairedDifference<Measure> {
	const { measure, baseline, candidate, differing } = input;
	const difference = measurementOf(input);
	const worth = worthHaving(measure, baseline);
	return {
		measure,
		baseline,
		candidate,
		difference,
		standing: standingOf(difference, differing),
		differing,
		moreToTell: moreToTell(difference, worth, input),
		worth,
	};
}

function measurementOf<Measure extends ComparedMeasure>(input: DifferenceInput<Measure>): Estimate {
	const { baseline, candidate, confidence, differing, leads, perLead, positives, negatives } = input;
	const counts = { hits: positives, total: positives + negatives };
	const unsure = (reason: string, moreNeeded: number | undefined): Estimate => ({
		state: "cannot tell yet",
		reason,
		moreNeeded,
		...counts,
	});
	const measured = (value: number, interval: readonly [number, number], method: string): Estimate => ({
		state: "measured",
		value,
		interval,
		confidence,
		method,
		...counts,
	});
	if (differing === 0 && perLead === 0 && baseline !== undefined && candidate !== undefined) {
		return measured(0, [0, 0], "no lead can differ");
	}
	const few = tooFew(input);
	if (few !== undefined) return unsure(few.reason, few.moreNeeded);
	if (baseline === undefined || candidate === undefined) {
		return unsure("one of the models has nothing to measure", undefined);
	}
	if (differing === 0) {
		const reach = perLead * leads * (1 - ((1 - confidence) / 2) ** (1 / leads));
		return measured(0, [-reach, reach], "no lead differs");
	}
	const { differingUnits, units, leastDiffering } = input;
	if (differingUnits < leastDiffering) {
		const verb = differingUnits === 1 ? `${units.slice(0, -1)} counts` : `${units} count`;
		const reason = `${differingUnits} ${verb} differently for the two models; at least ${leastDiffering} are needed`;
		return unsure(reason, Math.ceil(((leastDiffering - differingUnits) / differingUnits) * leads));
	}
	const found = input.interval();
	if ("reason" in found) return unsure(found.reason, undefined);
	const value = candidate - baseline;
	const [low, high] = found.interval;
	// What is seen is never left out, however an interval is made.
	return measured(value, [Math.min(low, value), Math.max(high, value)], found.method);
}

/** What there is not enough of, the scarcest first, and about how many more leads bring it up to that. */
function tooFew<Measure extends ComparedMeasure>({ stands, leads }: DifferenceInput<Measure>) {
	const [scarce] = stands
		.map(({ least = LEAST_EACH, ...one }) => ({ ...one, least, share: one.count / least }))
		.sort((a, b) => a.share - b.share);
	if (scarce === undefined || scarce.share >= 1) return undefined;
	const { count, noun, least } = scarce;
	return {
		reason: `${count} ${count === 1 ? noun.replace(/^(\w+)s\b/, "$1") : noun}; at least ${least} are needed`,
		moreNeeded: count === 0 ? undefined : Math.ceil(((least - count) / count) * leads),
	};
}

function standingOf(difference: Estimate, differing: number): Standing {
	if (difference.state === "cannot tell yet") return "too-little";
	if (differing === 0) return "same";
	const [low, high] = difference.interval;
	if (low > 0) return "higher";
	if (high < 0) return "lower";
	return "unclear";
}

function moreToTell<Measure extends ComparedMeasure>(
	difference: Estimate,
	worth: number | undefined,
	{ differing, leads, confidence }: DifferenceInput<Measure>,
): number | undefined {
	if (difference.state === "cannot tell yet") return difference.moreNeeded;
	const [low, high] = difference.interval;
	if (differing === 0 || low > 0 || high < 0 || worth === undefined) return undefined;
	const z = normalQuantile((1 + confidence) / 2);
	const error = (high - low) / (2 * z);
	const needed = leads * (((z + Z_POWER_80) * error) / worth) ** 2;
	return needed > leads ? Math.ceil(needed - leads) : undefined;
}
