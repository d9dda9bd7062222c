import type { Calendar } from "../../dataset/calendar.ts";
import { dayText } from "../../dataset/calendar.ts";
import { usualRange } from "../../dataset/usual-range.ts";
import { farInstant } from "./faults.ts";
import { eachRow, type FilePart } from "./file-part.ts";
import type { Check } from "./tally.ts";

/**
 * Finds the rows whose instant is far from all others of its column ({@link usualRange}). Rows already rejected do not
 * count, nor those that another check has told.
 *
 * @param isTold whether the row at a place is told by another check
 */
export function checkFarInstants(
	at: Float64Array,
	parts: readonly FilePart[],
	{
		keeps,
		calendar,
		isTold = () => false,
	}: {
		readonly keeps: boolean;
		readonly calendar: Calendar;
		readonly isTold?: (place: number) => boolean;
	},
): void {
	const isClean = parts.every(({ tally }) => tally.reasons() === undefined);
	const instants = isClean ? at : acceptedOnly(at, parts);
	const usual = usualRange(instants.length, (i) => instants[i]!);
	if (usual === undefined || usual.outside === 0) return;
	const text = (instant: number) => dayText(calendar.dayOf(instant));
	const range = { from: text(usual.from), to: text(usual.to) };
	const checks: (Check | undefined)[] = parts.map(() => undefined);
	eachRow(parts, (place, row, file) => {
		if ((at[place]! >= usual.from && at[place]! <= usual.to) || isTold(place)) return;
		const part = parts[file]!;
		const check = checks[file] ?? part.tally.check(farInstant(part.at, range), keeps);
		checks[file] = check;
		check.hit(row);
	});
}

function acceptedOnly(at: Float64Array, parts: readonly FilePart[]): Float64Array {
	const accepted = new Float64Array(at.length).fill(Number.NaN);
	eachRow(parts, (place) => {
		accepted[place] = at[place]!;
	});
	return accepted;
}
