/** A cell of a table; a number is written as {@link cellText} writes it, `undefined` is an empty cell. */
export type TableCell = string | number | boolean | undefined;

/** A table to be shown: the first column names the row. A chart's own table is one too. */
export interface Table {
	readonly columns: readonly string[];
	readonly rows: readonly (readonly TableCell[])[];
	/** What a reader must know beside the numbers: the population, or what was left out. */
	readonly note?: string;
}

/**
 * Records as a table; the columns are the keys in the order in which they first occur.
 *
 * @example tableFrom([{ stage: "mql", leads: 3 }]) // { columns: ["stage", "leads"], rows: [["mql", 3]] }
 */
export function tableFrom(
	records: readonly object[],
	{
		columns = [...new Set(records.flatMap((record) => Object.keys(record)))],
		note,
	}: { readonly columns?: readonly string[]; readonly note?: string } = {},
): Table {
	const rows = records.map((record) => columns.map((column) => asCell((record as Record<string, unknown>)[column])));
	return { columns, rows, ...(note === undefined ? {} : { note }) };
}

/**
 * A cell as text: whole numbers with thousands, others with at most 4 decimals; what is not known is empty.
 *
 * @example cellText(1234.56789) // "1,234.5679"
 */
export function cellText(cell: TableCell): string {
	if (cell === undefined) return "";
	if (typeof cell !== "number") return String(cell);
	if (!Number.isFinite(cell)) return "";
	const [whole = "", decimals] = String(Math.round(cell * 10_000) / 10_000 || 0).split(".");
	if (whole.includes("e")) return whole;
	const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
	return decimals === undefined ? grouped : `${grouped}.${decimals}`;
}

/** Whether a column holds numbers, or texts that begin as numbers do, and so stands to the right. */
export function isNumeric({ rows }: Table, column: number): boolean {
	const texts = rows.map((row) => cellText(row[column])).filter((text) => text !== "");
	return texts.length > 0 && texts.every((text) => /^[+-]?\d[\d,.]*( ?%)?( \(.*\))?$/.test(text));
}

function asCell(value: unknown): TableCell {
	if (value === null || value === undefined) return undefined;
	if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
	return JSON.stringify(value);
}
