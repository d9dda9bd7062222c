import { ENOUGH, estimateRate } from "../../metrics/rates/estimate.ts";
import type { Replay } from "../../replay/replay-result.ts";
import { columnsOf } from "../../tables/table.ts";
import { estimateText } from "../../words/estimate-text.ts";
import { formatCount, formatRate } from "../../words/number-format.ts";
import { populationText } from "../../words/population.ts";
import { stageName } from "../../words/stage-name.ts";
import { type Chart, createChart, emptyChart } from "../marks/chart.ts";
import { colors, plotWidth } from "../marks/theme.ts";

const CALLED = "datum.kind === 'flagged'";

/**
 * The recorded funnel: how many leads ever reached each rung, and beside it how many the model would have flagged for
 * that rung. The share under a rung is of those who had reached the rung before it.
 *
 * @example funnelChart(replay).title // "490 leads were recorded as MQL; the model would have flagged 346"
 */
export function funnelChart(replay: Replay): Chart {
	const { funnel } = replay;
	const rows = funnel.flatMap((step, i) => {
		const before = funnel[i - 1];
		const share =
			before === undefined || before.reached === 0
				? ""
				: `: ${formatCount(step.reachedAfterPrevious)} of the ${formatCount(before.reached)} at ${stageName(before.stage)}${before.reached < ENOUGH ? "" : ` (${formatRate(step.reachedAfterPrevious / before.reached)})`}`;
		const stage = stageName(step.stage);
		const recorded = {
			stage,
			kind: "recorded",
			count: step.reached,
			text: `${formatCount(step.reached)} recorded${share}`,
		};
		if (step.flagged === undefined) return [recorded];
		return [
			recorded,
			{ stage, kind: "flagged", count: step.flagged, text: `${formatCount(step.flagged)} flagged by the model` },
		];
	});
	const flagged = funnel.find((step) => step.flagged !== undefined);
	const last = funnel.at(-1);
	const words = {
		id: "funnel",
		title:
			flagged?.flagged === undefined
				? `${formatCount(last?.reached ?? 0)} of ${formatCount(replay.cohort.leads)} leads reached ${stageName(last?.stage ?? "the end of the ladder")}`
				: `${formatCount(flagged.reached)} ${flagged.reached === 1 ? "lead was" : "leads were"} recorded as ${stageName(flagged.stage)}; the model would have flagged ${formatCount(flagged.flagged)}`,
		subtitle: `${populationText(replay)}; stages ever reached by the end of the extract`,
		description: `Funnel by stage. ${rows.map(({ stage, text }) => `${stage}: ${text}`).join(". ")}.`,
		table: {
			columns: columnsOf("stage", "reached", "of the stage before, came on", "flagged by the model"),
			rows: funnel.map((step, i) => [
				stageName(step.stage),
				formatCount(step.reached),
				i === 0
					? ""
					: estimateText(
							estimateRate(step.reachedAfterPrevious, funnel[i - 1]?.reached ?? 0, { reason: "nobody there" }),
						),
				step.flagged === undefined ? "no such flag" : formatCount(step.flagged),
			]),
		},
	};
	if (funnel.length === 0)
		return emptyChart({ ...words, title: "No stage on the ladder", reason: "The ladder has no stage." });

	const stages = funnel.map(({ stage }) => stageName(stage));
	const y = {
		field: "stage",
		type: "nominal",
		scale: { domain: stages },
		title: null,
		axis: { ticks: false, domain: false },
	} as const;
	const yOffset = {
		field: "kind",
		type: "nominal",
		sort: ["recorded", "flagged"],
		scale: { paddingInner: 0.15 },
	} as const;
	const x = {
		field: "count",
		type: "quantitative",
		title: "leads",
		axis: { tickCount: 5, tickMinStep: 1, format: ",d" },
		scale: { domain: [0, Math.max(1, ...rows.map(({ count }) => count))], nice: false },
	} as const;
	return createChart({
		...words,
		view: {
			width: plotWidth - 300,
			height: { step: 28, for: "offset" },
			data: { values: rows },
			layer: [
				{
					mark: { type: "bar" },
					encoding: { y, yOffset, x, color: { condition: { test: CALLED, value: colors.orange }, value: colors.blue } },
				},
				{
					mark: { type: "text", align: "left", baseline: "middle", dx: 6 },
					encoding: {
						y,
						yOffset,
						x,
						text: { field: "text" },
						color: { condition: { test: CALLED, value: colors.orangeInk }, value: colors.blueInk },
					},
				},
			],
		},
	});
}
