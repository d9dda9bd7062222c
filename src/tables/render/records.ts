import { type Cell, columnsOf, type Table } from "../table.ts";

/**
 * Records as a table; the columns are the keys in the order in which they first occur. What is neither text, number nor
 * truth value is written as JSON.
 *
 * @param options.columns keys to show, in this order; left out: all
 * @example tableFrom([{ stage: "mql", leads: 3 }]) // { columns: columnsOf("stage", "leads"), rows: [["mql", 3]] }
 */
export function tableFrom(
	records: readonly object[],
	{
		columns = [...new Set(records.flatMap((record) => Object.keys(record)))],
		note,
	}: { readonly columns?: readonly string[]; readonly note?: string } = {},
): Table {
	const rows = records.map((record) => columns.map((column) => cellOf((record as Record<string, unknown>)[column])));
	return { columns: columnsOf(...columns), rows, ...(note === undefined ? {} : { note }) };
}

function cellOf(value: unknown): Cell {
	if (value === null || value === undefined) return undefined;
	if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
	return JSON.stringify(value);
}

/**
 * A table as plain records, a record a row: what a data frame is made of. Numbers stay numbers; a second column of the same
 * label gets a number behind it.
 *
 * @example tableRecords({ columns: columnsOf("stage", "leads"), rows: [["mql", 3]] }) // [{ stage: "mql", leads: 3 }]
 */
export function tableRecords({ columns, rows }: Table): Record<string, string | number | boolean | undefined>[] {
	const names = columns.map(({ label }, i) => {
		const before = columns.slice(0, i).filter((one) => one.label === label).length;
		return before === 0 ? label : `${label} ${before + 1}`;
	});
	return rows.map((row) =>
		Object.fromEntries(
			names.map((name, i) => {
				const cell = row[i];
				return [name, typeof cell === "object" ? cell.text : cell];
			}),
		),
	);
}
