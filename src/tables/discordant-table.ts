import type { Comparison, DiscordantTest, PairedHandoff } from "../compare/comparison.ts";
import { formatCount } from "../words/number-format.ts";
import { pText } from "../words/p-text.ts";
import { handoffName, stageName } from "../words/stage-name.ts";
import { muted } from "./cells.ts";
import type { Cell, Table } from "./table.ts";

/** Leads on which only one of two models is right, with the exact McNemar test of each kind. */
export function discordantTable({ handoffs, confidence }: Comparison): Table {
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
