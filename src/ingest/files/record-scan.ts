import { isUtf8 } from "node:buffer";
import { type FoundRecord, findLine, findRecord, LF } from "./record-find.ts";

/** Why a record of a text file cannot be read as a row. */
export type UnreadCode = "short-row" | "long-row" | "bad-quote" | "bad-encoding" | "large-cell" | "bad-json";

/** Records above this many bytes are not read: a quote that is never closed must not take the memory. */
export const MAX_RECORD_BYTES = 64 << 20;

/** What a scan tells while it goes. Slices are only valid during the call. */
export interface RecordSink {
	/**
	 * A record that can be read.
	 *
	 * @param odd it stands in a way that readers disagree about: a quote inside an unquoted cell, or a break by CR alone
	 */
	row?(buffer: Buffer, start: number, end: number, line: number, odd: boolean): void;
	/** A record that cannot; `cut` when only its first part is given. */
	unread?(code: UnreadCode, buffer: Buffer, start: number, end: number, line: number, cut: boolean): void;
}

export interface RecordScanOptions {
	/** Cell delimiter as a byte; `undefined`: a record is a line, and no byte has a meaning (JSON lines). */
	readonly delimiter: number | undefined;
	/** Cells every record must have; `undefined`: any. */
	readonly width: number | undefined;
	readonly maxRecordBytes?: number | undefined;
	/** Whether a line is what it should be; a line that is not is `bad-json`. */
	readonly accepts?: ((buffer: Buffer, start: number, end: number) => boolean) | undefined;
}

/** What a whole scan found. */
export interface RecordScanSummary {
	readonly rows: number;
	readonly unread: number;
	/** Every row is one line, lines follow each other, and nothing was unread: row i stands on line first + i. */
	readonly simple: boolean;
	/** Every break is LF, or every one is CR LF. */
	readonly uniformBreaks: boolean;
	readonly anyOdd: boolean;
	readonly anyBlank: boolean;
	readonly longestRow: number;
}

/** A scanner takes a file in chunks; see {@link createRecordScanner}. */
export interface RecordScanner {
	push(chunk: Buffer): void;
	finish(): RecordScanSummary;
}

/** What is kept of a record that is too long to be read. */
const CUT = 64 << 10;

/**
 * Finds the records of a CSV or JSON-lines file, so that none is ever lost or swallowed by its neighbour, whatever
 * the bytes. Breaks are LF, CR LF or CR; empty lines are no records. A cell that begins with a quote ends with the
 * next single quote, which must stand before a delimiter or a break; if it does not, the one physical line on which
 * the record began is a `bad-quote`, and reading goes on with the line after it: an unclosed quote costs one line,
 * not the rest of the file. The time is linear in the size of the file.
 *
 * @param line number of the first line that will be pushed
 */
export function createRecordScanner(options: RecordScanOptions, sink: RecordSink, line = 1): RecordScanner {
	const { delimiter = -1, maxRecordBytes = MAX_RECORD_BYTES } = options;
	const found: FoundRecord = { end: 0, next: 0, cells: 1, inner: 0, odd: false };
	const breaks = { lf: false, crLf: false, cr: false };
	const count = { rows: 0, unread: 0, longestRow: 0, simple: true, anyOdd: false, anyBlank: false };
	let carry: Buffer = Buffer.alloc(0);
	/** Inside a record that is too long: everything up to the next break belongs to it. */
	let skipping = false;

	const reject = (code: UnreadCode, buffer: Buffer, from: number, to: number, cut = false): void => {
		count.unread++;
		count.simple = false;
		sink.unread?.(code, buffer, from, to, line, cut);
	};

	/** Takes the record in `found`: counted, refused, or passed on. */
	const take = (buffer: Buffer, from: number, checkedTo: number): void => {
		const { end, inner, odd } = found;
		if (end === from) {
			count.anyBlank = true;
			count.simple = false;
			return;
		}
		if (end - from > maxRecordBytes) {
			reject("large-cell", buffer, from, from + CUT, true);
			return;
		}
		const fault = faultOf(buffer, from, { found, checkedTo, options });
		if (fault !== undefined) {
			reject(fault, buffer, from, end);
			return;
		}
		count.rows++;
		if (inner > 0) count.simple = false;
		if (odd) count.anyOdd = true;
		if (end - from > count.longestRow) count.longestRow = end - from;
		sink.row?.(buffer, from, end, line, odd);
	};

	/** Takes what is whole, and returns where the rest begins. */
	const scan = (buffer: Buffer, final: boolean): number => {
		const shape = { final, delimiter, maxRecordBytes };
		const checkedTo = cleanTo(buffer, { isLines: delimiter < 0 });
		let from = 0;
		if (skipping) {
			if (!findLine(found, buffer, 0, final)) return buffer.length;
			from = found.next;
			skipping = false;
			line++;
		}
		while (from < buffer.length) {
			const finding = findRecord(found, buffer, from, shape);
			if (finding === "open") {
				if (buffer.length - from <= maxRecordBytes) return from;
				reject("large-cell", buffer, from, from + CUT, true);
				skipping = true;
				return buffer.length;
			}
			if (finding === "broken" && !findLine(found, buffer, from, final)) return from;
			noteBreak(breaks, found, buffer);
			if (finding === "broken") {
				reject("bad-quote", buffer, from, found.end);
				line++;
			} else {
				take(buffer, from, checkedTo);
				line += 1 + found.inner;
			}
			from = found.next;
		}
		return buffer.length;
	};

	return {
		push: (chunk) => {
			const buffer = carry.length > 0 ? Buffer.concat([carry, chunk]) : chunk;
			carry = buffer.subarray(scan(buffer, false));
		},
		finish: () => {
			scan(carry, true);
			carry = Buffer.alloc(0);
			return { ...count, uniformBreaks: !breaks.cr && !(breaks.lf && breaks.crLf) };
		},
	};
}

/** How the record ends: by LF, CR LF, CR alone (which readers disagree about), or with the file. */
function noteBreak(breaks: { lf: boolean; crLf: boolean; cr: boolean }, found: FoundRecord, buffer: Buffer): void {
	if (found.next === found.end) return;
	if (found.next === found.end + 2) breaks.crLf = true;
	else if (buffer[found.end] === LF) breaks.lf = true;
	else {
		breaks.cr = true;
		found.odd = true;
	}
}

/** Why a record is no row; `undefined` when it is one. */
function faultOf(
	buffer: Buffer,
	from: number,
	{
		found: { end, cells },
		checkedTo,
		options: { delimiter, width, accepts },
	}: { readonly found: FoundRecord; readonly checkedTo: number; readonly options: RecordScanOptions },
): UnreadCode | undefined {
	const isLine = delimiter === undefined;
	if (end > checkedTo && !isClean(buffer, from, end, { isLine })) return isLine ? "bad-json" : "bad-encoding";
	if (width !== undefined && cells !== width) return cells < width ? "short-row" : "long-row";
	if (accepts !== undefined && !accepts(buffer, from, end)) return "bad-json";
	return undefined;
}

/** How far the encoding is right, checked for all at once; only where that fails is each record looked at. */
function cleanTo(buffer: Buffer, { isLines }: { readonly isLines: boolean }): number {
	const lastBreak = buffer.lastIndexOf(LF);
	if (isLines || lastBreak < 0 || !isUtf8(buffer.subarray(0, lastBreak))) return 0;
	const nul = buffer.indexOf(0);
	return nul >= 0 && nul < lastBreak ? 0 : lastBreak;
}

/** Whether a record is valid UTF-8 without what no text holds: a NUL, in a JSON line any control character but a tab. */
function isClean(buffer: Buffer, from: number, to: number, { isLine }: { readonly isLine: boolean }): boolean {
	for (let i = from; i < to; i++) {
		const c = buffer[i]!;
		if (c === 0 || (isLine && c < 32 && c !== 9)) return false;
	}
	return isUtf8(buffer.subarray(from, to));
}
