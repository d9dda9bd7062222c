import type { HandoffSpec } from "../dataset/dataset.ts";
import { type Estimate, seenOf } from "../metrics/rates/estimate.ts";
import type { Replay } from "../replay/replay-result.ts";
import { cohortWeeks, keepsCapacity } from "./capacity.ts";
import { capacityWords, floorWords } from "./constraint-words.ts";
import { equivalentThresholds } from "./equivalent-thresholds.ts";
import { fBetaMeasurement } from "./f-beta-interval.ts";
import { checkConstraint, type FloorBy, type ThresholdConstraint } from "./threshold-constraint.ts";
import { measuredHandoff, type ThresholdFigures, thresholdFigures } from "./threshold-figures.ts";

/** A threshold chosen on the leads it is measured on: its figures flatter. */
export interface ThresholdChoice extends HandoffSpec {
	readonly constraint: ThresholdConstraint;
	/** `undefined`, with `reason`, when no threshold keeps to every limit. */
	readonly chosen: ThresholdFigures | undefined;
	readonly reason?: string;
	/** Thresholds that keep to every limit. */
	readonly allowed: readonly number[];
	/** With money: lowest and highest allowed threshold whose profit cannot be told from the chosen one's. */
	readonly indistinct?: readonly [number, number];
	/** With an F-beta: the chosen one's, with its interval. */
	readonly fBeta?: Estimate;
	/** Figures of every threshold, for charts and tables. */
	readonly figures: readonly ThresholdFigures[];
}

/**
 * Chooses a hand-off's threshold under a constraint, from the counts at every threshold that one replay gives.
 *
 * Of the thresholds that flag anybody and keep to every limit it takes
 * - with `profit` or `fBeta` the one with the most; of equal ones the highest (fewer flags for the same)
 * - else with `capacity` or `precision` the lowest: every point more loses leads that would have become the outcome
 * - else (`recall` alone) the highest: the fewest flags that still find enough.
 *
 * It is chosen on the history it is measured on, so its figures flatter: `chooseAndHoldOut` says by how much, and only a
 * certificate is a promise.
 *
 * @throws LabError (configuration) when the replay did not measure the hand-off, recorded amounts are asked for and there
 *   are none, or scores are too large for a table by week
 * @throws RangeError when a number of the constraint is out of range, or nothing is asked for
 * @example chooseThreshold(replay, { from: "mql", to: "sql" }, { capacity: { perWeek: 12 } }).chosen?.threshold // 42
 */
export function chooseThreshold(
	replay: Replay,
	handoff: HandoffSpec,
	constraint: ThresholdConstraint,
): ThresholdChoice {
	checkConstraint(constraint);
	const { from: flag, to: outcome } = handoff;
	const figures = thresholdFigures(replay, { from: flag, to: outcome }, constraint);
	const limits = limitsOf(constraint, replay);
	const flagging = figures.filter(({ counts, perWeek }) => counts.flagged > 0 || perWeek > 0);
	const allowed = flagging.filter((one) => limits.every(({ keeps }) => keeps(one)));
	const common = { from: flag, to: outcome, constraint, figures, allowed: allowed.map(({ threshold }) => threshold) };
	const chosen = pick(allowed, constraint);
	if (chosen === undefined) return { ...common, chosen, reason: whyNone(flagging, limits, constraint) };
	const { own, sweep } = measuredHandoff(replay, handoff);
	if (constraint.fBeta !== undefined) {
		const measured = fBetaMeasurement(chosen.counts, { leads: own.leads, ...constraint.fBeta });
		return { ...common, chosen, fBeta: measured };
	}
	if (constraint.profit !== undefined) {
		const { costPerFlag, valuePerWin } = constraint.profit;
		const amount = sweep.hitAmounts?.[figures.indexOf(chosen)];
		const hits = Math.max(1, chosen.counts.hits);
		const value =
			valuePerWin === "recorded"
				? { meanValue: (amount?.sum ?? 0) / hits, meanSquare: (amount?.squares ?? 0) / hits }
				: { meanValue: valuePerWin, meanSquare: valuePerWin ** 2 };
		return { ...common, chosen, indistinct: equivalentThresholds(allowed, chosen, { ...value, costPerFlag }) };
	}
	return { ...common, chosen };
}

interface Limit {
	readonly words: string;
	readonly keeps: (one: ThresholdFigures) => boolean;
}

function limitsOf({ capacity, precision, recall }: ThresholdConstraint, replay: Replay): readonly Limit[] {
	const limits: Limit[] = [];
	if (capacity !== undefined) {
		const weeks = cohortWeeks(replay);
		limits.push({ words: capacityWords(capacity), keeps: (one) => keepsCapacity(one, capacity, weeks) });
	}
	if (precision !== undefined) limits.push(floor("precision", precision, (one) => one.precision));
	if (recall !== undefined) limits.push(floor("recall", recall, (one) => one.recall));
	return limits;
}

function floor(
	name: string,
	{ atLeast, by = "low end" }: { readonly atLeast: number; readonly by?: FloorBy },
	of: (one: ThresholdFigures) => Estimate,
): Limit {
	return {
		words: floorWords(name, { atLeast, by }),
		keeps: (one) => {
			const { value, interval } = seenOf(of(one));
			const kept = by === "point" ? value : interval?.[0];
			return kept !== undefined && kept >= atLeast;
		},
	};
}

function pick(
	allowed: readonly ThresholdFigures[],
	{ capacity, precision, profit, fBeta }: ThresholdConstraint,
): ThresholdFigures | undefined {
	const aim = profit !== undefined ? profitOf : fBeta !== undefined ? (one: ThresholdFigures) => one.fBeta : undefined;
	if (aim !== undefined) {
		return allowed.reduce<ThresholdFigures | undefined>((best, one) => {
			const value = aim(one);
			if (value === undefined) return best;
			return best === undefined || value >= aim(best)! ? one : best;
		}, undefined);
	}
	return capacity !== undefined || precision !== undefined ? allowed[0] : allowed.at(-1);
}

/** A threshold without a mature flag has no profit to speak of. */
function profitOf({ profit }: ThresholdFigures): number | undefined {
	return profit === undefined || profit.matureCalls === 0 ? undefined : profit.total;
}

function whyNone(
	flagging: readonly ThresholdFigures[],
	limits: readonly Limit[],
	{ profit }: ThresholdConstraint,
): string {
	if (flagging.length === 0) return "no threshold flags anybody";
	const alone = limits.map((limit) => ({ ...limit, kept: flagging.filter(limit.keeps).map((one) => one.threshold) }));
	const never = alone.filter(({ kept }) => kept.length === 0);
	if (never.length > 0) return `no threshold has ${never.map(({ words }) => words).join(", and none has ")}`;
	if (flagging.every(({ counts }) => counts.hits + counts.misses === 0)) return "no flag is mature yet";
	if (alone.length === 0) return profit === undefined ? "nobody reached the outcome" : "no flag is mature yet";
	const ranges = alone.map(({ words, kept }) => `${words} holds from ${kept[0]} to ${kept.at(-1)}`);
	return `no threshold keeps to all limits together: ${ranges.join("; ")}`;
}
