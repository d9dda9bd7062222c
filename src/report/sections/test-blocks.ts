import type { Comparison, PairedRanking } from "../../compare/comparison.ts";
import { rankingDifferenceTable } from "../../tables/difference-table.ts";
import { discordantTable } from "../../tables/discordant-table.ts";
import { formatCount } from "../../words/number-format.ts";
import { pText } from "../../words/p-text.ts";
import { stageName } from "../../words/stage-name.ts";
import type { Block } from "../report-document.ts";

/** The exact McNemar tests and DeLong's test in words that need no statistics, the numbers beside them. */
export function testBlocks(comparison: Comparison): Block[] {
	const { handoffs, ranking, confidence } = comparison;
	const blocks: Block[] = [];
	if (handoffs.length > 0) {
		blocks.push(
			{ kind: "subheading", text: "Where only one of the models is right" },
			{
				kind: "text",
				text: "Most leads say nothing about which model is better, because both do the same with them. Left are those on which they part. If the models were equally good, such a lead would go either way like a tossed coin; the last column says how often a fair coin gives a split at least as uneven.",
			},
			{ kind: "table", table: discordantTable(comparison) },
		);
	}
	if (ranking.length > 0) {
		blocks.push(
			{ kind: "subheading", text: "Which score orders leads better, whatever the threshold" },
			{ kind: "list", items: ranking.map((one) => delongText(one, confidence)) },
			{ kind: "table", table: rankingDifferenceTable(comparison) },
		);
	}
	return blocks;
}

function delongText(
	{ stage: outcome, differences, delong, positives, atRisk }: PairedRanking,
	confidence: number,
): string {
	const auc = differences.find(({ measure }) => measure === "auc");
	const pair = `Take two leads at random, one that reached ${stageName(outcome)} and one that did not (${formatCount(positives)} of ${formatCount(atRisk)} did)`;
	if (auc?.candidate === undefined || auc.baseline === undefined || "state" in delong) {
		const reason = "state" in delong ? delong.reason : "there are no two such leads";
		return `${pair}: cannot tell yet which score orders them better; ${reason}.`;
	}
	const percent = (value: number) => `${(value * 100).toFixed(1)} %`;
	const order = `the candidate's score puts them in the right order ${percent(auc.candidate)} of the time, the baseline's ${percent(auc.baseline)}`;
	const chance = `z ${delong.z.toFixed(2)}, p ${pText(delong.pValue)}`;
	const finding =
		delong.pValue > 1 - confidence
			? `Two equally good scores would differ by as much often enough: cannot tell (DeLong's test: ${chance})`
			: `Two equally good scores would hardly differ by as much: ${auc.candidate > auc.baseline ? "the candidate" : "the baseline"} orders them better (DeLong's test: ${chance})`;
	return `${pair}: ${order}. ${finding}.`;
}
