import { type Dataset, NEVER } from "../dataset/dataset.ts";
import { stageReachedAt } from "../dataset/stage-reached-at.ts";
import type { FunnelStep, ReplayColumns } from "./replay-result.ts";

/** How many leads of the cohort ever reached each rung of the ladder, and how many the model flags for it. */
export function measureFunnel(dataset: Dataset, columns: Pick<ReplayColumns, "lead" | "flaggedAt">): FunnelStep[] {
	return dataset.ladder.map((stage, rung) => {
		const at = stageReachedAt(dataset, stage);
		const before = rung === 0 ? undefined : stageReachedAt(dataset, dataset.ladder[rung - 1]!);
		const flaggedAt = columns.flaggedAt[stage];
		let reached = 0;
		let after = 0;
		let flagged = 0;
		for (let row = 0; row < columns.lead.length; row++) {
			const lead = columns.lead[row]!;
			if (flaggedAt !== undefined && flaggedAt[row]! !== NEVER) flagged++;
			if (at[lead] === NEVER) continue;
			reached++;
			if (before === undefined || before[lead]! <= at[lead]!) after++;
		}
		return { stage, reached, reachedAfterPrevious: after, flagged: flaggedAt === undefined ? undefined : flagged };
	});
}
