import { columnsOf } from "../../tables/table.ts";
import { formatPoints } from "../../words/number-format.ts";
import { stageName } from "../../words/stage-name.ts";
import { dayText, wallClock } from "../../words/wall-clock.ts";
import { type Chart, createChart, emptyChart, type Layer } from "../marks/chart.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { slug } from "../marks/slug.ts";
import { colors, plotWidth } from "../marks/theme.ts";
import { thinRows } from "../marks/thin-rows.ts";

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
const LISTED = 60;

/**
 * The score of one lead over time as a staircase, with the thresholds as lines, the moments of the flags as points and
 * events as ticks. Days are those of the dataset's time zone. The title says when the first flag comes, or that none does.
 *
 * @example scorePathChart([{ at: 0, score: 50 }], { lead: "L-1", timeZone: "UTC", flags: [] }).title // "Lead L-1 is never flagged; its highest score is 50"
 */
export function scorePathChart(path: readonly PathPoint[], options: ScorePathOptions): Chart {
	const { lead, timeZone, until, thresholds = [], flags, events = [] } = options;
	const marked = (flags ?? []).toSorted((a, b) => a.at - b.at);
	const sorted = path.toSorted((a, b) => a.at - b.at);
	const top = sorted.length === 0 ? undefined : Math.max(...sorted.map(({ score }) => score));
	const day = (at: number) => dayText(at, timeZone);
	const listed = thinRows(sorted, { most: LISTED });
	const words = {
		id: `score-path-${slug(lead)}`,
		title: `Lead ${lead} ${flagsText(flags === undefined ? undefined : marked, { top, day })}`,
		subtitle: `one lead; score from ${sorted[0] === undefined ? "creation" : day(sorted[0].at)} on, days of ${timeZone}`,
		description: `Score over time of lead ${lead}, highest ${top === undefined ? "none" : formatPoints(top)}. ${marked
			.map(({ stage, at }) => `${stageName(stage)} flag on ${day(at)}`)
			.join(". ")}`.trim(),
		table: {
			columns: columnsOf("from", "score"),
			rows: listed.map(({ at, score }) => [
				new Date(wallClock(at, timeZone)).toISOString().slice(0, 16).replace("T", " "),
				formatPoints(score),
			]),
			...(listed.length < sorted.length ? { note: `${listed.length} of ${sorted.length} steps are listed.` } : {}),
		},
	};
	const last = sorted.at(-1);
	if (last === undefined) return emptyChart({ ...words, reason: "The lead has no score." });
	const start = sorted[0]?.at ?? last.at;
	const end = Math.max(until ?? last.at, last.at);
	const clock = (at: number) => wallClock(at, timeZone);
	const drawn = thinRows(sorted, { most: DRAWN, keep: ({ at }) => marked.some((flag) => flag.at === at) });
	const scoreAt = (at: number) => sorted.findLast((point) => point.at <= at)?.score ?? last.score;
	const most = Math.max(top ?? 0, ...thresholds.map(({ score }) => score), 1) * 1.08;
	const least = Math.min(0, ...sorted.map(({ score }) => score));
	const range: number[] = [least, most];
	const x = {
		field: "at",
		type: "temporal",
		title: null,
		scale: { type: "utc" },
		axis: { tickCount: 5, format: "%Y-%m-%d", grid: false, labelOverlap: "greedy", labelSeparation: 12 },
	} as const;
	const y = {
		field: "score",
		type: "quantitative",
		title: "score",
		scale: { domain: range, nice: false },
		axis: { tickCount: 5 },
	} as const;
	const layer: Layer[] = [
		{
			data: {
				values: thresholds.map(({ stage, score }) => ({ score, text: `${stageName(stage)} ${formatPoints(score)}` })),
			},
			layer: [
				{ mark: { type: "rule", strokeDash: [5, 4], color: colors.orange }, encoding: { y } },
				{
					mark: {
						type: "text",
						align: "left",
						baseline: "middle",
						dx: 6,
						x: plotWidth - 80,
						color: colors.orangeInk,
						fontWeight: "bold",
					},
					encoding: { y, text: { field: "text" } },
				},
			],
		},
		{ mark: { type: "line", interpolate: "step-after", strokeJoin: "round", color: colors.blue }, encoding: { x, y } },
		{
			data: { values: events.map(({ at, label }) => ({ at: clock(at), label })) },
			mark: { type: "tick", orient: "vertical", size: 12, thickness: 2, color: colors.grey, y: 254, opacity: 0.8 },
			encoding: {
				x,
				tooltip: [
					{ field: "label", title: "event" },
					{ field: "at", type: "temporal", title: "on", format: "%Y-%m-%d", timeUnit: "utcyearmonthdate" },
				],
			},
		},
		...marked.map(({ stage, at }, i): Layer => {
			const late = at - start > (end - start) * 0.8;
			const lift = -6 - 18 * (marked.length - 1 - i);
			return {
				data: {
					values: [{ at: clock(at), score: drawnNumber(scoreAt(at)), text: `${stageName(stage)} flag, ${day(at)}` }],
				},
				layer: [
					{ mark: { type: "rule", color: colors.orange, strokeWidth: 1 }, encoding: { x, y, y2: { value: lift } } },
					{
						mark: { type: "point", size: 160, color: colors.orange, stroke: "white", strokeWidth: 1.5 },
						encoding: { x, y },
					},
					{
						mark: {
							type: "text",
							align: late ? "right" : "left",
							baseline: "middle",
							dx: late ? -5 : 5,
							color: colors.orangeInk,
							fontWeight: "bold",
						},
						encoding: { x, y: { value: lift }, text: { field: "text" } },
					},
				],
			};
		}),
	];
	return createChart({
		...words,
		view: {
			width: plotWidth - 80,
			height: 260,
			data: {
				values: [...drawn, { at: end, score: last.score }].map(({ at, score }) => ({
					at: clock(at),
					score: drawnNumber(score),
				})),
			},
			layer,
		},
	});
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
