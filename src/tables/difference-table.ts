import type { Comparison, PairedDifference, PairedHandoff, PairedRanking } from "../compare/comparison.ts";
import { measureName, valueText } from "../words/difference-text.ts";
import { rateText } from "../words/estimate-text.ts";
import { formatCount } from "../words/number-format.ts";
import { rankingMeaning } from "../words/ranking-meaning.ts";
import { handoffName, stageName } from "../words/stage-name.ts";
import { differenceCell, differenceColumn, muted } from "./cells.ts";
import type { Cell, Table } from "./table.ts";

/**
 * What two models differ in, at a hand-off or in the order of their scores: both values, and candidate minus baseline with
 * its interval, or that it cannot be told yet and how many more leads would tell.
 *
 * @param of a hand-off or a ranking of the comparison; left out: the first hand-off
 * @example differenceTable(comparison).rows[0] // ["precision", "41.9 %", "60.6 %", { text: "+18.6 pp (+14.8 to +22.4)", tone: "strong" }]
 * @example differenceTable(comparison, comparison.ranking[0])
 */
export function differenceTable(
	comparison: Comparison,
	of: PairedHandoff | PairedRanking | undefined = comparison.handoffs[0],
): Table {
	return {
		caption: captionOf(comparison, of),
		columns: [
			{ label: "measure" },
			{ label: "baseline", align: "right" },
			{ label: "candidate", align: "right" },
			differenceColumn(comparison),
		],
		rows: (of?.differences ?? []).map((one) => differenceRow(one, comparison, of)),
		note: "Differences are candidate minus baseline; rates differ by percentage points (pp).",
	};
}

function captionOf({ horizonDays, landmarkDays }: Comparison, of: PairedHandoff | PairedRanking | undefined): string {
	if (of === undefined) return "No hand-off in common";
	if ("from" in of) return `${handoffName(of)} within ${horizonDays} days of the flag`;
	return `Order of ${formatCount(of.atRisk)} leads by their score at day ${landmarkDays}; ${formatCount(of.positives)} became ${stageName(of.stage)}`;
}

/**
 * The differences of all rankings in one table, by outcome.
 *
 * @example rankingDifferenceTable(comparison).rows[0] // ["SQL", "AUC", "0.837", "0.824", ...]
 */
export function rankingDifferenceTable(comparison: Comparison): Table {
	return {
		caption: `Order of the leads by their score ${comparison.landmarkDays} days after creation`,
		columns: [
			{ label: "outcome" },
			{ label: "measure" },
			{ label: "baseline", align: "right" },
			{ label: "candidate", align: "right" },
			differenceColumn(comparison),
		],
		rows: comparison.ranking.flatMap(({ stage, differences }) =>
			differences.map((one) => [stageName(stage), ...differenceRow(one, comparison)]),
		),
		note: rankingMeaning(),
	};
}

function differenceRow(
	one: PairedDifference,
	{ beta }: Pick<Comparison, "beta">,
	of?: PairedHandoff | PairedRanking,
): Cell[] {
	const value = (model: "baseline" | "candidate"): Cell => {
		const { measure } = one;
		// A rate stands on its own counts, also where the difference of two cannot be told.
		const text =
			of !== undefined && "from" in of && (measure === "precision" || measure === "recall")
				? rateText(of[model][measure])
				: valueText(one, model);
		return text === "too little data" ? muted(text) : text;
	};
	return [measureName(one.measure, { beta }), value("baseline"), value("candidate"), differenceCell(one)];
}
