import type { Comparison, PairedHandoff, SwapGroup } from "../compare/comparison.ts";
import { fatesOf, SWAP_GROUPS } from "../compare/swap-groups.ts";
import { formatCount, formatPoints } from "../words/number-format.ts";
import { handoffName, stageName } from "../words/stage-name.ts";
import { estimateCell, muted } from "./cells.ts";
import type { Cell, Table } from "./table.ts";

/**
 * Who enters, leaves and stays at each hand-off, and what became of them.
 *
 * @param options.handoffs of the comparison; left out: all
 * @example swapTable(comparison).rows[0] // ["MQL to SQL", "enter: only the candidate flags them", 92, ...]
 */
export function swapTable(
	{ handoffs: all }: Pick<Comparison, "handoffs">,
	{ handoffs = all }: { readonly handoffs?: readonly PairedHandoff[] } = {},
): Table {
	return {
		caption: "Leads that change sides, and those that stay",
		columns: [
			{ label: "hand-off" },
			{ label: "leads" },
			...["flagged", "hits", "misses", "late", "immature"].map((label) => ({ label, align: "right" as const })),
			{ label: "precision" },
			{ label: "worked by sales", align: "right" },
		],
		rows: handoffs.flatMap((handoff) =>
			SWAP_GROUPS.map(([key, verb, meaning]): Cell[] => {
				const group: SwapGroup = handoff.swap[key];
				const { hits, misses, late, immature } = fatesOf(group);
				return [
					handoffName(handoff),
					`${verb}: ${meaning}`,
					...[group.flagged, hits, misses, late, immature].map(formatCount),
					estimateCell(group.precision),
					group.worked === undefined ? muted("not recorded") : formatCount(group.worked),
				];
			}),
		),
		note: "Those who leave are judged by the baseline's flag, the others by the candidate's.",
	};
}

/**
 * Leads that show what changes: those whose two scores lie farthest apart, each counted from its model's threshold; `undefined`
 * when none of them can be judged.
 */
export function swapExamples(handoff: PairedHandoff): Table | undefined {
	const { swap, to: outcome } = handoff;
	const rows = SWAP_GROUPS.filter(([key]) => key !== "stays").flatMap(([key, verb]) =>
		swap[key].examples.map((one): Cell[] => [
			one.lead,
			verb,
			one.outcome === "hit" ? `hit: became ${stageName(outcome)} in time` : "miss",
			marginText(one.baselineMargin),
			marginText(one.candidateMargin),
		]),
	);
	if (rows.length === 0) return undefined;
	return {
		caption: `Examples at ${handoffName(handoff)}`,
		columns: [
			{ label: "lead" },
			{ label: "change" },
			{ label: "turned out" },
			{ label: "baseline: highest score" },
			{ label: "candidate: highest score" },
		],
		rows,
		note: "The leads whose two scores lie farthest apart, each score counted from its model's threshold. A lead above the threshold that is not flagged misses a gate.",
	};
}

/** "12.5 above the threshold". */
function marginText(margin: number): string {
	if (margin === 0) return "at the threshold";
	return `${formatPoints(Math.round(Math.abs(margin) * 10) / 10)} ${margin > 0 ? "above" : "below"} the threshold`;
}
