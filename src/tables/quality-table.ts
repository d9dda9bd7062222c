import type { IssueCount, TableCounts } from "../dataset/dataset.ts";
import { formatCount } from "../words/number-format.ts";
import { columnsOf, type Table } from "./table.ts";

/** What reading a history found. */
interface Quality {
	readonly tables: Readonly<Record<string, TableCounts>>;
	readonly issues: readonly IssueCount[];
}

/** Rows read, loaded and rejected of each table; loaded and rejected add up to read. */
export function rowsTable({ tables }: Pick<Quality, "tables">): Table {
	return {
		columns: columnsOf("table", "read", "loaded", "rejected"),
		rows: Object.entries(tables).map(([table, { read, loaded, rejected }]) => [table, read, loaded, rejected]),
	};
}

/**
 * Each check that fired, with how often and what became of the rows.
 *
 * @param options.examples whether to quote a row of the data for each; default true
 */
export function issueTable(
	{ issues }: Pick<Quality, "issues">,
	{ examples = true }: { readonly examples?: boolean } = {},
): Table {
	return {
		columns: columnsOf("table", "issue", "severity", "rows", "count", ...(examples ? ["example"] : [])),
		rows: issues.map(({ table, code, severity, kept, count, example }) => [
			table,
			code,
			severity,
			kept ? "kept" : "rejected",
			count,
			...(examples ? [example] : []),
		]),
	};
}

/**
 * What reading a history found in one table: the rows of each table, then each check that fired with an example.
 *
 * @example qualityTable(history).rows[0] // ["leads", "rows read", 5000, "5,000 loaded, 0 rejected", ""]
 */
export function qualityTable({ quality: { tables, issues } }: { readonly quality: Quality }): Table {
	return {
		columns: columnsOf("table", "what", "rows", "became", "example"),
		rows: [
			...Object.entries(tables).map(([table, { read, loaded, rejected }]) => [
				table,
				"rows read",
				read,
				`${formatCount(loaded)} loaded, ${formatCount(rejected)} rejected`,
				"",
			]),
			...issues.map(({ table, code, count, kept, example }) => [
				table,
				code,
				count,
				kept ? "kept" : "rejected",
				example,
			]),
		],
	};
}
