import { isUtf8 } from "node:buffer";

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

const LF = 10;
const CR = 13;
const QUOTE = 34;
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
	const { delimiter = -1, width, maxRecordBytes = MAX_RECORD_BYTES } = options;
	const quotes = delimiter >= 0;
	/** Bytes above this one have no meaning. */
	const quick = Math.max(QUOTE, delimiter);
	let carry: Buffer = Buffer.alloc(0);
	let rows = 0;
	let unread = 0;
	let simple = true;
	let anyOdd = false;
	let anyBlank = false;
	let breaksLf = false;
	let breaksCrLf = false;
	let breaksCr = false;
	let longestRow = 0;
	/** Inside a record that is too long: everything up to the next break belongs to it. */
	let skipping = false;

	// Found by `find`: end of the record without its break, start of the next, and what was met on the way.
	let end = 0;
	let next = 0;
	let cells = 1;
	let inner = 0;
	let odd = false;

	/** Start of the line after the one at `from`; -1 when it is not in the buffer. */
	const afterLine = (buffer: Buffer, from: number, length: number, final: boolean): number => {
		for (let i = from; i < length; i++) {
			const c = buffer[i];
			if (c === LF) {
				end = i;
				return i + 1;
			}
			if (c === CR) {
				if (i + 1 === length && !final) return -1;
				end = i;
				return i + 1 < length && buffer[i + 1] === LF ? i + 2 : i + 1;
			}
		}
		end = length;
		return final ? length : -1;
	};

	/** The record at `from`: 1 found, 0 not whole yet, -1 its quotes do not fit. */
	const find = (buffer: Buffer, from: number, length: number, final: boolean): number => {
		cells = 1;
		inner = 0;
		odd = false;
		let i = from;
		while (i < length) {
			const c = buffer[i]!;
			if (c > quick) {
				i++;
				continue;
			}
			if (c === LF || c === CR) {
				next = afterLine(buffer, i, length, final);
				return next < 0 ? 0 : 1;
			}
			if (c === delimiter) {
				cells++;
				i++;
				continue;
			}
			if (c !== QUOTE || !quotes) {
				i++;
				continue;
			}
			if (i > from && buffer[i - 1] !== delimiter) {
				odd = true;
				i++;
				continue;
			}
			i++;
			for (;;) {
				if (i >= length) return final || length - from > maxRecordBytes ? -1 : 0;
				const q = buffer[i]!;
				if (q !== QUOTE) {
					if (q === LF || (q === CR && buffer[i + 1] !== LF)) inner++;
					i++;
					continue;
				}
				if (i + 1 >= length) {
					if (!final) return 0;
					i++;
					break;
				}
				const after = buffer[i + 1]!;
				if (after === QUOTE) {
					i += 2;
					continue;
				}
				if (after !== delimiter && after !== LF && after !== CR) return -1;
				i++;
				break;
			}
		}
		if (!final) return 0;
		end = length;
		next = length;
		return 1;
	};

	const reject = (code: UnreadCode, buffer: Buffer, start: number, stop: number, cut = false): void => {
		unread++;
		simple = false;
		sink.unread?.(code, buffer, start, stop, line, cut);
	};

	const noteBreak = (buffer: Buffer): void => {
		if (next === end) return;
		if (next === end + 2) breaksCrLf = true;
		else if (buffer[end] === LF) breaksLf = true;
		else {
			breaksCr = true;
			odd = true;
		}
	};

	const scan = (buffer: Buffer, final: boolean): number => {
		const length = buffer.length;
		// Encoding is checked for all at once; only where that fails is each record looked at.
		const lastBreak = buffer.lastIndexOf(LF);
		const checkedTo =
			lastBreak >= 0 && isUtf8(buffer.subarray(0, lastBreak)) && !hasControl(buffer, lastBreak) ? lastBreak : 0;
		let from = 0;
		if (skipping) {
			from = afterLine(buffer, 0, length, final);
			if (from < 0) return length;
			skipping = false;
			line++;
		}
		while (from < length) {
			const found = find(buffer, from, length, final);
			if (found === 0) {
				if (length - from <= maxRecordBytes) return from;
				reject("large-cell", buffer, from, from + CUT, true);
				skipping = true;
				return length;
			}
			if (found < 0) {
				next = afterLine(buffer, from, length, final);
				if (next < 0) return from;
				noteBreak(buffer);
				reject("bad-quote", buffer, from, end);
				line++;
				from = next;
				continue;
			}
			noteBreak(buffer);
			if (end === from) {
				anyBlank = true;
				simple = false;
			} else if (end - from > maxRecordBytes) {
				reject("large-cell", buffer, from, from + CUT, true);
			} else if (end > checkedTo && !isClean(buffer, from, end)) {
				reject(quotes ? "bad-encoding" : "bad-json", buffer, from, end);
			} else if (width !== undefined && cells !== width) {
				reject(cells < width ? "short-row" : "long-row", buffer, from, end);
			} else if (options.accepts !== undefined && !options.accepts(buffer, from, end)) {
				reject("bad-json", buffer, from, end);
			} else {
				rows++;
				if (inner > 0) simple = false;
				if (odd) anyOdd = true;
				if (end - from > longestRow) longestRow = end - from;
				if (sink.row !== undefined) sink.row(buffer, from, end, line, odd);
			}
			line += 1 + inner;
			from = next;
		}
		return length;
	};

	/** Whether there is a NUL (in a JSON line any control character but a tab), which no text holds. */
	const hasControl = (buffer: Buffer, to: number): boolean => {
		if (quotes) {
			const at = buffer.indexOf(0);
			return at >= 0 && at < to;
		}
		return true;
	};
	const isClean = (buffer: Buffer, from: number, to: number): boolean => {
		for (let i = from; i < to; i++) {
			const c = buffer[i]!;
			if (c === 0 || (!quotes && c < 32 && c !== 9)) return false;
		}
		return isUtf8(buffer.subarray(from, to));
	};

	return {
		push: (chunk) => {
			const buffer = carry.length > 0 ? Buffer.concat([carry, chunk]) : chunk;
			const done = scan(buffer, false);
			carry = buffer.subarray(done);
		},
		finish: () => {
			scan(carry, true);
			carry = Buffer.alloc(0);
			const uniformBreaks = !breaksCr && !(breaksLf && breaksCrLf);
			return { rows, unread, simple, uniformBreaks, anyOdd, anyBlank, longestRow };
		},
	};
}
