import { formatCount, formatPoints } from "../../base/number-format.ts";
import type { Contender } from "../../charts/contender.ts";
import { ENOUGH } from "../../charts/estimate-text.ts";
import { gainsChart } from "../../charts/gains-chart.ts";
import { scoreDistributionChart } from "../../charts/score-distribution-chart.ts";
import { stageName } from "../../charts/stage-name.ts";
import type { Ranking } from "../../replay/replay-result.ts";
import type { Block, Cell, ReportTable, Section } from "../report-document.ts";

/** How well the score orders leads, whatever the threshold: measures, gains, scores by outcome. */
export function rankingSection(contenders: readonly Contender[]): Section {
	const candidate = contenders[0]?.replay;
	const outcomes = candidate?.ranking.map(({ outcome }) => outcome) ?? [];
	const blocks: Block[] = [
		{
			kind: "text",
			text: `Leads are ranked by their score ${candidate?.landmarkDays ?? 0} days after creation, among those that had not reached the outcome by then and whose ${candidate?.horizonDays ?? 0} days have passed.`,
		},
		{ kind: "table", table: rankingTable(contenders) },
	];
	outcomes.forEach((outcome, i) => {
		blocks.push({ kind: "chart", chart: gainsChart(contenders, outcome) });
		if (candidate === undefined || i > 1) return;
		const call = candidate.handoffs.find((one) => one.outcome === outcome);
		const threshold =
			call === undefined
				? {}
				: { threshold: { score: call.threshold, label: `${stageName(call.call)} at ${formatPoints(call.threshold)}` } };
		blocks.push({ kind: "chart", chart: scoreDistributionChart(candidate, { outcome, ...threshold }) });
	});
	return { id: "ranking", title: "How good the order is", blocks };
}

function rankingTable(contenders: readonly Contender[]): ReportTable {
	const rows = contenders.flatMap(({ role, replay }) =>
		replay.ranking.map((ranking): Cell[] => [
			stageName(ranking.outcome),
			role,
			formatCount(ranking.atRisk),
			formatCount(ranking.positives),
			measure(ranking, ranking.auc),
			measure(ranking, ranking.averagePrecision),
			measure(ranking, ranking.ks),
		]),
	);
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
		],
		rows: rows.toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : String(a[0]) > String(b[0]) ? 1 : 0)),
		note: "AUC: chance that a lead that reached the outcome scored higher than one that did not (a tie counts one half); 0.5 is random order. These measures have no interval in this version; read them with the number of outcomes beside them.",
	};
}

function measure({ positives, atRisk, reason }: Ranking, value: number | undefined): Cell {
	if (value === undefined) return { text: reason ?? "not defined", tone: "muted" };
	const few = positives < ENOUGH || atRisk - positives < ENOUGH;
	return few ? { text: `${value.toFixed(3)} (too little data)`, tone: "muted" } : value.toFixed(3);
}
