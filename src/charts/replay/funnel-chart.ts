import { ENOUGH, estimateRate } from "../../metrics/rates/estimate.ts";
import type { Replay } from "../../replay/replay-result.ts";
import { columnsOf, type Table } from "../../tables/table.ts";
import { estimateText } from "../../words/estimate-text.ts";
import { formatCount, formatRate } from "../../words/number-format.ts";
import { populationText } from "../../words/population.ts";
import { stageName } from "../../words/stage-name.ts";
import { countedBars } from "../marks/bars.ts";
import { type Chart, createChart, emptyChart } from "../marks/chart.ts";
import { colorBy, inkBy } from "../marks/color-by.ts";
import { countAxis, rowAxis } from "../scales/axes.ts";
import { colors, plotWidth } from "../scales/theme.ts";

const INKS = { recorded: colors.blueInk, flagged: colors.orangeInk };

/**
 * The recorded funnel: how many leads ever reached each rung, and beside it how many the model would have flagged for
 * that rung. The share under a rung is of those who had reached the rung before it.
 *
 * @example funnelChart(replay).title // "490 leads were recorded as MQL; the model would have flagged 346"
 */
export function funnelChart(replay: Replay): Chart {
	const { funnel } = replay;
	const rows = rowsOf(funnel);
	const words = {
		id: "funnel",
		title: titleOf(replay),
		subtitle: `${populationText(replay)}; stages ever reached by the end of the extract`,
		description: `Funnel by stage. ${rows.map(({ stage, text }) => `${stage}: ${text}`).join(". ")}.`,
		table: tableOf(funnel),
	};
	if (funnel.length === 0) return emptyChart({ ...words, reason: "The ladder has no stage." });
	const most = Math.max(1, ...rows.map(({ count }) => count));
	const at = {
		y: rowAxis(
			funnel.map(({ stage }) => stageName(stage)),
			{ field: "stage" },
		),
		yOffset: { field: "kind", type: "nominal", sort: ["recorded", "flagged"], scale: { paddingInner: 0.15 } },
	};
	const x = { field: "count", ...countAxis("leads", { ticks: 5, domain: [0, most], nice: false }) };
	const color = colorBy("kind", { recorded: colors.blue, flagged: colors.orange });
	return createChart({
		...words,
		view: {
			width: plotWidth - 300,
			height: { step: 28, for: "offset" },
			data: { values: rows },
			layer: countedBars({ at, x, color, ink: inkBy("kind", INKS) }),
		},
	});
}

function rowsOf(funnel: Replay["funnel"]) {
	return funnel.flatMap((step, i) => {
		const stage = stageName(step.stage);
		const recorded = {
			stage,
			kind: "recorded",
			count: step.reached,
			text: `${formatCount(step.reached)} recorded${shareText(step, funnel[i - 1])}`,
		};
		if (step.flagged === undefined) return [recorded];
		return [
			recorded,
			{ stage, kind: "flagged", count: step.flagged, text: `${formatCount(step.flagged)} flagged by the model` },
		];
	});
}

function shareText(
	{ reachedAfterPrevious }: Replay["funnel"][number],
	before: Replay["funnel"][number] | undefined,
): string {
	if (before === undefined || before.reached === 0) return "";
	const share = before.reached < ENOUGH ? "" : ` (${formatRate(reachedAfterPrevious / before.reached)})`;
	return `: ${formatCount(reachedAfterPrevious)} of the ${formatCount(before.reached)} at ${stageName(before.stage)}${share}`;
}

function titleOf({ funnel, cohort }: Replay): string {
	const last = funnel.at(-1);
	if (last === undefined) return "No stage on the ladder";
	const step = funnel.find(({ flagged }) => flagged !== undefined);
	if (step?.flagged === undefined)
		return `${formatCount(last.reached)} of ${formatCount(cohort.leads)} leads reached ${stageName(last.stage)}`;
	return `${formatCount(step.reached)} ${step.reached === 1 ? "lead was" : "leads were"} recorded as ${stageName(step.stage)}; the model would have flagged ${formatCount(step.flagged)}`;
}

function tableOf(funnel: Replay["funnel"]): Table {
	return {
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
	};
}
