import type { SampleRow } from "./clean-rows.ts";

const SPECIAL = /[",\r\n]/;
const CHUNK = 1 << 16;

/**
 * A row as a line of CSV (RFC 4180, line feed).
 *
 * @example csvLine(["a", 'say "b"', ""]) // 'a,"say ""b""",\n'
 */
export function csvLine(row: SampleRow): string {
	let line = "";
	for (let i = 0; i < row.length; i++) {
		const cell = row[i]!;
		if (i > 0) line += ",";
		line += SPECIAL.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
	}
	return `${line}\n`;
}

/**
 * A table as CSV text with a header, in chunks of about 64 KB, each of whole lines.
 *
 * @example [...csvChunks(["id"], [["L-1"]])] // ["id\nL-1\n"]
 */
export function* csvChunks(columns: SampleRow, rows: Iterable<SampleRow>): Generator<string> {
	let chunk = csvLine(columns);
	for (const row of rows) {
		chunk += csvLine(row);
		if (chunk.length >= CHUNK) {
			yield chunk;
			chunk = "";
		}
	}
	yield chunk;
}
