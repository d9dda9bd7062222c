import { DAY_MS } from "../../dataset/calendar.ts";
import type { Dataset, HandoffSpec } from "../../dataset/dataset.ts";
import { stageReachedAt } from "../../dataset/stage-reached-at.ts";
import { type Estimate, estimateRate } from "../../metrics/rates/estimate.ts";
import { FLAG_OUTCOME, flagOutcome } from "../../replay/flag-outcome.ts";
import { flaggedAtOf } from "../../replay/flagged-at.ts";
import type { Replay } from "../../replay/replay-result.ts";

/**
 * Precision of a replay's flags among the leads that sales worked within the horizon of the flag: hits / (hits + misses that
 * were worked). A lead that nobody worked says nothing of what it would have become, and a model that flags others than
 * those an old one had sales work is not to be measured by it. `undefined` where the dataset does not say who was worked.
 */
export function workedPrecision(
	dataset: Dataset,
	{ columns, horizonDays }: Pick<Replay, "columns" | "horizonDays">,
	{ from, to }: HandoffSpec,
): Estimate | undefined {
	const { workedAt, createdAt, asOf } = dataset;
	if (workedAt === undefined) return undefined;
	const reachedAt = stageReachedAt(dataset, to);
	const flaggedAt = flaggedAtOf(columns, from);
	const window = { horizonMs: horizonDays * DAY_MS, asOf };
	let hits = 0;
	let misses = 0;
	columns.lead.forEach((lead, row) => {
		const at = flaggedAt[row]!;
		if (reachedAt[lead]! <= createdAt[lead]!) return;
		const outcome = flagOutcome(at, reachedAt[lead]!, window);
		if (outcome === FLAG_OUTCOME.hit) hits += 1;
		else if (outcome === FLAG_OUTCOME.miss && workedAt[lead]! <= at + window.horizonMs) misses += 1;
	});
	return estimateRate(hits, hits + misses, { reason: "no mature flag of a lead that sales worked" });
}
