import type { Chart } from "../charts/marks/chart.ts";
import type { SweepMarks } from "../charts/marks/sweep-marks.ts";
import { thresholdSweepChart } from "../charts/threshold/threshold-sweep-chart.ts";
import type { FlagCounts, Handoff, Replay } from "../replay/replay-result.ts";
import { type SweepTableOptions, sweepTable } from "../tables/sweep-table.ts";
import type { Table } from "../tables/table.ts";
import { chooseThreshold } from "../tune/choose-threshold.ts";
import type { ThresholdConstraint } from "../tune/threshold-constraint.ts";
import { figuresAt, measuredHandoff, type ThresholdFigures } from "../tune/threshold-figures.ts";
import { ChoiceResult } from "./choice-result.ts";
import type { Showable } from "./display/bundle-of.ts";
import { Result } from "./display/result.ts";
import { shownChart, shownTable } from "./display/shown-data.ts";

/** One hand-off at every threshold. */
export class SweepResult extends Result {
	readonly replay: Replay;
	/** At the model's own threshold. */
	readonly handoff: Handoff;

	constructor(replay: Replay, handoff: Handoff) {
		super();
		this.replay = replay;
		this.handoff = handoff;
	}

	get finding(): string {
		return this.chart().title;
	}

	/** Counts at every whole threshold from 0 up. */
	get rows(): readonly FlagCounts[] {
		return measuredHandoff(this.replay, this.handoff).sweep.rows;
	}

	/** @param marks a capacity, a chosen threshold */
	chart(marks: SweepMarks = {}): Chart {
		const { from, to } = this.handoff;
		return shownChart(thresholdSweepChart(this.replay, { from, to, ...marks }));
	}

	/** @example result.sweep("mql").table({ every: 10 }) */
	table(options: SweepTableOptions = {}): Table {
		return shownTable(sweepTable(this.replay, this.handoff, options));
	}

	/** Precision, recall and weekly volume at one threshold. */
	at(threshold: number): ThresholdFigures {
		return figuresAt(this.replay, this.handoff, { threshold });
	}

	/**
	 * The threshold that keeps to limits, or that pays best; chosen on the leads it is measured on, so that its figures
	 * flatter: see {@link ReplayResult.thresholds}.
	 *
	 * @example result.sweep("mql").choose({ capacity: { perWeek: 12 }, precision: { atLeast: 0.5 } }).threshold
	 */
	choose(limits: ThresholdConstraint): ChoiceResult {
		return new ChoiceResult(this.replay, chooseThreshold(this.replay, this.handoff, limits));
	}

	protected face(): readonly Showable[] {
		return [this.chart()];
	}
}
