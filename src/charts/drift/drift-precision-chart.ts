import type { Drift, DriftPrecision } from "../../drift/drift-result.ts";
import { seenOf } from "../../metrics/rates/estimate.ts";
import { columnsOf } from "../../tables/table.ts";
import { countsText, intervalText, isEnough, shortEstimate } from "../../words/estimate-text.ts";
import { formatCount, formatRate } from "../../words/number-format.ts";
import { handoffName, stageName } from "../../words/stage-name.ts";
import { dayText } from "../../words/wall-clock.ts";
import { type Chart, createChart, emptyChart, type Layer } from "../marks/chart.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { driftMonthAxis } from "../marks/drift-month-axis.ts";
import { rateDomain } from "../marks/rate-domain.ts";
import { slug } from "../marks/slug.ts";
import { colors } from "../marks/theme.ts";

/**
 * Precision by month of creation, of flags of the same ages, with what the tests of a change say. Months whose leads have
 * not had their time say "not yet" and have no point: they are no fall. Orange line then, blue line since.
 *
 * @example driftPrecisionChart(drift, drift.precision[0]).title // "MQL to SQL: no change of precision seen, 64.0 % (160 of 250) then, 55.1 % (114 of 207) since"
 */
export function driftPrecisionChart(drift: Drift, precision: DriftPrecision): Chart {
	const { months, trend, anyDifference } = precision;
	const name = handoffName(precision);
	const days = drift.flagWithinDays === 1 ? "a day" : `${drift.flagWithinDays} days`;
	const words = {
		id: `drift-precision-${slug(precision.from)}-${slug(precision.to)}`,
		title: titleOf(precision, name),
		subtitle: `${drift.datasetName}: ${stageName(precision.from)} flags within ${days} of creation, outcome within ${drift.horizonDays} days; ${testText("trend", trend)}, ${testText("any difference among months", anyDifference)}`,
		description: `Precision by month. ${months.map((month) => `${month.month}: ${month.mature === 0 ? "not yet" : shortEstimate(month.precision)}`).join(". ")}.`,
		table: {
			columns: columnsOf(
				"month of creation",
				"precision",
				"hits of mature flags",
				"95 % interval",
				"late flags",
				"leads that have had their time",
				"leads that have not",
			),
			rows: months.map((month) => [
				month.month,
				seenOf(month.precision).value === undefined
					? month.mature === 0
						? "not yet"
						: "no flag"
					: `${formatRate(seenOf(month.precision).value)}${isEnough(month.precision) ? "" : " (too little data)"}`,
				countsText(month.precision),
				intervalText(month.precision),
				formatCount(month.late),
				formatCount(month.mature),
				formatCount(month.immature),
			]),
		},
	};
	if (months.length === 0) return emptyChart({ ...words, reason: "No lead in the cohort." });
	const { x, step } = driftMonthAxis(
		months.map(({ month, mature, precision: { total } }) => ({
			month,
			below: mature === 0 ? "not yet" : `n ${formatCount(total)}`,
		})),
		{ title: "month of creation; below it the mature flags" },
	);
	const enough = months.filter(({ precision: one }) => isEnough(one));
	const domain =
		enough.length === 0
			? [0, 1]
			: rateDomain([
					...enough.map(({ precision: one }) => seenOf(one).interval?.[1]),
					seenOf(precision.before).value,
					seenOf(precision.after).value,
				]);
	const y = {
		type: "quantitative",
		title: `precision of ${name}`,
		scale: { domain },
		axis: { format: ".0%", tickCount: 5 },
	} as const;
	const split = dayText(drift.reference.to, drift.timeZone).slice(0, -3);
	const lines = [
		...lineOf(
			months.filter(({ month, mature }) => mature > 0 && month <= split),
			"then",
			precision.before,
		),
		...lineOf(
			months.filter(({ month, mature }) => mature > 0 && month >= split),
			"since",
			precision.after,
		),
	];
	const tone = {
		field: "tone",
		type: "nominal",
		legend: null,
		scale: { domain: ["enough", "little"], range: ["#5b6b7a", colors.greyPale] },
	} as const;
	const known = [{ filter: "datum.rate !== null" }];
	const layer = [
		{
			data: { values: lines },
			mark: { type: "line", strokeWidth: 4, opacity: 0.9 },
			encoding: {
				x,
				y: { field: "rate", ...y },
				color: {
					field: "period",
					type: "nominal",
					title: null,
					legend:
						lines.length === 0
							? null
							: { orient: "top", labelFontSize: 14, symbolType: "stroke", symbolStrokeWidth: 4 },
					scale: { domain: ["then", "since"], range: [colors.orange, colors.blue] },
				},
			},
		},
		{
			transform: known,
			mark: { type: "rule", strokeWidth: 2.5, clip: true },
			encoding: { x, y: { field: "low", ...y }, y2: { field: "high" }, color: tone },
		},
		{
			transform: known,
			mark: { type: "point", size: 80, clip: true },
			encoding: { x, y: { field: "rate", ...y }, color: tone, tooltip: [{ field: "month" }, { field: "text" }] },
		},
	] as unknown as Layer[];
	return createChart({
		...words,
		view: {
			width: { step },
			height: 270,
			resolve: { scale: { color: "independent" } },
			data: {
				values: months.map(({ month, precision: one }) => ({
					month,
					tone: isEnough(one) ? "enough" : "little",
					rate: drawnNumber(seenOf(one).value),
					low: drawnNumber(seenOf(one).interval?.[0]),
					high: drawnNumber(seenOf(one).interval?.[1]),
					text: shortEstimate(one),
				})),
			},
			layer,
		},
	});
}

function lineOf(
	months: readonly { readonly month: string }[],
	period: "then" | "since",
	estimate: DriftPrecision["before"],
) {
	if (seenOf(estimate).value === undefined || !isEnough(estimate)) return [];
	return months.map(({ month }) => ({ month, period, rate: drawnNumber(estimate.value) }));
}

function titleOf({ standing, before, after, difference, interval, trend }: DriftPrecision, name: string): string {
	const rates = `${shortEstimate(before)} then, ${shortEstimate(after)} since`;
	if (standing === "cannot tell yet") {
		const more =
			trend.moreNeeded === undefined ? "" : `; about ${formatCount(trend.moreNeeded)} more mature flags are needed`;
		return `${name}: cannot tell yet whether precision moved${more}`;
	}
	if (standing === "no change seen") return `${name}: no change of precision seen, ${rates}`;
	const isTold = interval !== undefined && (interval[0] > 0 || interval[1] < 0);
	if (!isTold) return `${name}: precision differs among months; ${rates}`;
	return `${name}: precision ${difference! < 0 ? "fell" : "rose"}; ${rates}`;
}

function testText(
	what: string,
	{ pValue, standing }: { readonly pValue: number | undefined; readonly standing: string },
) {
	if (pValue === undefined) return `${what}: cannot tell yet`;
	return `${what}: p ${pValue < 0.001 ? "below 0.001" : pValue.toFixed(3)}, ${standing}`;
}
