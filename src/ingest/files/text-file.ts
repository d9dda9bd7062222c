import { stat } from "node:fs/promises";
import { LabError } from "../../base/error.ts";
import { type Encoding, type Opening, readOpening, textBytes } from "./byte-stream.ts";
import { losslessText, splitCells } from "./csv-cells.ts";
import { columnIssues, type FilePlace, fileIssue, unreadableFile } from "./file-issue.ts";
import { fileKindOf } from "./file-kind.ts";
import { createRecordScanner, type RecordScanSummary } from "./record-scan.ts";
import type { Session } from "./session.ts";
import type { FoundFile, OriginalRow, Source, UnreadRow } from "./source.ts";
import { scanRecords, type TextFile, type TextOptions } from "./text-records.ts";
import { loadEarly, loadRecords } from "./text-relation.ts";

/**
 * Opens a CSV or JSON-lines file.
 *
 * @throws LabError (data) when it is empty, its compression is broken or its header cannot be read
 */
export async function findText(
	session: Session,
	place: FilePlace,
	path: string,
	options: TextOptions,
): Promise<FoundFile> {
	try {
		const opening = await readOpening(path);
		if (opening.first.length === 0) throw new LabError("data", [emptyFile(place)]);
		const kind = fileKindOf(opening.first);
		if (kind !== undefined) throw new LabError("data", [noText(place, kind)]);
		const encoding = encodingOf(opening, options.encoding);
		const { size } = await stat(path);
		const file: TextFile = { ...place, path, options, opening, encoding, size, header: [] };
		const header = options.shape === "csv" ? await readHeader(file) : [];
		const found = { ...file, header };
		return {
			...place,
			columns: options.shape === "csv" ? header : undefined,
			load: (wanted) => loadText(session, found, wanted),
		};
	} catch (cause) {
		throw cause instanceof LabError ? cause : unreadableFile(place, cause);
	}
}

function emptyFile(place: FilePlace) {
	return fileIssue(place, {
		code: "empty-file",
		message: "the file is empty; a table needs at least a line with the names of its columns.",
		cure: "Export it again, or leave the table out of dataset.yaml.",
	});
}

function noText(place: FilePlace, { name, cure }: { readonly name: string; readonly cure: string }) {
	return fileIssue(place, { code: "not-text", message: `the file is no text but ${name}.`, cure });
}

function encodingOf({ mark }: Opening, declared: TextOptions["encoding"]): Encoding {
	if (mark !== undefined) return mark;
	return declared === "utf-16" ? "utf-16le" : (declared ?? "utf-8");
}

/** The names in the first record, trimmed. */
async function readHeader(file: TextFile): Promise<string[]> {
	let names: string[] | undefined;
	let fault: LabError | undefined;
	const delimiter = file.options.delimiter;
	const scanner = createRecordScanner(
		{ delimiter: delimiter.charCodeAt(0), width: undefined },
		{
			row: (buffer, start, end) => {
				names ??= splitCells(buffer.toString("utf8", start, end), delimiter).map((name) => name.trim());
			},
			unread: (code, buffer, start, end) => {
				if (names === undefined) fault ??= headerFault(file, code, buffer.subarray(start, end));
			},
		},
	);
	const decided = () => names !== undefined || fault !== undefined;
	for await (const chunk of textBytes(file.path, file.opening.gzip, file.encoding)) {
		scanner.push(chunk);
		if (decided()) break;
	}
	if (!decided()) scanner.finish();
	if (fault !== undefined) throw fault;
	if (names === undefined) throw new LabError("data", [emptyFile(file)]);
	return names;
}

function headerFault(file: TextFile, code: string, bytes: Buffer): LabError {
	const wide = bytes.includes(0);
	const encoding = code === "bad-encoding" || wide;
	const got = JSON.stringify(losslessText(bytes).slice(0, 80));
	return new LabError("data", [
		fileIssue(file, {
			code: encoding ? "bad-encoding" : code,
			row: 1,
			message: encoding
				? `the header is not valid ${file.encoding.toUpperCase()}${wide ? " (it holds NUL bytes)" : ""}, got ${got}.`
				: `the names of the columns cannot be told: the quotes of the header do not fit, got ${got}.`,
			cure: encoding
				? `Save the file as UTF-8, or write encoding: ${wide ? "utf-16" : "latin-1"} for this table.`
				: "Close every quoted name with a quote directly before the delimiter.",
		}),
	]);
}

async function loadText(session: Session, file: TextFile, wanted: readonly string[]): Promise<Source> {
	const csv = file.options.shape === "csv";
	const issues = csv ? columnIssues(file, wanted, file.header) : [];
	if (issues.length > 0) throw new LabError("data", issues);
	const early = loadEarly(session, file, wanted);
	try {
		const unread: UnreadRow[] = [];
		const keys = new Set<string>();
		const summary = await scanRecords(
			file,
			{
				unread: (code, buffer, start, end, line, cut) => {
					unread.push({ code, line, text: losslessText(buffer.subarray(start, end)), cut });
				},
			},
			{
				onKeys: (found) => {
					for (const key of found) if (keys.size < 5000) keys.add(key);
				},
			},
		);
		const names = csv ? file.header : [...keys];
		const { relation, narrow, columns } = await loadRecords(session, file, summary, { wanted, early, keys: names });
		return {
			table: file.table,
			file: file.file,
			columns: names,
			delimiter: file.options.delimiter,
			rows: summary.rows,
			unread,
			relation,
			narrow,
			column: (name) => columns.get(name)!,
			linesOf: (rows) => linesOf(file, summary, rows),
			originals: (rows) => originals(file, names, rows),
		};
	} catch (cause) {
		throw cause instanceof LabError ? cause : unreadableFile(file, cause);
	} finally {
		// The session must not be closed under it.
		await early?.count;
	}
}

async function linesOf(file: TextFile, summary: RecordScanSummary, rows: Int32Array): Promise<readonly number[]> {
	const first = file.options.shape === "csv" ? 2 : 1;
	if (summary.simple) return Array.from(rows, (row) => row + first);
	const lines: number[] = [];
	let row = 0;
	let at = 0;
	await scanRecords(file, {
		row: (_buffer, _start, _end, line) => {
			if (rows[at] === row) {
				lines.push(line);
				at++;
			}
			row++;
		},
	});
	return lines;
}

const BATCH = 500_000;

/** Each batch is a pass of its own over the file, so that at most one batch is in memory. */
async function* originals(
	file: TextFile,
	names: readonly string[],
	rows: Int32Array,
): AsyncIterable<readonly OriginalRow[]> {
	const csv = file.options.shape === "csv";
	for (let from = 0; from < rows.length; from += BATCH) {
		const batch = rows.subarray(from, from + BATCH);
		const found: OriginalRow[] = [];
		let row = 0;
		let at = 0;
		await scanRecords(file, {
			row: (buffer, start, end, line) => {
				if (batch[at] === row) {
					const text = buffer.toString("utf8", start, end);
					found.push({ row, line, cells: csv ? splitCells(text, file.options.delimiter) : jsonCells(text, names) });
					at++;
				}
				row++;
			},
		});
		yield found;
	}
}

function jsonCells(text: string, names: readonly string[]): string[] {
	const value = JSON.parse(text) as Record<string, unknown>;
	return names.map((name) => {
		const cell = Object.hasOwn(value, name) ? value[name] : undefined;
		if (cell === undefined || cell === null) return "";
		return typeof cell === "string" ? cell : JSON.stringify(cell);
	});
}
