import { formatCount } from "../../words/number-format.ts";
import type { Frame, FrameRow } from "./frame.ts";
import { isMissing, isNumbers } from "./missing.ts";
import { STATISTICS, type Statistic, statisticOf } from "./statistic.ts";

/** Rows in groups: each verb gives a frame with one row a group, groups in the order of their keys. */
export interface Grouped {
	/** Mean of columns of numbers; left out: of all such columns. */
	readonly mean: (...columns: readonly string[]) => Frame;
	readonly sum: (...columns: readonly string[]) => Frame;
	readonly median: (...columns: readonly string[]) => Frame;
	readonly min: (...columns: readonly string[]) => Frame;
	readonly max: (...columns: readonly string[]) => Frame;
	/** Standard deviation, dividing by n - 1. */
	readonly std: (...columns: readonly string[]) => Frame;
	/** Cells that are not missing; left out: of all columns. */
	readonly count: (...columns: readonly string[]) => Frame;
	/** Rows of each group. */
	readonly size: () => Frame;
	/**
	 * One statistic or several for each column: one keeps the column's name, several give `column_statistic`.
	 *
	 * @example leads.groupby("month").agg({ lead: "count", headStartDays: ["mean", "median"] })
	 */
	readonly agg: (columns: Readonly<Record<string, Statistic | readonly Statistic[]>>) => Frame;
}

/** How a result becomes a frame. */
type MakeFrame = (
	rows: readonly FrameRow[],
	options: { readonly columns: readonly string[]; readonly note: string | undefined },
) => Frame;

interface Group {
	readonly keys: FrameRow;
	readonly rows: readonly FrameRow[];
}

/** A column of a result: its name, and the statistic of which column it is. */
interface Asked {
	readonly name: string;
	readonly column: string;
	readonly statistic: Statistic;
}

/**
 * Groups rows by the values of columns. A row in which one of these is missing is in no group, as in pandas.
 *
 * @example groupRows(rows, { keys: ["source"], columns: ["source", "hit"], makeFrame }).mean("hit")
 */
export function groupRows(
	rows: readonly FrameRow[],
	{
		keys,
		columns,
		makeFrame,
	}: { readonly keys: readonly string[]; readonly columns: readonly string[]; readonly makeFrame: MakeFrame },
): Grouped {
	const kept = rows.filter((row) => keys.every((key) => !isMissing(row[key])));
	const groups = groupsOf(kept, keys);
	const others = columns.filter((name) => !keys.includes(name));
	const numeric = others.filter((name) => isNumbers(rows.map((row) => row[name])));
	const out = rows.length - kept.length;
	const missing = out === 0 ? [] : [`${formatCount(out)} rows have no ${keys.join(" or ")} and are left out.`];

	const frameOf = (asked: readonly Asked[], notes: readonly string[] = []) =>
		makeFrame(
			groups.map((group) => ({
				...group.keys,
				...Object.fromEntries(
					asked.map(({ name, column, statistic }) => [
						name,
						statisticOf(
							statistic,
							group.rows.map((row) => row[column]),
						),
					]),
				),
			})),
			{ columns: [...keys, ...asked.map(({ name }) => name)], note: [...missing, ...notes].join(" ") || undefined },
		);
	const check = (column: string, statistic: Statistic) => {
		if (!columns.includes(column)) throw unknownColumn(column, columns);
		if (!STATISTICS.includes(statistic)) throw unknownStatistic(statistic);
		if (statistic !== "count" && !numeric.includes(column)) throw notNumbers(column, statistic);
	};
	const each =
		(statistic: Statistic) =>
		(...names: readonly string[]) => {
			for (const name of names) check(name, statistic);
			const taken = names.length > 0 ? names : statistic === "count" ? others : numeric;
			const text = others.filter((name) => !taken.includes(name));
			const left = names.length > 0 || text.length === 0 ? [] : [`Text is left out: ${text.join(", ")}.`];
			return frameOf(
				taken.map((name) => ({ name, column: name, statistic })),
				left,
			);
		};
	return {
		mean: each("mean"),
		sum: each("sum"),
		median: each("median"),
		min: each("min"),
		max: each("max"),
		std: each("std"),
		count: each("count"),
		size: () =>
			makeFrame(
				groups.map((group) => ({ ...group.keys, rows: group.rows.length })),
				{ columns: [...keys, "rows"], note: missing.join(" ") || undefined },
			),
		agg: (wanted) => {
			const asked = Object.entries(wanted).flatMap(([column, statistics]) => {
				const list = typeof statistics === "string" ? [statistics] : statistics;
				return list.map((statistic) => {
					check(column, statistic);
					return { name: typeof statistics === "string" ? column : `${column}_${statistic}`, column, statistic };
				});
			});
			return frameOf(asked);
		},
	};
}

function groupsOf(rows: readonly FrameRow[], keys: readonly string[]): Group[] {
	const groups = new Map<string, { keys: FrameRow; rows: FrameRow[] }>();
	for (const row of rows) {
		const values = keys.map((key) => row[key]);
		const id = JSON.stringify(values);
		const group = groups.get(id) ?? { keys: Object.fromEntries(keys.map((key, i) => [key, values[i]])), rows: [] };
		group.rows.push(row);
		groups.set(id, group);
	}
	return [...groups.values()].sort((a, b) => {
		for (const key of keys) {
			const order = compareKeys(a.keys[key], b.keys[key]);
			if (order !== 0) return order;
		}
		return 0;
	});
}

function compareKeys(a: unknown, b: unknown): number {
	if (typeof a === "number" && typeof b === "number") return a - b;
	return String(a) < String(b) ? -1 : Number(String(a) > String(b));
}

function unknownColumn(name: string, columns: readonly string[]): RangeError {
	return new RangeError(`there is no column "${name}"; the columns are ${columns.join(", ")}.`);
}

function unknownStatistic(name: string): RangeError {
	return new RangeError(`there is no statistic "${name}"; there are ${STATISTICS.join(", ")}.`);
}

function notNumbers(name: string, statistic: Statistic): RangeError {
	return new RangeError(
		`"${name}" is text and has no ${statistic}; write { ${name}: "count" }, or .assign({ hit: (row) => Number(row.${name} === "...") }) first.`,
	);
}
