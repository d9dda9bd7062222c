import type { Dataset } from "../dataset/dataset.ts";
import { columnsOf, type Table } from "../tables/table.ts";

/**
 * What reading a history found: rows read, loaded and rejected of each table, then each check that fired with how often,
 * what became of the rows, and one example. Loaded and rejected add up to read.
 *
 * @example show(qualityTable(history))
 */
export function qualityTable({ quality }: Dataset): Table {
	const tables = Object.entries(quality.tables).map(([table, { read, loaded, rejected }]) => [
		table,
		"rows read",
		read,
		`${loaded} loaded, ${rejected} rejected`,
		"",
	]);
	const issues = quality.issues.map(({ table, code, count, kept, example }) => [
		table,
		code,
		count,
		kept ? "kept" : "rejected",
		example,
	]);
	return { columns: columnsOf("table", "what", "rows", "became", "example"), rows: [...tables, ...issues] };
}
