import type { Dataset, HandoffSpec } from "../../dataset/dataset.ts";
import { type Estimate, estimateRate } from "../../metrics/rates/estimate.ts";
import type { Replay } from "../../replay/replay-result.ts";
import { HIT, judgedFlags } from "./judged-flags.ts";

/**
 * Precision of a replay's flags among the leads that sales worked within the horizon of the flag: hits / (hits + misses that
 * were worked). A lead that nobody worked says nothing of what it would have become, and a model that flags others than
 * those an old one had sales work is not to be measured by it. `undefined` where the dataset does not say who was worked.
 */
export function workedPrecision(
	dataset: Dataset,
	result: Pick<Replay, "columns" | "horizonDays">,
	handoff: HandoffSpec,
): Estimate | undefined {
	if (dataset.workedAt === undefined) return undefined;
	const flags = judgedFlags(dataset, result, handoff).filter((state) => state !== 0);
	const hits = flags.filter((state) => state === HIT).length;
	return estimateRate(hits, flags.length, { reason: "no mature flag of a lead that sales worked" });
}
