import type { HandoffSpec } from "../../dataset/dataset.ts";
import { ENOUGH } from "../../metrics/rates/estimate.ts";
import type { Replay } from "../../replay/replay-result.ts";
import { columnsOf, type Table } from "../../tables/table.ts";
import { chooseThreshold } from "../../tune/choose-threshold.ts";
import type { Profit } from "../../tune/profit.ts";
import type { ProfitTerms } from "../../tune/threshold-constraint.ts";
import type { ThresholdFigures } from "../../tune/threshold-figures.ts";
import { formatCount, formatPoints } from "../../words/number-format.ts";
import { populationText } from "../../words/population.ts";
import { handoffName, stageName } from "../../words/stage-name.ts";
import { type Chart, type ChartView, createChart, emptyChart } from "../marks/chart.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { layer } from "../marks/layer.ts";
import { band, hover, line, UNSURE } from "../marks/lines.ts";
import { listedRows } from "../marks/listed-rows.ts";
import { zeroLine } from "../marks/reference-line.ts";
import { slug } from "../marks/slug.ts";
import { thinRows } from "../marks/thin-rows.ts";
import { type MarkedThreshold, thresholdLabel, thresholdRule } from "../marks/threshold-line.ts";
import { tooltip } from "../marks/tooltip.ts";
import { pointsAxis } from "../scales/axes.ts";
import { colors, plotWidth } from "../scales/theme.ts";

const DRAWN = 180;

/**
 * What the flags at every threshold brought, less what they cost: profit with its band, the best threshold, and those that
 * cannot be told from it. Only mature flags count, on both sides. Where fewer than 10 are mature the line is dashed and grey.
 *
 * @param options.threshold a threshold that was chosen elsewhere, to be marked beside the best one
 * @throws LabError (configuration) when the replay did not measure the hand-off
 * @example profitChart(replay, { from: "mql", to: "sql", costPerFlag: 50, valuePerWin: 400 }).title // "MQL at 41 pays best: 81,500; nothing tells 33 to 45 apart"
 */
export function profitChart(
	replay: Replay,
	{ threshold, from, to, ...terms }: HandoffSpec & ProfitTerms & { readonly threshold?: number | undefined },
): Chart {
	const handoff = { from, to };
	const choice = chooseThreshold(replay, handoff, { profit: terms });
	const { chosen } = choice;
	const figures = choice.figures.filter(({ profit }) => (profit?.matureCalls ?? 0) > 0);
	const few = (chosen?.profit?.matureCalls ?? 0) < ENOUGH;
	const keep = (one: ThresholdFigures) => one.threshold === chosen?.threshold || one.threshold === threshold;
	const range = rangeOf(choice);
	const words = {
		id: `profit-${slug(handoff.from)}-${slug(handoff.to)}`,
		title: titleOf(choice, stageName(from)),
		subtitle: `${populationText(replay)}; ${handoffName(handoff)} within ${replay.horizonDays} days; a flag costs ${formatPoints(terms.costPerFlag)}, a win brings ${terms.valuePerWin === "recorded" ? "its recorded amount" : formatPoints(terms.valuePerWin)}; mature flags only; band: 95 % interval`,
		description: `Profit of the mature flags by threshold. ${
			chosen === undefined || few
				? "There is too little data to name a best one."
				: `At ${formatPoints(chosen.threshold)}: ${profitText(chosen.profit!)}.`
		}`,
		table: tableOf(figures, { best: chosen?.threshold, threshold, keep }),
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
		view: viewOf(thinRows(figures, { most: DRAWN, keep }), { marks, range: few ? undefined : range }),
	});
}

type Choice = ReturnType<typeof chooseThreshold>;

/** The thresholds that cannot be told from the best one, when there is more than one. */
function rangeOf({ indistinct }: Choice): readonly [number, number] | undefined {
	return indistinct === undefined || indistinct[0] === indistinct[1] ? undefined : indistinct;
}

function titleOf(choice: Choice, name: string): string {
	const { chosen, reason } = choice;
	if (chosen?.profit === undefined) return `No profit to tell: ${reason ?? "no flag is mature yet"}`;
	if (chosen.profit.matureCalls < ENOUGH) return `Too little data to say at which threshold ${name} flags pay best`;
	const range = rangeOf(choice);
	const rest =
		range === undefined
			? "no other pays as much"
			: `nothing tells ${formatPoints(range[0])} to ${formatPoints(range[1])} apart`;
	return `${name} at ${formatPoints(chosen.threshold)} pays best: ${amount(chosen.profit.total)}; ${rest}`;
}

function tableOf(
	figures: readonly ThresholdFigures[],
	{
		best,
		threshold,
		keep,
	}: {
		readonly best: number | undefined;
		readonly threshold: number | undefined;
		readonly keep: (one: ThresholdFigures) => boolean;
	},
): Table {
	return {
		columns: columnsOf("threshold", "hits", "mature flags", "profit", "95 % interval", "profit a flag"),
		...listedRows(figures, {
			of: "thresholds",
			keep,
			cells: ({ threshold: at, profit }) => [
				`${formatPoints(at)}${at === best ? " (the most)" : at === threshold ? " (chosen)" : ""}`,
				formatCount(profit!.hits),
				formatCount(profit!.matureCalls),
				`${amount(profit!.total)}${profit!.matureCalls < ENOUGH ? " (too little data)" : ""}`,
				rangeText(profit!),
				profit!.perFlag === undefined ? "n/a" : amount(profit!.perFlag),
			],
		}),
	};
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

function viewOf(
	figures: readonly ThresholdFigures[],
	{
		marks,
		range,
	}: { readonly marks: readonly MarkedThreshold[]; readonly range: readonly [number, number] | undefined },
): ChartView {
	const last = Math.max(1, figures.at(-1)!.threshold, ...marks.map(({ threshold }) => threshold));
	const x = pointsAxis({ last });
	const scale = { type: "quantitative", title: "profit", axis: { format: ",d", tickCount: 6 } };
	const place = (field: string) => ({ x, y: { field, ...scale } });
	// Of two marks the left one's words stand on its left, the right one's on its right; one alone keeps off the edge.
	const isLeft = ({ threshold }: MarkedThreshold) =>
		marks.length > 1 ? marks.every((one) => threshold <= one.threshold) : threshold > last * 0.7;
	const apart = range === undefined ? [] : [{ threshold: range[0], end: range[1] }];
	return {
		width: plotWidth,
		height: 280,
		data: { values: figures.map(drawnProfit) },
		layer: [
			layer({ type: "rect", color: colors.orange, opacity: 0.14 }, { x, x2: { field: "end" } }, { rows: apart }),
			band(place("low"), { color: colors.bluePale, opacity: 0.75, clip: undefined }),
			zeroLine({ along: "y", scale, color: colors.grey }),
			line(place("total"), { ...UNSURE, clip: undefined }),
			line(place("sure"), { color: colors.blue, clip: undefined }),
			hover({ x, count: figures.length, tip: tooltip({ threshold: "threshold", text: "profit" }) }),
			...marks.map((mark) => thresholdRule(mark, x)),
			...marks.map((mark) => thresholdLabel(mark, x, { left: isLeft(mark) })),
		],
	};
}

function drawnProfit({ threshold, profit }: ThresholdFigures) {
	const { total, interval, matureCalls } = profit!;
	return {
		threshold,
		low: drawnNumber(interval?.[0]),
		high: drawnNumber(interval?.[1]),
		total: drawnNumber(total),
		sure: matureCalls < ENOUGH ? null : drawnNumber(total),
		text: profitText(profit!),
	};
}
