import type { HandoffSpec } from "../../dataset/dataset.ts";
import { ENOUGH } from "../../metrics/rates/estimate.ts";
import type { Replay } from "../../replay/replay-result.ts";
import { columnsOf } from "../../tables/table.ts";
import { chooseThreshold } from "../../tune/choose-threshold.ts";
import type { Profit } from "../../tune/profit.ts";
import type { ProfitTerms } from "../../tune/threshold-constraint.ts";
import type { ThresholdFigures } from "../../tune/threshold-figures.ts";

import { formatCount, formatPoints } from "../../words/number-format.ts";
import { populationText } from "../../words/population.ts";
import { handoffName, stageName } from "../../words/stage-name.ts";
import { type Chart, createChart, emptyChart, type Layer } from "../marks/chart.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { slug } from "../marks/slug.ts";
import { colors, plotWidth } from "../marks/theme.ts";
import { thinRows } from "../marks/thin-rows.ts";

const DRAWN = 180;
const LISTED = 60;

/**
 * What the flags at every threshold brought, less what they cost: profit with its band, the best threshold, and those that
 * cannot be told from it. Only mature flags count, on both sides. Where fewer than 10 are mature the line is dashed and grey.
 *
 * @param options.threshold a threshold that was chosen elsewhere, to be marked beside the best one
 * @example profitChart(replay, handoff, { costPerFlag: 50, valuePerWin: 400 }).title // "MQL at 41 pays best: 81,500; nothing tells 33 to 45 apart"
 */
export function profitChart(
	replay: Replay,
	handoff: HandoffSpec,
	{ threshold, ...terms }: ProfitTerms & { readonly threshold?: number | undefined },
): Chart {
	const { figures: all, chosen, indistinct, reason } = chooseThreshold(replay, handoff, { profit: terms });
	const figures = all.filter(({ profit }) => (profit?.matureCalls ?? 0) > 0);
	const few = (chosen?.profit?.matureCalls ?? 0) < ENOUGH;
	const name = stageName(handoff.from);
	const keep = (one: ThresholdFigures) => one.threshold === chosen?.threshold || one.threshold === threshold;
	const listed = thinRows(figures, { most: LISTED, keep });
	const range = indistinct === undefined || indistinct[0] === indistinct[1] ? undefined : indistinct;
	const words = {
		id: `profit-${slug(handoff.from)}-${slug(handoff.to)}`,
		title:
			chosen === undefined
				? `No profit to tell: ${reason ?? "no flag is mature yet"}`
				: few
					? `Too little data to say at which threshold ${name} flags pay best`
					: `${name} at ${formatPoints(chosen.threshold)} pays best: ${amount(chosen.profit!.total)}; ${
							range === undefined
								? "no other pays as much"
								: `nothing tells ${formatPoints(range[0])} to ${formatPoints(range[1])} apart`
						}`,
		subtitle: `${populationText(replay)}; ${handoffName(handoff)} within ${replay.horizonDays} days; a flag costs ${formatPoints(terms.costPerFlag)}, a win brings ${terms.valuePerWin === "recorded" ? "its recorded amount" : formatPoints(terms.valuePerWin)}; mature flags only; band: 95 % interval`,
		description: `Profit of the mature flags by threshold. ${
			chosen === undefined || few
				? "There is too little data to name a best one."
				: `At ${formatPoints(chosen.threshold)}: ${profitText(chosen.profit!)}.`
		}`,
		table: {
			columns: columnsOf("threshold", "hits", "mature flags", "profit", "95 % interval", "profit a flag"),
			rows: listed.map(({ threshold: at, profit }) => [
				`${formatPoints(at)}${at === chosen?.threshold ? " (the most)" : at === threshold ? " (chosen)" : ""}`,
				formatCount(profit!.hits),
				formatCount(profit!.matureCalls),
				`${amount(profit!.total)}${profit!.matureCalls < ENOUGH ? " (too little data)" : ""}`,
				rangeText(profit!),
				profit!.perFlag === undefined ? "n/a" : amount(profit!.perFlag),
			]),
			...(listed.length < figures.length
				? { note: `${listed.length} of ${figures.length} thresholds are listed.` }
				: {}),
		},
	};
	if (chosen === undefined) return emptyChart({ ...words, reason: "No flag at any threshold can be judged yet." });
	const marks = [
		...(few ? [] : [{ threshold: chosen.threshold, text: `the most: ${formatPoints(chosen.threshold)}` }]),
		...(threshold === undefined || threshold === chosen.threshold
			? []
			: [{ threshold, text: `chosen: ${formatPoints(threshold)}` }]),
	];
	return createChart({
		...words,
		view: view(thinRows(figures, { most: DRAWN, keep }), { marks, range: few ? undefined : range }),
	});
}

function amount(value: number): string {
	return `${value < 0 ? "-" : ""}${formatCount(Math.abs(value))}`;
}

function rangeText({ interval }: Profit): string {
	return interval === undefined ? "n/a" : `${amount(interval[0])} to ${amount(interval[1])}`;
}

function profitText(profit: Profit): string {
	return `${amount(profit.total)} (95 % interval ${rangeText(profit)}) of ${formatCount(profit.matureCalls)} mature flags`;
}

function view(
	figures: readonly ThresholdFigures[],
	{
		marks,
		range,
	}: {
		readonly marks: readonly { readonly threshold: number; readonly text: string }[];
		readonly range: readonly [number, number] | undefined;
	},
) {
	const last = Math.max(1, figures.at(-1)!.threshold, ...marks.map(({ threshold }) => threshold));
	const span: number[] = [0, last];
	const x = {
		field: "threshold",
		type: "quantitative",
		scale: { domain: span, nice: false },
		title: "threshold (points)",
	} as const;
	const y = { type: "quantitative", title: "profit", axis: { format: ",d", tickCount: 6 } } as const;
	const tooltip = [
		{ field: "threshold", type: "quantitative" as const },
		{ field: "text", title: "profit", type: "nominal" as const },
	];
	// Of two marks the left one's words stand on its left, the right one's on its right; one alone keeps off the edge.
	const isLeft = ({ threshold }: { readonly threshold: number }) =>
		marks.length > 1 ? marks.every((one) => threshold <= one.threshold) : threshold > last * 0.7;
	const layer: Layer[] = [
		{
			mark: { type: "area", color: colors.bluePale, opacity: 0.75 },
			encoding: { x, y: { field: "low", ...y }, y2: { field: "high" } },
		},
		{
			data: { values: [{ zero: 0 }] },
			mark: { type: "rule", color: colors.grey },
			encoding: { y: { field: "zero", ...y } },
		},
		{
			mark: { type: "line", color: colors.grey, strokeDash: [3, 5], strokeWidth: 1.5 },
			encoding: { x, y: { field: "total", ...y } },
		},
		{ mark: { type: "line", color: colors.blue }, encoding: { x, y: { field: "sure", ...y } } },
		{
			mark: { type: "rule", strokeWidth: Math.max(2, plotWidth / figures.length), opacity: 0 },
			encoding: { x, tooltip },
		},
		{
			data: { values: marks },
			mark: { type: "rule", color: colors.orange, strokeWidth: 2 },
			encoding: { x },
		},
		...marks.map(
			(mark): Layer => ({
				data: { values: [mark] },
				mark: {
					type: "text",
					align: isLeft(mark) ? "right" : "left",
					baseline: "top",
					dx: isLeft(mark) ? -6 : 6,
					color: colors.orangeInk,
					fontWeight: "bold",
				},
				encoding: { x, y: { value: 2 }, text: { field: "text" } },
			}),
		),
	];
	if (range !== undefined) {
		layer.unshift({
			data: { values: [{ threshold: range[0], end: range[1] }] },
			mark: { type: "rect", color: colors.orange, opacity: 0.14 },
			encoding: { x, x2: { field: "end" } },
		});
	}
	return {
		width: plotWidth,
		height: 280,
		data: {
			values: figures.map(({ threshold, profit }) => ({
				threshold,
				low: drawnNumber(profit!.interval?.[0]),
				high: drawnNumber(profit!.interval?.[1]),
				total: drawnNumber(profit!.total),
				sure: profit!.matureCalls < ENOUGH ? null : drawnNumber(profit!.total),
				text: profitText(profit!),
			})),
		},
		layer,
	};
}
