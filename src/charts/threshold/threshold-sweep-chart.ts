import type { HandoffSpec } from "../../dataset/dataset.ts";
import { ENOUGH, estimateRate, seenOf } from "../../metrics/rates/estimate.ts";
import { ratesBand } from "../../metrics/rates/rates-band.ts";
import type { FlagCounts, Replay } from "../../replay/replay-result.ts";
import { columnsOf } from "../../tables/table.ts";
import { countsText, estimateText, intervalText, isEnough, shortEstimate } from "../../words/estimate-text.ts";
import { formatCount, formatPoints, formatRate } from "../../words/number-format.ts";
import { populationText } from "../../words/population.ts";
import { handoffName, stageName } from "../../words/stage-name.ts";
import { type Chart, createChart, emptyChart, type Layer } from "../marks/chart.ts";
import { handoffOf, sweepOf } from "../marks/contender.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { rateDomain } from "../marks/rate-domain.ts";
import { slug } from "../marks/slug.ts";
import { capacityLayers, chosenLabel, chosenRule, labelSides, type SweepMarks } from "../marks/sweep-marks.ts";
import { colors, plotWidth } from "../marks/theme.ts";
import { thinRows } from "../marks/thin-rows.ts";

const DRAWN = 180;
const LISTED = 60;

/**
 * Precision and volume of a hand-off at every threshold: precision above, leads flagged below, and a line at the model's own
 * threshold. Two bands: the dark one is the Wilson interval of one threshold chosen beforehand, the pale one holds the
 * precision of all thresholds at once and is the one to use by whoever picks a threshold from the picture; it begins at 20
 * mature flags. Where fewer than 10 flags are mature the line is grey and dashed, and the dark band shows how little is
 * known; where there is no precision to tell is no line at all. A capacity and a chosen threshold are marked when given.
 *
 * @example thresholdSweepChart(replay, { from: "mql", to: "sql" }).title // "MQL flags at 45 become SQL 25.4 % of the time (71 of 280)"
 */
export function thresholdSweepChart(replay: Replay, handoff: HandoffSpec, marks: SweepMarks = {}): Chart {
	const own = handoffOf(replay, handoff);
	const threshold = own?.threshold ?? replay.model.stages[handoff.from]?.score;
	const sweep = sweepOf(replay, handoff)?.rows ?? [];
	const bands = ratesBand(sweep.map(({ hits, misses }) => ({ hits, total: hits + misses })));
	const all = sweep.map((row, i) => withPrecision(row, bands[i]));
	const isOwn = (row: { readonly threshold: number }) => row.threshold === threshold;
	const drawn = thinRows(all, { most: DRAWN, keep: isOwn });
	const listed = thinRows(all, { most: LISTED, keep: isOwn });
	const flags = `${stageName(handoff.from)} flags${threshold === undefined ? "" : ` at ${formatPoints(threshold)}`}`;
	const words = {
		id: `sweep-${slug(handoff.from)}-${slug(handoff.to)}`,
		title:
			own === undefined || seenOf(own.precision).value === undefined
				? `No mature ${flags}: there is no precision to tell`
				: isEnough(own.precision)
					? `${flags} become ${stageName(handoff.to)} ${formatRate(own.precision.value)} of the time (${countsText(own.precision)})`
					: `Too little data to say how often ${flags} become ${stageName(handoff.to)} (${countsText(own.precision)})`,
		subtitle: `${populationText(replay)}; ${handoffName(handoff)} within ${replay.horizonDays} days; dark band: 95 % interval of one threshold chosen beforehand; pale band: holds the precision of all thresholds at once 95 % of the time, so use it to pick one here; dashed: fewer than ${ENOUGH} mature flags`,
		description: `Precision and number of flags by threshold from ${all[0]?.threshold ?? "none"} to ${all.at(-1)?.threshold ?? "none"}. ${
			own === undefined
				? ""
				: `At ${formatPoints(own.threshold)}: ${estimateText(own.precision)}, ${formatCount(own.flagged)} leads flagged.`
		}`,
		table: {
			columns: columnsOf(
				"threshold",
				"flagged",
				"late",
				"immature",
				"hits",
				"misses",
				"precision",
				"95 % interval",
				"all at once",
			),
			rows: listed.map(({ row, estimate, band }) => [
				`${formatPoints(row.threshold)}${row.threshold === threshold ? " (the model's)" : ""}`,
				formatCount(row.flagged),
				formatCount(row.late),
				formatCount(row.immature),
				formatCount(row.hits),
				formatCount(row.misses),
				seenOf(estimate).value === undefined
					? "no rate"
					: `${formatRate(seenOf(estimate).value)}${isEnough(estimate) ? "" : " (too little data)"}`,
				intervalText(estimate),
				band === undefined ? "cannot tell yet" : bandText(band),
			]),
			...(listed.length < all.length
				? { note: `${listed.length} of ${all.length} thresholds are listed; all are in the JSON of the replay.` }
				: {}),
		},
	};
	if (all.length === 0) return emptyChart({ ...words, reason: "No lead in the cohort has a score for this flag." });
	return createChart({
		...words,
		view: sweepView(drawn, {
			threshold,
			label: `${stageName(handoff.from)} at ${formatPoints(threshold ?? 0)}`,
			chosen: marks.chosen === threshold ? undefined : marks.chosen,
			capacity: capacityLayers(marks.perWeek, replay),
		}),
	});
}

interface SweepPoint {
	readonly threshold: number;
	readonly row: FlagCounts;
	readonly estimate: ReturnType<typeof estimateRate>;
	/** Part of the band that holds all thresholds at once; `undefined` below 20 mature flags. */
	readonly band: readonly [number, number] | undefined;
}

function withPrecision(row: FlagCounts, band: readonly [number, number] | undefined): SweepPoint {
	return {
		band,
		threshold: row.threshold,
		row,
		estimate: estimateRate(row.hits, row.hits + row.misses, { reason: "no mature flag" }),
	};
}

function sweepView(
	points: readonly SweepPoint[],
	{
		threshold,
		label,
		chosen,
		capacity,
	}: {
		readonly threshold: number | undefined;
		readonly label: string;
		readonly chosen: number | undefined;
		readonly capacity: readonly Layer[];
	},
) {
	const domain = rateDomain(
		points.map(({ threshold: at, estimate }) =>
			!isEnough(estimate) ? undefined : at === threshold ? estimate.interval?.[1] : (estimate.value ?? 0) * 1.1,
		),
	);
	const largest = points.at(-1)?.threshold ?? 1;
	const range: number[] = [0, Math.max(1, largest, threshold ?? 0, chosen ?? 0)];
	const x = {
		field: "threshold",
		type: "quantitative",
		scale: { domain: range, nice: false },
	} as const;
	const xBare = { ...x, axis: { labels: false, ticks: false, title: null } } as const;
	const y = {
		type: "quantitative",
		title: "precision",
		scale: { domain },
		axis: { format: ".0%", tickCount: 5 },
	} as const;
	const flip = labelSides({ own: threshold ?? 0, chosen }, { largest });
	const marker = threshold === undefined ? [] : [{ threshold, text: label }];
	const rule: Layer = {
		data: { values: marker },
		mark: { type: "rule", color: colors.orange, strokeWidth: 2 },
		encoding: { x: xBare },
	};
	const tooltip = [
		{ field: "threshold", type: "quantitative" as const },
		{ field: "text", title: "precision", type: "nominal" as const },
		{ field: "flagged", title: "leads flagged", type: "quantitative" as const },
	];
	const hover: Layer = {
		mark: { type: "rule", strokeWidth: Math.max(2, plotWidth / Math.max(1, points.length)), opacity: 0 },
		encoding: { x, tooltip },
	};
	return {
		data: {
			values: points.map(({ threshold: at, row, estimate, band }) => ({
				threshold: at,
				low: drawnNumber(seenOf(estimate).interval?.[0]),
				high: drawnNumber(seenOf(estimate).interval?.[1]),
				least: drawnNumber(band?.[0]),
				most: drawnNumber(band?.[1]),
				rate: drawnNumber(seenOf(estimate).value),
				sure: isEnough(estimate) ? drawnNumber(estimate.value) : null,
				flagged: row.flagged,
				text: shortEstimate(estimate),
			})),
		},
		spacing: 12,
		vconcat: [
			{
				width: plotWidth,
				height: 240,
				layer: [
					{
						mark: { type: "area", color: colors.bluePale, opacity: 0.5, clip: true },
						encoding: { x: xBare, y: { field: "least", ...y }, y2: { field: "most" } },
					},
					{
						mark: { type: "area", color: colors.blue, opacity: 0.28, clip: true },
						encoding: { x: xBare, y: { field: "low", ...y }, y2: { field: "high" } },
					},
					{
						mark: { type: "line", color: colors.grey, strokeDash: [3, 5], strokeWidth: 1.5, clip: true },
						encoding: { x: xBare, y: { field: "rate", ...y } },
					},
					{
						mark: { type: "line", color: colors.blue, clip: true },
						encoding: { x: xBare, y: { field: "sure", ...y } },
					},
					rule,
					{
						data: { values: marker },
						mark: {
							type: "text",
							align: flip.own ? "right" : "left",
							baseline: "top",
							dx: flip.own ? -6 : 6,
							color: colors.orangeInk,
							fontWeight: "bold",
						},
						encoding: { x: xBare, y: { value: 2 }, text: { field: "text" } },
					},
					...chosenRule(chosen, xBare),
					...chosenLabel(chosen, xBare, { flip: flip.chosen }),
					hover,
				] satisfies Layer[],
			},
			{
				width: plotWidth,
				height: 90,
				layer: [
					{
						mark: { type: "area", interpolate: "step-before", color: colors.greyPale },
						encoding: {
							x: { ...x, title: "threshold (points)" },
							y: {
								field: "flagged",
								type: "quantitative",
								title: "leads flagged",
								axis: { tickCount: 3, tickMinStep: 1, format: ",d" },
							},
						},
					},
					{ ...rule, encoding: { x } },
					...chosenRule(chosen, x),
					...capacity,
					hover,
				] satisfies Layer[],
			},
		],
	};
}

function bandText([low, high]: readonly [number, number]): string {
	return `${(low * 100).toFixed(1)} to ${formatRate(high)}`;
}
