import type { Drift, DriftStability } from "../../drift/drift-result.ts";
import { psiText } from "../../drift/drift-words.ts";
import { ENOUGH } from "../../metrics/rates/estimate.ts";
import { columnsOf } from "../../tables/table.ts";
import { driftPopulation } from "../../words/drift-population.ts";
import { formatCount, formatRate } from "../../words/number-format.ts";
import { countedBars } from "../marks/bars.ts";
import { type Chart, type ChartView, createChart, emptyChart } from "../marks/chart.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { periodColor, periodOffset } from "../marks/periods.ts";
import { tooltip } from "../marks/tooltip.ts";
import { rateAxis, rowAxis } from "../scales/axes.ts";
import { colors } from "../scales/theme.ts";

const PLOT = 440;

/**
 * Scores at the landmark then and now: the share of leads in each of ten ranges that hold equally many leads of both
 * periods together, so that without drift all bars are about a tenth. Orange then, blue now.
 *
 * @example driftScoresChart(drift).title // "Scores moved: half of the leads had 16 or more, now 13.7"
 */
export function driftScoresChart(drift: Drift): Chart {
	const { stability } = drift.scores;
	const { before: n, after: m } = stability.psi;
	const few = Math.min(n, m) < ENOUGH;
	const words = {
		id: "drift-scores",
		title: titleOf(drift),
		subtitle: `${driftPopulation(drift)}; score on day ${drift.landmarkDays}${stability.pValue === undefined ? "" : `; index ${psiText(stability.psi)}`}`,
		description: `Shares of leads by score then and now. ${stability.bins.map(({ label, before, after }) => `${label}: ${formatCount(before)} then, ${formatCount(after)} now`).join(". ")}.`,
		table: {
			columns: columnsOf("score", "leads then", "leads now"),
			rows: stability.bins.map(({ label, before, after }) => [label, formatCount(before), formatCount(after)]),
		},
	};
	if (n === 0 || m === 0) return emptyChart({ ...words, reason: "No leads in one of the periods." });
	return createChart({ ...words, view: viewOf(stability, { few, title: `score on day ${drift.landmarkDays}` }) });
}

function titleOf({ scores: { stability, quantiles } }: Drift): string {
	const { before, after } = stability.psi;
	if (Math.min(before, after) < ENOUGH || stability.standing === "cannot tell yet")
		return `Cannot tell yet whether scores moved: ${formatCount(before)} leads then, ${formatCount(after)} now`;
	const middle = quantiles.find(({ share }) => share === 0.5);
	const text = (value: number | undefined) => (value === undefined ? "none" : String(Math.round(value * 10) / 10));
	const medians = `half of the leads had ${text(middle?.before)} or more, now ${text(middle?.after)}`;
	return stability.standing === "changed"
		? `The distribution of scores moved: ${medians}`
		: `No change of the distribution of scores: ${medians}`;
}

function viewOf(
	{ bins, psi }: DriftStability,
	{ few, title }: { readonly few: boolean; readonly title: string },
): ChartView {
	const rows = bins.flatMap(({ label, before, after }) =>
		[
			{ period: "then", count: before, total: psi.before },
			{ period: "now", count: after, total: psi.after },
		].map(({ period, count, total }) => ({
			label,
			period,
			tone: few ? "few" : "enough",
			share: drawnNumber(count / total),
			text: cell(count, total, few),
		})),
	);
	const labels = bins.map(({ label }) => label).toReversed();
	const y = { ...rowAxis(labels, { padding: { paddingInner: 0.25 } }), title };
	return {
		width: PLOT,
		height: { step: 15, for: "offset" },
		data: { values: rows },
		layer: countedBars(
			{
				at: { y, yOffset: periodOffset },
				x: { field: "share", ...rateAxis("share of the leads of the period") },
				color: periodColor({ few: few ? colors.greyPale : undefined, legend: { symbolSize: 120 } }),
				ink: { value: colors.inkSoft },
				tip: tooltip({ label: "score", period: "period", text: "leads" }),
			},
			{ dx: 5, fontSize: 12 },
		),
	};
}

function cell(count: number, total: number, few: boolean): string {
	return few
		? `${formatCount(count)} of ${formatCount(total)}`
		: `${formatRate(count / total)} (${formatCount(count)})`;
}
