import type { RankingFigures } from "../evaluate/ranking-figures.ts";
import { RANKING_KEYS, rankingMeasure } from "../metrics/measures/ranking-measures.ts";
import type { Estimate } from "../metrics/rates/estimate.ts";
import { estimateText } from "../words/estimate-text.ts";
import { formatCount } from "../words/number-format.ts";
import { rankingMeaning } from "../words/ranking-meaning.ts";
import { stageName } from "../words/stage-name.ts";
import type { Cell, Table } from "./table.ts";

/**
 * The measures of ranking of each model with their intervals, by outcome.
 *
 * @param contenders each model's role and rankings
 */
export function rankingTable(
	contenders: readonly { readonly role: string; readonly ranking: readonly RankingFigures[] }[],
): Table {
	const isPair = contenders.length > 1;
	const rows = contenders.flatMap(({ role, ranking }) =>
		ranking.map((figures): Cell[] => [
			stageName(figures.stage),
			...(isPair ? [role] : []),
			formatCount(figures.atRisk),
			formatCount(figures.positives),
			...RANKING_KEYS.map((key) => measure(figures[key], rankingMeasure(key).kind === "multiple" ? 2 : 3)),
		]),
	);
	const accounts = contenders.some(({ ranking }) => ranking.some((figures) => figures.accounts !== undefined));
	return {
		caption: "Measures of ranking",
		columns: [
			{ label: "outcome" },
			...(isPair ? [{ label: "model" }] : []),
			{ label: "leads ranked", align: "right" },
			{ label: "of these reached it", align: "right" },
			...RANKING_KEYS.map((key) => ({ label: rankingMeasure(key).name, align: "right" as const })),
		],
		rows: rows.toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : String(a[0]) > String(b[0]) ? 1 : 0)),
		note: `${rankingMeaning()} In brackets the 95 % interval: DeLong for AUC, bootstrap for the others${accounts ? "; leads of one account vary together, so accounts are what is drawn" : ""}.`,
	};
}

function measure(measurement: Estimate, digits: number): Cell {
	const text = estimateText(measurement, { as: "number", digits });
	return measurement.state === "measured" ? text.replace("95 % interval ", "") : { text, tone: "muted" };
}
