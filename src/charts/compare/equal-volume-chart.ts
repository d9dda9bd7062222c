import type { Comparison, PairedHandoff } from "../../compare/comparison.ts";
import type { EqualVolumePoint } from "../../compare/volume/equal-volume.ts";
import { equalVolumeFinding, tellingCrossings } from "../../compare/volume/equal-volume-text.ts";
import { seenOf } from "../../metrics/rates/estimate.ts";
import { equalVolumeTable } from "../../tables/equal-volume-table.ts";
import { isEnough, shortEstimate } from "../../words/estimate-text.ts";
import { formatCount, formatPoints } from "../../words/number-format.ts";
import { handoffName, stageName } from "../../words/stage-name.ts";
import { type Chart, type ChartView, createChart, emptyChart, type Layer } from "../marks/chart.ts";
import { colorBy, inkBy, ROLE_INKS, ROLES } from "../marks/color-by.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { toneOf } from "../marks/estimate-fields.ts";
import { type Channel, layer } from "../marks/layer.ts";
import { band, line } from "../marks/lines.ts";
import { referenceLine } from "../marks/reference-line.ts";
import { slug } from "../marks/slug.ts";
import { tooltip } from "../marks/tooltip.ts";
import { rateAxis } from "../scales/axes.ts";
import { rateDomain } from "../scales/rate-domain.ts";

type Role = "candidate" | "baseline";

/**
 * Precision against flags a week of both models as their thresholds move: blue the candidate, orange the baseline, each with
 * the interval of its precision, their own thresholds marked. Where one line lies above the other its model is the better one
 * at that volume; a dashed line marks where they cross.
 *
 * @param handoff one of the comparison; left out: the first
 * @example equalVolumeChart(comparison).id // "equal-volume-mql-sql"
 */
export function equalVolumeChart(
	comparison: Comparison,
	handoff: PairedHandoff | undefined = comparison.handoffs[0],
): Chart {
	const volume = handoff?.equalVolume;
	const name = handoff === undefined ? "none" : `${slug(handoff.from)}-${slug(handoff.to)}`;
	const words = {
		id: `equal-volume-${name}`,
		title: volume === undefined ? "No hand-off in common" : equalVolumeFinding(volume),
		subtitle: `${formatCount(comparison.leads)} leads of ${comparison.dataset.name}; ${handoff === undefined ? "" : `${handoffName(handoff)} `}within ${comparison.horizonDays} days; one point a threshold looked at; shaded: 95 % interval of each precision`,
		description:
			volume === undefined
				? "The models have no hand-off in common."
				: `Precision by flags a week. ${equalVolumeFinding(volume)}.`,
		table: equalVolumeTable(comparison, handoff),
	};
	const points = volume === undefined ? [] : volume.curve.length > 0 ? volume.curve : volume.points;
	const rows = (["candidate", "baseline"] as const).flatMap((role) => rowsOf(points, role));
	if (handoff === undefined || volume === undefined || rows.length === 0) {
		return emptyChart({ ...words, reason: "No threshold has 10 mature flags." });
	}
	const crossings = tellingCrossings(volume.crossings, volume.ranges);
	return createChart({ ...words, view: viewOf(rows, { flag: stageName(handoff.from), crossings }) });
}

type Row = ReturnType<typeof rowsOf>[number];

/** The thresholds of one model that can be drawn, each once, ascending by volume. */
function rowsOf(points: readonly EqualVolumePoint[], role: Role) {
	const sides = new Map(points.map((point) => [point[role].threshold, point]));
	return [...sides.values()]
		.filter((point) => isEnough(point[role].precision))
		.sort((a, b) => a[role].perWeek - b[role].perWeek)
		.map((point) => {
			const { threshold, perWeek, precision } = point[role];
			const { value, interval } = seenOf(precision);
			return {
				role,
				threshold,
				perWeek: drawnNumber(perWeek),
				precision: drawnNumber(value),
				low: drawnNumber(interval?.[0]),
				high: drawnNumber(interval?.[1]),
				precisionText: shortEstimate(precision),
				weekText: perWeek.toFixed(1),
				own: points.some((one) => one.at === role && one[role].threshold === threshold),
				tone: toneOf(precision, role),
				text: `${role} at ${formatPoints(threshold)}`,
			};
		});
}

function viewOf(
	rows: readonly Row[],
	{ flag, crossings }: { readonly flag: string; readonly crossings: readonly number[] },
): ChartView {
	const most = Math.max(...rows.map(({ perWeek }) => perWeek ?? 0));
	const x = {
		type: "quantitative",
		title: `${flag} flags a week`,
		scale: { domain: [0, most * 1.05], nice: false },
		axis: { tickCount: 6 },
	};
	const across = { field: "perWeek", ...x };
	const ends = rows.flatMap(({ low, high }) => [low, high]).filter((end) => end !== null && end !== undefined);
	const scale = rateAxis("precision", { domain: rateDomain(ends as number[]) });
	const y = { field: "precision", ...scale };
	const order = { field: "perWeek", type: "quantitative" };
	const tip = tooltip({ role: "model", threshold: "threshold", weekText: "flags a week", precisionText: "precision" });
	const points = { x: across, y, tooltip: tip };
	return {
		width: 540,
		height: 320,
		data: { values: rows.map(pointRow) },
		layer: [
			...(["candidate", "baseline"] as const).map((role) =>
				band({ x: across, y: scale, rows: bandRows(rows, role) }, { color: ROLES[role], opacity: 0.14 }),
			),
			...crossings.flatMap((value) =>
				referenceLine({ along: "x", scale: x, value, label: `equal at ${value.toFixed(1)}` }),
			),
			line({ x: across, y, color: colorBy("role", ROLES), order }),
			layer({ type: "point", size: 36, filled: true }, { ...points, color: colorBy("role", ROLES) }),
			...ownMarks(rows, { x: across, y }),
		],
	};
}

function pointRow({ role, threshold, perWeek, precision, precisionText, weekText }: Row) {
	return { role, threshold, perWeek, precision, precisionText, weekText };
}

function bandRows(rows: readonly Row[], of: Role) {
	return rows.filter(({ role }) => role === of).map(({ perWeek, low, high }) => ({ perWeek, low, high }));
}

function markRow({ perWeek, precision, tone, text }: Row) {
	return { perWeek, precision, tone, text };
}

/** The models' own thresholds: a larger point and its words. */
function ownMarks(rows: readonly Row[], { x, y }: { readonly x: Channel; readonly y: Channel }): Layer[] {
	return rows
		.filter(({ own }) => own)
		.flatMap((row) => {
			const mark = { type: "text", fontWeight: "bold", align: "left", dx: 8, dy: -12 };
			const encoding = { x, y, text: { field: "text" } };
			return [
				layer(
					{ type: "point", size: 160, stroke: "white", strokeWidth: 1.5 },
					{ x, y, color: colorBy("tone", ROLES) },
					{ rows: [markRow(row)] },
				),
				layer({ ...mark, stroke: "white", strokeWidth: 5, color: "white" }, encoding, { rows: [markRow(row)] }),
				layer(mark, { ...encoding, color: inkBy("tone", ROLE_INKS) }, { rows: [markRow(row)] }),
			];
		});
}
