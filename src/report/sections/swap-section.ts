import { swapSetChart } from "../../charts/compare/swap-set-chart.ts";
import type { Comparison, PairedHandoff } from "../../compare/comparison.ts";
import { swapExamples, swapTable } from "../../tables/swap-table.ts";
import { headStartText } from "../../words/head-start-text.ts";
import { formatCount } from "../../words/number-format.ts";
import { stageName } from "../../words/stage-name.ts";
import type { Block, Section } from "../report-document.ts";

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
		const examples = swapExamples(main);
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
	return `${counts}; the median is ${headStartText(days)} (interval ${interval.map(headStartText).join(" to ")}).`;
}
