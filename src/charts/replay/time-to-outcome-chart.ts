import { atRiskAfter, LEAST_WATCHED, type TimeCurve, type TimeToOutcome } from "../../evaluate/time-to-outcome.ts";
import type { Replay } from "../../replay/replay-result.ts";
import { columnsOf, type Table } from "../../tables/table.ts";
import { formatCount, formatRate } from "../../words/number-format.ts";
import { pText } from "../../words/p-text.ts";
import { populationText } from "../../words/population.ts";
import { stageName } from "../../words/stage-name.ts";
import { type Chart, type ChartView, createChart, emptyChart, type Layer } from "../marks/chart.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { type Channel, layer } from "../marks/layer.ts";
import { band, line } from "../marks/lines.ts";
import { slug } from "../marks/slug.ts";
import { bareAxis, rateAxis, rowAxis } from "../scales/axes.ts";
import { rateDomain } from "../scales/rate-domain.ts";
import { colors, plotWidth } from "../scales/theme.ts";

/** From the highest scores down: dark to pale, then grey, each with a dash of its own. */
const LINES = [
	{ color: "#12365f", dash: [1, 0] },
	{ color: "#2f74c0", dash: [8, 4] },
	{ color: "#7aa5d6", dash: [2, 4] },
	{ color: colors.grey, dash: [1, 0] },
	{ color: colors.grey, dash: [8, 4] },
	{ color: colors.grey, dash: [2, 4] },
];
const TICKS = [7, 14, 30, 60, 90, 180, 365, 730, 1825, 3650];

/**
 * Time to an outcome by group of scores: the share that has reached it by days since the landmark (one less Kaplan-Meier),
 * with intervals, and the numbers still at risk below. A curve ends where fewer than 20 leads could have been watched that
 * long; a group of fewer is words only.
 *
 * @example timeToOutcomeChart(figures.time[0], { replay }).id // "time-to-sql"
 */
export function timeToOutcomeChart(time: TimeToOutcome, { replay }: { readonly replay: Replay }): Chart {
	const name = stageName(time.stage);
	const drawn = time.curves.filter(({ shownDays }) => shownDays !== undefined && shownDays > 0);
	const { logRank, horizonDays, landmarkDays } = time;
	const leads = time.curves.reduce((sum, { leads: count }) => sum + count, 0);
	const test =
		logRank.pValue === undefined
			? `groups cannot be compared (${logRank.reason ?? "nothing to compare"})`
			: `log-rank test across groups: p ${pText(logRank.pValue)}`;
	const words = {
		id: `time-to-${slug(time.stage)}`,
		title: titleOf(time),
		subtitle: `${populationText(replay)}; ${formatCount(leads)} leads without ${name} ${landmarkDays} days after creation, by their score then; ${test}; shaded: 95 % interval; leads that left stay in as not reached; a line ends where fewer than ${LEAST_WATCHED} leads could be watched so long`,
		description: `Share of leads that reached ${name} by days since day ${landmarkDays} after creation. ${time.curves
			.map((curve) => `${curve.group}: ${withinText(curve, horizonDays)}; median ${medianText(curve)}`)
			.join(". ")}.`,
		table: tableOf(time),
	};
	if (drawn.length === 0) {
		const reason = `No group has ${LEAST_WATCHED} leads that were watched for a day.`;
		return emptyChart({ ...words, reason });
	}
	return createChart({ ...words, view: viewOf(drawn, { horizonDays, landmarkDays, name }) });
}

function tableOf({ curves, by, horizonDays }: TimeToOutcome): Table {
	return {
		columns: columnsOf(
			by === "band" ? "band" : "score",
			"leads",
			"reached it while watched",
			"left before",
			`within ${horizonDays} days`,
			"the same, leavers taken out",
			"half of them by day",
		),
		rows: curves.map((curve) => [
			curve.group,
			formatCount(curve.leads),
			formatCount(curve.reached),
			formatCount(curve.left),
			withinText(curve, horizonDays),
			curve.shownDays === undefined || curve.withinHorizonWithoutLeavers === undefined
				? "cannot tell yet"
				: formatRate(curve.withinHorizonWithoutLeavers),
			medianText(curve),
		]),
	};
}

function titleOf({ curves, stage, horizonDays, by, logRank }: TimeToOutcome): string {
	const name = stageName(stage);
	const told = curves.filter(({ shownDays, withinHorizon }) => shownDays !== undefined && withinHorizon !== undefined);
	const [first] = told;
	const last = told.at(-1);
	if (first?.withinHorizon === undefined) return `How long leads take to ${name} cannot be told yet`;
	const who = ({ group }: TimeCurve) => (by === "band" ? `in band ${group}` : `scoring ${group}`);
	const share = `${formatRate(first.withinHorizon.share)} of the ${formatCount(first.leads)} leads ${who(first)} reach ${name} within ${horizonDays} days`;
	if (last === undefined || last === first || last.withinHorizon === undefined) return share;
	const both = `${share}, ${formatRate(last.withinHorizon.share)} of the ${formatCount(last.leads)} ${who(last)}`;
	if (logRank.pValue === undefined || logRank.pValue < 0.05) return both;
	return `Leads of high and low scores are not shown to differ in how soon they reach ${name}: ${both}`;
}

function withinText({ withinHorizon, shownDays, leads }: TimeCurve, days: number): string {
	if (shownDays === undefined) return `cannot tell yet (${formatCount(leads)} leads)`;
	if (withinHorizon === undefined) return `cannot tell yet: nobody was watched for ${days} days`;
	const { share, interval } = withinHorizon;
	if (interval === undefined) return formatRate(share);
	return `${formatRate(share)} (${(interval[0] * 100).toFixed(1)} to ${formatRate(interval[1])})`;
}

function medianText({ medianDays, medianInterval: [low, high], shownDays }: TimeCurve): string {
	if (shownDays === undefined) return "cannot tell yet";
	if (medianDays === undefined || medianDays > shownDays) return "not reached";
	return `${medianDays} (${low ?? "not reached"} to ${high ?? "not reached"})`;
}

function viewOf(
	curves: readonly TimeCurve[],
	{
		horizonDays,
		landmarkDays,
		name,
	}: { readonly horizonDays: number; readonly landmarkDays: number; readonly name: string },
): ChartView {
	const longest = Math.max(...curves.map(({ shownDays }) => shownDays ?? 0));
	const end = Math.max(1, Math.min(longest, Math.max(180, 2 * horizonDays)));
	const size = TICKS.find((days) => end / days <= 7) ?? Math.ceil(end / 7);
	const ticks = Array.from({ length: Math.floor(end / size) + 1 }, (_, i) => i * size);
	const x = {
		field: "day",
		type: "quantitative",
		scale: { domain: [0, end], nice: false },
		title: `days since day ${landmarkDays} after creation; the numbers are leads still at risk`,
		axis: { values: ticks, grid: false },
	};
	const bare = bareAxis(x, { values: ticks });
	const horizon = { day: horizonDays, text: `outcome window: ${horizonDays} days` };
	const width = plotWidth - 110;
	return {
		spacing: 6,
		vconcat: [
			{
				width,
				height: 270,
				layer: curveLayers(curves, { x: bare, end, name, under: horizonDays < end ? horizonLine(horizon, bare) : [] }),
			},
			{ width, height: { step: 22 }, ...atRisk(curves, { x, ticks }) },
		],
	};
}

/** The bands of all curves, then what stands under the lines, the lines, and a label at the end of each. */
function curveLayers(
	curves: readonly TimeCurve[],
	{
		x,
		end,
		name,
		under,
	}: { readonly x: Channel; readonly end: number; readonly name: string; readonly under: readonly Layer[] },
): Layer[] {
	const steps = curves.map((curve) => stepsOf(curve, Math.min(end, curve.shownDays ?? 0)));
	const domain = rateDomain(steps.flatMap((rows) => rows.map(({ high, rate }) => (rate > 0 ? high : 0))));
	const y = { field: "rate", ...rateAxis(`share that reached ${name}`, { domain }) };
	const rows = steps.map((list, i) =>
		list.map((step) => ({
			...step,
			group: curves[i]?.group,
			rate: drawnNumber(step.rate),
			low: drawnNumber(step.low),
			high: drawnNumber(step.high),
		})),
	);
	const ends = steps.map((list) => list.at(-1)?.rate ?? 0);
	const places = labelPlaces(ends, { gap: (domain[1] - domain[0]) * 0.07, domain });
	const labels = curves.map(({ group }, i) => ({
		day: end,
		rate: drawnNumber(places[i]),
		text: `${group}: ${formatRate(ends[i])}`,
	}));
	const step = { interpolate: "step-after", clip: true };
	// The place of a group is its number: names are text that anybody may have typed.
	const ink = (i: number) => LINES[Math.min(i, LINES.length - 1)]!;
	return [
		...rows.map((own, i) => band({ x, y, rows: own }, { ...step, color: ink(i).color, opacity: 0.14 })),
		...under,
		...rows.map((own, i) =>
			line({ x, y, rows: own }, { ...step, color: ink(i).color, strokeDash: ink(i).dash, strokeCap: "butt" }),
		),
		layer(
			{ type: "text", align: "left", dx: 8, fontWeight: "bold", limit: 170 },
			{ x, y, text: { field: "text" } },
			{ rows: labels },
		),
	];
}

function horizonLine(row: { readonly day: number; readonly text: string }, x: Channel): Layer[] {
	const place = { align: "left", baseline: "top", dx: 6 };
	return [
		layer({ type: "rule", color: colors.greyPale, strokeDash: [5, 4] }, { x }, { rows: [row] }),
		layer(
			{ type: "text", ...place, color: colors.inkSoft },
			{ x, y: { value: 2 }, text: { field: "text" } },
			{ rows: [row] },
		),
	];
}

/** The numbers at risk below the curves, a row a group. */
function atRisk(
	curves: readonly TimeCurve[],
	{ x, ticks }: { readonly x: Channel; readonly ticks: readonly number[] },
): ChartView {
	const rows = curves.flatMap(({ counts, shownDays, group: name }) =>
		ticks
			.filter((day) => day <= (shownDays ?? 0))
			.map((day) => ({ day, leads: formatCount(atRiskAfter(counts, day)), name })),
	);
	const y = rowAxis(
		curves.map(({ group }) => group),
		{ field: "name", labelLimit: 130, labelPadding: 34 },
	);
	return {
		data: { values: rows },
		layer: [layer({ type: "text", color: colors.inkSoft }, { x, y, text: { field: "leads" } })],
	};
}

/** The curve as steps from day 0 to where it is drawn. */
function stepsOf({ curve, leads }: TimeCurve, end: number) {
	const inside = curve.steps.filter(({ time }) => time <= end);
	const rows = [
		{ day: 0, rate: 0, low: 0, high: 0, text: `0 of ${formatCount(leads)}` },
		...inside.map(({ time, survival, interval }) => ({
			day: time,
			rate: 1 - survival,
			low: interval === undefined ? 1 - survival : 1 - interval[1],
			high: interval === undefined ? 1 - survival : 1 - interval[0],
			text: formatRate(1 - survival),
		})),
	];
	const last = rows.at(-1)!;
	return last.day < end ? [...rows, { ...last, day: end }] : rows;
}

/** Heights of labels near wanted ones, a gap apart: labels that would overlap stand together around their mean. */
function labelPlaces(
	wanted: readonly number[],
	{ gap, domain }: { readonly gap: number; readonly domain: readonly [number, number] },
): number[] {
	const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]! || b - a);
	const piles: { labels: number[]; middle: number }[] = [];
	for (const i of order) {
		let pile = { labels: [i], middle: wanted[i]! };
		for (let below = piles.at(-1); below !== undefined; below = piles.at(-1)) {
			if (pile.middle - below.middle >= ((pile.labels.length + below.labels.length) / 2) * gap) break;
			piles.pop();
			const labels = [...below.labels, ...pile.labels];
			pile = { labels, middle: labels.reduce((sum, label) => sum + wanted[label]!, 0) / labels.length };
		}
		piles.push(pile);
	}
	const places = [...wanted];
	for (const { labels, middle } of piles) {
		const half = ((labels.length - 1) / 2) * gap;
		const inside = Math.max(domain[0] + half, Math.min(domain[1] - half, middle));
		for (const [k, label] of labels.entries()) places[label] = inside - half + k * gap;
	}
	return places;
}
