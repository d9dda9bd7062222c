import type { Contender } from "../../charts/marks/contenders.ts";
import { gainsChart } from "../../charts/replay/gains-chart.ts";
import { scoreDistributionChart } from "../../charts/replay/score-distribution-chart.ts";
import type { RankingFigures } from "../../evaluate/ranking-figures.ts";
import { rankingTable } from "../../tables/ranking-table.ts";
import { capital } from "../../words/capital.ts";
import { moreText } from "../../words/estimate-text.ts";
import { formatPoints } from "../../words/number-format.ts";
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
		if (candidate === undefined) return;
		blocks.push({ kind: "chart", chart: gainsChart(candidate, { stage: outcome, baseline: contenders[1]?.replay }) });
		if (i > 1) return;
		const flag = candidate.handoffs.find((one) => one.to === outcome);
		const threshold =
			flag === undefined
				? {}
				: { threshold: { score: flag.threshold, label: `${stageName(flag.from)} at ${formatPoints(flag.threshold)}` } };
		blocks.push({ kind: "chart", chart: scoreDistributionChart(candidate, { stage: outcome, ...threshold }) });
	});
	return { id: "ranking", title: "How good the order is", blocks };
}
