import type { Contender } from "../../charts/marks/contender.ts";
import { gainsChart } from "../../charts/replay/gains-chart.ts";
import { scoreDistributionChart } from "../../charts/replay/score-distribution-chart.ts";
import type { RankingFigures } from "../../evaluate/ranking-figures.ts";
import type { Estimate } from "../../metrics/rates/estimate.ts";
import type { Cell, Table } from "../../tables/table.ts";
import { estimateText, moreText } from "../../words/estimate-text.ts";
import { formatCount, formatPoints } from "../../words/number-format.ts";
import { stageName } from "../../words/stage-name.ts";
import type { Block, Section } from "../report-document.ts";

/** Rankings with their intervals, the candidate's first. */
export interface RankedContender extends Contender {
	readonly ranking: readonly RankingFigures[];
}

/** How well the score orders leads, whatever the threshold: what it amounts to, measures, gains, scores by outcome. */
export function rankingSection(contenders: readonly RankedContender[]): Section {
	const candidate = contenders[0]?.replay;
	const outcomes = candidate?.ranking.map(({ stage: outcome }) => outcome) ?? [];
	const blocks: Block[] = [
		{
			kind: "text",
			text: `Leads are ranked by their score ${candidate?.landmarkDays ?? 0} days after creation, among those that had not reached the outcome by then and whose ${candidate?.horizonDays ?? 0} days have passed.`,
		},
		{
			kind: "list",
			items: contenders.flatMap(({ role, ranking }) =>
				ranking.map(
					({ stage: outcome, finding }) =>
						`${contenders.length > 1 ? `${capital(role)}, for` : "For"} ${stageName(outcome)}: ${finding.text}${moreText(finding.moreNeeded)}.`,
				),
			),
		},
		{ kind: "table", table: rankingTable(contenders) },
	];
	outcomes.forEach((outcome, i) => {
		blocks.push({ kind: "chart", chart: gainsChart(contenders, outcome) });
		if (candidate === undefined || i > 1) return;
		const flag = candidate.handoffs.find((one) => one.to === outcome);
		const threshold =
			flag === undefined
				? {}
				: { threshold: { score: flag.threshold, label: `${stageName(flag.from)} at ${formatPoints(flag.threshold)}` } };
		blocks.push({ kind: "chart", chart: scoreDistributionChart(candidate, { outcome, ...threshold }) });
	});
	return { id: "ranking", title: "How good the order is", blocks };
}

function rankingTable(contenders: readonly RankedContender[]): Table {
	const rows = contenders.flatMap(({ role, ranking }) =>
		ranking.map((figures): Cell[] => [
			stageName(figures.stage),
			role,
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
			{ label: "model" },
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

function capital(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
