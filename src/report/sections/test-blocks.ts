import type { Comparison, DiscordantTest, PairedHandoff, PairedRanking } from "../../compare/comparison.ts";
import type { Cell, Table } from "../../tables/table.ts";
import { measureName, measureText } from "../../words/difference-text.ts";
import { formatCount } from "../../words/number-format.ts";
import { pText } from "../../words/p-text.ts";
import { handoffName, stageName } from "../../words/stage-name.ts";
import type { Block } from "../report-document.ts";
import { differenceCell, differenceLabel, muted } from "./cells.ts";

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
			{ kind: "table", table: rankingTable(comparison) },
		);
	}
	return blocks;
}

function discordantTable({ handoffs, confidence }: Comparison): Table {
	return {
		caption: "Leads that the models part on",
		columns: [
			{ label: "hand-off" },
			{ label: "leads" },
			{ label: "candidate only", align: "right" },
			{ label: "baseline only", align: "right" },
			{ label: "in words" },
			{ label: "by chance (p)", align: "right" },
		],
		rows: handoffs.flatMap((handoff) =>
			handoff.tests.map((test): Cell[] => [
				handoffName(handoff),
				aboutText(test, handoff),
				formatCount(test.onlyCandidate),
				formatCount(test.onlyBaseline),
				wordsOf(test, confidence),
				test.onlyCandidate + test.onlyBaseline === 0 ? muted("n/a") : pText(test.pValue),
			]),
		),
		note: "Exact McNemar test, two-sided. It takes leads as independent, also those that share an account, and each line stands for itself.",
	};
}

function aboutText({ about }: DiscordantTest, { to: outcome }: PairedHandoff): string {
	switch (about) {
		case "caught":
			return `reached ${stageName(outcome)} and flagged in time`;
		case "false-flags":
			return "flagged for nothing";
		case "right":
			return "rightly flagged or rightly left alone";
	}
}

function wordsOf({ about, onlyCandidate, onlyBaseline, pValue }: DiscordantTest, confidence: number): Cell {
	if (onlyCandidate + onlyBaseline === 0) return muted("the models part on no lead");
	if (pValue > 1 - confidence) return muted("cannot tell: a coin does that often enough");
	const ahead = onlyCandidate > onlyBaseline ? "the candidate" : "the baseline";
	switch (about) {
		case "caught":
			return { text: `${ahead} catches more`, tone: "strong" };
		case "false-flags":
			return { text: `${ahead} flags more for nothing`, tone: "strong" };
		case "right":
			return { text: `${ahead} is right more often`, tone: "strong" };
	}
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

function rankingTable(comparison: Comparison): Table {
	const { ranking, beta, landmarkDays } = comparison;
	return {
		caption: `Order of the leads by their score ${landmarkDays} days after creation`,
		columns: [
			{ label: "outcome" },
			{ label: "measure" },
			{ label: "baseline", align: "right" },
			{ label: "candidate", align: "right" },
			{ label: differenceLabel(comparison) },
		],
		rows: ranking.flatMap(({ stage: outcome, differences }) =>
			differences.map((one): Cell[] => [
				stageName(outcome),
				measureName(one.measure, { beta }),
				measureText(one.measure, one.baseline),
				measureText(one.measure, one.candidate),
				differenceCell(one),
			]),
		),
		note: "AUC: chance of the right order of two such leads. Average precision and KS: from 0 to 1, more is better. Lift: how many times more outcomes the best tenth holds than a random one.",
	};
}
