import type { HandoffSpec } from "../../dataset/dataset.ts";
import { ENOUGH, type Estimate, seenOf } from "../../metrics/rates/estimate.ts";
import { ratesBand } from "../../metrics/rates/rates-band.ts";
import { findHandoff } from "../../replay/find-handoff.ts";
import type { FlagCounts, Handoff, Replay, RowSpread } from "../../replay/replay-result.ts";
import { flagRates } from "../../replay/sweep-rates.ts";
import { columnsOf, type Table } from "../../tables/table.ts";
import { countsText, estimateText, intervalText, isEnough, shortEstimate } from "../../words/estimate-text.ts";
import { formatCount, formatPoints, formatRate } from "../../words/number-format.ts";
import { populationText } from "../../words/population.ts";
import { handoffName, stageName } from "../../words/stage-name.ts";
import { type Chart, type ChartView, createChart, emptyChart, type Layer } from "../marks/chart.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { estimateFields, rateCell } from "../marks/estimate-fields.ts";
import { type Channel, layer } from "../marks/layer.ts";
import { band, hover, line, UNSURE } from "../marks/lines.ts";
import { listedRows } from "../marks/listed-rows.ts";
import { slug } from "../marks/slug.ts";
import { capacityLine, labelSides, type SweepMarks } from "../marks/sweep-marks.ts";
import { thinRows } from "../marks/thin-rows.ts";
import { type MarkedThreshold, thresholdLabel, thresholdRule } from "../marks/threshold-line.ts";
import { tooltip } from "../marks/tooltip.ts";
import { bareAxis, countAxis, pointsAxis, rateAxis } from "../scales/axes.ts";
import { rateDomain } from "../scales/rate-domain.ts";
import { colors, plotWidth } from "../scales/theme.ts";

const DRAWN = 180;

/**
 * Precision and volume of a hand-off at every threshold: precision above, leads flagged below, and a line at the model's own
 * threshold. Two bands: the dark one is the Wilson interval of one threshold chosen beforehand, the pale one holds the
 * precision of all thresholds at once and is the one to use by whoever picks a threshold from the picture; it begins at 20
 * mature flags. Where fewer than 10 flags are mature the line is grey and dashed, and the dark band shows how little is
 * known; where there is no precision to tell is no line at all. A capacity and a chosen threshold are marked when given.
 *
 * @throws LabError (configuration) when the replay did not measure the hand-off
 * @example thresholdSweepChart(replay, { from: "mql", to: "sql" }).title // "MQL flags at 45 become SQL 25.4 % of the time (71 of 280)"
 */
export function thresholdSweepChart(replay: Replay, { perWeek, chosen, ...handoff }: HandoffSpec & SweepMarks): Chart {
	const of = replay.model.name;
	const own = findHandoff(replay.handoffs, handoff, { of });
	const { rows: sweep, spreads } = findHandoff(replay.sweep, handoff, { of });
	const { threshold } = own;
	const bands = ratesBand(
		sweep.map(({ hits, misses }, i) => ({ hits, total: hits + misses, spread: spreads?.[i]?.precision })),
	);
	const all = sweep.map((row, i) => withPrecision(row, { band: bands[i], spread: spreads?.[i] }));
	const isOwn = (row: { readonly threshold: number }) => row.threshold === threshold;
	const drawn = thinRows(all, { most: DRAWN, keep: isOwn });
	const words = {
		id: `sweep-${slug(handoff.from)}-${slug(handoff.to)}`,
		title: titleOf(own),
		subtitle: `${populationText(replay)}; ${handoffName(handoff)} within ${replay.horizonDays} days; dark band: 95 % interval of one threshold chosen beforehand; pale band: holds the precision of all thresholds at once 95 % of the time, so use it to pick one here; dashed: fewer than ${ENOUGH} mature flags`,
		description: `Precision and number of flags by threshold from ${all[0]?.threshold ?? "none"} to ${all.at(-1)?.threshold ?? "none"}. At ${formatPoints(threshold)}: ${estimateText(own.precision)}, ${formatCount(own.flagged)} leads flagged.`,
		table: tableOf(all, isOwn),
	};
	if (all.length === 0) return emptyChart({ ...words, reason: "No lead in the cohort has a score for this flag." });
	return createChart({
		...words,
		view: sweepView(drawn, {
			own: { threshold, text: `${stageName(handoff.from)} at ${formatPoints(threshold)}` },
			chosen: chosen === threshold ? undefined : chosen,
			capacity: (scale) => capacityLine(perWeek, { replay, scale }),
		}),
	});
}

function titleOf({ from, to, threshold, precision }: Handoff): string {
	const flags = `${stageName(from)} flags at ${formatPoints(threshold)}`;
	if (seenOf(precision).value === undefined) return `No mature ${flags}: there is no precision to tell`;
	return isEnough(precision)
		? `${flags} become ${stageName(to)} ${formatRate(precision.value)} of the time (${countsText(precision)})`
		: `Too little data to say how often ${flags} become ${stageName(to)} (${countsText(precision)})`;
}

function tableOf(points: readonly SweepPoint[], isOwn: (point: SweepPoint) => boolean): Table {
	return {
		columns: columnsOf(
			"threshold",
			"flagged",
			"late",
			"too recent to judge",
			"hits",
			"misses",
			"precision",
			"95 % interval",
			"all at once",
		),
		...listedRows(points, {
			of: "thresholds",
			keep: isOwn,
			cells: (point) => [
				`${formatPoints(point.threshold)}${isOwn(point) ? " (the model's)" : ""}`,
				...[point.row.flagged, point.row.late, point.row.immature, point.row.hits, point.row.misses].map(formatCount),
				rateCell(point.estimate),
				intervalText(point.estimate),
				point.band === undefined ? "cannot tell yet" : bandText(point.band),
			],
		}),
	};
}

interface SweepPoint {
	readonly threshold: number;
	readonly row: FlagCounts;
	readonly estimate: Estimate;
	/** Part of the band that holds all thresholds at once; `undefined` below 20 mature flags. */
	readonly band: readonly [number, number] | undefined;
}

function withPrecision(
	row: FlagCounts,
	{ band, spread }: Pick<SweepPoint, "band"> & { readonly spread: RowSpread | undefined },
): SweepPoint {
	return { band, threshold: row.threshold, row, estimate: flagRates(row, { spread }).precision };
}

interface SweepViewOptions {
	readonly own: MarkedThreshold;
	readonly chosen: number | undefined;
	readonly capacity: (scale: Channel) => readonly Layer[];
}

function sweepView(points: readonly SweepPoint[], { own, chosen, capacity }: SweepViewOptions): ChartView {
	const domain = rateDomain(
		points.map(({ threshold, estimate }) => {
			if (!isEnough(estimate)) return undefined;
			return threshold === own.threshold ? estimate.interval?.[1] : estimate.value * 1.1;
		}),
	);
	const largest = points.at(-1)?.threshold ?? 1;
	const x = pointsAxis({ last: Math.max(1, largest, own.threshold, chosen ?? 0) });
	const bare = bareAxis(x);
	const scale = rateAxis("precision", { domain });
	const place = (field: string) => ({ x: bare, y: { field, ...scale } });
	const flags = countAxis("leads flagged");
	const left = labelSides({ own: own.threshold, chosen }, { largest });
	const marks = [
		{ ...own, left: left.own },
		...(chosen === undefined
			? []
			: [{ threshold: chosen, text: `chosen: ${formatPoints(chosen)}`, chosen: true, left: left.chosen }]),
	];
	const tip = tooltip({ threshold: "threshold", text: "precision", flagged: "leads flagged" });
	const under = hover({ x, count: points.length, tip });
	const volume = { type: "area", interpolate: "step-before", color: colors.greyPale };
	const precision = [
		band({ ...place("rate"), low: "least", high: "most" }, { color: colors.bluePale, opacity: 0.5 }),
		band(place("rate"), { color: colors.blue, opacity: 0.28 }),
		line(place("rate"), UNSURE),
		line(place("sure"), { color: colors.blue }),
		...marks.flatMap((mark) => [thresholdRule(mark, bare), thresholdLabel(mark, bare, mark)]),
		under,
	];
	const volumes = [
		layer(volume, { x, y: { field: "flagged", ...flags } }),
		...marks.map((mark) => thresholdRule(mark, x)),
		...capacity(flags),
		under,
	];
	return {
		data: { values: points.map(drawnPoint) },
		spacing: 12,
		vconcat: [
			{ width: plotWidth, height: 240, layer: precision },
			{ width: plotWidth, height: 90, layer: volumes },
		],
	};
}

function drawnPoint({ threshold, row, estimate, band }: SweepPoint) {
	return {
		threshold,
		...estimateFields(estimate),
		least: drawnNumber(band?.[0]),
		most: drawnNumber(band?.[1]),
		sure: isEnough(estimate) ? drawnNumber(estimate.value) : null,
		flagged: row.flagged,
		text: shortEstimate(estimate),
	};
}

function bandText([low, high]: readonly [number, number]): string {
	return `${(low * 100).toFixed(1)} to ${formatRate(high)}`;
}
