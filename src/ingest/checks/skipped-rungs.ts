import { shown } from "./faults.ts";
import { eachRow, type FilePart } from "./file-part.ts";
import type { Check } from "./tally.ts";

/**
 * Finds leads that reached a rung without an earlier one: customer and no SQL. Told at the row of the first rung that
 * lacks one before it, once a lead. Rungs that no lead has are not recorded and skip nothing; nor does the first, where every lead begins. Rows
 * already rejected do not count.
 */
export function checkSkippedRungs(
	columns: { readonly lead: Int32Array; readonly stage: Uint8Array },
	parts: readonly FilePart[],
	{
		ladder,
		leads,
		action,
	}: { readonly ladder: readonly string[]; readonly leads: number; readonly action: "keep" | "reject" | "reach" },
): void {
	const reached = ladder.map(() => new Uint8Array(leads));
	const isRecorded = ladder.map(() => false);
	eachRow(parts, (place) => {
		const stage = columns.stage[place]!;
		if (stage >= ladder.length) return;
		reached[stage]![columns.lead[place]!] = 1;
		isRecorded[stage] = true;
	});
	const recorded = [...ladder.keys()].filter((rung) => rung > 0 && isRecorded[rung]);
	/** Of each lead the first rung that lacks one before it, and the rung that is lacking; 0: none. */
	const after = new Uint8Array(leads);
	const counts = new Map<string, number>();
	const totals = ladder.map(() => 0);
	for (let lead = 0; lead < leads; lead++) {
		let lacking = 0;
		for (const rung of recorded) {
			if (reached[rung]![lead] === 0) {
				lacking = rung;
				continue;
			}
			totals[rung]!++;
			if (lacking === 0 || after[lead] !== 0) continue;
			after[lead] = rung;
			const key = `${rung} ${lacking}`;
			counts.set(key, (counts.get(key) ?? 0) + 1);
		}
	}
	if (counts.size === 0) return;
	const [key, count] = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most));
	const [rung, lacking] = key.split(" ").map(Number) as [number, number];
	const [above, below] = [ladder[rung]!, ladder[lacking]!];
	const then =
		action === "keep"
			? `they count as never having been ${shown(below)}`
			: action === "reach"
				? `they count as ${shown(below)} from then on`
				: "rows of a rung without the one before are left out";
	const fault = (column: string) => ({
		code: "skipped-rung" as const,
		column,
		message: () => `${count} of ${totals[rung]} leads with the stage ${shown(above)} have no ${shown(below)}: ${then}.`,
		cure: "Say whether a later rung means the earlier ones: checks: { skipped-rung: { action: reach } }, or keep.",
	});
	const checks: (Check | undefined)[] = parts.map(() => undefined);
	eachRow(parts, (place, row, file) => {
		const lead = columns.lead[place]!;
		if (after[lead] === 0 || after[lead] !== columns.stage[place]) return;
		if (action !== "reject") after[lead] = 0;
		const part = parts[file]!;
		const check = checks[file] ?? part.tally.check(fault(part.at), action !== "reject");
		checks[file] = check;
		check.hit(row);
	});
}
