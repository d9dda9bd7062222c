import type { Drift } from "../../drift/drift-result.ts";
import { pointsText } from "../../drift/drift-words.ts";
import { seenOf } from "../../metrics/rates/estimate.ts";
import { columnsOf } from "../../tables/table.ts";
import { driftPopulation } from "../../words/drift-population.ts";
import { isEnough, shortEstimate } from "../../words/estimate-text.ts";
import { formatCount, formatRate } from "../../words/number-format.ts";
import { stageName } from "../../words/stage-name.ts";
import { dayText } from "../../words/wall-clock.ts";
import { type Chart, createChart, emptyChart, type Layer } from "../marks/chart.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { driftMonthAxis, monthsWithin } from "../marks/drift-month-axis.ts";
import { rateDomain } from "../marks/rate-domain.ts";
import { colors } from "../marks/theme.ts";

/**
 * Do scores inflate? The mean score by month of creation with its interval, and below it the share of leads above the
 * first threshold; lines are the means of the two periods, orange then and blue now. All scores at the same age.
 *
 * @example driftInflationChart(drift).title // "The mean score fell from 13.3 to 10.8 (-2.55, -4.16 to -0.94)"
 */
export function driftInflationChart(drift: Drift): Chart {
	const { months, mean, trend, above } = drift.scores;
	const scored = months.filter(({ leads }) => leads > 0);
	const first = above[0];
	const words = {
		id: "drift-inflation",
		title: titleOf(drift),
		subtitle: `${driftPopulation(drift)}; score on day ${drift.landmarkDays}; months with fewer than 20 leads in grey`,
		description: `Mean score by month. ${scored.map(({ month, mean: value, leads, interval }) => `${month}: ${interval === undefined ? "too little data" : value!.toFixed(1)} (${formatCount(leads)} leads)`).join(". ")}. Trend ${trend.slope === undefined ? "not to be had" : `${trend.slope.toFixed(3)} points a month`}, ${trend.standing}.`,
		table: {
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
				month.interval === undefined ? "too little data" : month.mean!.toFixed(2),
				month.interval?.map((end) => end.toFixed(2)).join(" to ") ?? "",
				month.interval === undefined ? "" : String(month.median),
				month.interval === undefined ? "" : String(month.high),
				...month.above.map(({ share }) => shortEstimate(share)),
			]),
		},
	};
	if (scored.length === 0)
		return emptyChart({ ...words, reason: "No lead is old enough to be scored at the landmark." });
	const order = scored.map(({ month }) => month);
	const { x, step } = driftMonthAxis(
		scored.map(({ month, leads }) => ({ month, below: `n ${formatCount(leads)}` })),
		{ title: "month of creation; below it the leads" },
	);
	const bare = { ...x, title: null, axis: { labels: false, ticks: false, domain: false } };
	// Of so few leads not even the means of the periods are shown.
	const lines = (then: number | undefined, now: number | undefined) =>
		mean.pValue === undefined
			? []
			: [
					...lineOf(drift, { order, period: "then", value: then }),
					...lineOf(drift, { order, period: "now", value: now }),
				];
	const panel = (
		values: readonly Readonly<Record<string, unknown>>[],
		{
			title,
			lineValues,
			isFirst,
			isLast,
			format,
			domain,
		}: {
			readonly title: string;
			readonly lineValues: readonly object[];
			readonly isFirst: boolean;
			readonly isLast: boolean;
			readonly format?: string;
			readonly domain?: readonly [number, number];
		},
	) => {
		const y = {
			type: "quantitative",
			title,
			scale: { zero: false, ...(domain === undefined ? {} : { domain }) },
			axis: { tickCount: 5, ...(format === undefined ? {} : { format }) },
		} as const;
		const axis = isLast ? x : bare;
		const color = {
			field: "tone",
			type: "nominal",
			legend: null,
			scale: { domain: ["enough", "little"], range: ["#5b6b7a", colors.greyPale] },
		};
		const layer = [
			{
				data: { values: lineValues },
				mark: { type: "line", strokeWidth: 4, opacity: 0.9 },
				encoding: {
					x: axis,
					y: { field: "value", ...y },
					color: {
						field: "period",
						type: "nominal",
						title: null,
						scale: { domain: ["then", "now"], range: [colors.orange, colors.blue] },
						legend:
							isFirst && lineValues.length > 0
								? { orient: "top", labelFontSize: 14, symbolType: "stroke", symbolStrokeWidth: 4 }
								: null,
					},
				},
			},
			{
				mark: { type: "rule", strokeWidth: 2.5, clip: true },
				encoding: { x: axis, y: { field: "low", ...y }, y2: { field: "high" }, color },
			},
			{
				mark: { type: "point", size: 70, clip: true },
				encoding: { x: axis, y: { field: "value", ...y }, color },
			},
		] as unknown as Layer[];
		return {
			width: { step },
			height: isLast && first !== undefined ? 150 : 210,
			data: { values },
			resolve: { scale: { color: "independent" } },
			layer,
		};
	};
	const meanValues = scored.map(({ month, mean: value, interval }) => ({
		month,
		tone: interval === undefined ? "little" : "enough",
		value: drawnNumber(value),
		low: drawnNumber(interval?.[0] ?? value),
		high: drawnNumber(interval?.[1] ?? value),
	}));
	const shares = scored.map(({ month, above: list }) => ({ month, share: list[0]?.share }));
	const views = [
		panel(meanValues, {
			title: "mean score",
			lineValues: lines(mean.before, mean.after),
			isFirst: true,
			isLast: first === undefined,
		}),
		...(first === undefined
			? []
			: [
					panel(
						shares.map(({ month, share }) => ({
							month,
							tone: share !== undefined && isEnough(share) ? "enough" : "little",
							value: drawnNumber(seenOf(share).value),
							low: drawnNumber(seenOf(share).interval?.[0]),
							high: drawnNumber(seenOf(share).interval?.[1]),
						})),
						{
							title: `share of ${first.threshold} or more`,
							lineValues: lines(seenOf(first.before).value, seenOf(first.after).value),
							isFirst: false,
							isLast: true,
							format: ".0%",
							domain: rateDomain(
								shares.map(({ share }) => (share !== undefined && isEnough(share) ? share.interval?.[1] : undefined)),
							),
						},
					),
				]),
	];
	return createChart({ ...words, view: { spacing: 14, vconcat: views } });
}

/** A period's value as a line over its months. */
function lineOf(
	drift: Drift,
	{
		order,
		period,
		value,
	}: { readonly order: readonly string[]; readonly period: "then" | "now"; readonly value: number | undefined },
) {
	const { from, to } = period === "then" ? drift.reference : drift.recent;
	const month = (at: number) => dayText(at, drift.timeZone).slice(0, -3);
	if (value === undefined) return [];
	return monthsWithin(order, month(from), month(to - 1)).map((one) => ({
		month: one,
		period,
		value: drawnNumber(value),
	}));
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
