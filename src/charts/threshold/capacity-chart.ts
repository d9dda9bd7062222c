import type { HandoffSpec } from "../../dataset/dataset.ts";
import { seenOf } from "../../metrics/rates/estimate.ts";
import type { Replay } from "../../replay/replay-result.ts";
import { columnsOf } from "../../tables/table.ts";
import type { CapacityLimit } from "../../tune/capacity.ts";
import { capacityWords } from "../../tune/constraint-words.ts";
import { figuresAt } from "../../tune/threshold-figures.ts";
import type { WorkQueue } from "../../tune/work-queue.ts";
import { countsText } from "../../words/estimate-text.ts";
import { formatCount, formatPoints, formatRate } from "../../words/number-format.ts";
import { populationText } from "../../words/population.ts";
import { stageName } from "../../words/stage-name.ts";
import { columns } from "../marks/bars.ts";
import { type Chart, type ChartView, createChart, emptyChart } from "../marks/chart.ts";
import { listedRows } from "../marks/listed-rows.ts";
import { referenceLine } from "../marks/reference-line.ts";
import { slug } from "../marks/slug.ts";
import { tooltip } from "../marks/tooltip.ts";
import { bareAxis, countAxis } from "../scales/axes.ts";
import { colors, plotWidth } from "../scales/theme.ts";

/**
 * The flags of each week at one threshold against what sales can work, and below how many wait when the week ends: first
 * in, first out. The first and the last week may be parts of a week.
 *
 * @param options.capacity what sales can work
 * @throws LabError (configuration) when the replay did not measure the hand-off
 * @example capacityChart(replay, { from: "mql", to: "sql", threshold: 34, capacity: { perWeek: 12 } }).title // "MQL at 34: over 12 flags in 43 of 105 weeks; longest wait 42 days"
 */
export function capacityChart(
	replay: Replay,
	{ threshold, capacity, ...handoff }: HandoffSpec & { readonly threshold: number; readonly capacity: CapacityLimit },
): Chart {
	const { queue, perWeek } = figuresAt(replay, handoff, { threshold, capacity });
	const firstMonday = replay.weekly.find(({ stage: flag }) => flag === handoff.from)?.firstMonday ?? 0;
	const weeks = (queue?.weeks ?? []).map((week, i) => ({ ...week, monday: dayOf(firstMonday + 7 * i) }));
	const name = `${stageName(handoff.from)} at ${formatPoints(threshold)}`;
	const limit = `${formatCount(capacity.perWeek)} ${capacity.perWeek === 1 ? "flag" : "flags"}`;
	const over = weeks.filter(({ flagged }) => flagged > capacity.perWeek).length;
	const total = weeks.reduce((sum, { flagged }) => sum + flagged, 0);
	const words = {
		id: `capacity-${slug(handoff.from)}-${slug(handoff.to)}`,
		title:
			total === 0
				? `${name} flags nobody`
				: over === 0
					? `${name} never brings more than the ${limit} a week that sales can work`
					: `${name}: over ${limit} in ${formatCount(over)} of ${formatCount(weeks.length)} weeks; ${waitText(queue)}`,
		subtitle: `${populationText(replay)}; ${formatCount(total)} ${total === 1 ? "flag" : "flags"}, ${perWeek.toFixed(1)} a week on average; asked for: ${capacityWords(capacity)}`,
		description: `Flags by week at ${formatPoints(threshold)} and how many wait at the end of each week. ${queueText(queue)}`,
		table: { columns: columnsOf("week from", "flagged", "worked", "waiting at its end"), ...listed(weeks) },
	};
	if (total === 0) return emptyChart({ ...words, reason: "No lead is flagged at this threshold." });
	return createChart({ ...words, view: viewOf(weeks, { limit: capacity.perWeek, label: `${limit} a week` }) });
}

interface DatedWeek {
	readonly monday: string;
	readonly flagged: number;
	readonly worked: number;
	readonly backlog: number;
}

function listed(weeks: readonly DatedWeek[]) {
	const most = Math.max(0, ...weeks.map(({ backlog }) => backlog));
	return listedRows(weeks, {
		of: "weeks",
		keep: ({ backlog }) => backlog === most && most > 0,
		cells: ({ monday, flagged, worked, backlog }) => [monday, ...[flagged, worked, backlog].map(formatCount)],
	});
}

function waitText(queue: WorkQueue | undefined): string {
	const longest = queue?.longestWaitDays ?? 0;
	return longest === 0 ? "nobody waits" : `longest wait ${formatCount(longest)} days`;
}

function queueText(queue: WorkQueue | undefined): string {
	if (queue?.longestWaitDays === undefined) return "Nobody is flagged.";
	const { largestBacklog, backlogAtEnd, carriedOver, overAWeek } = queue;
	const late = seenOf(overAWeek).value === undefined ? "" : ` (${formatRate(seenOf(overAWeek).value)})`;
	return `${countsText(carriedOver)} flags are not worked in their own week, ${formatCount(overAWeek.hits)} wait for more than seven days${overAWeek.total < 10 ? "" : late}; at most ${formatCount(largestBacklog)} wait at once, ${formatCount(backlogAtEnd)} at the end.`;
}

function dayOf(day: number): string {
	return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

function viewOf(
	weeks: readonly DatedWeek[],
	{ limit, label }: { readonly limit: number; readonly label: string },
): ChartView {
	const x = {
		field: "monday",
		type: "temporal",
		title: "week",
		scale: { type: "utc", nice: false },
		axis: { format: "%b %Y", tickCount: 6, labelFlush: true, grid: false },
	};
	const top = Math.max(limit, ...weeks.map(({ flagged }) => flagged)) * 1.15;
	const most = Math.max(1, ...weeks.map(({ backlog }) => backlog));
	const flags = countAxis("flags a week", { ticks: 4, domain: [0, top], nice: false });
	const waiting = { field: "backlog", ...countAxis("waiting", { domain: [0, most], nice: true }) };
	const tip = tooltip({ from: "week from", flagged: "flagged", worked: "worked", backlog: "waiting at its end" });
	const look = { color: colors.blue, stroke: "white", strokeWidth: weeks.length > 130 ? 0 : 0.75 };
	return {
		data: {
			values: weeks.map(({ monday, flagged, worked, backlog }) => ({
				monday,
				until: dayOf(Date.parse(monday) / 86_400_000 + 7),
				from: monday,
				flagged,
				worked,
				backlog,
			})),
		},
		spacing: 12,
		vconcat: [
			{
				width: plotWidth,
				height: 200,
				layer: [
					columns({ x: bareAxis(x, { grid: false }), to: "until", y: { field: "flagged", ...flags }, tip }, look),
					...referenceLine({ along: "y", scale: flags, value: limit, label, tone: "limit" }),
				],
			},
			{ width: plotWidth, height: 90, layer: [columns({ x, to: "until", y: waiting, tip }, { color: colors.grey })] },
		],
	};
}
