import { DAY_MS } from "../../dataset/calendar.ts";
import { usualRange } from "../../dataset/usual-range.ts";
import type { FilePart } from "./file-part.ts";

/** When the rows of a table lie: the files of one description together. */
export interface TableSpan {
	readonly table: string;
	/** Files by name. */
	readonly files: readonly string[];
	readonly rows: number;
	/** Newest instant that is not far from all others. */
	readonly newest: number;
	/** Days with a row. */
	readonly days: number;
	/** Longest time between two neighbouring days with a row, in days. */
	readonly longestGapDays: number;
}

/** The span of each description of a table. Rows that are left out do not count; a description without rows has none. */
export function tableSpans(
	table: string,
	at: Float64Array,
	parts: readonly (FilePart & { readonly group: number; readonly file: string })[],
): TableSpan[] {
	const spans: TableSpan[] = [];
	for (const group of new Set(parts.map((part) => part.group))) {
		const own: Float64Array[] = [];
		const files: string[] = [];
		let base = 0;
		for (const part of parts) {
			if (part.group === group) {
				const reasons = part.tally.reasons();
				const instants = at.subarray(base, base + part.rows);
				own.push(reasons === undefined ? instants : instants.filter((_, row) => reasons[row] === 0));
				files.push(part.file);
			}
			base += part.rows;
		}
		const instants = own.length === 1 ? own[0]! : Float64Array.from(own.flatMap((some) => [...some]));
		const usual = usualRange(instants.length, (i) => instants[i]!);
		if (usual === undefined) continue;
		spans.push({
			table,
			files: [...new Set(files)],
			rows: instants.length,
			newest: usual.to,
			...gaps(instants, usual.from, usual.to),
		});
	}
	return spans;
}

function gaps(
	instants: Float64Array,
	from: number,
	to: number,
): { readonly days: number; readonly longestGapDays: number } {
	const base = Math.floor(from / DAY_MS);
	const has = new Uint8Array(Math.floor(to / DAY_MS) - base + 1);
	for (let i = 0; i < instants.length; i++) {
		const instant = instants[i]!;
		if (instant >= from && instant <= to) has[Math.floor(instant / DAY_MS) - base] = 1;
	}
	let days = 0;
	let before = 0;
	let longestGapDays = 0;
	has.forEach((one, day) => {
		if (one === 0) return;
		days++;
		longestGapDays = Math.max(longestGapDays, day - before);
		before = day;
	});
	return { days, longestGapDays };
}
