import { ENOUGH, estimateRate } from "../../metrics/rates/estimate.ts";
import { type ScoreTable, tableTotals } from "../../metrics/tables/score-table.ts";
import type { Replay } from "../../replay/replay-result.ts";
import { columnsOf } from "../../tables/table.ts";
import { estimateText } from "../../words/estimate-text.ts";
import { formatCount, formatPoints } from "../../words/number-format.ts";
import { populationText } from "../../words/population.ts";
import { stageName } from "../../words/stage-name.ts";
import { type Chart, createChart, emptyChart } from "../marks/chart.ts";
import { rankingOf } from "../marks/contender.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { slug } from "../marks/slug.ts";
import { colors, plotWidth } from "../marks/theme.ts";

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
 * @param options.threshold drawn as a line, e.g. the threshold of the flag this ranking is about
 * @example scoreDistributionChart(replay, { outcome: "sql" }).id // "score-distribution-sql"
 */
export function scoreDistributionChart(
	replay: Replay,
	{
		outcome,
		threshold,
	}: { readonly outcome: string; readonly threshold?: { readonly score: number; readonly label: string } },
): Chart {
	const ranking = rankingOf(replay, outcome);
	const table = ranking?.table ?? {
		scores: new Float64Array(),
		positives: new Float64Array(),
		negatives: new Float64Array(),
	};
	const totals = tableTotals(table);
	const bins = scoreBins(table);
	const name = stageName(outcome);
	const middle = { positives: median(table.scores, table.positives), negatives: median(table.scores, table.negatives) };
	const few = Math.min(totals.positives, totals.negatives) < ENOUGH;
	const words = {
		id: `score-distribution-${slug(outcome)}`,
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
	const first = bins[0];
	const last = bins.at(-1);
	if (first === undefined || last === undefined) {
		return emptyChart({ ...words, reason: ranking?.reason ?? "No lead is old enough to be ranked." });
	}
	const domain = [Math.min(first.from, threshold?.score ?? first.from), Math.max(last.to, threshold?.score ?? last.to)];
	const rows = [
		{
			count: totals.positives,
			of: (bin: ScoreBin) => bin.positives,
			color: totals.positives < ENOUGH ? colors.greyPale : colors.blue,
			ink: colors.blueInk,
			text: `reached ${name}`,
		},
		{
			count: totals.negatives,
			of: (bin: ScoreBin) => bin.negatives,
			color: totals.negatives < ENOUGH ? colors.greyPale : colors.grey,
			ink: colors.inkSoft,
			text: `did not reach ${name}`,
		},
	];
	const most = Math.max(...rows.flatMap(({ count, of }) => bins.map((bin) => (count === 0 ? 0 : of(bin) / count))));
	const mark = threshold === undefined ? [] : [threshold];
	return createChart({
		...words,
		view: {
			spacing: 30,
			vconcat: rows.map(({ count, of, color, ink, text }, i) => ({
				width: plotWidth,
				height: 130,
				data: {
					values: bins.map((bin) => ({
						from: bin.from,
						to: bin.to,
						count: of(bin),
						share: count === 0 ? 0 : drawnNumber(of(bin) / count),
					})),
				},
				layer: [
					{
						mark: { type: "bar", color, binSpacing: 1 },
						encoding: {
							x: {
								field: "from",
								bin: "binned",
								type: "quantitative",
								scale: { domain, nice: false, zero: false },
								title: i === 1 ? `score ${replay.landmarkDays} days after creation` : null,
								axis: i === 1 ? {} : { labels: false, ticks: false },
							},
							x2: { field: "to" },
							y: {
								field: "share",
								type: "quantitative",
								scale: { domain: [0, most] },
								title: "share",
								axis: { format: ".0%", tickCount: 3 },
							},
							tooltip: [
								{ field: "from", type: "quantitative" },
								{ field: "to", type: "quantitative" },
								{ field: "count", title: "leads", type: "quantitative" },
							],
						},
					},
					{
						data: { values: mark },
						mark: { type: "rule", color: colors.orange, strokeWidth: 2 },
						encoding: { x: { field: "score", type: "quantitative" } },
					},
					...(i === 0
						? [
								{
									data: { values: mark },
									mark: {
										type: "text",
										align: "left",
										baseline: "bottom",
										dy: -24,
										dx: -2,
										color: colors.orangeInk,
										fontWeight: "bold",
									},
									encoding: { x: { field: "score", type: "quantitative" }, y: { value: 0 }, text: { field: "label" } },
								},
							]
						: []),
					{
						data: {
							values: [
								{
									text: `${formatCount(count)} ${count === 1 ? "lead" : "leads"} ${text}${count < ENOUGH ? ": too little data" : ""}`,
								},
							],
						},
						mark: { type: "text", align: "left", baseline: "bottom", color: ink, fontWeight: "bold", x: 0, y: -5 },
						encoding: { text: { field: "text" } },
					},
				],
			})),
		},
	});
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
