import type { HandoffSpec } from "../../dataset/dataset.ts";
import { ENOUGH, type Estimate, estimateRate, seenOf } from "../../metrics/rates/estimate.ts";
import { findHandoff, isSameHandoff } from "../../replay/find-handoff.ts";
import type { Replay } from "../../replay/replay-result.ts";
import { columnsOf } from "../../tables/table.ts";
import { estimateText, isEnough, shortEstimate } from "../../words/estimate-text.ts";
import { formatCount } from "../../words/number-format.ts";
import { populationText } from "../../words/population.ts";
import { handoffName, stageName } from "../../words/stage-name.ts";
import { type Chart, type ChartView, createChart, emptyChart } from "../marks/chart.ts";
import { colorBy, TONES } from "../marks/color-by.ts";
import { estimateCells, estimateDomain, estimateFields, toneOf } from "../marks/estimate-fields.ts";
import { intervals } from "../marks/intervals.ts";
import { referenceLine } from "../marks/reference-line.ts";
import { slug } from "../marks/slug.ts";
import { tooltip } from "../marks/tooltip.ts";
import { rateAxis } from "../scales/axes.ts";
import { monthAxis } from "../scales/month-axis.ts";

interface Month {
	readonly month: string;
	readonly estimate: Estimate;
	readonly immature: number;
}

/**
 * Precision of a hand-off by month of creation, with intervals and the number of mature flags under each month. Months
 * with too little data are grey; months whose flags are all too recent to judge have no point, and their count says 0.
 *
 * @throws LabError (configuration) when the replay did not measure the hand-off
 * @example precisionByMonthChart(replay, { from: "mql", to: "sql" }).id // "month-mql-sql"
 */
export function precisionByMonthChart(replay: Replay, handoff: HandoffSpec): Chart {
	const all = findHandoff(replay.handoffs, handoff, { of: replay.model.name }).precision;
	const months = replay.months.map(({ month, handoffs }): Month => {
		const found = handoffs.find((one) => isSameHandoff(one, handoff));
		return {
			month,
			estimate: found?.precision ?? estimateRate(0, 0, { reason: "no flag" }),
			immature: found?.immature ?? 0,
		};
	});
	const words = {
		id: `month-${slug(handoff.from)}-${slug(handoff.to)}`,
		title: titleOf(months, `${stageName(handoff.from)} flags`),
		subtitle: `${populationText(replay)}; ${handoffName(handoff)} within ${replay.horizonDays} days; months with fewer than ${ENOUGH} mature flags in grey`,
		description: `Precision by month of creation. ${months.map(({ month, estimate }) => `${month}: ${estimateText(estimate)}`).join(". ")}.`,
		table: {
			columns: columnsOf(
				"month of creation",
				"precision",
				"hits of mature flags",
				"95 % interval",
				"too recent to judge",
			),
			rows: months.map(({ month, estimate, immature }) => [month, ...estimateCells(estimate), formatCount(immature)]),
		},
	};
	if (months.length === 0) return emptyChart({ ...words, reason: "No lead in the cohort." });
	return createChart({ ...words, view: viewOf(months, all) });
}

function titleOf(months: readonly Month[], flags: string): string {
	const sorted = months
		.filter(({ estimate }) => isEnough(estimate))
		.toSorted((a, b) => (seenOf(a.estimate).value ?? 0) - (seenOf(b.estimate).value ?? 0));
	const [lowest, highest] = [sorted[0], sorted.at(-1)];
	if (lowest === undefined || highest === undefined || lowest === highest)
		return `Too few mature ${flags} by month to compare`;
	return `Monthly precision of ${flags}: from ${shortEstimate(lowest.estimate)} in ${lowest.month} to ${shortEstimate(highest.estimate)} in ${highest.month}`;
}

function viewOf(months: readonly Month[], all: Estimate): ChartView {
	const { x, step } = monthAxis(
		months.map(({ month, estimate }) => ({ month, below: `n ${formatCount(estimate.total)}` })),
		{ title: "month of creation; below it the mature flags" },
	);
	const estimates = months.map(({ estimate }) => estimate);
	const scale = rateAxis("precision", { domain: estimateDomain(estimates, seenOf(all).value) });
	const tip = tooltip({ month: "month", text: "precision" });
	return {
		width: { step },
		height: 280,
		data: {
			values: months.map(({ month, estimate }) => ({
				month,
				tone: toneOf(estimate),
				...estimateFields(estimate),
				text: shortEstimate(estimate),
			})),
		},
		layer: [
			...(isEnough(all) ? referenceLine({ along: "y", scale, value: all.value, label: "all months" }) : []),
			...intervals({ along: "y", at: { x }, scale, color: colorBy("tone", TONES), size: 90, tip }),
		],
	};
}
