import { contributionText } from "../../model/explanation-text.ts";
import type { Explanation } from "../../model/score.ts";
import { columnsOf } from "../../tables/table.ts";
import { formatPoints } from "../../words/number-format.ts";
import { spans } from "../marks/bars.ts";
import { type Chart, type ChartView, createChart } from "../marks/chart.ts";
import { colorBy } from "../marks/color-by.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { layer } from "../marks/layer.ts";
import { zeroLine } from "../marks/reference-line.ts";
import { slug } from "../marks/slug.ts";
import { rowAxis } from "../scales/axes.ts";
import { colors, plotWidth } from "../scales/theme.ts";

/** A bar of the waterfall from `from` to `to`. */
export interface WaterfallStep {
	readonly label: string;
	readonly kind: "plus" | "minus" | "limit" | "total";
	readonly from: number;
	readonly to: number;
	readonly text: string;
}

/**
 * The steps from 0 to the score: rules that gave something (less than 0.00005 is left out), in model order; after each group what its cap or floor
 * took or gave; then the score's own limit; the score. The steps sum to the score before
 * it is rounded to 4 decimals.
 *
 * @example waterfallSteps(explanation).at(-1) // { label: "score", kind: "total", from: 0, to: 26.7541, text: "26.7541" }
 */
export function waterfallSteps(explanation: Explanation): WaterfallStep[] {
	const steps: WaterfallStep[] = [];
	let at = 0;
	const move = (label: string, by: number, { limit = false, text = signed(by) } = {}) => {
		if (formatPoints(by) === "0") return;
		const kind = limit ? "limit" : by > 0 ? "plus" : "minus";
		steps.push({ label, kind, from: at, to: at + by, text });
		at += by;
	};
	for (const group of explanation.groups) {
		for (const contribution of explanation.contributions) {
			if (contribution.group !== group.group) continue;
			const arithmetic = contributionText(contribution);
			const plain = arithmetic === formatPoints(contribution.points);
			const text = plain ? signed(contribution.points) : `${signed(contribution.points)}  (${arithmetic})`;
			move(contribution.rule, contribution.points, { text });
		}
		move(`${group.group}: ${group.points < group.raw ? "cap" : "floor"}`, group.points - group.raw, { limit: true });
	}
	const groups = explanation.groups.reduce((sum, { points }) => sum + points, 0);
	move(`score: ${explanation.clamped < groups ? "cap" : "floor"}`, explanation.clamped - groups, { limit: true });
	steps.push({ label: "score", kind: "total", from: 0, to: explanation.score, text: formatPoints(explanation.score) });
	return steps;
}

const signed = (points: number) => `${points > 0 ? "+" : ""}${formatPoints(points)}`;

/**
 * How one lead gets its score, rule by rule: blue gives points, orange takes points, pale grey is a cap or floor, dark is
 * the score. The arithmetic stands beside each bar, so that it can be checked by hand.
 *
 * @param options.lead id of the lead
 * @param options.when the instant of the score in words, e.g. "on 2024-05-01"
 * @example waterfallChart(explanation, { lead: "L-00042" }).title // "Lead L-00042 scores 26.7541, the largest share from industry (+10)"
 */
export function waterfallChart(
	explanation: Explanation,
	{ lead, when }: { readonly lead: string; readonly when?: string },
): Chart {
	const steps = waterfallSteps(explanation);
	const most = explanation.contributions.reduce<(typeof explanation.contributions)[number] | undefined>(
		(best, one) => (one.points > (best?.points ?? 0) ? one : best),
		undefined,
	);
	return createChart({
		id: `waterfall-${slug(lead)}`,
		title: `Lead ${lead} scores ${formatPoints(explanation.score)}${most === undefined ? ": no rule gives points" : `, the largest share from ${most.rule} (${signed(most.points)})`}`,
		subtitle: `one lead${when === undefined ? "" : ` ${when}`}; points by rule, in the order of the model`,
		description: `Points of lead ${lead}: ${steps.map(({ label, text }) => `${label} ${text}`).join("; ")}.`,
		table: {
			columns: columnsOf("step", "points", "sum so far"),
			rows: steps.map(({ label, text, to }) => [label, text, formatPoints(to)]),
		},
		view: viewOf(steps),
	});
}

function viewOf(steps: readonly WaterfallStep[]): ChartView {
	const rows = steps.map((step, i) => ({
		...step,
		from: drawnNumber(step.from) ?? 0,
		to: drawnNumber(step.to) ?? 0,
		row: String(i),
		end: Math.max(step.from, step.to),
	}));
	// Two steps may have one name, so a row is its number, and its label a look-up.
	const names = Object.fromEntries(rows.map(({ row, label }) => [row, label]));
	const y = rowAxis(Object.keys(names), { field: "row", labelExpr: `${JSON.stringify(names)}[datum.value]` });
	const low = Math.min(0, ...rows.flatMap(({ from, to }) => [from, to]));
	const high = Math.max(1, ...rows.map(({ end }) => end));
	const x = {
		type: "quantitative",
		title: "points",
		scale: { domain: [low, high], nice: false },
		axis: { tickCount: 8, grid: false },
	};
	const color = colorBy("kind", { plus: colors.blue, minus: colors.orange, limit: colors.greyPale, total: colors.ink });
	return {
		width: plotWidth - 180,
		height: { step: 28 },
		data: { values: rows },
		layer: [
			zeroLine({ along: "x", scale: x, color: colors.grey, strokeWidth: 1 }),
			spans({ at: { y }, x, color }, { height: { band: 0.7 } }),
			layer(
				{ type: "text", align: "left", baseline: "middle", dx: 6 },
				{ y, x: { field: "end", ...x }, text: { field: "text" } },
			),
		],
	};
}
