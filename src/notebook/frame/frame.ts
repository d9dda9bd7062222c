import { createRequire } from "node:module";
import type { DataFrame } from "danfojs-node";
import { type ChartOptions, chart } from "../../charts/chart.ts";
import type { Chart } from "../../charts/marks/chart.ts";
import { tableFrom } from "../../tables/render/records.ts";
import { formatCount } from "../../words/number-format.ts";
import { danfoBundle, type FrameLike, rowsText, type Showable } from "../display/bundle-of.ts";
import { Result } from "../display/result.ts";
import { showsItself } from "../display/shown.ts";
import { shownChart } from "../display/shown-data.ts";
import { describeColumns } from "./describe.ts";
import { type Grouped, groupRows } from "./grouped.ts";
import { isMissing } from "./missing.ts";

/** A row of a frame. */
export type FrameRow = Readonly<Record<string, unknown>>;

/** How a frame is made. */
export interface FrameOptions {
	/** Which columns, in which order; left out: those of the rows, in the order in which they first occur. */
	readonly columns?: readonly string[] | undefined;
	/** What a reader must know beside the rows. */
	readonly note?: string | undefined;
}

/** What two values of a column compare as: numbers by size, all else as text; what is missing comes last. */
function compareCells(a: unknown, b: unknown): number {
	if (isMissing(a) || isMissing(b)) return Number(isMissing(a)) - Number(isMissing(b));
	if (typeof a === "number" && typeof b === "number") return a - b;
	return String(a) < String(b) ? -1 : Number(String(a) > String(b));
}

/**
 * Rows with named columns, to slice, group and describe: what `df` is in pandas, typed. It never changes; each verb gives a
 * new one. Missing cells (`undefined`, `null`, NaN, empty text) are left out of every statistic, as in pandas.
 *
 * What it does not have, danfo.js has: `frame.danfo()` is the same rows as a danfo data frame, with merge, pivot and all
 * else.
 *
 * @example frame([{ source: "web", hit: 1 }, { source: "web", hit: 0 }]).groupby("source").mean("hit")
 */
export class Frame<Row extends object = FrameRow> extends Result {
	readonly #rows: readonly Row[];
	readonly #note: string | undefined;
	/** Names of the columns, in order. */
	readonly columns: readonly (keyof Row & string)[];

	constructor(rows: readonly Row[], { columns, note }: FrameOptions = {}) {
		super();
		this.#rows = rows;
		this.#note = note;
		this.columns = (columns ?? [...new Set(rows.flatMap((row) => Object.keys(row)))]) as (keyof Row & string)[];
	}

	/** How many rows. */
	get length(): number {
		return this.#rows.length;
	}

	/** Rows and columns. */
	get shape(): readonly [number, number] {
		return [this.#rows.length, this.columns.length];
	}

	get finding(): string {
		return `${formatCount(this.length)} rows with ${this.columns.join(", ")}.`;
	}

	/** The rows as plain objects. */
	records(): readonly Row[] {
		return this.#rows;
	}

	/** The cells of a column, missing ones too. */
	column<Name extends keyof Row & string>(name: Name): readonly Row[Name][] {
		this.#check([name]);
		return this.#rows.map((row) => row[name]);
	}

	/**
	 * The numbers of a column without the missing ones, for `median`, `quantile` and the like of simple-statistics.
	 *
	 * @example median(leads.numbers("headStartDays"))
	 */
	numbers(name: keyof Row & string): number[] {
		return this.column(name).filter(
			(cell): cell is Row[typeof name] & number => typeof cell === "number" && !Number.isNaN(cell),
		);
	}

	/** The first rows. */
	head(rows = 5): Frame<Row> {
		return this.#with(this.#rows.slice(0, rows));
	}

	/** The last rows. */
	tail(rows = 5): Frame<Row> {
		return this.#with(this.#rows.slice(Math.max(0, this.length - rows)));
	}

	/** @example leads.filter((lead) => lead.verdict === "hit") */
	filter(keep: (row: Row) => boolean): Frame<Row> {
		return this.#with(this.#rows.filter(keep));
	}

	/** These columns only. */
	select<Name extends keyof Row & string>(...names: readonly Name[]): Frame<Pick<Row, Name>> {
		this.#check(names);
		const pick = (row: Row) => Object.fromEntries(names.map((name) => [name, row[name]])) as Pick<Row, Name>;
		return new Frame(this.#rows.map(pick), { columns: names });
	}

	/** @example leads.assign({ hit: (lead) => Number(lead.verdict === "hit") }) */
	assign<More extends object>(columns: { readonly [Name in keyof More]: (row: Row) => More[Name] }): Frame<Row & More> {
		const makers = Object.entries(columns) as [string, (row: Row) => unknown][];
		const rows = this.#rows.map((row) => ({
			...row,
			...Object.fromEntries(makers.map(([name, make]) => [name, make(row)])),
		}));
		return new Frame(rows as (Row & More)[], {
			columns: [...new Set([...this.columns, ...makers.map(([name]) => name)])],
		});
	}

	/** Rows in the order of a column, the smallest first; of equal ones the earlier row, missing ones last. */
	sort(by: keyof Row & string, { ascending = true }: { readonly ascending?: boolean } = {}): Frame<Row> {
		this.#check([by]);
		const sign = ascending ? 1 : -1;
		const order = (a: Row, b: Row) => compareCells(a[by], b[by]) * (isMissing(a[by]) || isMissing(b[by]) ? 1 : sign);
		return this.#with(this.#rows.toSorted(order));
	}

	/**
	 * Groups rows by one column or several; rows in which one is missing are in no group, and a note says how many.
	 *
	 * @example leads.groupby("source").mean("worked", "reached")
	 * @example leads.groupby(["source", "month"]).agg({ lead: "count", headStartDays: ["mean", "median"] })
	 */
	groupby(by: (keyof Row & string) | readonly (keyof Row & string)[]): Grouped {
		const keys = typeof by === "string" ? [by] : by;
		this.#check(keys);
		const makeFrame = (rows: readonly FrameRow[], options: FrameOptions) => new Frame(rows, options);
		return groupRows(this.#rows as readonly FrameRow[], { keys, columns: this.columns, makeFrame });
	}

	/** How often each value of a column occurs, the most frequent first. */
	counts(name: keyof Row & string): Frame {
		return this.groupby(name).size().sort("rows", { ascending: false });
	}

	/**
	 * Count, mean, standard deviation (n - 1), extremes and quartiles of every column of numbers, as pandas gives them; a
	 * frame without numbers: count, distinct values, the most frequent and how often.
	 */
	describe(): Frame {
		const { rows, columns, note } = describeColumns(this.#rows as readonly FrameRow[], this.columns);
		return new Frame(rows, { columns, note });
	}

	/** A chart of columns: bars over text, points or a line over numbers; what `df.plot` would draw. */
	chart(options: ChartOptions): Chart {
		return shownChart(chart(this.#rows, options));
	}

	/**
	 * The same rows as a danfo.js data frame, which shows itself too. Danfo is loaded by the first one (about a second); above
	 * 20,000 rows its `describe` and `sortValues` take seconds.
	 *
	 * @throws RangeError when there is no row: danfo cannot make a frame of nothing
	 */
	danfo(): DataFrame {
		if (this.length === 0) throw new RangeError("danfo: there is no row, and danfo cannot make a frame of nothing.");
		const danfo = loadDanfo();
		return new danfo.DataFrame(this.#rows.map((row) => ({ ...row })));
	}

	protected face(): readonly Showable[] {
		const note = [rowsText(this.length), this.#note].filter((part) => part !== undefined).join(" ");
		return [tableFrom(this.#rows, { columns: this.columns, note })];
	}

	#with(rows: readonly Row[]): Frame<Row> {
		return new Frame(rows, { columns: this.columns, note: this.#note });
	}

	#check(names: readonly string[]): void {
		const unknown = names.find((name) => !(this.columns as readonly string[]).includes(name));
		if (unknown === undefined) return;
		throw new RangeError(`there is no column "${unknown}"; the columns are ${this.columns.join(", ")}.`);
	}
}

/**
 * Records as a frame.
 *
 * @example frame(history.dataset.attributes.map(({ name, type }) => ({ name, type }))).groupby("type").size()
 */
export function frame<Row extends object>(records: readonly Row[]): Frame<Row> {
	return new Frame(records);
}

type Danfo = typeof import("danfojs-node");
let loaded: Danfo | undefined;

/** Danfo, whose frames and columns then show themselves as ours do. */
function loadDanfo(): Danfo {
	if (loaded === undefined) {
		loaded = createRequire(import.meta.url)("danfojs-node") as Danfo;
		// Danfo has two classes of frames, with one beginning.
		let root = loaded.DataFrame.prototype as object;
		for (let up = root; up !== Object.prototype; up = Object.getPrototypeOf(up) as object) root = up;
		showsItself(root, function () {
			return [danfoBundle(this as FrameLike)];
		});
	}
	return loaded;
}
