import { type LiftPoint, liftCurve } from "../../metrics/ranking/lift-curve.ts";
import { ENOUGH, estimateRate } from "../../metrics/rates/estimate.ts";
import { tableTotals } from "../../metrics/tables/score-table.ts";
import type { Ranking, Replay } from "../../replay/replay-result.ts";
import { columnsOf, type Table } from "../../tables/table.ts";
import { estimateText } from "../../words/estimate-text.ts";
import { formatCount, formatPoints, formatRate } from "../../words/number-format.ts";
import { populationText } from "../../words/population.ts";
import { stageName } from "../../words/stage-name.ts";
import { type Chart, type ChartView, createChart, emptyChart, type Layer } from "../marks/chart.ts";
import { colorBy, inkBy, ROLE_INKS, ROLES } from "../marks/color-by.ts";
import { type Contender, contendersOf, rankingOf } from "../marks/contenders.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { type Channel, layer } from "../marks/layer.ts";
import { diagonal, line } from "../marks/lines.ts";
import { slug } from "../marks/slug.ts";
import { thinRows } from "../marks/thin-rows.ts";
import { tooltip } from "../marks/tooltip.ts";
import { rateAxis } from "../scales/axes.ts";
import { colors } from "../scales/theme.ts";

const DRAWN = 100;
const LISTED = 40;

type Curve = ReturnType<typeof curveOf>;

/**
 * Gains: leads taken from the highest landmark score down (across) against the share of outcomes among them (up). Leads
 * of equal score have no order, so between two points the curve is a straight segment. Random order is the diagonal.
 *
 * The title takes the tie boundary nearest to a fifth of the leads, so its counts are exact.
 *
 * @param options.stage the stage that leads reach or not
 * @param options.baseline drawn beside the replay
 * @example gainsChart(replay, { stage: "sql" }).id // "gains-sql"
 */
export function gainsChart(
	replay: Replay,
	{ stage, baseline }: { readonly stage: string; readonly baseline?: Replay | undefined },
): Chart {
	const curves = contendersOf(replay, baseline).flatMap((contender) => {
		const ranking = rankingOf(contender.replay, stage);
		return ranking === undefined ? [] : [curveOf(contender, ranking)];
	});
	const main = curves[0];
	const texts = curves.map(
		({ role, points, totals }) =>
			`${role}: ${formatCount(totals.positives)} outcomes, ${points.length} distinct scores`,
	);
	const words = {
		id: `gains-${slug(stage)}`,
		title: titleOf(main, stageName(stage)),
		subtitle: `${populationText(replay)}; score ${replay.landmarkDays} days after creation, outcome within ${replay.horizonDays} days; ${formatCount(main?.ranking.atRisk ?? 0)} leads; ties are straight segments`,
		description: `Gains curve. ${texts.join(". ")}.`,
		table: tableOf(curves),
	};
	if (main === undefined || main.points.length === 0) {
		return emptyChart({ ...words, reason: main?.ranking.reason ?? "No lead at risk reached the outcome in time." });
	}
	return createChart({ ...words, view: viewOf(curves, stageName(stage)) });
}

function curveOf({ role }: Contender, ranking: Ranking) {
	return { role, ranking, points: liftCurve(ranking.table), totals: tableTotals(ranking.table) };
}

function titleOf(main: Curve | undefined, name: string): string {
	const near = main?.points.reduce<LiftPoint | undefined>(
		(best, point) => (best === undefined || Math.abs(point.share - 0.2) < Math.abs(best.share - 0.2) ? point : best),
		undefined,
	);
	if (near === undefined || main === undefined) return `No lead reached ${name} in time: no gains curve`;
	const { positives } = main.totals;
	if (positives < ENOUGH) return `Too little data for gains: ${formatCount(positives)} leads reached ${name} in time`;
	return `The ${formatCount(near.flagged)} of ${formatCount(main.ranking.atRisk)} leads (${formatRate(near.share)}) scoring ${formatPoints(near.threshold)} or more hold ${formatRate(near.gain)} of those who reached ${name} (${formatCount(near.hits)} of ${formatCount(positives)})`;
}

function tableOf(curves: readonly Curve[]): Table {
	return {
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
	};
}

function viewOf(curves: readonly Curve[], name: string): ChartView {
	const rows = curves.flatMap(({ role, points, totals: { positives } }) => [
		{ role, share: 0, gain: 0, text: "nobody" },
		...thinRows(points, { most: DRAWN }).map(({ share, gain, threshold, hits, flagged }) => ({
			role,
			share: drawnNumber(share),
			gain: drawnNumber(gain),
			text: `score ${formatPoints(threshold)} or more: ${formatCount(hits)} of ${formatCount(positives)} outcomes in ${formatCount(flagged)} leads`,
		})),
	]);
	const x = { field: "share", ...rateAxis("share of leads, highest scores first", { domain: [0, 1] }) };
	const y = { field: "gain", ...rateAxis(`share of those who reached ${name}`, { domain: [0, 1] }) };
	const few = (curves[0]?.totals.positives ?? 0) < ENOUGH;
	const color = few ? { value: colors.grey } : colorBy("role", ROLES);
	const size = rows.length > 80 ? 14 : 36;
	const points = layer({ type: "point", size }, { x, y, color, tooltip: tooltip({ role: "model", text: "leads" }) });
	const roles = curves.map(({ role }) => role);
	return {
		width: 520,
		height: 340,
		data: { values: rows },
		layer: [diagonal({ x, y }), line({ x, y, color }, { clip: undefined }), points, ...keyOf(roles, { x, y })],
	};
}

/** The key stands where no curve of a useful score goes: below the diagonal. */
function keyOf(roles: readonly string[], { x, y }: { readonly x: Channel; readonly y: Channel }): Layer[] {
	const rows = [...roles, "random order"].map((role, i) => ({ role, from: 0.68, to: 0.74, gain: 0.3 - 0.08 * i }));
	const color = inkBy("role", ROLE_INKS);
	const strokeDash = { condition: { test: "datum.role === 'random order'", value: [5, 4] }, value: [1, 0] };
	const text = { type: "text", align: "left", baseline: "middle", dx: 8, fontWeight: "bold" };
	return [
		layer(
			{ type: "rule", strokeWidth: 2.5 },
			{ x: { ...x, field: "from" }, x2: { field: "to" }, y, color, strokeDash },
			{ rows },
		),
		layer(text, { x: { ...x, field: "to" }, y, text: { field: "role" }, color }, { rows }),
	];
}
