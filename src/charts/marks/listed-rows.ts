import type { Table } from "../../tables/table.ts";
import { thinRows } from "./thin-rows.ts";

/**
 * The rows of a long table that are listed, as many as can be read, with a note that says how many there are.
 *
 * @param options.keep rows that are never left out
 * @param options.of what the rows are
 * @example table: { columns, ...listedRows(points, { of: "thresholds", cells: ({ threshold }) => [String(threshold)] }) }
 */
export function listedRows<T>(
	all: readonly T[],
	{
		most = 60,
		keep,
		of,
		cells,
	}: {
		readonly most?: number;
		readonly keep?: (row: T) => boolean;
		readonly of: string;
		readonly cells: (row: T) => readonly string[];
	},
): Pick<Table, "rows" | "note"> {
	const listed = thinRows(all, { most, ...(keep === undefined ? {} : { keep }) });
	const rows = listed.map(cells);
	return listed.length < all.length ? { rows, note: `${listed.length} of ${all.length} ${of} are listed.` } : { rows };
}
