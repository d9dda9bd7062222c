import type { ClusteredTable } from "../metrics/tables/clustered-table.ts";
import type { ScoreTable } from "../metrics/tables/score-table.ts";

/** Cells times draws that take about a third of a second. */
const MOST_WORK = 16_000_000;

/**
 * How many draws a table gets, and whether the jackknife of BCa is still worth it: one table for each kind of lead (or
 * account) left out is much when nearly every score is another. At least 200 draws.
 *
 * @example bootstrapEffort(scoreTable([1, 2], [0, 1]), { replicates: 2000 }) // { replicates: 2000, method: "bca" }
 */
export function bootstrapEffort(
	from: ScoreTable | ClusteredTable,
	{ replicates }: { readonly replicates: number },
): { readonly replicates: number; readonly method: "bca" | "percentile" } {
	const cells = 2 * ("patterns" in from ? from.table : from).scores.length;
	const kinds = "patterns" in from ? from.patterns.length : cells;
	return {
		replicates: Math.max(200, Math.min(replicates, Math.floor(MOST_WORK / Math.max(1, cells + kinds)))),
		method: kinds * cells <= 8 * MOST_WORK ? "bca" : "percentile",
	};
}
