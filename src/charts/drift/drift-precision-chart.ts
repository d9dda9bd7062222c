import type { HandoffSpec } from "../../dataset/dataset.ts";
import type { Drift, DriftPrecision } from "../../drift/drift-result.ts";
import { seenOf } from "../../metrics/rates/estimate.ts";
import { findHandoff } from "../../replay/find-handoff.ts";
import { columnsOf, type Table } from "../../tables/table.ts";
import { isEnough, shortEstimate } from "../../words/estimate-text.ts";
import { formatCount } from "../../words/number-format.ts";
import { pText } from "../../words/p-text.ts";
import { handoffName, stageName } from "../../words/stage-name.ts";
import { dayText } from "../../words/wall-clock.ts";
import { type Chart, type ChartView, createChart, emptyChart } from "../marks/chart.ts";
import { colorBy, MONTH_TONES } from "../marks/color-by.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { estimateCells, estimateDomain, estimateFields, toneOf } from "../marks/estimate-fields.ts";
import { intervals } from "../marks/intervals.ts";
import { periodLines } from "../marks/periods.ts";
import { slug } from "../marks/slug.ts";
import { tooltip } from "../marks/tooltip.ts";
import { rateAxis } from "../scales/axes.ts";
import { monthAxis } from "../scales/month-axis.ts";

/**
 * Precision by month of creation, of flags of the same ages, with what the tests of a change say. Months whose leads have
 * not had their time say "not yet" and have no point: they are no fall. Orange line then, blue line since.
 *
 * @throws LabError (configuration) when the drift did not measure the hand-off
 * @example driftPrecisionChart(drift, { from: "mql", to: "sql" }).title // "MQL to SQL: no change of precision seen, 64.0 % (160 of 250) then, 55.1 % (114 of 207) since"
 */
export function driftPrecisionChart(drift: Drift, handoff: HandoffSpec): Chart {
	const precision = findHandoff(drift.precision, handoff, { of: drift.datasetName });
	const { months, trend, anyDifference } = precision;
	const name = handoffName(precision);
	const days = drift.flagWithinDays === 1 ? "a day" : `${drift.flagWithinDays} days`;
	const words = {
		id: `drift-precision-${slug(precision.from)}-${slug(precision.to)}`,
		title: titleOf(precision, name),
		subtitle: `${drift.datasetName}: ${stageName(precision.from)} flags within ${days} of creation, outcome within ${drift.horizonDays} days; ${testText("trend", trend)}, ${testText("any difference among months", anyDifference)}`,
		description: `Precision by month. ${months.map((month) => `${month.month}: ${month.mature === 0 ? "not yet" : shortEstimate(month.precision)}`).join(". ")}.`,
		table: tableOf(months),
	};
	if (months.length === 0) return emptyChart({ ...words, reason: "No lead in the cohort." });
	return createChart({ ...words, view: viewOf(precision, monthText(drift.reference.to, drift)) });
}

function monthText(at: number, { timeZone }: Drift): string {
	return dayText(at, timeZone).slice(0, -3);
}

function tableOf(months: DriftPrecision["months"]): Table {
	return {
		columns: columnsOf(
			"month of creation",
			"precision",
			"hits of mature flags",
			"95 % interval",
			"late flags",
			"leads that have had their time",
			"leads that have not",
		),
		rows: months.map(({ month, precision, late, mature, immature }) => {
			const [rate, ...rest] = estimateCells(precision);
			return [
				month,
				mature === 0 ? "not yet" : rate,
				...rest,
				formatCount(late),
				formatCount(mature),
				formatCount(immature),
			];
		}),
	};
}

/** @param split the month in which the earlier period ends */
function viewOf({ months, before, after, ...handoff }: DriftPrecision, split: string): ChartView {
	const { x, step } = monthAxis(
		months.map(({ month, mature, precision: { total } }) => ({
			month,
			below: mature === 0 ? "not yet" : `n ${formatCount(total)}`,
		})),
		{ title: "month of creation; below it the mature flags" },
	);
	const estimates = months.map(({ precision }) => precision);
	const periods = [seenOf(before).value, seenOf(after).value];
	const domain = estimates.some(isEnough) ? estimateDomain(estimates, ...periods) : [0, 1];
	const scale = rateAxis(`precision of ${handoffName(handoff)}`, { domain });
	const told = months.filter(({ mature }) => mature > 0);
	const rows = [
		...lineOf(
			told.filter(({ month }) => month <= split),
			"then",
			before,
		),
		...lineOf(
			told.filter(({ month }) => month >= split),
			"since",
			after,
		),
	];
	const color = colorBy("tone", MONTH_TONES);
	const tip = tooltip({ month: "month", text: "precision" });
	return {
		width: { step },
		height: 270,
		resolve: { scale: { color: "independent" } },
		data: {
			values: months.map(({ month, precision }) => ({
				month,
				tone: toneOf(precision),
				...estimateFields(precision),
				text: shortEstimate(precision),
			})),
		},
		layer: [
			periodLines({ x, y: { field: "rate", ...scale }, rows, names: ["then", "since"] }),
			...intervals({ along: "y", at: { x }, scale, color, width: 2.5, size: 80, tip }),
		],
	};
}

function lineOf(
	months: readonly { readonly month: string }[],
	period: "then" | "since",
	estimate: DriftPrecision["before"],
) {
	if (!isEnough(estimate)) return [];
	return months.map(({ month }) => ({ month, period, rate: drawnNumber(estimate.value) }));
}

function titleOf({ standing, before, after, difference, interval, change }: DriftPrecision, name: string): string {
	const rates = `${shortEstimate(before)} then, ${shortEstimate(after)} since`;
	if (standing === "cannot tell yet") {
		const more =
			change.moreNeeded === undefined ? "" : `; about ${formatCount(change.moreNeeded)} more mature flags are needed`;
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
	return `${what}: p ${pText(pValue)}, ${standing}`;
}
