import { ENOUGH, estimateRate } from "../../metrics/rates/estimate.ts";
import { type ScoreTable, tableTotals } from "../../metrics/tables/score-table.ts";
import type { Replay } from "../../replay/replay-result.ts";
import { columnsOf } from "../../tables/table.ts";
import { estimateText } from "../../words/estimate-text.ts";
import { formatCount, formatPoints } from "../../words/number-format.ts";
import { populationText } from "../../words/population.ts";
import { stageName } from "../../words/stage-name.ts";
import { type Chart, type ChartView, createChart, emptyChart, type Layer } from "../marks/chart.ts";
import { rankingOf } from "../marks/contenders.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { layer } from "../marks/layer.ts";
import { slug } from "../marks/slug.ts";
import { thresholdRule } from "../marks/threshold-line.ts";
import { tooltip } from "../marks/tooltip.ts";
import { bareAxis, rateAxis } from "../scales/axes.ts";
import { colors, plotWidth } from "../scales/theme.ts";

const BINS = 40;

/** A range of scores `[from, to)` with the leads in it by outcome. */
export interface ScoreBin {
	readonly from: number;
	readonly to: number;
	readonly positives: number;
	readonly negatives: number;
}

/**
 * The scores of a table in at most about 40 bins of a round width; with few values each whole number is its own bin.
 *
 * @example scoreBins(scoreTable([1, 2], [0, 1])) // [{ from: 1, to: 2, positives: 0, negatives: 1 }, { from: 2, to: 3, positives: 1, negatives: 0 }]
 */
export function scoreBins({ scores, positives, negatives }: ScoreTable): ScoreBin[] {
	if (scores.length === 0) return [];
	const low = scores[0]!;
	const range = scores[scores.length - 1]! - low;
	const width = roundWidth(range / BINS);
	const bins = new Map<number, { positives: number; negatives: number }>();
	scores.forEach((score, i) => {
		const bin = Math.floor(score / width + 1e-9);
		const cell = bins.get(bin) ?? { positives: 0, negatives: 0 };
		cell.positives += positives[i]!;
		cell.negatives += negatives[i]!;
		bins.set(bin, cell);
	});
	return [...bins].map(([bin, cell]) => ({ from: round(bin * width), to: round((bin + 1) * width), ...cell }));
}

/** The smallest of 1, 2, 5, 10, 20, ... that is not below `least`. */
function roundWidth(least: number): number {
	let width = 1;
	while (width < least) width *= String(width).startsWith("2") ? 2.5 : 2;
	return width;
}

const round = (value: number) => Math.round(value * 1e6) / 1e6;

/**
 * Scores at the landmark of the leads that reached the outcome in time and of those that did not, one above the other,
 * each as shares of its own leads. The title compares the medians.
 *
 * @param options.stage the stage that leads reach or not
 * @param options.threshold drawn as a line, e.g. the threshold of the flag this ranking is about
 * @example scoreDistributionChart(replay, { stage: "sql" }).id // "score-distribution-sql"
 */
export function scoreDistributionChart(
	replay: Replay,
	{
		stage,
		threshold,
	}: { readonly stage: string; readonly threshold?: { readonly score: number; readonly label: string } },
): Chart {
	const ranking = rankingOf(replay, stage);
	const table = ranking?.table ?? NOBODY;
	const totals = tableTotals(table);
	const bins = scoreBins(table);
	const name = stageName(stage);
	const middle = { positives: median(table.scores, table.positives), negatives: median(table.scores, table.negatives) };
	const few = Math.min(totals.positives, totals.negatives) < ENOUGH;
	const words = {
		id: `score-distribution-${slug(stage)}`,
		title:
			few || middle.positives === undefined || middle.negatives === undefined
				? `Too little data for scores by outcome: ${formatCount(totals.positives)} reached ${name}, ${formatCount(totals.negatives)} did not`
				: `Half of the leads that reached ${name} scored ${tenths(middle.positives)} or more, half of the others ${tenths(middle.negatives)} or more`,
		subtitle: `${populationText(replay)}; score ${replay.landmarkDays} days after creation; ${formatCount(ranking?.atRisk ?? 0)} leads whose ${replay.horizonDays} days have passed`,
		description: `Distribution of scores by outcome: ${formatCount(totals.positives)} leads reached ${name} within ${replay.horizonDays} days (median score ${middle.positives ?? "none"}), ${formatCount(totals.negatives)} did not (median ${middle.negatives ?? "none"}).`,
		table: {
			columns: columnsOf("score", `reached ${name}`, "did not", `share that reached ${name}`),
			rows: bins.map(({ from, to, positives, negatives }) => [
				`${formatPoints(from)} to below ${formatPoints(to)}`,
				formatCount(positives),
				formatCount(negatives),
				estimateText(estimateRate(positives, positives + negatives)),
			]),
		},
	};
	if (bins.length === 0)
		return emptyChart({ ...words, reason: ranking?.reason ?? "No lead is old enough to be ranked." });
	const title = `score ${replay.landmarkDays} days after creation`;
	return createChart({ ...words, view: viewOf(bins, { totals, name, title, threshold }) });
}

const NOBODY: ScoreTable = { scores: new Float64Array(), positives: new Float64Array(), negatives: new Float64Array() };

interface ViewOptions {
	readonly totals: { readonly positives: number; readonly negatives: number };
	readonly name: string;
	readonly title: string;
	readonly threshold: { readonly score: number; readonly label: string } | undefined;
}

/** One histogram above the other, each of its own leads. */
function viewOf(bins: readonly ScoreBin[], { totals, name, title, threshold }: ViewOptions): ChartView {
	const groups = [
		{ key: "positives", color: colors.blue, ink: colors.blueInk, text: `reached ${name}` },
		{ key: "negatives", color: colors.grey, ink: colors.inkSoft, text: `did not reach ${name}` },
	] as const;
	const shareOf = (bin: ScoreBin, key: (typeof groups)[number]["key"]) =>
		totals[key] === 0 ? 0 : bin[key] / totals[key];
	const most = Math.max(...groups.flatMap(({ key }) => bins.map((bin) => shareOf(bin, key))));
	const [first, last] = [bins[0]!.from, bins.at(-1)!.to];
	const domain = [Math.min(first, threshold?.score ?? first), Math.max(last, threshold?.score ?? last)];
	const scale = { domain, nice: false, zero: false };
	const x = { field: "from", bin: "binned", type: "quantitative", scale, title, axis: {} };
	const y = { field: "share", ...rateAxis("share", { domain: [0, most], ticks: 3 }) };
	const marks = threshold === undefined ? [] : thresholdMarks(threshold);
	const panel = ({ key, color, ink, text }: (typeof groups)[number], i: number) => {
		const total = totals[key];
		const few = total < ENOUGH;
		const label = `${formatCount(total)} ${total === 1 ? "lead" : "leads"} ${text}${few ? ": too little data" : ""}`;
		const encoding = { x: i === 1 ? x : { ...bareAxis(x), title: null }, x2: { field: "to" }, y };
		const place = { align: "left", baseline: "bottom", x: 0, y: -5 };
		return {
			width: plotWidth,
			height: 130,
			data: {
				values: bins.map((bin) => ({
					from: bin.from,
					to: bin.to,
					count: bin[key],
					share: drawnNumber(shareOf(bin, key)),
				})),
			},
			layer: [
				layer(
					{ type: "bar", color: few ? colors.greyPale : color, binSpacing: 1 },
					{ ...encoding, tooltip: tooltip({ from: "from", to: "to", count: "leads" }) },
				),
				...(i === 0 ? marks : marks.slice(0, 1)),
				layer(
					{ type: "text", ...place, color: ink, fontWeight: "bold" },
					{ text: { field: "text" } },
					{ rows: [{ text: label }] },
				),
			],
		};
	};
	return { spacing: 30, vconcat: groups.map(panel) };
}

/** The line of a threshold and, above the plot, its words. */
function thresholdMarks({ score, label }: { readonly score: number; readonly label: string }): Layer[] {
	const mark = { threshold: score, text: label };
	const x = { field: "threshold", type: "quantitative" };
	const place = { align: "left", baseline: "bottom", dy: -24, dx: -2 };
	return [
		thresholdRule(mark, x),
		layer(
			{ type: "text", ...place, color: colors.orangeInk, fontWeight: "bold" },
			{ x, y: { value: 0 }, text: { field: "text" } },
			{ rows: [mark] },
		),
	];
}

/** The lower median of scores with counts; `undefined` with no lead. */
function median(scores: Float64Array, counts: Float64Array): number | undefined {
	const half = counts.reduce((sum, count) => sum + count, 0) / 2;
	if (half === 0) return undefined;
	let below = 0;
	for (let i = scores.length - 1; i >= 0; i--) {
		below += counts[i]!;
		if (below >= half) return scores[i];
	}
	return undefined;
}

/** One decimal, rounded down: "this or more" stays true. */
function tenths(score: number): string {
	return formatPoints(Math.floor(score * 10) / 10);
}
