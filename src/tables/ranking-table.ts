import type { RankingFigures } from "../evaluate/ranking-figures.ts";
import type { Estimate } from "../metrics/rates/estimate.ts";
import { estimateText } from "../words/estimate-text.ts";
import { formatCount } from "../words/number-format.ts";
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
			measure(figures.auc),
			measure(figures.averagePrecision),
			measure(figures.ks),
			measure(figures.liftAt10, 2),
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
			{ label: "AUC", align: "right" },
			{ label: "average precision", align: "right" },
			{ label: "KS", align: "right" },
			{ label: "lift at 10 %", align: "right" },
		],
		rows: rows.toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : String(a[0]) > String(b[0]) ? 1 : 0)),
		note: `AUC: chance that a lead that reached the outcome scored higher than one that did not (a tie counts one half); 0.5 is random order. Lift at 10 %: how many times more outcomes the tenth of leads with the highest scores holds than a tenth drawn at random. In brackets the 95 % interval: DeLong for AUC, bootstrap for the others${accounts ? "; leads of one account vary together, so accounts are what is drawn" : ""}.`,
	};
}

function measure(measurement: Estimate, digits = 3): Cell {
	const text = estimateText(measurement, { as: "number", digits });
	return measurement.state === "measured" ? text.replace("95 % interval ", "") : { text, tone: "muted" };
}
