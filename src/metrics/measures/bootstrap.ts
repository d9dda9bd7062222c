import type { Estimate } from "../rates/estimate.ts";
import type { ClusteredTable } from "../tables/clustered-table.ts";
import type { ScoreTable } from "../tables/score-table.ts";
import { type BootstrapOptions, measureAll } from "./measure-all.ts";
import type { MeasureSpec } from "./registry.ts";

/**
 * A measure of a score table with its bootstrap interval: `measureAll` for one. Leads are drawn with replacement; as the
 * measure sees only counts, drawing the counts (one multinomial) is the same, exactly, at a cost that does not grow with
 * the leads. "Cannot tell yet" as there.
 *
 * @throws RangeError when a count is not whole, `replicates` is below 100 or `confidence` is not in (0, 1)
 * @example bootstrapInterval(scoreTable([1], [1]), { kind: "auc" }, { random: createRandom(1) }).state // "cannot tell yet"
 */
export function bootstrapInterval(
	from: ScoreTable | ClusteredTable,
	spec: MeasureSpec,
	options: BootstrapOptions,
): Estimate {
	return measureAll(from, [spec], options)[0]!;
}
