import type { Cell, Session } from "../files/session.ts";
import type { Source, SourceColumn } from "../files/source.ts";
import { codedSql, createDictionary } from "./dictionary.ts";

/** A column's distinct cells in order, and how its rows get their codes: by a query, or they are here already. */
export interface CodedCells {
	readonly cells: readonly Cell[];
	readonly join?: string;
	/** SQL of the code, -1 for NULL. */
	readonly sql?: string;
	/** Code by row, -1 for NULL. */
	readonly codes?: Int32Array;
}

/** Rows up to which numbering cells here takes less time than a dictionary of its own for each column. */
const SMALL_ROWS = 4096;
/** Columns that are fetched at once. */
const TOGETHER = 100;

/**
 * Numbers the distinct cells of each column. Exports are hundreds of columns wide, often with few rows: those are
 * fetched and numbered here, in the same order, since two queries a column would take longer than all else.
 */
export async function codeColumns(
	session: Session,
	source: Source,
	columns: readonly SourceColumn[],
): Promise<readonly CodedCells[]> {
	const coded: CodedCells[] = [];
	if (source.rows > SMALL_ROWS) {
		for (const column of columns) {
			const { cells, join, code } = await createDictionary(session, source, column);
			coded.push({ cells, join, sql: code });
		}
		return coded;
	}
	for (let at = 0; at < columns.length; at += TOGETHER) {
		const batch = columns.slice(at, at + TOGETHER);
		const [rows = [], ...fetched] = await session.columns(
			`SELECT ${['s."row"', ...batch.map(codedSql)].join(", ")} FROM ${source.narrow(batch)} AS s`,
		);
		for (const i of batch.keys()) coded.push(numbered(fetched[i] ?? [], rows, source.rows));
	}
	return coded;
}

function numbered(fetched: readonly Cell[], rows: readonly Cell[], count: number): CodedCells {
	const cells = [...new Set(fetched.filter((cell) => cell !== null))].sort(byOrder);
	const codeOf = new Map(cells.map((cell, code) => [cell, code]));
	const codes = new Int32Array(count).fill(-1);
	fetched.forEach((cell, i) => {
		if (cell !== null) codes[Number(rows[i])] = codeOf.get(cell)!;
	});
	return { cells, codes };
}

/** The order of DuckDB: numbers with NaN last, text by its UTF-8 bytes. */
function byOrder(a: Cell, b: Cell): number {
	if (typeof a === "string" && typeof b === "string") {
		return /[\uD800-\uDFFF]/.test(a + b) ? Buffer.compare(Buffer.from(a), Buffer.from(b)) : a < b ? -1 : 1;
	}
	const [x, y] = [Number(a), Number(b)];
	if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
	return a! < b! ? -1 : a! > b! ? 1 : 0;
}
