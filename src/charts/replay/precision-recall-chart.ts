import type { HandoffSpec } from "../../dataset/dataset.ts";
import { precisionRecallPoints } from "../../metrics/ranking/precision-recall-points.ts";
import { ENOUGH, type Estimate, estimateRate, seenOf } from "../../metrics/rates/estimate.ts";
import type { ScoreTable } from "../../metrics/tables/score-table.ts";
import { tableTotals } from "../../metrics/tables/score-table.ts";
import type { Sweep } from "../../replay/replay-result.ts";
import { columnsOf } from "../../tables/table.ts";
import { estimateText, isEnough, shortEstimate } from "../../words/estimate-text.ts";
import { formatPoints } from "../../words/number-format.ts";
import { populationText } from "../../words/population.ts";
import { handoffName, stageName } from "../../words/stage-name.ts";
import { type Chart, createChart, emptyChart, type Layer } from "../marks/chart.ts";
import { type Contender, handoffOf, sweepOf } from "../marks/contender.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { rateDomain } from "../marks/rate-domain.ts";
import { roleColor, roleInk } from "../marks/role-color.ts";
import { slug } from "../marks/slug.ts";
import { colors } from "../marks/theme.ts";
import { thinRows } from "../marks/thin-rows.ts";
import { tradeOffBand } from "../marks/trade-off-band.ts";

/** Precision and recall at one threshold, each with its counts. */
export interface TradeOff {
	readonly threshold: number;
	readonly precision: Estimate;
	readonly recall: Estimate;
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
			precision: estimateRate(row.hits, row.hits + row.misses, { reason: "no mature flag" }),
			recall: estimateRate(row.caught, row.reached, { reason: "no lead reached the outcome" }),
		}))
		.filter(({ precision, recall }) => seenOf(precision).value !== undefined && seenOf(recall).value !== undefined);
}

/**
 * The trade-off of the landmark score alone: one point per distinct score; leads of equal score are one point.
 *
 * @example rankingTradeOffs(scoreTable([1, 1, 2, 2], [0, 1, 1, 1]))[0]?.precision.value // 0.75
 */
export function rankingTradeOffs(table: ScoreTable): TradeOff[] {
	const { positives } = tableTotals(table);
	return precisionRecallPoints(table)
		.map(({ threshold, hits, flagged }) => ({
			threshold,
			precision: estimateRate(hits, flagged),
			recall: estimateRate(hits, positives),
		}))
		.reverse();
}

const DRAWN = 120;
const UNIT: { domain: number[] } = { domain: [0, 1] };
const LISTED = 40;
const LABEL = { type: "text", fontWeight: "bold" } as const;

/**
 * Precision against recall of a hand-off as the threshold moves, with the model's own threshold marked: blue the
 * candidate, orange the baseline. Points on fewer than 10 mature flags are left out of the line and drawn grey. Shaded is the
 * band that holds the trade-offs of all thresholds at once (`tradeOffBand`).
 *
 * @example precisionRecallChart([{ role: "candidate", replay }], { from: "mql", to: "sql" }).id // "precision-recall-mql-sql"
 */
export function precisionRecallChart(contenders: readonly Contender[], handoff: HandoffSpec): Chart {
	const curves = contenders.flatMap(({ role, replay }) => {
		const sweep = sweepOf(replay, handoff);
		const own = handoffOf(replay, handoff);
		if (sweep === undefined) return [];
		const all = sweepTradeOffs(sweep);
		const isOwn = (point: TradeOff) => point.threshold === own?.threshold;
		return [
			{
				role,
				own,
				band: tradeOffBand(sweep),
				points: thinRows(all, { most: DRAWN, keep: isOwn }),
				listed: thinRows(all, { most: LISTED, keep: isOwn }),
			},
		];
	});
	const replay = contenders[0]?.replay;
	const own = curves[0]?.own;
	const words = {
		id: `precision-recall-${slug(handoff.from)}-${slug(handoff.to)}`,
		title:
			own === undefined || !isEnough(own.precision) || !isEnough(own.recall)
				? `Too little data for precision and recall of ${stageName(handoff.from)} flags`
				: `At ${formatPoints(own.threshold)}, ${stageName(handoff.from)} flags catch ${shortEstimate(own.recall)} of those who reach ${stageName(handoff.to)}, with a precision of ${shortEstimate(own.precision)}`,
		subtitle: `${replay === undefined ? "" : populationText(replay)}; ${handoffName(handoff)} within ${replay?.horizonDays ?? 0} days; one point a threshold; shaded: holds precision and recall of all thresholds at once 95 % of the time, where at least 20 flags are mature`,
		description: `Precision against recall. ${curves
			.map(({ role, own: at }) =>
				at === undefined
					? role
					: `${role} at ${formatPoints(at.threshold)}: precision ${estimateText(at.precision)}, recall ${estimateText(at.recall)}`,
			)
			.join(". ")}.`,
		table: {
			columns: columnsOf("model", "threshold", "precision", "recall"),
			rows: curves.flatMap(({ role, own: at, listed }) =>
				listed.map(({ threshold, precision, recall }) => [
					role,
					`${formatPoints(threshold)}${threshold === at?.threshold ? " (the model's)" : ""}`,
					estimateText(precision),
					estimateText(recall),
				]),
			),
			...(curves.some(({ points, listed }) => listed.length < points.length)
				? { note: "Thresholds are thinned; all are in the JSON of the replay." }
				: {}),
		},
	};
	if (!curves.some(({ points }) => points.some(({ precision }) => isEnough(precision)))) {
		return emptyChart({
			...words,
			reason: `No threshold has ${ENOUGH} mature flags and a lead that reached ${stageName(handoff.to)}.`,
		});
	}
	const values = curves.flatMap(({ role, points }) =>
		points.map(({ threshold, precision, recall }) => ({
			role,
			threshold,
			recall: drawnNumber(seenOf(recall).value),
			precision: drawnNumber(seenOf(precision).value),
			sure: isEnough(precision) ? drawnNumber(precision.value) : null,
			precisionText: shortEstimate(precision),
			recallText: shortEstimate(recall),
		})),
	);
	const marks = curves.flatMap(({ role, own: at }) =>
		at === undefined || seenOf(at.precision).value === undefined || seenOf(at.recall).value === undefined
			? []
			: [
					{
						role,
						recall: seenOf(at.recall).value,
						precision: seenOf(at.precision).value,
						tone: isEnough(at.precision) ? role : "little",
						text: `${role} at ${formatPoints(at.threshold)}`,
					},
				],
	);
	const upper = marks.toSorted((a, b) => (b.precision ?? 0) - (a.precision ?? 0))[0];
	const domain = rateDomain(
		curves.flatMap(({ points }) => points.map(({ precision }) => (isEnough(precision) ? precision.value : undefined))),
	);
	const axis = { format: ".0%", tickCount: 5 };
	const x = {
		field: "recall",
		type: "quantitative",
		title: "recall: share of those who reach it, flagged in time",
		scale: UNIT,
		axis,
	} as const;
	const y = { field: "precision", type: "quantitative", title: "precision", scale: { domain }, axis } as const;
	const tooltip = [
		{ field: "role", title: "model", type: "nominal" as const },
		{ field: "threshold", type: "quantitative" as const },
		{ field: "precisionText", title: "precision", type: "nominal" as const },
		{ field: "recallText", title: "recall", type: "nominal" as const },
	];
	const layer: Layer[] = [
		...curves.map(
			({ role, band }): Layer => ({
				data: {
					values: band.map(({ recall: at, low, high }) => ({
						recall: drawnNumber(at),
						low: drawnNumber(low),
						high: drawnNumber(high),
					})),
				},
				mark: {
					type: "area",
					color: role === "candidate" ? colors.blue : colors.orange,
					opacity: 0.16,
					clip: true,
				},
				encoding: { x, y: { ...y, field: "low" }, y2: { field: "high" } },
			}),
		),
		{
			mark: { type: "line", clip: true },
			transform: [{ filter: "datum.sure !== null" }],
			encoding: { x, y, color: roleColor({ field: "role" }), order: { field: "threshold", type: "quantitative" } },
		},
		{
			transform: [{ filter: "datum.sure === null" }],
			mark: { type: "point", size: 20, color: colors.grey, clip: true },
			encoding: { x, y, tooltip },
		},
		{
			transform: [{ filter: "datum.sure !== null" }],
			mark: { type: "point", size: 70, opacity: 0, clip: true },
			encoding: { x, y, tooltip },
		},
		{
			data: { values: marks },
			mark: { type: "point", size: 160, stroke: "white", strokeWidth: 1.5 },
			encoding: { x, y, color: roleColor({ field: "tone" }) },
		},
		...marks.flatMap((mark): Layer[] => {
			const place =
				upper === mark
					? { ...LABEL, align: "left" as const, dx: 8, dy: -14 }
					: { ...LABEL, align: "right" as const, dx: -8, dy: 17 };
			const encoding = { x, y, text: { field: "text" } } as const;
			return [
				{ data: { values: [mark] }, mark: { ...place, stroke: "white", strokeWidth: 5, color: "white" }, encoding },
				{ data: { values: [mark] }, mark: place, encoding: { ...encoding, color: roleInk({ field: "tone" }) } },
			];
		}),
	];
	return createChart({ ...words, view: { width: 540, height: 340, data: { values }, layer } });
}
