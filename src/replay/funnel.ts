import { type Dataset, NEVER } from "../dataset/dataset.ts";
import type { FunnelStep, ReplayColumns } from "./replay-result.ts";

/** How many leads of the cohort ever reached each rung of the ladder, and how many the model flags for it. */
export function measureFunnel(dataset: Dataset, columns: Pick<ReplayColumns, "lead" | "flaggedAt">): FunnelStep[] {
	const { names, firstAt } = dataset.stages;
	return dataset.ladder.map((stage, rung) => {
		const at = firstAt[names.indexOf(stage)]!;
		const before = rung === 0 ? undefined : firstAt[rung - 1]!;
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
