import type { CellMeasure } from "../rates/correlated-rates.ts";
import type { Estimate } from "../rates/estimate.ts";
import type { OwnInterval } from "../sampling/cell-bootstrap.ts";
import type { ClusteredTable } from "../tables/clustered-table.ts";
import type { ScoreTable } from "../tables/score-table.ts";
import type { MeasurePair, ScorePair } from "./measure-pair.ts";

/**
 * How the values of a measure are written: a rate in per cent and its difference in percentage points, a share as a number
 * of three decimals (so are losses), a multiple in times.
 */
export type MeasureKind = "rate" | "share" | "multiple";

/** What the flags "this row and above" hold: positives and negatives by row, one more entry for "no row". */
export interface TableSums {
	readonly positives: Float64Array;
	readonly negatives: Float64Array;
}

/** One number from the sums; `counts` are positives by row, then negatives by row. NaN where it has no value. */
export type TableReader = (sums: TableSums, counts: Float64Array) => number;

/** An interval that is made of other numbers than the measure itself: what is read from each draw, and what is made of it. */
export interface IntervalOfDraws {
	readonly readers: readonly TableReader[];
	/**
	 * @param draws what each reader read, draw by draw
	 * @returns `undefined` when no draw has what it takes
	 */
	readonly interval: (draws: readonly Float64Array[], confidence: number) => OwnInterval | undefined;
}

/**
 * All that is to be known of a measure of a score table. A file a measure, a line in `MEASURES`: everything that draws,
 * compares, shows or tests measures reads it from here.
 *
 * A measure sees a table only through its counts, so that it can be bootstrapped exactly: counts of a million leads, drawn
 * again, are drawn at the cost of a few hundred scores.
 */
export interface Measure {
	/** As people write it. */
	readonly name: string;
	/** What it says, as a clause that follows the name. */
	readonly meaning: string;
	readonly kind: MeasureKind;
	/** Whether a larger value is better. */
	readonly higherIsBetter: boolean;
	/** The least and the largest value there can be. */
	readonly range: readonly [number, number];
	/** The definition. `undefined` where the measure has no value on the table, and then `reason` says why. */
	readonly of: (table: ScoreTable) => number | undefined;
	readonly reason: string;
	/** The same number from the cumulative sums that all measures share in a bootstrap, for tables with these scores. */
	readonly reader: (scores: Float64Array) => TableReader;
	/**
	 * The number with the influence of one positive of each row, then of one negative of each row: its derivative by the
	 * count. `undefined` without one of the outcomes. Only of measures that two models are compared by.
	 */
	readonly influence?: (table: ScoreTable) => CellMeasure | undefined;
	/** Leads it hangs on, when these are only the flagged ones. */
	readonly flagged?: (table: ScoreTable) => number;
	/**
	 * Leads of the smallest group that its spread hangs on: with few, an interval has to reach further. All leads for a mean
	 * over them, and for a share of positives or flags, whose spread follows from the share itself.
	 */
	readonly smallest: (table: ScoreTable) => number;
	/** Where quantiles of its own replicates do not hold the truth. */
	readonly interval?: (table: ScoreTable) => IntervalOfDraws;
	/** The measure with an interval that needs no draws, where there is a better one than theirs. */
	readonly estimate?: (from: ScoreTable | ClusteredTable) => Estimate;
	/** How two models compare by it, where the normal interval of its influences is not the best there is. */
	readonly pair?: (pair: ScorePair) => MeasurePair;
}
