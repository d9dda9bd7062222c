import { fatesOf, SWAP_GROUPS, swapSetChart } from "../../charts/compare/swap-set-chart.ts";
import type { Comparison, PairedHandoff, SwapGroup } from "../../compare/comparison.ts";
import type { Cell, Table } from "../../tables/table.ts";
import { formatCount, formatPoints } from "../../words/number-format.ts";
import { handoffName, stageName } from "../../words/stage-name.ts";
import type { Block, Section } from "../report-document.ts";
import { estimateCell, muted } from "./cells.ts";

/**
 * Who enters and who leaves when the candidate takes the baseline's place, and what became of them.
 *
 * @param options.leadIds whether to name examples by their ids; nothing else of a lead is ever printed
 */
export function swapSection(comparison: Comparison, { leadIds }: { readonly leadIds: boolean }): Section | undefined {
	const main = comparison.handoffs[0];
	if (main === undefined) return undefined;
	const blocks: Block[] = [
		{ kind: "chart", chart: swapSetChart(comparison, main) },
		{ kind: "list", items: [...workedTexts(main), movedText(main)] },
		{ kind: "table", table: swapTable(comparison) },
	];
	if (leadIds) {
		const examples = exampleTable(main);
		blocks.push(
			examples === undefined
				? { kind: "text", text: "No lead that changes sides can be judged, so there is no example." }
				: { kind: "table", table: examples },
		);
	} else {
		blocks.push({
			kind: "text",
			text: "Lead ids are left out, since a report leaves the house. With --lead-ids it names examples of each group.",
		});
	}
	return { id: "swap", title: "Who enters and who leaves", blocks };
}

function workedTexts({ swap, to: outcome }: PairedHandoff): string[] {
	const told = (["enters", "leaves"] as const).flatMap((key) => {
		const { flagged, worked, reached } = swap[key];
		if (flagged === 0) return [];
		const who = `Of the ${formatCount(flagged)} who ${key === "enters" ? "enter" : "leave"}`;
		const got = `${formatCount(reached)} ever reached ${stageName(outcome)}, flagged in time or not`;
		return [`${who}, ${worked === undefined ? "" : `sales worked ${formatCount(worked)}, and `}${got}.`];
	});
	return [
		...told,
		...(swap.enters.worked === undefined || told.length === 0
			? []
			: [
					"A lead that sales never worked could hardly become a hit: where few were worked, the precision may be too low.",
				]),
	];
}

function movedText({ swap }: PairedHandoff): string {
	const { earlier, later, sameTime, medianDaysEarlier: days, interval } = swap.moved;
	const stays = formatCount(swap.stays.flagged);
	if (days === undefined) return "Nobody stays.";
	const counts = `Of the ${stays} who stay, the candidate flags ${formatCount(earlier)} earlier, ${formatCount(later)} later and ${formatCount(sameTime)} at the same moment`;
	if (interval === undefined) return `${counts}.`;
	return `${counts}; the median is ${daysText(days)} (interval ${interval.map(daysText).join(" to ")}).`;
}

/** "2.0 days earlier", "the same moment". */
function daysText(days: number): string {
	const size = Math.abs(days).toFixed(1);
	return Number(size) === 0 ? "the same moment" : `${size} days ${days < 0 ? "later" : "earlier"}`;
}

function swapTable({ handoffs }: Comparison): Table {
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

function exampleTable(handoff: PairedHandoff): Table | undefined {
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
