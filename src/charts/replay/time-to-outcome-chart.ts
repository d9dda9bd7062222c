import { atRiskAfter, LEAST_WATCHED, type TimeCurve, type TimeToOutcome } from "../../evaluate/time-to-outcome.ts";
import type { Replay } from "../../replay/replay-result.ts";
import { columnsOf } from "../../tables/table.ts";
import { formatCount, formatRate } from "../../words/number-format.ts";
import { populationText } from "../../words/population.ts";
import { stageName } from "../../words/stage-name.ts";
import { type Chart, createChart, emptyChart, type Layer } from "../marks/chart.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { rateDomain } from "../marks/rate-domain.ts";
import { slug } from "../marks/slug.ts";
import { colors, plotWidth } from "../marks/theme.ts";

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
 * @example timeToOutcomeChart(result, figures.time[0]).id // "time-to-sql"
 */
export function timeToOutcomeChart(replay: Replay, time: TimeToOutcome): Chart {
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
		table: {
			columns: columnsOf(
				time.by === "band" ? "band" : "score",
				"leads",
				"reached it while watched",
				"left before",
				`within ${horizonDays} days`,
				"the same, leavers taken out",
				"half of them by day",
			),
			rows: time.curves.map((curve) => [
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
		},
	};
	if (drawn.length === 0) {
		const reason = `No group has ${LEAST_WATCHED} leads that were watched for a day.`;
		return emptyChart({ ...words, reason });
	}
	return createChart({ ...words, view: viewOf(drawn, { horizonDays, landmarkDays, name }) });
}

function titleOf({ curves, stage: outcome, horizonDays, by, logRank }: TimeToOutcome): string {
	const name = stageName(outcome);
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

function pText(pValue: number): string {
	return pValue < 0.001 ? "< 0.001" : `= ${pValue.toFixed(3)}`;
}

function viewOf(
	curves: readonly TimeCurve[],
	{
		horizonDays,
		landmarkDays,
		name,
	}: { readonly horizonDays: number; readonly landmarkDays: number; readonly name: string },
) {
	const longest = Math.max(...curves.map(({ shownDays }) => shownDays ?? 0));
	const end = Math.max(1, Math.min(longest, Math.max(180, 2 * horizonDays)));
	const names = curves.map(({ group }) => group);
	const steps = curves.map((curve) => stepsOf(curve, Math.min(end, curve.shownDays ?? 0)));
	const domain = rateDomain(steps.flatMap((rows) => rows.map(({ high, rate }) => (rate > 0 ? high : 0))));
	const size = TICKS.find((days) => end / days <= 7) ?? Math.ceil(end / 7);
	const ticks = Array.from({ length: Math.floor(end / size) + 1 }, (_, i) => i * size);
	const scale = { domain: [0, end], nice: false };
	const x = { field: "day", type: "quantitative", scale } as const;
	const bare = { ...x, axis: { labels: false, ticks: false, title: null, values: ticks } } as const;
	const y = {
		type: "quantitative",
		title: `share that reached ${name}`,
		scale: { domain },
		axis: { format: ".0%", tickCount: 5 },
	} as const;
	// The place of a group is its number: names are text that anybody may have typed.
	const ink = (i: number) => LINES[Math.min(i, LINES.length - 1)]!;
	const gap = (domain[1] - domain[0]) * 0.07;
	const places = labelPlaces(
		steps.map((rows) => rows.at(-1)?.rate ?? 0),
		{ gap, domain },
	);
	const layer: Layer[] = [
		...steps.map(
			(rows, i): Layer => ({
				data: { values: rows.map(({ day, low, high }) => ({ day, low: drawnNumber(low), high: drawnNumber(high) })) },
				mark: { type: "area", interpolate: "step-after", color: ink(i).color, opacity: 0.14, clip: true },
				encoding: { x: bare, y: { field: "low", ...y }, y2: { field: "high" } },
			}),
		),
		...(horizonDays < end
			? [
					{
						data: { values: [{ day: horizonDays, text: `horizon: ${horizonDays} days` }] },
						layer: [
							{
								mark: { type: "rule" as const, color: colors.greyPale, strokeDash: [5, 4] },
								encoding: { x: bare },
							},
							{
								mark: {
									type: "text" as const,
									align: "left" as const,
									baseline: "top" as const,
									dx: 6,
									color: colors.inkSoft,
								},
								encoding: { x: bare, y: { value: 2 }, text: { field: "text" } },
							},
						],
					} satisfies Layer,
				]
			: []),
		...steps.map(
			(rows, i): Layer => ({
				data: {
					values: rows.map(({ day, rate, text }) => ({ day, rate: drawnNumber(rate), text, group: names[i] })),
				},
				mark: {
					type: "line",
					interpolate: "step-after",
					color: ink(i).color,
					strokeDash: ink(i).dash,
					strokeCap: "butt",
					clip: true,
				},
				encoding: { x: bare, y: { field: "rate", ...y } },
			}),
		),
		{
			data: {
				values: steps.flatMap((rows, i) => [
					{ day: end, rate: drawnNumber(places[i]), text: `${names[i]}: ${formatRate(rows.at(-1)?.rate)}` },
				]),
			},
			mark: { type: "text", align: "left", dx: 8, fontWeight: "bold", limit: 170 },
			encoding: { x: bare, y: { field: "rate", ...y }, text: { field: "text" } },
		},
	];
	return {
		spacing: 6,
		vconcat: [
			{ width: plotWidth - 110, height: 270, layer },
			{
				width: plotWidth - 110,
				height: { step: 22 },
				data: {
					values: curves.flatMap(({ counts, shownDays }, i) =>
						ticks
							.filter((day) => day <= (shownDays ?? 0))
							.map((day) => ({ day, group: i, leads: formatCount(atRiskAfter(counts, day)), name: names[i] })),
					),
				},
				mark: { type: "text", color: colors.inkSoft },
				encoding: {
					x: {
						...x,
						title: `days since day ${landmarkDays} after creation; the numbers are leads still at risk`,
						axis: { values: ticks, grid: false },
					},
					y: {
						field: "name",
						type: "nominal",
						scale: { domain: names },
						title: null,
						axis: { ticks: false, domain: false, labelLimit: 130, labelPadding: 34 },
					},
					text: { field: "leads" },
				},
			},
		],
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
