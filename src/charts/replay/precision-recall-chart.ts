import type { HandoffSpec } from "../../dataset/dataset.ts";
import { ENOUGH, seenOf } from "../../metrics/rates/estimate.ts";
import { findHandoff, isSameHandoff } from "../../replay/find-handoff.ts";
import type { Replay, Sweep } from "../../replay/replay-result.ts";
import { type FlagRates, flagRates } from "../../replay/sweep-rates.ts";
import { columnsOf, type Table } from "../../tables/table.ts";
import { estimateText, isEnough, shortEstimate } from "../../words/estimate-text.ts";
import { formatPoints } from "../../words/number-format.ts";
import { populationText } from "../../words/population.ts";
import { handoffName, stageName } from "../../words/stage-name.ts";
import { type Chart, type ChartView, createChart, emptyChart, type Layer } from "../marks/chart.ts";
import { colorBy, inkBy, ROLE_INKS, ROLES } from "../marks/color-by.ts";
import { type Contender, contendersOf } from "../marks/contenders.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { toneOf } from "../marks/estimate-fields.ts";
import { type Channel, layer } from "../marks/layer.ts";
import { band, line } from "../marks/lines.ts";
import { slug } from "../marks/slug.ts";
import { thinRows } from "../marks/thin-rows.ts";
import { tooltip } from "../marks/tooltip.ts";
import { type TradeOffBandPoint, tradeOffBand } from "../marks/trade-off-band.ts";
import { rateAxis } from "../scales/axes.ts";
import { rateDomain } from "../scales/rate-domain.ts";
import { colors } from "../scales/theme.ts";

/** Precision and recall at one threshold, each with its counts. */
export interface TradeOff extends FlagRates {
	readonly threshold: number;
}

/**
 * The trade-off of a hand-off, gates and flag times included: one point per threshold at which both are defined.
 *
 * @example sweepTradeOffs(sweep)[45]?.precision.total // 280
 */
export function sweepTradeOffs(sweep: Sweep): TradeOff[] {
	return sweep.rows
		.map((row) => ({
			threshold: row.threshold,
			...flagRates(row, { spread: sweep.spreads?.[row.threshold] }),
		}))
		.filter(({ precision, recall }) => seenOf(precision).value !== undefined && seenOf(recall).value !== undefined);
}

const DRAWN = 120;
const LISTED = 40;

type Curve = ReturnType<typeof curveOf>;

/**
 * Precision against recall of a hand-off as the threshold moves, with the model's own threshold marked: blue the
 * candidate, orange the baseline. Points on fewer than 10 mature flags are left out of the line and drawn grey. Shaded is the
 * band that holds the trade-offs of all thresholds at once (`tradeOffBand`).
 *
 * @param options.baseline drawn beside the replay, when it measured the hand-off too
 * @throws LabError (configuration) when the replay did not measure the hand-off
 * @example precisionRecallChart(replay, { from: "mql", to: "sql" }).id // "precision-recall-mql-sql"
 */
export function precisionRecallChart(
	replay: Replay,
	{ baseline, ...handoff }: HandoffSpec & { readonly baseline?: Replay | undefined },
): Chart {
	const own = findHandoff(replay.handoffs, handoff, { of: replay.model.name });
	const both = contendersOf(replay, baseline?.sweep.some((one) => isSameHandoff(one, handoff)) ? baseline : undefined);
	const curves = both.map((contender) => curveOf(contender, handoff));
	const texts = curves.map(
		({ role, own: at }) =>
			`${role} at ${formatPoints(at.threshold)}: precision ${estimateText(at.precision)}, recall ${estimateText(at.recall)}`,
	);
	const words = {
		id: `precision-recall-${slug(handoff.from)}-${slug(handoff.to)}`,
		title:
			!isEnough(own.precision) || !isEnough(own.recall)
				? `Too little data for precision and recall of ${stageName(handoff.from)} flags`
				: `At ${formatPoints(own.threshold)}, ${stageName(handoff.from)} flags catch ${shortEstimate(own.recall)} of those who reach ${stageName(handoff.to)}, with a precision of ${shortEstimate(own.precision)}`,
		subtitle: `${populationText(replay)}; ${handoffName(handoff)} within ${replay.horizonDays} days; one point a threshold; shaded: holds precision and recall of all thresholds at once 95 % of the time, where at least 20 flags are mature`,
		description: `Precision against recall. ${texts.join(". ")}.`,
		table: tableOf(curves),
	};
	if (!curves.some(({ points }) => points.some(({ precision }) => isEnough(precision)))) {
		const reason = `No threshold has ${ENOUGH} mature flags and a lead that reached ${stageName(handoff.to)}.`;
		return emptyChart({ ...words, reason });
	}
	return createChart({ ...words, view: viewOf(curves) });
}

function curveOf({ role, replay }: Contender, handoff: HandoffSpec) {
	const of = replay.model.name;
	const own = findHandoff(replay.handoffs, handoff, { of });
	const sweep = findHandoff(replay.sweep, handoff, { of });
	const all = sweepTradeOffs(sweep);
	const keep = (point: TradeOff) => point.threshold === own.threshold;
	const points = thinRows(all, { most: DRAWN, keep });
	return { role, own, band: tradeOffBand(sweep), points, listed: thinRows(all, { most: LISTED, keep }) };
}

function tableOf(curves: readonly Curve[]): Table {
	return {
		columns: columnsOf("model", "threshold", "precision", "recall"),
		rows: curves.flatMap(({ role, own, listed }) =>
			listed.map(({ threshold, precision, recall }) => [
				role,
				`${formatPoints(threshold)}${threshold === own.threshold ? " (the model's)" : ""}`,
				estimateText(precision),
				estimateText(recall),
			]),
		),
		...(curves.some(({ points, listed }) => listed.length < points.length)
			? { note: "Thresholds are thinned; all are in the JSON of the replay." }
			: {}),
	};
}

function viewOf(curves: readonly Curve[]): ChartView {
	const sure = curves.flatMap(({ points }) => points.map(({ precision }) => precision).filter(isEnough));
	const x = {
		field: "recall",
		...rateAxis("recall: share of those who reach it, flagged in time", { domain: [0, 1] }),
	};
	const y = { field: "precision", ...rateAxis("precision", { domain: rateDomain(sure.map(({ value }) => value)) }) };
	const order = { field: "threshold", type: "quantitative" };
	const tip = tooltip({ role: "model", threshold: "threshold", precisionText: "precision", recallText: "recall" });
	const known = { where: "datum.sure !== null" };
	const point = (look: Channel, { where }: { readonly where: string }) =>
		layer({ type: "point", clip: true, ...look }, { x, y, tooltip: tip }, { where });
	return {
		width: 540,
		height: 340,
		data: { values: curves.flatMap(rowsOf) },
		layer: [
			...curves.map(({ role, band: rows }) =>
				band({ x, y, rows: rows.map(drawnBand) }, { color: ROLES[role], opacity: 0.16 }),
			),
			line({ x, y, color: colorBy("role", ROLES), order, ...known }),
			point({ size: 20, color: colors.grey }, { where: "datum.sure === null" }),
			point({ size: 70, opacity: 0 }, known),
			...ownMarks(curves, { x, y }),
		],
	};
}

function rowsOf({ role, points }: Curve) {
	return points.map(({ threshold, precision, recall }) => ({
		role,
		threshold,
		recall: drawnNumber(seenOf(recall).value),
		precision: drawnNumber(seenOf(precision).value),
		sure: isEnough(precision) ? drawnNumber(precision.value) : null,
		precisionText: shortEstimate(precision),
		recallText: shortEstimate(recall),
	}));
}

function drawnBand({ recall, low, high }: TradeOffBandPoint) {
	return { recall: drawnNumber(recall), low: drawnNumber(low), high: drawnNumber(high) };
}

/** The models' own thresholds: a point each, the upper one's words above it, the other's below. */
function ownMarks(curves: readonly Curve[], { x, y }: { readonly x: Channel; readonly y: Channel }): Layer[] {
	const rows = curves.flatMap(({ role, own }) => {
		const [precision, recall] = [seenOf(own.precision).value, seenOf(own.recall).value];
		if (precision === undefined || recall === undefined) return [];
		return [
			{ role, recall, precision, tone: toneOf(own.precision, role), text: `${role} at ${formatPoints(own.threshold)}` },
		];
	});
	const upper = rows.toSorted((a, b) => b.precision - a.precision)[0];
	const look = { type: "point", size: 160, stroke: "white", strokeWidth: 1.5 };
	const label = (row: (typeof rows)[number]) => {
		const place = row === upper ? { align: "left", dx: 8, dy: -14 } : { align: "right", dx: -8, dy: 17 };
		const text = { type: "text", fontWeight: "bold", ...place };
		const encoding = { x, y, text: { field: "text" } };
		return [
			layer({ ...text, stroke: "white", strokeWidth: 5, color: "white" }, encoding, { rows: [row] }),
			layer(text, { ...encoding, color: inkBy("tone", ROLE_INKS) }, { rows: [row] }),
		];
	};
	return [layer(look, { x, y, color: colorBy("tone", ROLES) }, { rows }), ...rows.flatMap(label)];
}
