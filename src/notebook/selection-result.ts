import { selectionChart } from "../charts/selection/selection-chart.ts";
import { workedShareChart } from "../charts/selection/worked-share-chart.ts";
import type { Replay } from "../replay/replay-result.ts";
import type { SelectionFindings, SelectionReview } from "../selection/selection.ts";
import { selectionTable } from "../tables/selection-table.ts";
import type { Table } from "../tables/table.ts";
import { formatCount, formatRate } from "../words/number-format.ts";
import { populationText } from "../words/population.ts";
import type { Showable } from "./display/bundle-of.ts";
import { Part } from "./display/part.ts";
import { Result } from "./display/result.ts";
import { shownTable } from "./display/shown-data.ts";

/** Whether figures hold for leads that sales never worked. */
export class SelectionResult extends Result {
	/** The plain result, for the functions of `leadlab`. */
	readonly review: SelectionReview;
	readonly #replay: Replay;

	constructor(replay: Replay, review: SelectionReview) {
		super();
		this.#replay = replay;
		this.review = review;
	}

	/** Of the comparison, where there is a baseline; else how many of the flags were worked. */
	get finding(): string {
		const compared = this.review.comparison[0]?.text;
		if (compared !== undefined) return compared;
		const main = this.review.candidate[0];
		if (main?.state !== "said") return `Not known: ${main?.reason ?? "there is no hand-off"}.`;
		return `${formatCount(main.worked)} of ${formatCount(main.flags)} flags (${formatRate(main.worked / main.flags)}) were worked by sales.`;
	}

	/** What working some leads at random would show; `undefined` where it would show nothing new. */
	get advice(): string | undefined {
		const quota = this.#said()?.exploration;
		if (quota === undefined) return undefined;
		return `Sales working ${formatCount(quota.leads)} ${quota.among} flags at random would show what such flags are worth.`;
	}

	/** Precision as recorded, weighted, doubly robust, and between the worst and the best case. */
	table(): Table {
		return shownTable(selectionTable(this.review));
	}

	/** The estimates side by side. @throws RangeError when nothing can be said */
	get estimates(): Part {
		return this.#part(selectionChart);
	}

	/** Which kinds of flags were worked. @throws RangeError when nothing can be said */
	get worked(): Part {
		return this.#part(workedShareChart);
	}

	protected face(): readonly Showable[] {
		return [this.finding, this.table()];
	}

	#said(): SelectionFindings | undefined {
		const main = this.review.candidate[0];
		return main?.state === "said" ? main : undefined;
	}

	#part(draw: typeof selectionChart): Part {
		const main = this.#said();
		if (main === undefined) throw new RangeError(this.finding);
		return new Part({ chart: () => draw(main, { population: populationText(this.#replay) }) });
	}
}
