import type { SwapGroup } from "./comparison.ts";

/** The groups of a swap set in the order in which they are shown, each with its verb and what it means. */
export const SWAP_GROUPS = [
	["enters", "enter", "only the candidate flags them"],
	["leaves", "leave", "only the baseline flags them"],
	["stays", "stay", "both models flag them"],
] as const;

/** Hits, misses, late and immature flags of a group; they add up to all. */
export function fatesOf({
	flagged,
	late,
	immature,
	precision,
}: SwapGroup): Readonly<Record<"hits" | "misses" | "late" | "immature", number>> {
	return { hits: precision.hits, misses: flagged - late - immature - precision.hits, late, immature };
}
