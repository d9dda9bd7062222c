import type { Chart } from "../charts/marks/chart.ts";
import { capacityChart } from "../charts/threshold/capacity-chart.ts";
import { profitChart } from "../charts/threshold/profit-chart.ts";
import { thresholdSweepChart } from "../charts/threshold/threshold-sweep-chart.ts";
import type { Replay } from "../replay/replay-result.ts";
import type { ThresholdChoice } from "../tune/choose-threshold.ts";
import { constraintWords } from "../tune/constraint-words.ts";
import type { ThresholdFigures } from "../tune/threshold-figures.ts";
import { estimateText } from "../words/estimate-text.ts";
import { formatPoints } from "../words/number-format.ts";
import { stageName } from "../words/stage-name.ts";
import type { Showable } from "./display/bundle-of.ts";
import { Result } from "./display/result.ts";
import { shownChart } from "./display/shown-data.ts";

/** The threshold that keeps to limits or pays best, or why there is none. */
export class ChoiceResult extends Result {
	readonly replay: Replay;
	readonly choice: ThresholdChoice;

	constructor(replay: Replay, choice: ThresholdChoice) {
		super();
		this.replay = replay;
		this.choice = choice;
	}

	/** `undefined`: none keeps to the limits. */
	get threshold(): number | undefined {
		return this.choice.chosen?.threshold;
	}

	/** Precision, recall, weekly volume, queue and profit at the threshold. */
	get figures(): ThresholdFigures | undefined {
		return this.choice.chosen;
	}

	get finding(): string {
		const { chosen, constraint, reason, from, to } = this.choice;
		if (chosen === undefined) return `No threshold to choose: ${reason}.`;
		if (constraint.profit !== undefined)
			return `${this.chart().title}; ${formatPoints(Math.round(chosen.profit?.perFlag ?? 0))} a flag.`;
		const flag = `${stageName(from)} at ${formatPoints(chosen.threshold)}`;
		return `${flag} (${constraintWords(constraint)}): ${estimateText(chosen.precision)} became ${stageName(to)}, ${chosen.perWeek.toFixed(1)} flags a week.`;
	}

	/** With money: profit by threshold; with a capacity: flags and backlog by week; else the sweep with the choice marked. */
	chart(): Chart {
		const { constraint, chosen, from, to } = this.choice;
		const { profit, capacity } = constraint;
		const handoff = { from, to };
		if (profit !== undefined) return shownChart(profitChart(this.replay, { ...handoff, ...profit }));
		if (capacity !== undefined && chosen !== undefined)
			return shownChart(capacityChart(this.replay, { ...handoff, threshold: chosen.threshold, capacity }));
		return shownChart(thresholdSweepChart(this.replay, { ...handoff, chosen: chosen?.threshold }));
	}

	protected face(): readonly Showable[] {
		return this.choice.constraint.profit === undefined ? [this.finding, this.chart()] : [this.chart()];
	}
}
