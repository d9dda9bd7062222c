/**
 * The cells of one CSV record. A cell that begins with a quote and ends with one is taken out of its quotes (doubled
 * quotes are one); any other is taken as it stands.
 *
 * @example splitCells('a,"b, ""c""",', ",") // ["a", 'b, "c"', ""]
 */
export function splitCells(record: string, delimiter: string): string[] {
	const cells: string[] = [];
	let from = 0;
	for (;;) {
		if (record[from] === '"') {
			const close = closingQuote(record, from + 1);
			if (close >= 0 && (close + 1 === record.length || record[close + 1] === delimiter)) {
				cells.push(record.slice(from + 1, close).replaceAll('""', '"'));
				if (close + 1 === record.length) return cells;
				from = close + 2;
				continue;
			}
		}
		const to = record.indexOf(delimiter, from);
		if (to < 0) {
			cells.push(record.slice(from));
			return cells;
		}
		cells.push(record.slice(from, to));
		from = to + 1;
	}
}

function closingQuote(record: string, from: number): number {
	let i = record.indexOf('"', from);
	while (i >= 0 && record[i + 1] === '"') i = record.indexOf('"', i + 2);
	return i;
}

/**
 * A record as CSV: cells with a delimiter, a quote, a break or blanks at an end are quoted (RFC 4180).
 *
 * @example csvRecord(["a", 'say "b"']) // 'a,"say ""b"""\n'
 */
export function csvRecord(cells: readonly string[]): string {
	return `${cells.map((cell) => (/[",\r\n]|^\s|\s$/.test(cell) ? quoted(cell) : cell)).join(",")}\n`;
}

/** A cell in quotes, whatever is in it. */
export function quoted(cell: string): string {
	return `"${cell.replaceAll('"', '""')}"`;
}

/**
 * Bytes as text without losing any: UTF-8 where they are valid, otherwise one character a byte (Latin-1).
 *
 * @example losslessText(Buffer.from([0x66, 0xfc, 0x72])) // "für"
 */
export function losslessText(bytes: Buffer): string {
	const text = bytes.toString("utf8");
	return text.includes("\uFFFD") && !Buffer.from(text, "utf8").equals(bytes) ? bytes.toString("latin1") : text;
}
