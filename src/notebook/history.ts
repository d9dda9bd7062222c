import type { Issue } from "../base/issue.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { findLeaks } from "../leaks/leaks.ts";
import type { ScoringModel } from "../model/schema.ts";
import { type ReplayOptions, replay } from "../replay/replay.ts";
import { segmentAttributes } from "../replay/slices.ts";
import { attributeTable } from "../tables/attribute-table.ts";
import { qualityTable } from "../tables/quality-table.ts";
import type { Showable } from "./display/bundle-of.ts";
import { Part } from "./display/part.ts";
import { progressLine } from "./display/progress-line.ts";
import { Result, shownWhenDone } from "./display/result.ts";
import { attributesFinding, historyFinding, qualityFinding } from "./history-finding.ts";
import { LeaksResult } from "./leaks-result.ts";
import { Model } from "./model.ts";
import { readNamedModel } from "./read-named-model.ts";
import { ReplayResult } from "./replay-result.ts";
import { dayOf, startOfDay } from "./start-of-day.ts";

/** How a history is replayed from a cell: as `replay`, with days of the history's zone beside instants. */
export interface HistoryReplayOptions extends Omit<ReplayOptions, "from" | "to" | "onProgress"> {
	/** Only leads created from this day (`"2024-01-31"`) or instant on. */
	readonly from?: string | number | undefined;
	/** Only leads created before this day or instant. */
	readonly to?: string | number | undefined;
}

/** A model, the name of a template, or a model file. */
export type ModelSource = Model | ScoringModel | string;

/** A lead history with what can be asked of it. */
export class History extends Result {
	/** The columns themselves, for the functions of `leadlab`. */
	readonly dataset: Dataset;
	/** What was told while the files were read. */
	readonly warnings: readonly Issue[];

	constructor(dataset: Dataset, { warnings = [] }: { readonly warnings?: readonly Issue[] } = {}) {
		super();
		this.dataset = dataset;
		this.warnings = warnings;
	}

	get name(): string {
		return this.dataset.name;
	}

	/** Rungs from the lowest up. */
	get ladder(): readonly string[] {
		return this.dataset.ladder;
	}

	/** Day of the extract. */
	get asOf(): string {
		return dayOf(this.dataset, this.dataset.asOf);
	}

	get finding(): string {
		return historyFinding(this.dataset);
	}

	/** Rows read, loaded and rejected of each table, and every check that fired. */
	get quality(): Part {
		return new Part({ table: () => qualityTable(this.dataset), finding: () => qualityFinding(this.dataset) });
	}

	/** Attributes known at creation with few values: what a replay is split by. */
	get segments(): readonly string[] {
		return segmentAttributes(this.dataset);
	}

	/**
	 * The attributes: when each is known, how many leads have a value, and which are filled suspiciously often for winners.
	 *
	 * @param won stage that counts as won; left out: the last rung
	 */
	attributes(won: string = this.ladder.at(-1)!): Part {
		return new Part({
			table: () => attributeTable(this.dataset, won),
			finding: () => attributesFinding(this.dataset, won),
		});
	}

	/** First instant of a calendar day such as `"2024-01-31"` in the zone of the history. */
	startOf(day: string): number {
		return startOfDay(this.dataset, day);
	}

	/** Calendar day of an instant in the zone of the history. */
	dayOf(instant: number): string {
		return dayOf(this.dataset, instant);
	}

	/**
	 * A model to look at, to change and to replay; warnings say where it does not fit this history.
	 *
	 * @param name template such as `"saas-baseline"`, or a file relative to the notebook
	 */
	model(name: string): Promise<Model> {
		return shownWhenDone(readNamedModel(name, this.dataset).then((spec) => new Model(spec)));
	}

	/**
	 * Replays a model: what it would have flagged, when, and what became of it; also by {@link History.segments}.
	 *
	 * @example const before = await history.replay("saas-baseline")
	 */
	replay(model: ModelSource, options: HistoryReplayOptions = {}): Promise<ReplayResult> {
		return shownWhenDone(this.#replay(model, options));
	}

	/** What knows the future: attributes and activities held against what became of the leads. */
	leaks(options: { readonly horizonDays?: number } = {}): Promise<LeaksResult> {
		return shownWhenDone(findLeaks(this.dataset, options).then((leaks) => new LeaksResult(leaks)));
	}

	async #replay(source: ModelSource, { from, to, ...options }: HistoryReplayOptions): Promise<ReplayResult> {
		const model = typeof source === "string" ? await this.model(source) : source;
		const spec = model instanceof Model ? model.spec : model;
		const line = progressLine();
		const instant = (day: string | number | undefined) => (typeof day === "string" ? this.startOf(day) : day);
		try {
			const replayed = await replay(this.dataset, spec, {
				segmentBy: this.segments,
				...options,
				from: instant(from),
				to: instant(to),
				onProgress: line.onProgress,
			});
			return new ReplayResult(this, replayed);
		} finally {
			line.end();
		}
	}

	protected face(): readonly Showable[] {
		return [this.finding];
	}
}
