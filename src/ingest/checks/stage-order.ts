import { stageOrder } from "./faults.ts";
import { eachRow, type FilePart } from "./file-part.ts";
import type { Check } from "./tally.ts";

interface Columns {
	readonly lead: Int32Array;
	readonly stage: Uint8Array;
	readonly at: Float64Array;
}

/**
 * Finds the rows whose rung was reached before the first time an earlier rung of the ladder was: customer on Monday,
 * MQL on Tuesday. Equal times are in order; exits have none. Rows already rejected do not count.
 */
export function checkStageOrder(
	columns: Columns,
	parts: readonly FilePart[],
	{ rungs, leads, keeps }: { readonly rungs: number; readonly leads: number; readonly keeps: boolean },
): void {
	if (parts.length === 0) return;
	/** Latest first time among the rungs up to and including each; -Infinity where none was reached. */
	const latest = firstTimes(columns, parts, { rungs, leads });
	for (let rung = 0; rung < rungs; rung++) {
		const here = latest[rung]!;
		const below = rung === 0 ? undefined : latest[rung - 1];
		for (let lead = 0; lead < leads; lead++) {
			const own = here[lead] === Number.POSITIVE_INFINITY ? Number.NEGATIVE_INFINITY : here[lead]!;
			here[lead] = below === undefined ? own : Math.max(own, below[lead]!);
		}
	}
	const checks: (Check | undefined)[] = parts.map(() => undefined);
	eachRow(parts, (place, row, file) => {
		const stage = columns.stage[place]!;
		if (stage === 0 || stage >= rungs) return;
		if (columns.at[place]! >= latest[stage - 1]![columns.lead[place]!]!) return;
		const part = parts[file]!;
		const check = checks[file] ?? part.tally.check(stageOrder(part.at), keeps);
		checks[file] = check;
		check.hit(row);
	});
}

function firstTimes(
	columns: Columns,
	parts: readonly FilePart[],
	{ rungs, leads }: { readonly rungs: number; readonly leads: number },
): Float64Array[] {
	const first = Array.from({ length: rungs }, () => new Float64Array(leads).fill(Number.POSITIVE_INFINITY));
	eachRow(parts, (place) => {
		const times = first[columns.stage[place]!];
		if (times === undefined) return;
		const lead = columns.lead[place]!;
		if (columns.at[place]! < times[lead]!) times[lead] = columns.at[place]!;
	});
	return first;
}
