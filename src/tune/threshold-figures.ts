import { configurationError } from "../base/error.ts";
import type { HandoffSpec } from "../dataset/dataset.ts";
import { fBeta } from "../metrics/ranking/f-beta.ts";
import type { Estimate } from "../metrics/rates/estimate.ts";
import { findHandoff } from "../replay/find-handoff.ts";
import type { FlagCounts, Handoff, HitAmount, Replay, Sweep } from "../replay/replay-result.ts";
import { flagRates } from "../replay/sweep-rates.ts";
import { cohortWeeks, flagsByWeek } from "./capacity.ts";
import { type Profit, profitAt } from "./profit.ts";
import type { ThresholdConstraint } from "./threshold-constraint.ts";
import { type WorkQueue, workQueue } from "./work-queue.ts";

/** Everything that a choice looks at, for one threshold. */
export interface ThresholdFigures {
	readonly threshold: number;
	readonly counts: FlagCounts;
	/** hits / (hits + misses). */
	readonly precision: Estimate;
	/** caught / reached. */
	readonly recall: Estimate;
	/** Every flag of the cohort, also of leads excluded, over the weeks of {@link cohortWeeks}. */
	readonly perWeek: number;
	/** With a capacity. */
	readonly queue?: WorkQueue;
	/** With money. */
	readonly profit?: Profit;
	/** With an F-beta; `undefined` when nobody is flagged or reached the outcome. */
	readonly fBeta?: number | undefined;
}

/**
 * The hand-off of a replay with its sweep.
 *
 * @throws LabError (configuration) when the replay did not measure it
 */
export function measuredHandoff(
	replay: Replay,
	handoff: HandoffSpec,
): { readonly own: Handoff; readonly sweep: Sweep } {
	const of = replay.model.name;
	return { own: findHandoff(replay.handoffs, handoff, { of }), sweep: findHandoff(replay.sweep, handoff, { of }) };
}

/**
 * The figures of every integer threshold from 0 to the largest score reached, as far as a constraint asks for them. Empty
 * when no lead has a score.
 *
 * @throws LabError (configuration) when the replay did not measure the hand-off, a capacity is asked for and scores are too
 *   large for a table by week, or recorded amounts are asked for and there are none
 * @throws RangeError when a number of the constraint is out of range
 */
export function thresholdFigures(
	replay: Replay,
	handoff: HandoffSpec,
	constraint: ThresholdConstraint = {},
): readonly ThresholdFigures[] {
	const { sweep } = measuredHandoff(replay, handoff);
	const figuresOf = figuresIn(replay, handoff, constraint);
	if (constraint.profit?.valuePerWin === "recorded" && !hasAmounts(sweep)) throw noAmounts(replay, handoff);
	return sweep.rows.map((counts, i) => figuresOf(counts, sweep.hitAmounts?.[i]));
}

/**
 * The figures of one threshold: a whole number, also above the largest score (where nobody is flagged), or the model's own.
 * Of an own threshold that is not whole there are no recorded amounts, so no such profit.
 *
 * @throws as {@link thresholdFigures}; RangeError for a threshold that is neither
 */
export function figuresAt(
	replay: Replay,
	handoff: HandoffSpec,
	{ threshold, ...constraint }: ThresholdConstraint & { readonly threshold: number },
): ThresholdFigures {
	const { own, sweep } = measuredHandoff(replay, handoff);
	const row = sweep.rows[threshold];
	if (row !== undefined) return figuresIn(replay, handoff, constraint)(row, sweep.hitAmounts?.[threshold]);
	const nobody = { flagged: 0, late: 0, immature: 0, hits: 0, misses: 0, caught: 0 };
	if (Number.isInteger(threshold) && threshold >= 0) {
		const counts = { threshold, ...nobody, reached: own.reached };
		return figuresIn(replay, handoff, constraint)(counts, sweep.hitAmounts && { sum: 0, squares: 0 });
	}
	if (own.threshold !== threshold) {
		throw new RangeError(`figuresAt: threshold must be whole or the model's own (${own.threshold}), got ${threshold}.`);
	}
	const { profit } = constraint;
	const known = profit?.valuePerWin === "recorded" ? undefined : profit;
	return figuresIn(replay, handoff, { ...constraint, profit: known })(own);
}

/** How to tell the figures of a row of counts. */
function figuresIn(
	replay: Replay,
	handoff: HandoffSpec,
	{ capacity, profit, fBeta: aim }: ThresholdConstraint,
): (counts: FlagCounts, amount?: HitAmount) => ThresholdFigures {
	const { own, sweep } = measuredHandoff(replay, handoff);
	const weeks = cohortWeeks(replay);
	const weekly = replay.weekly.find(({ stage: flag }) => flag === handoff.from);
	if (capacity !== undefined && weekly !== undefined && weekly.counts === undefined) throw tooLarge(replay);
	if (profit?.valuePerWin === "recorded" && sweep.hitAmounts === undefined) throw noAmounts(replay, handoff);
	return (counts, amount) => {
		const flags = flagsByWeek(replay, { flag: handoff.from, threshold: counts.threshold });
		const mature = counts.hits + counts.misses;
		return {
			threshold: counts.threshold,
			counts,
			...flagRates(counts, {
				spread: own.threshold === counts.threshold ? own.spread : sweep.spreads?.[counts.threshold],
				outcome: handoff.to,
			}),
			perWeek: (flags?.reduce((sum, count) => sum + count, 0) ?? counts.flagged) / weeks,
			...(capacity === undefined ? {} : { queue: workQueue(flags ?? [], capacity) }),
			...(profit === undefined ? {} : { profit: profitAt(counts, profit, amount) }),
			...(aim === undefined ? {} : { fBeta: fBeta({ ...counts, flagged: mature }, { beta: aim.beta ?? 1 }) }),
		};
	};
}

/** Whether any hit of a sweep has a recorded amount. */
export function hasAmounts({ hitAmounts }: Sweep): boolean {
	return hitAmounts?.some(({ sum }) => sum > 0) ?? false;
}

function tooLarge({ model }: Replay): Error {
	return configurationError({
		code: "score-too-large",
		file: model.name,
		column: "cap",
		message: "scores are too large for a table of flags by week at every threshold, which a capacity needs.",
		cure: "Give the model or its groups a cap, or use smaller points.",
	});
}

function noAmounts({ model }: Replay, { to: outcome }: HandoffSpec): Error {
	return configurationError({
		code: "no-amounts",
		file: model.name,
		message: `the value of a win should be the amounts recorded with ${outcome}, but no hit has one.`,
		cure: "Give a fixed value of a win, or name the column `amount` of the stages in dataset.yaml.",
	});
}
