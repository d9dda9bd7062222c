import { contributionText } from "../../model/explanation-text.ts";
import type { Explanation } from "../../model/score.ts";
import { columnsOf } from "../../tables/table.ts";
import { formatPoints } from "../../words/number-format.ts";
import { type Chart, createChart } from "../marks/chart.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { slug } from "../marks/slug.ts";
import { colors, plotWidth } from "../marks/theme.ts";

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
	const values = steps.map((step, i) => ({
		...step,
		from: drawnNumber(step.from) ?? 0,
		to: drawnNumber(step.to) ?? 0,
		row: String(i),
		end: Math.max(step.from, step.to),
	}));
	const name = Object.fromEntries(values.map(({ row, label }) => [row, label]));
	const low = Math.min(0, ...values.flatMap(({ from, to }) => [from, to]));
	const high = Math.max(1, ...values.map(({ end }) => end));
	const y = {
		field: "row",
		type: "nominal",
		scale: { domain: values.map(({ row }) => row) },
		title: null,
		axis: { ticks: false, domain: false, labelExpr: `${JSON.stringify(name)}[datum.value]` },
	} as const;
	const scale = { domain: [low, high], nice: false };
	return createChart({
		id: `waterfall-${slug(lead)}`,
		title: `Lead ${lead} scores ${formatPoints(explanation.score)}${most === undefined ? ": no rule gives points" : `, the largest share from ${most.rule} (${signed(most.points)})`}`,
		subtitle: `one lead${when === undefined ? "" : ` ${when}`}; points by rule, in the order of the model`,
		description: `Points of lead ${lead}: ${steps.map(({ label, text }) => `${label} ${text}`).join("; ")}.`,
		table: {
			columns: columnsOf("step", "points", "sum so far"),
			rows: steps.map(({ label, text, to }) => [label, text, formatPoints(to)]),
		},
		view: {
			width: plotWidth - 180,
			height: { step: 28 },
			data: { values },
			layer: [
				{
					mark: { type: "rule", color: colors.grey, strokeWidth: 1 },
					encoding: { x: { datum: 0, type: "quantitative" } },
				},
				{
					mark: { type: "bar", height: { band: 0.7 } },
					encoding: {
						y,
						x: { field: "from", type: "quantitative", title: "points", scale, axis: { tickCount: 8 } },
						x2: { field: "to" },
						color: {
							field: "kind",
							type: "nominal",
							legend: null,
							scale: {
								domain: ["plus", "minus", "limit", "total"],
								range: [colors.blue, colors.orange, colors.greyPale, colors.ink],
							},
						},
					},
				},
				{
					mark: { type: "text", align: "left", baseline: "middle", dx: 6 },
					encoding: { y, x: { field: "end", type: "quantitative", scale }, text: { field: "text" } },
				},
			],
		},
	});
}
