import { fatesOf, SWAP_GROUPS } from "../charts/compare/swap-set-chart.ts";
import type { Comparison, PairedHandoff } from "../compare/comparison.ts";
import { columnsOf, type Table } from "../tables/table.ts";
import { countsText } from "../words/estimate-text.ts";
import { handoffName } from "../words/stage-name.ts";
import { intervalCell, rateCell } from "./rate-cell.ts";

/**
 * Who enters, leaves and stays at a hand-off, and what became of them. Those who leave are judged by the baseline's flag.
 *
 * @param handoff of the comparison; left out: the first
 * @example show(swapTable(comparison))
 */
export function swapTable(comparison: Comparison, handoff: PairedHandoff | undefined = comparison.handoffs[0]): Table {
	return {
		columns: columnsOf(
			"leads",
			"flagged",
			"late",
			"immature",
			"hits of mature",
			"precision",
			"95 % interval",
			"worked by sales",
		),
		rows: SWAP_GROUPS.flatMap(([key, verb, meaning]) => {
			if (handoff === undefined) return [];
			const group = handoff.swap[key];
			const { late, immature } = fatesOf(group);
			return [
				[
					`${verb}: ${meaning}`,
					group.flagged,
					late,
					immature,
					countsText(group.precision),
					rateCell(group.precision),
					intervalCell(group.precision),
					group.worked,
				],
			];
		}),
		note: `${comparison.dataset.name}: ${handoff === undefined ? "no hand-off in common" : handoffName(handoff)}. A lead that sales never worked could hardly become a hit.`,
	};
}

/**
 * Leads that show what changes: those whose two scores lie farthest apart, each counted from its model's threshold.
 *
 * @example show(swapExamples(comparison))
 */
export function swapExamples({ handoffs }: Comparison, handoff: PairedHandoff | undefined = handoffs[0]): Table {
	return {
		columns: columnsOf("lead", "change", "outcome", "baseline: above its threshold", "candidate: above its threshold"),
		rows: SWAP_GROUPS.filter(([key]) => key !== "stays").flatMap(([key, verb]) =>
			(handoff?.swap[key].examples ?? []).map((one) => [
				one.lead,
				verb,
				one.outcome,
				one.baselineMargin.toFixed(1),
				one.candidateMargin.toFixed(1),
			]),
		),
		note: "By the highest score each lead ever had; below 0 it never came to the threshold.",
	};
}
