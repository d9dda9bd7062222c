import type { Drift } from "../../drift/drift-result.ts";
import { psiText } from "../../drift/drift-words.ts";
import { ENOUGH } from "../../metrics/rates/estimate.ts";
import { columnsOf } from "../../tables/table.ts";
import { driftPopulation } from "../../words/drift-population.ts";

import { formatCount, formatRate } from "../../words/number-format.ts";
import { type Chart, createChart, emptyChart, type Layer } from "../marks/chart.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { colors } from "../marks/theme.ts";

const PLOT = 440;

/**
 * Scores at the landmark then and now: the share of leads in each of ten ranges that hold equally many leads of both
 * periods together, so that without drift all bars are about a tenth. Orange then, blue now.
 *
 * @example driftScoresChart(drift).title // "Scores moved: half of the leads had 16 or more, now 13.7"
 */
export function driftScoresChart(drift: Drift): Chart {
	const { stability, quantiles } = drift.scores;
	const { before: n, after: m } = stability.psi;
	const few = Math.min(n, m) < ENOUGH;
	const middle = quantiles.find(({ share }) => share === 0.5);
	const text = (value: number | undefined) => (value === undefined ? "none" : String(Math.round(value * 10) / 10));
	const medians = `half of the leads had ${text(middle?.before)} or more, now ${text(middle?.after)}`;
	const title =
		few || stability.standing === "cannot tell yet"
			? `Cannot tell yet whether scores moved: ${formatCount(n)} leads then, ${formatCount(m)} now`
			: stability.standing === "changed"
				? `The distribution of scores moved: ${medians}`
				: `No change of the distribution of scores: ${medians}`;
	const share = (count: number, total: number) => (total === 0 ? undefined : count / total);
	const words = {
		id: "drift-scores",
		title,
		subtitle: `${driftPopulation(drift)}; score on day ${drift.landmarkDays}${stability.pValue === undefined ? "" : `; index ${psiText(stability.psi)}`}`,
		description: `Shares of leads by score then and now. ${stability.bins.map(({ label, before, after }) => `${label}: ${formatCount(before)} then, ${formatCount(after)} now`).join(". ")}.`,
		table: {
			columns: columnsOf("score", "leads then", "leads now"),
			rows: stability.bins.map(({ label, before, after }) => [label, formatCount(before), formatCount(after)]),
		},
	};
	if (n === 0 || m === 0) return emptyChart({ ...words, reason: "No leads in one of the periods." });
	const labels = stability.bins.map(({ label }) => label).toReversed();
	const tone = few ? "few" : "enough";
	const values = stability.bins.flatMap(({ label, before, after }) => [
		{ label, period: "then", tone, share: drawnNumber(share(before, n)), text: cell(before, n, few) },
		{ label, period: "now", tone, share: drawnNumber(share(after, m)), text: cell(after, m, few) },
	]);
	const y = {
		field: "label",
		type: "nominal",
		scale: { domain: labels, paddingInner: 0.25 },
		title: `score on day ${drift.landmarkDays}`,
		axis: { ticks: false, domain: false },
	} as const;
	const yOffset = { field: "period", type: "nominal" as const, scale: { domain: ["then", "now"] } };
	const x = {
		field: "share",
		type: "quantitative",
		title: "share of the leads of the period",
		axis: { format: ".0%", tickCount: 5 },
	} as const;
	const layer: Layer[] = [
		{
			mark: { type: "bar" },
			encoding: {
				y,
				yOffset,
				x,
				color: few
					? { value: colors.greyPale }
					: {
							field: "period",
							type: "nominal",
							title: null,
							scale: { domain: ["then", "now"], range: [colors.orange, colors.blue] },
							legend: { orient: "top", labelFontSize: 14, symbolSize: 120 },
						},
				tooltip: [{ field: "label", title: "score" }, { field: "period" }, { field: "text", title: "leads" }],
			},
		},
		{
			mark: { type: "text", align: "left", baseline: "middle", dx: 5, fontSize: 12 },
			encoding: { y, yOffset, x, text: { field: "text" }, color: { value: colors.inkSoft } },
		},
	];
	return createChart({ ...words, view: { width: PLOT, height: { step: 15, for: "offset" }, data: { values }, layer } });
}

function cell(count: number, total: number, few: boolean): string {
	return few
		? `${formatCount(count)} of ${formatCount(total)}`
		: `${formatRate(count / total)} (${formatCount(count)})`;
}
