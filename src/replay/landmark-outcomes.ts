import { DAY_MS } from "../dataset/calendar.ts";
import type { Dataset } from "../dataset/dataset.ts";
import type { Replay } from "./replay-result.ts";

/**
 * The rows of a replay that can be judged at the landmark for an outcome, with what became of them: not reached by then,
 * and the horizon has passed. The same leads as those of the ranking.
 */
export function landmarkOutcomes(
	dataset: Dataset,
	{ columns, landmarkDays, horizonDays }: Pick<Replay, "columns" | "landmarkDays" | "horizonDays">,
	outcome: string,
): { readonly rows: Int32Array; readonly outcomes: Uint8Array } {
	const at = dataset.stages.firstAt[dataset.stages.names.indexOf(outcome)]!;
	const rows: number[] = [];
	const outcomes: number[] = [];
	columns.lead.forEach((lead, row) => {
		const landmark = dataset.createdAt[lead]! + landmarkDays * DAY_MS;
		const end = landmark + horizonDays * DAY_MS;
		if (at[lead]! <= landmark || end > dataset.asOf) return;
		rows.push(row);
		outcomes.push(at[lead]! <= end ? 1 : 0);
	});
	return { rows: Int32Array.from(rows), outcomes: Uint8Array.from(outcomes) };
}
