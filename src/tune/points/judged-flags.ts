import { DAY_MS } from "../../dataset/calendar.ts";
import type { Dataset, HandoffSpec } from "../../dataset/dataset.ts";
import { stageReachedAt } from "../../dataset/stage-reached-at.ts";
import { FLAG_OUTCOME, flagOutcome, isExcluded } from "../../replay/flag-outcome.ts";
import { flaggedAtOf } from "../../replay/flagged-at.ts";
import type { Replay } from "../../replay/replay-result.ts";

/** Codes of {@link judgedFlags}; 0: no flag, or none that can be judged. */
export const HIT = 1;
export const MISS = 2;

/**
 * What became of the flag of each row of a replay. Where the dataset says whom sales worked, a miss of a lead that nobody
 * worked within the horizon of the flag is none: nobody saw what it would have become.
 */
export function judgedFlags(
	dataset: Dataset,
	{ columns, horizonDays }: Pick<Replay, "columns" | "horizonDays">,
	{ from, to }: HandoffSpec,
): Uint8Array {
	const { workedAt, createdAt, asOf } = dataset;
	const reachedAt = stageReachedAt(dataset, to);
	const flaggedAt = flaggedAtOf(columns, from);
	const window = { horizonMs: horizonDays * DAY_MS, asOf };
	return Uint8Array.from(columns.lead, (lead, row) => {
		const at = flaggedAt[row]!;
		if (isExcluded(createdAt[lead]!, reachedAt[lead]!)) return 0;
		const outcome = flagOutcome(at, reachedAt[lead]!, window);
		if (outcome === FLAG_OUTCOME.hit) return HIT;
		const isSeen = workedAt === undefined || workedAt[lead]! <= at + window.horizonMs;
		return outcome === FLAG_OUTCOME.miss && isSeen ? MISS : 0;
	});
}
