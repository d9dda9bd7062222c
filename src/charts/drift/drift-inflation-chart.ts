import type { Drift } from "../../drift/drift-result.ts";
import { pointsText } from "../../drift/drift-words.ts";
import { seenOf } from "../../metrics/rates/estimate.ts";
import { columnsOf, type Table } from "../../tables/table.ts";
import { driftPopulation } from "../../words/drift-population.ts";
import { shortEstimate } from "../../words/estimate-text.ts";
import { formatCount, formatRate } from "../../words/number-format.ts";
import { stageName } from "../../words/stage-name.ts";
import { dayText } from "../../words/wall-clock.ts";
import { type Chart, type ChartView, createChart, emptyChart } from "../marks/chart.ts";
import { colorBy, MONTH_TONES } from "../marks/color-by.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { estimateDomain, estimateFields, toneOf } from "../marks/estimate-fields.ts";
import { intervals } from "../marks/intervals.ts";
import type { Channel } from "../marks/layer.ts";
import { periodLines } from "../marks/periods.ts";
import { bareAxis, rateAxis } from "../scales/axes.ts";
import { monthAxis } from "../scales/month-axis.ts";

/**
 * Do scores inflate? The mean score by month of creation with its interval, and below it the share of leads above the
 * first threshold; lines are the means of the two periods, orange then and blue now. All scores at the same age.
 *
 * @example driftInflationChart(drift).title // "The mean score fell from 13.3 to 10.8 (-2.55, -4.16 to -0.94)"
 */
export function driftInflationChart(drift: Drift): Chart {
	const { months, trend } = drift.scores;
	const scored = months.filter(({ leads }) => leads > 0);
	const texts = scored.map(
		({ month, mean, leads, interval }) =>
			`${month}: ${interval === undefined ? "too little data" : mean!.toFixed(1)} (${formatCount(leads)} leads)`,
	);
	const words = {
		id: "drift-inflation",
		title: titleOf(drift),
		subtitle: `${driftPopulation(drift)}; score on day ${drift.landmarkDays}; months with fewer than 20 leads in grey`,
		description: `Mean score by month. ${texts.join(". ")}. Trend ${trend.slope === undefined ? "not to be had" : `${trend.slope.toFixed(3)} points a month`}, ${trend.standing}.`,
		table: tableOf(drift),
	};
	if (scored.length === 0)
		return emptyChart({ ...words, reason: "No lead is old enough to be scored at the landmark." });
	return createChart({ ...words, view: viewOf(drift) });
}

type Month = Drift["scores"]["months"][number];

function tableOf({ scores: { months, above } }: Drift): Table {
	return {
		columns: columnsOf(
			"month",
			"leads",
			"mean score",
			"95 % interval",
			"median",
			"90 % quantile",
			...above.map(({ stage, threshold }) => `${stageName(stage)}: ${threshold} or more`),
		),
		rows: months.map((month) => [
			month.month,
			formatCount(month.leads),
			...(month.interval === undefined
				? ["too little data", "", "", ""]
				: [
						month.mean!.toFixed(2),
						month.interval.map((end) => end.toFixed(2)).join(" to "),
						`${month.median}`,
						`${month.high}`,
					]),
			...month.above.map(({ share }) => shortEstimate(share)),
		]),
	};
}

/** The mean above and, when the model has a threshold, the share above the first one below. */
function viewOf(drift: Drift): ChartView {
	const { mean, above, months } = drift.scores;
	const scored = months.filter(({ leads }) => leads > 0);
	const first = above[0];
	const shares = scored.map((month) => month.above[0]?.share);
	const { x, step } = monthAxis(
		scored.map(({ month, leads }) => ({ month, below: `n ${formatCount(leads)}` })),
		{ title: "month of creation; below it the leads" },
	);
	const bare = bareAxis(x, { domain: false });
	const scale = { type: "quantitative", title: "mean score", scale: { zero: false }, axis: { tickCount: 5 } };
	const means = linesOf(drift, [mean.before, mean.after]);
	const panel = { step, isFirst: true };
	const top = { rows: scored.map(meanRow), lines: means, x: first === undefined ? x : bare, scale, height: 210 };
	if (first === undefined) return { spacing: 14, vconcat: [panelView({ ...panel, ...top })] };
	const title = `share of ${first.threshold} or more`;
	const bottom = {
		rows: scored.map(({ month }, i) => {
			const { rate, ...interval } = estimateFields(shares[i]);
			return { month, tone: toneOf(shares[i]), value: rate, ...interval };
		}),
		lines: linesOf(drift, [seenOf(first.before).value, seenOf(first.after).value]),
		scale: rateAxis(title, { domain: estimateDomain(shares) }),
	};
	return {
		spacing: 14,
		vconcat: [panelView({ ...panel, ...top }), panelView({ ...panel, ...bottom, x, height: 150, isFirst: false })],
	};
}

function meanRow({ month, mean, interval }: Month) {
	const tone = interval === undefined ? "little" : "enough";
	const [low, high] = [drawnNumber(interval?.[0] ?? mean), drawnNumber(interval?.[1] ?? mean)];
	return { month, tone, value: drawnNumber(mean), low, high };
}

function panelView({
	rows,
	lines,
	x,
	scale,
	step,
	height,
	isFirst,
}: {
	readonly rows: readonly object[];
	readonly lines: readonly object[];
	readonly x: Channel;
	readonly scale: Channel;
	readonly step: number;
	readonly height: number;
	readonly isFirst: boolean;
}): ChartView {
	const hasLegend = isFirst && lines.length > 0;
	const color = colorBy("tone", MONTH_TONES);
	return {
		width: { step },
		height,
		data: { values: rows },
		resolve: { scale: { color: "independent" } },
		layer: [
			periodLines({ x, y: { field: "value", ...scale }, rows: lines, names: ["then", "now"], hasLegend }),
			...intervals({ along: "y", at: { x }, scale, value: "value", color, width: 2.5, size: 70 }),
		],
	};
}

/** A value of each period over its months; with too few leads the means of the periods are hidden. */
function linesOf(drift: Drift, [before, after]: readonly [number | undefined, number | undefined]) {
	const { mean, months } = drift.scores;
	const monthOf = (at: number) => dayText(at, drift.timeZone).slice(0, -3);
	const periods = [
		{ period: "then", ...drift.reference, value: drawnNumber(before) },
		{ period: "now", ...drift.recent, value: drawnNumber(after) },
	];
	return periods.flatMap(({ period, from, to, value }) => {
		if (value === null || mean.pValue === undefined) return [];
		return months
			.filter(({ month, leads }) => leads > 0 && month >= monthOf(from) && month <= monthOf(to - 1))
			.map(({ month }) => ({ month, period, value }));
	});
}

function titleOf({ scores: { mean, trend, above } }: Drift): string {
	if (mean.standing === "cannot tell yet" || mean.before === undefined || mean.after === undefined) {
		const more = mean.moreNeeded === undefined ? "" : `; about ${formatCount(mean.moreNeeded)} more leads are needed`;
		return `Cannot tell yet whether scores inflate${more}`;
	}
	const first = above[0];
	const share =
		first === undefined || seenOf(first.before).value === undefined || seenOf(first.after).value === undefined
			? ""
			: `; ${formatRate(seenOf(first.before).value)} (${formatCount(first.before.hits)} of ${formatCount(first.before.total)}) reached ${first.threshold}, now ${formatRate(seenOf(first.after).value)} (${formatCount(first.after.hits)} of ${formatCount(first.after.total)})`;
	const values = `${mean.before.toFixed(1)} to ${mean.after.toFixed(1)}, by ${pointsText(mean)}`;
	if (mean.standing === "changed")
		return `The mean score ${mean.difference! < 0 ? "fell" : "rose"} from ${values}${share}`;
	return trend.standing === "changed"
		? `The mean score has a trend of ${trend.slope!.toFixed(2)} points a month, from ${values}`
		: `No inflation seen: the mean score went from ${values}${share}`;
}
