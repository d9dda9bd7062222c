import type { HandoffSpec } from "../../dataset/dataset.ts";
import { ENOUGH, type Estimate, estimateRate, seenOf } from "../../metrics/rates/estimate.ts";
import type { Replay } from "../../replay/replay-result.ts";
import { columnsOf } from "../../tables/table.ts";
import { countsText, estimateText, intervalText, isEnough, shortEstimate } from "../../words/estimate-text.ts";
import { formatCount, formatRate } from "../../words/number-format.ts";
import { populationText } from "../../words/population.ts";
import { handoffName, stageName } from "../../words/stage-name.ts";
import { type Chart, createChart, emptyChart, type Layer } from "../marks/chart.ts";
import { handoffOf } from "../marks/contender.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { rateDomain } from "../marks/rate-domain.ts";
import { slug } from "../marks/slug.ts";
import { colors, plotWidth } from "../marks/theme.ts";

/** What the label of a month takes, px. */
const MONTH_WIDTH = 64;

/**
 * Precision of a hand-off by month of creation, with intervals and the number of mature flags under each month. Months
 * with too little data are grey; months whose flags are all immature have no point, and their count says 0.
 *
 * @example precisionByMonthChart(replay, { from: "mql", to: "sql" }).id // "month-mql-sql"
 */
export function precisionByMonthChart(replay: Replay, handoff: HandoffSpec): Chart {
	const months = replay.months.map(({ month, handoffs }) => {
		const found = handoffs.find(({ from: flag, to: outcome }) => flag === handoff.from && outcome === handoff.to);
		return {
			month,
			estimate: found?.precision ?? estimateRate(0, 0, { reason: "no flag" }),
			immature: found?.immature ?? 0,
		};
	});
	const enough = months.filter(({ estimate }) => isEnough(estimate));
	const [lowest, highest] = extremes(enough);
	const flags = `${stageName(handoff.from)} flags`;
	const words = {
		id: `month-${slug(handoff.from)}-${slug(handoff.to)}`,
		title:
			lowest === undefined || highest === undefined
				? `Too few mature ${flags} by month to see a course`
				: `Monthly precision of ${flags}: from ${shortEstimate(lowest.estimate)} in ${lowest.month} to ${shortEstimate(highest.estimate)} in ${highest.month}`,
		subtitle: `${populationText(replay)}; ${handoffName(handoff)} within ${replay.horizonDays} days; months with fewer than ${ENOUGH} mature flags in grey`,
		description: `Precision by month of creation. ${months.map(({ month, estimate }) => `${month}: ${estimateText(estimate)}`).join(". ")}.`,
		table: {
			columns: columnsOf("month of creation", "precision", "hits of mature flags", "95 % interval", "immature flags"),
			rows: months.map(({ month, estimate, immature }) => [
				month,
				seenOf(estimate).value === undefined
					? "no rate"
					: `${formatRate(seenOf(estimate).value)}${isEnough(estimate) ? "" : " (too little data)"}`,
				countsText(estimate),
				intervalText(estimate),
				String(immature),
			]),
		},
	};
	if (months.length === 0) return emptyChart({ ...words, reason: "No lead in the cohort." });

	const all = handoffOf(replay, handoff)?.precision;
	const domain = rateDomain([...enough.map(({ estimate }) => seenOf(estimate).interval?.[1]), seenOf(all).value]);
	const step = Math.max(6, Math.min(MONTH_WIDTH, Math.floor(plotWidth / months.length)));
	const every = Math.ceil(MONTH_WIDTH / step);
	const order = months.map(({ month }) => month);
	const x = {
		field: "month",
		type: "ordinal",
		scale: { domain: order },
		title: "month of creation; below it the mature flags",
		axis: {
			labelAngle: 0,
			labelLineHeight: 18,
			labelOverlap: false,
			domain: false,
			ticks: false,
			values: order.filter((_, i) => i % every === 0),
			labelExpr: `[datum.value, "n " + ${JSON.stringify(Object.fromEntries(months.map(({ month, estimate }) => [month, formatCount(estimate.total)])))}[datum.value]]`,
		},
	} as const;
	const y = {
		type: "quantitative",
		title: "precision",
		scale: { domain },
		axis: { format: ".0%", tickCount: 5 },
	} as const;
	const color = {
		field: "tone",
		type: "nominal",
		legend: null,
		scale: { domain: ["enough", "little"], range: [colors.blue, colors.grey] },
	} as const;
	const known = [{ filter: "datum.rate !== null" }];
	const layer: Layer[] = [
		{
			transform: known,
			mark: { type: "rule", strokeWidth: 3, clip: true },
			encoding: { x, y: { field: "low", ...y }, y2: { field: "high" }, color },
		},
		{
			transform: known,
			mark: { type: "point", clip: true },
			encoding: {
				x,
				y: { field: "rate", ...y },
				color,
				tooltip: [{ field: "month" }, { field: "text", title: "precision" }],
			},
		},
	];
	if (all !== undefined && isEnough(all)) {
		layer.unshift(
			{
				data: { values: [{ rate: drawnNumber(all.value) }] },
				mark: { type: "rule", strokeDash: [5, 4], color: colors.grey },
				encoding: { y: { field: "rate", ...y } },
			},
			{
				data: { values: [{ rate: drawnNumber(all.value), text: "all months" }] },
				mark: { type: "text", align: "left", baseline: "middle", color: colors.inkSoft, x: { expr: "width + 8" } },
				encoding: { y: { field: "rate", ...y }, text: { field: "text" } },
			},
		);
	}
	return createChart({
		...words,
		view: {
			width: { step },
			height: 280,
			data: {
				values: months.map(({ month, estimate }) => ({
					month,
					tone: isEnough(estimate) ? "enough" : "little",
					rate: drawnNumber(seenOf(estimate).value),
					low: drawnNumber(seenOf(estimate).interval?.[0]),
					high: drawnNumber(seenOf(estimate).interval?.[1]),
					text: shortEstimate(estimate),
				})),
			},
			layer,
		},
	});
}

interface Month {
	readonly month: string;
	readonly estimate: Estimate;
}

/** The months of lowest and highest precision; nothing when there are fewer than two. */
function extremes(months: readonly Month[]): readonly Month[] {
	const sorted = months.toSorted((a, b) => (seenOf(a.estimate).value ?? 0) - (seenOf(b.estimate).value ?? 0));
	return sorted.length < 2 ? [] : [sorted[0]!, sorted.at(-1)!];
}
