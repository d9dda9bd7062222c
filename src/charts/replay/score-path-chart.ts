import { columnsOf } from "../../tables/table.ts";
import { formatPoints } from "../../words/number-format.ts";
import { stageName } from "../../words/stage-name.ts";
import { dayText, wallClock } from "../../words/wall-clock.ts";
import { type Chart, type ChartView, createChart, emptyChart, type Layer } from "../marks/chart.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { type Channel, layer } from "../marks/layer.ts";
import { line } from "../marks/lines.ts";
import { listedRows } from "../marks/listed-rows.ts";
import { slug } from "../marks/slug.ts";
import { thinRows } from "../marks/thin-rows.ts";
import { tooltip } from "../marks/tooltip.ts";
import { colors, plotWidth } from "../scales/theme.ts";

/** From `at` on (ms since 1970) the score is `score`, until the next point. */
export interface PathPoint {
	readonly at: number;
	readonly score: number;
}

/** What is drawn with a score path. */
export interface ScorePathOptions {
	readonly lead: string;
	readonly timeZone: string;
	/** Until when the last score holds; default: its own instant. */
	readonly until?: number;
	readonly thresholds?: readonly { readonly stage: string; readonly score: number }[];
	/** When the model flags the lead; empty: never; left out: not known here, and nothing is said. */
	readonly flags?: readonly { readonly stage: string; readonly at: number }[];
	/** What happened, e.g. activities; drawn as ticks below. */
	readonly events?: readonly { readonly at: number; readonly label: string }[];
}

const DRAWN = 400;

/**
 * The score of one lead over time as a staircase, with the thresholds as lines, the moments of the flags as points and
 * events as ticks. Days are those of the dataset's time zone. The title says when the first flag comes, or that none does.
 *
 * @example scorePathChart([{ at: 0, score: 50 }], { lead: "L-1", timeZone: "UTC", flags: [] }).title // "Lead L-1 is never flagged; its highest score is 50"
 */
export function scorePathChart(path: readonly PathPoint[], options: ScorePathOptions): Chart {
	const { lead, timeZone, flags } = options;
	const marked = (flags ?? []).toSorted((a, b) => a.at - b.at);
	const sorted = path.toSorted((a, b) => a.at - b.at);
	const top = sorted.length === 0 ? undefined : Math.max(...sorted.map(({ score }) => score));
	const day = (at: number) => dayText(at, timeZone);
	const words = {
		id: `score-path-${slug(lead)}`,
		title: `Lead ${lead} ${flagsText(flags === undefined ? undefined : marked, { top, day })}`,
		subtitle: `one lead; score from ${sorted[0] === undefined ? "creation" : day(sorted[0].at)} on, days of ${timeZone}`,
		description: `Score over time of lead ${lead}, highest ${top === undefined ? "none" : formatPoints(top)}. ${marked
			.map(({ stage, at }) => `${stageName(stage)} flag on ${day(at)}`)
			.join(". ")}`.trim(),
		table: {
			columns: columnsOf("from", "score"),
			...listedRows(sorted, {
				of: "steps",
				cells: ({ at, score }) => [
					new Date(wallClock(at, timeZone)).toISOString().slice(0, 16).replace("T", " "),
					formatPoints(score),
				],
			}),
		},
	};
	if (sorted.length === 0) return emptyChart({ ...words, reason: "The lead has no score." });
	return createChart({ ...words, view: viewOf(sorted, { ...options, flags: marked }) });
}

function viewOf(path: readonly PathPoint[], options: ScorePathOptions): ChartView {
	const { timeZone, thresholds = [], flags = [], events = [] } = options;
	const last = path.at(-1)!;
	const end = Math.max(options.until ?? last.at, last.at);
	const clock = (at: number) => wallClock(at, timeZone);
	const drawn = thinRows(path, { most: DRAWN, keep: ({ at }) => flags.some((flag) => flag.at === at) });
	const scores = path.map(({ score }) => score);
	const most = Math.max(0, ...scores, ...thresholds.map(({ score }) => score), 1) * 1.08;
	const scale = { domain: [Math.min(0, ...scores), most], nice: false };
	const axis = { tickCount: 5, format: "%Y-%m-%d", grid: false, labelOverlap: "greedy", labelSeparation: 12 };
	const x = { field: "at", type: "temporal", title: null, scale: { type: "utc" }, axis };
	const y = { field: "score", type: "quantitative", title: "score", scale, axis: { tickCount: 5 } };
	const tick = { type: "tick", orient: "vertical", size: 12, thickness: 2, color: colors.grey, y: 254, opacity: 0.8 };
	const ticks = events.map(({ at, label }) => ({ at: clock(at), label, day: dayText(at, timeZone) }));
	return {
		width: plotWidth - 80,
		height: 260,
		data: {
			values: [...drawn, { at: end, score: last.score }].map(({ at, score }) => ({
				at: clock(at),
				score: drawnNumber(score),
			})),
		},
		layer: [
			...thresholdLayers(thresholds, y),
			line({ x, y }, { interpolate: "step-after", strokeJoin: "round", color: colors.blue, clip: undefined }),
			layer(tick, { x, tooltip: tooltip({ label: "event", day: "on" }) }, { rows: ticks }),
			...flags.flatMap(({ stage, at }, i) =>
				flagLayers(
					{
						at: clock(at),
						score: drawnNumber(scoreAt(path, at)),
						text: `${stageName(stage)} flag, ${dayText(at, timeZone)}`,
					},
					{ x, y, isLate: at - path[0]!.at > (end - path[0]!.at) * 0.8, lift: -6 - 18 * (flags.length - 1 - i) },
				),
			),
		],
	};
}

function scoreAt(path: readonly PathPoint[], at: number): number | undefined {
	return path.findLast((point) => point.at <= at)?.score ?? path.at(-1)?.score;
}

function thresholdLayers(thresholds: NonNullable<ScorePathOptions["thresholds"]>, y: Channel): Layer[] {
	const rows = thresholds.map(({ stage, score }) => ({ score, text: `${stageName(stage)} ${formatPoints(score)}` }));
	const place = { align: "left", baseline: "middle", dx: 6, x: plotWidth - 80 };
	return [
		layer({ type: "rule", strokeDash: [5, 4], color: colors.orange }, { y }, { rows }),
		layer(
			{ type: "text", ...place, color: colors.orangeInk, fontWeight: "bold" },
			{ y, text: { field: "text" } },
			{ rows },
		),
	];
}

/** A flag: a point on the path, and a thin line up to its words. */
function flagLayers(
	row: object,
	{ x, y, isLate, lift }: { readonly x: Channel; readonly y: Channel; readonly isLate: boolean; readonly lift: number },
): Layer[] {
	const rows = [row];
	const place = { align: isLate ? "right" : "left", baseline: "middle", dx: isLate ? -5 : 5 };
	return [
		layer({ type: "rule", color: colors.orange, strokeWidth: 1 }, { x, y, y2: { value: lift } }, { rows }),
		layer({ type: "point", size: 160, color: colors.orange, stroke: "white", strokeWidth: 1.5 }, { x, y }, { rows }),
		layer(
			{ type: "text", ...place, color: colors.orangeInk, fontWeight: "bold" },
			{ x, y: { value: lift }, text: { field: "text" } },
			{ rows },
		),
	];
}

function flagsText(
	flags: ScorePathOptions["flags"],
	{ top, day }: { readonly top: number | undefined; readonly day: (at: number) => string },
): string {
	const highest = top === undefined ? "it has no score" : `its highest score is ${formatPoints(top)}`;
	if (flags === undefined) return `over time: ${highest}`;
	if (flags.length === 0) return `is never flagged; ${highest}`;
	return `is flagged ${flags.map(({ stage, at }) => `${stageName(stage)} on ${day(at)}`).join(", ")}`;
}
