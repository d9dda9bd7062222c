import { indexOfName } from "../../base/plain-text.ts";
import { SKIPPED } from "../checks/tally.ts";
import { unreadFault } from "../checks/unread-fault.ts";
import { csvRecord } from "../files/csv-cells.ts";
import type { TableName } from "../files/source.ts";
import type { FileReport, TableReport } from "./table-report.ts";

/** The rows of one file that were not loaded, as they stand in the file, with the reason of each. */
export interface RejectedTable {
	readonly table: TableName;
	/** Name of the file they come from, as the user wrote it. */
	readonly file: string;
	/** Name of the file they are written to, e.g. `activities.csv`. */
	readonly name: string;
	/** Names in the header: the file's own columns, then `reject_row`, `reject_code`, `reject_column`, `reject_message` and, where there are rows whose cells cannot be told, `reject_raw`. */
	readonly columns: readonly string[];
	readonly count: number;
	/** The rows as CSV in UTF-8, without the header. */
	readonly parts: readonly Uint8Array[];
}

/** The files with rejected rows; each is read once more for its rows' own text. */
export async function gatherRejects(tables: readonly TableReport[]): Promise<RejectedTable[]> {
	const rejected: RejectedTable[] = [];
	for (const { table, files } of tables) {
		for (const [i, file] of files.entries()) {
			const count = file.source.unread.length + file.tally.rejected();
			if (count === 0) continue;
			const raw = file.source.unread.length > 0;
			rejected.push({
				table,
				file: file.source.file,
				name: i === 0 ? `${table}.csv` : `${table}-${i + 1}.csv`,
				columns: [...file.source.columns, ...REASON_COLUMNS, ...(raw ? ["reject_raw"] : [])],
				count,
				parts: await rejectedRows(file, raw),
			});
		}
	}
	return rejected;
}

const REASON_COLUMNS = ["reject_row", "reject_code", "reject_column", "reject_message"];

async function rejectedRows({ source, tally }: FileReport, raw: boolean): Promise<Uint8Array[]> {
	const parts: Uint8Array[] = [];
	const reasons = tally.reasons();
	for await (const batch of reasons === undefined ? [] : source.originals(positions(reasons, tally.rejected()))) {
		const lines = batch.map(({ row, line, cells }) => {
			const check = tally.checks[reasons![row]! - 1]!;
			const cell = check.column === undefined ? "" : (cells[indexOfName(source.columns, check.column)] ?? "");
			const reason = [String(line), check.code, check.column ?? "", check.message(cell)];
			return csvRecord([...cells, ...reason, ...(raw ? [""] : [])]);
		});
		parts.push(Buffer.from(lines.join(""), "utf8"));
	}
	const width = source.columns.length;
	for (let at = 0; at < source.unread.length; at += 10_000) {
		const lines = source.unread.slice(at, at + 10_000).map((row) => {
			const { cells, message } = unreadFault(row, { width, delimiter: source.delimiter });
			const padded = Array.from({ length: width }, (_, i) => cells[i] ?? "");
			return csvRecord([...padded, String(row.line), row.code, "", message, row.text]);
		});
		parts.push(Buffer.from(lines.join(""), "utf8"));
	}
	return parts;
}

function positions(reasons: Uint16Array, count: number): Int32Array {
	const rows = new Int32Array(count);
	let at = 0;
	for (let row = 0; row < reasons.length; row++) {
		if (reasons[row] !== 0 && reasons[row] !== SKIPPED) rows[at++] = row;
	}
	return rows;
}
