/** How records are told apart. */
export interface RecordShape {
	/** Cell delimiter as a byte; -1: a record is a line, and no byte has a meaning (JSON lines). */
	readonly delimiter: number;
	/** Bytes above this need not be looked for an end of the record. */
	readonly maxRecordBytes: number;
}

/** Where the last record that was looked for ends, and what was met on the way. */
export interface FoundRecord {
	/** End of the record without its break. */
	end: number;
	/** Start of the next. */
	next: number;
	cells: number;
	/** Breaks inside quoted cells. */
	inner: number;
	/** Readers disagree about it: a quote inside an unquoted cell, or a break by CR alone. */
	odd: boolean;
}

/** Whether a record was found: `open` is not whole yet, the quotes of `broken` do not fit. */
export type Finding = "found" | "open" | "broken";

export const LF = 10;
export const CR = 13;
export const QUOTE = 34;

/**
 * The end of the physical line at `from`, into `found`; `false` when it is not in the buffer.
 *
 * @param final nothing comes after this buffer
 */
export function findLine(found: FoundRecord, buffer: Buffer, from: number, final: boolean): boolean {
	const { length } = buffer;
	for (let i = from; i < length; i++) {
		const c = buffer[i];
		if (c !== LF && c !== CR) continue;
		if (c === CR && i + 1 === length && !final) return false;
		found.end = i;
		found.next = c === CR && buffer[i + 1] === LF ? i + 2 : i + 1;
		return true;
	}
	found.end = length;
	found.next = length;
	return final;
}

/** The record at `from`, into `found`. A quoted cell may hold breaks; see `createRecordScanner` for what does not fit. */
export function findRecord(
	found: FoundRecord,
	buffer: Buffer,
	from: number,
	{ final, delimiter, maxRecordBytes }: RecordShape & { readonly final: boolean },
): Finding {
	const { length } = buffer;
	/** Bytes above this one have no meaning. */
	const quick = delimiter > QUOTE ? delimiter : QUOTE;
	let cells = 1;
	let odd = false;
	let i = from;
	found.inner = 0;
	while (i < length) {
		const c = buffer[i]!;
		if (c > quick) i++;
		else if (c === LF || c === CR) {
			found.cells = cells;
			found.odd = odd;
			return findLine(found, buffer, i, final) ? "found" : "open";
		} else if (c === delimiter) {
			cells++;
			i++;
		} else if (c !== QUOTE || delimiter < 0) i++;
		else if (i > from && buffer[i - 1] !== delimiter) {
			odd = true;
			i++;
		} else {
			const after = afterQuoted(found, buffer, i + 1, { final, delimiter });
			if (after === OPEN) return final || length - from > maxRecordBytes ? "broken" : "open";
			if (after === WAIT) return "open";
			if (after === BROKEN) return "broken";
			i = after;
		}
	}
	if (!final) return "open";
	found.cells = cells;
	found.odd = odd;
	found.end = length;
	found.next = length;
	return "found";
}

/** No closing quote; a quote at the very end, of which the next byte decides; a quote in the wrong place. */
const OPEN = -1;
const WAIT = -2;
const BROKEN = -3;

/** Position after the quoted cell whose first byte within the quotes is at `from`, or why there is none. */
function afterQuoted(
	found: FoundRecord,
	buffer: Buffer,
	from: number,
	{ final, delimiter }: { readonly final: boolean; readonly delimiter: number },
): number {
	const { length } = buffer;
	for (let i = from; i < length; i++) {
		const c = buffer[i]!;
		if (c !== QUOTE) {
			if (c === LF || (c === CR && buffer[i + 1] !== LF)) found.inner++;
			continue;
		}
		if (i + 1 >= length) return final ? i + 1 : WAIT;
		const after = buffer[i + 1]!;
		if (after === QUOTE) i++;
		else return after === delimiter || after === LF || after === CR ? i + 1 : BROKEN;
	}
	return OPEN;
}
