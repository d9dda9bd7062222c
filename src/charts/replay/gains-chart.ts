import { type LiftPoint, liftCurve } from "../../metrics/ranking/lift-curve.ts";
import { ENOUGH, estimateRate } from "../../metrics/rates/estimate.ts";
import { tableTotals } from "../../metrics/tables/score-table.ts";
import { columnsOf } from "../../tables/table.ts";
import { estimateText } from "../../words/estimate-text.ts";
import { formatCount, formatPoints, formatRate } from "../../words/number-format.ts";
import { populationText } from "../../words/population.ts";
import { stageName } from "../../words/stage-name.ts";
import { type Chart, createChart, emptyChart, type Layer } from "../marks/chart.ts";
import { type Contender, rankingOf } from "../marks/contender.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { roleColor, roleInk } from "../marks/role-color.ts";
import { slug } from "../marks/slug.ts";
import { colors } from "../marks/theme.ts";
import { thinRows } from "../marks/thin-rows.ts";

const DRAWN = 100;
const UNIT: { domain: number[] } = { domain: [0, 1] };
const LISTED = 40;

/**
 * Gains: leads taken from the highest landmark score down (across) against the share of outcomes among them (up). Leads
 * of equal score have no order, so between two points the curve is a straight segment. Random order is the diagonal.
 *
 * The title takes the tie boundary nearest to a fifth of the leads, so its counts are exact.
 *
 * @param contenders candidate first
 * @example gainsChart([{ role: "candidate", replay }], "sql").id // "gains-sql"
 */
export function gainsChart(contenders: readonly Contender[], outcome: string): Chart {
	const curves = contenders.flatMap(({ role, replay }) => {
		const ranking = rankingOf(replay, outcome);
		return ranking === undefined
			? []
			: [{ role, ranking, points: liftCurve(ranking.table), totals: tableTotals(ranking.table) }];
	});
	const replay = contenders[0]?.replay;
	const main = curves[0];
	const name = stageName(outcome);
	const near = main?.points.reduce<LiftPoint | undefined>(
		(best, point) => (best === undefined || Math.abs(point.share - 0.2) < Math.abs(best.share - 0.2) ? point : best),
		undefined,
	);
	const few = (main?.totals.positives ?? 0) < ENOUGH;
	const words = {
		id: `gains-${slug(outcome)}`,
		title:
			near === undefined || main === undefined
				? `No lead reached ${name} in time: no gains curve`
				: few
					? `Too little data for gains: ${formatCount(main.totals.positives)} leads reached ${name} in time`
					: `The ${formatCount(near.flagged)} of ${formatCount(main.ranking.atRisk)} leads (${formatRate(near.share)}) scoring ${formatPoints(near.threshold)} or more hold ${formatRate(near.gain)} of those who reached ${name} (${formatCount(near.hits)} of ${formatCount(main.totals.positives)})`,
		subtitle: `${replay === undefined ? "" : populationText(replay)}; score ${replay?.landmarkDays ?? 0} days after creation, outcome within ${replay?.horizonDays ?? 0} days; ${formatCount(main?.ranking.atRisk ?? 0)} leads; ties are straight segments`,
		description: `Gains curve. ${curves
			.map(
				({ role, points, totals }) =>
					`${role}: ${formatCount(totals.positives)} outcomes, ${points.length} distinct scores`,
			)
			.join(". ")}.`,
		table: {
			columns: columnsOf("model", "score at least", "leads", "share of leads", "share of outcomes", "lift"),
			rows: curves.flatMap(({ role, points, totals }) =>
				thinRows(points, { most: LISTED }).map((point) => [
					role,
					formatPoints(point.threshold),
					formatCount(point.flagged),
					formatRate(point.share),
					estimateText(estimateRate(point.hits, totals.positives)),
					point.lift.toFixed(2),
				]),
			),
			...(curves.some(({ points }) => points.length > LISTED)
				? { note: `At most ${LISTED} scores of a model are listed.` }
				: {}),
		},
	};
	if (near === undefined || main === undefined) {
		return emptyChart({ ...words, reason: main?.ranking.reason ?? "No lead at risk reached the outcome in time." });
	}
	const values = curves.flatMap(({ role, points, totals }) => [
		{ role, share: 0, gain: 0, text: "nobody" },
		...thinRows(points, { most: DRAWN }).map(({ share, gain, threshold, hits, flagged }) => ({
			role,
			share: drawnNumber(share),
			gain: drawnNumber(gain),
			text: `score ${formatPoints(threshold)} or more: ${formatCount(hits)} of ${formatCount(totals.positives)} outcomes in ${formatCount(flagged)} leads`,
		})),
	]);
	// The key stands where no curve of a useful score goes: below the diagonal.
	const key = [...curves.map(({ role }) => role), "random order"].map((role, i) => ({
		role,
		from: 0.68,
		to: 0.74,
		gain: 0.3 - 0.08 * i,
	}));
	const axis = { format: ".0%", tickCount: 5 };
	const x = {
		field: "share",
		type: "quantitative",
		title: "share of leads, highest scores first",
		scale: UNIT,
		axis,
	} as const;
	const y = {
		field: "gain",
		type: "quantitative",
		title: `share of those who reached ${name}`,
		scale: UNIT,
		axis,
	} as const;
	const ink = few ? { value: colors.grey } : roleColor({ field: "role" });
	const layer: Layer[] = [
		{
			data: {
				values: [
					{ share: 0, gain: 0 },
					{ share: 1, gain: 1 },
				],
			},
			mark: { type: "line", strokeDash: [5, 4], strokeWidth: 1.5, color: colors.grey },
			encoding: { x, y },
		},
		{ mark: { type: "line", interpolate: "linear" }, encoding: { x, y, color: ink } },
		{
			mark: { type: "point", size: values.length > 80 ? 14 : 36 },
			encoding: {
				x,
				y,
				color: ink,
				tooltip: [
					{ field: "role", title: "model" },
					{ field: "text", title: "leads" },
				],
			},
		},
		{
			data: { values: key },
			mark: { type: "rule", strokeWidth: 2.5 },
			encoding: {
				x: { ...x, field: "from" },
				x2: { field: "to" },
				y,
				color: roleInk({ field: "role" }),
				strokeDash: { condition: { test: "datum.role === 'random order'", value: [5, 4] }, value: [1, 0] },
			},
		},
		{
			data: { values: key },
			mark: { type: "text", align: "left", baseline: "middle", dx: 8, fontWeight: "bold" },
			encoding: { x: { ...x, field: "to" }, y, text: { field: "role" }, color: roleInk({ field: "role" }) },
		},
	];
	return createChart({ ...words, view: { width: 520, height: 340, data: { values }, layer } });
}
