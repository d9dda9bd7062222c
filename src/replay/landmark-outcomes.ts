import { DAY_MS } from "../dataset/calendar.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { stageReachedAt } from "../dataset/stage-reached-at.ts";
import { FLAG_OUTCOME, flagOutcome, isJudged } from "./flag-outcome.ts";
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
	const reachedAt = stageReachedAt(dataset, outcome);
	const window = { horizonMs: horizonDays * DAY_MS, asOf: dataset.asOf };
	const rows: number[] = [];
	const outcomes: number[] = [];
	columns.lead.forEach((lead, row) => {
		const landmark = dataset.createdAt[lead]! + landmarkDays * DAY_MS;
		const became = flagOutcome(landmark, reachedAt[lead]!, window);
		if (!isJudged(became)) return;
		rows.push(row);
		outcomes.push(became === FLAG_OUTCOME.hit ? 1 : 0);
	});
	return { rows: Int32Array.from(rows), outcomes: Uint8Array.from(outcomes) };
}
