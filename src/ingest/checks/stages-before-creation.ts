import { stageBeforeCreation } from "./faults.ts";
import { eachRow, type FilePart } from "./file-part.ts";
import type { Check } from "./tally.ts";

/** More leads than this share that were customers before they were leads are no custom but a shifted clock. */
const MOST_EXISTING = 0.02;

/**
 * Finds stages from before their lead's creation. A lead all of whose stages, the last rung among them, lie before it is an
 * existing customer who came back, and is not told as long as such leads are few. Rows already rejected do not count.
 */
export function checkStagesBeforeCreation(
	{ lead, stage, at }: { readonly lead: Int32Array; readonly stage: Uint8Array; readonly at: Float64Array },
	parts: readonly FilePart[],
	{
		createdAt,
		lastRung,
		keeps,
	}: { readonly createdAt: Float64Array; readonly lastRung: number; readonly keeps: boolean },
): void {
	/** 1: a stage since creation, 2: one before, 4: the last rung before. */
	const seen = new Uint8Array(createdAt.length);
	let isAny = false;
	eachRow(parts, (place) => {
		const who = lead[place]!;
		const isEarly = at[place]! < createdAt[who]!;
		if (isEarly) isAny = true;
		seen[who]! |= isEarly ? (stage[place] === lastRung ? 6 : 2) : 1;
	});
	if (!isAny) return;
	const existing = seen.reduce((count, one) => count + (one === 6 ? 1 : 0), 0);
	const isCustom = existing <= MOST_EXISTING * createdAt.length;
	const checks: (Check | undefined)[] = parts.map(() => undefined);
	eachRow(parts, (place, row, file) => {
		const who = lead[place]!;
		if (at[place]! >= createdAt[who]! || (isCustom && seen[who] === 6)) return;
		const part = parts[file]!;
		const check = checks[file] ?? part.tally.check(stageBeforeCreation(part.at), keeps);
		checks[file] = check;
		check.hit(row);
	});
}
