import type { Chart } from "../charts/marks/chart.ts";
import { scorePathChart } from "../charts/replay/score-path-chart.ts";
import { waterfallChart } from "../charts/replay/waterfall-chart.ts";
import { explanationLines } from "../model/explanation-text.ts";
import type { Explanation } from "../model/score.ts";
import type { Replay } from "../replay/replay-result.ts";
import type { ReviewLead } from "../review/review.ts";
import { formatPoints } from "../words/number-format.ts";
import { dayText } from "../words/wall-clock.ts";
import type { Showable } from "./display/bundle-of.ts";
import { Result } from "./display/result.ts";
import { shownChart } from "./display/shown-data.ts";

/** One lead's score, taken apart as arithmetic that a person can check. */
export class LeadExplanation extends Result {
	readonly lead: string;
	readonly explanation: Explanation;
	readonly #replay: Replay;
	readonly #example: ReviewLead;

	constructor(replay: Replay, example: ReviewLead) {
		super();
		this.#replay = replay;
		this.#example = example;
		this.lead = example.lead;
		this.explanation = example.explanation;
	}

	get finding(): string {
		return `Lead ${this.lead} scored ${formatPoints(this.explanation.score)} on ${dayText(this.#example.at, this.#replay.timeZone)}.`;
	}

	/** Occurrences x points x what decay has left of them, rule by rule. */
	get lines(): readonly string[] {
		return explanationLines(this.explanation);
	}

	/** Each rule's share of the score; `path`: the score over time. */
	chart(name: "waterfall" | "path" = "waterfall"): Chart {
		const { lead, path, at, flags } = this.#example;
		const { timeZone, model } = this.#replay;
		if (name === "waterfall")
			return shownChart(waterfallChart(this.explanation, { lead, when: dayText(at, timeZone) }));
		const thresholds = Object.entries(model.stages).map(([stage, { score }]) => ({ stage, score }));
		return shownChart(scorePathChart(path, { lead, timeZone, until: at, thresholds, flags }));
	}

	protected face(): readonly Showable[] {
		return [["```", this.finding, ...this.lines, "```"].join("\n")];
	}
}
