import type { Chart } from "../charts/marks/chart.ts";
import { funnelChart } from "../charts/replay/funnel-chart.ts";
import { gainsChart } from "../charts/replay/gains-chart.ts";
import { handoffPrecisionChart } from "../charts/replay/handoff-precision-chart.ts";
import { monthCohortsChart } from "../charts/replay/month-cohorts-chart.ts";
import { precisionByMonthChart } from "../charts/replay/precision-by-month-chart.ts";
import { precisionBySegmentChart } from "../charts/replay/precision-by-segment-chart.ts";
import { precisionRecallChart } from "../charts/replay/precision-recall-chart.ts";
import { reliabilityChart } from "../charts/replay/reliability-chart.ts";
import { scoreDistributionChart } from "../charts/replay/score-distribution-chart.ts";
import { timeToOutcomeChart } from "../charts/replay/time-to-outcome-chart.ts";
import { touchDelayChart } from "../charts/replay/touch-delay-chart.ts";
import type { Evaluation } from "../evaluate/evaluate-replay.ts";
import type { Handoff, Replay } from "../replay/replay-result.ts";

/** The charts of a replay by name. */
export type ReplayChart = keyof typeof CHARTS;

/** What a chart of a replay is drawn from. */
export interface ReplayChartInput {
	readonly replay: Replay;
	readonly handoff: Handoff;
	/** Attribute to split by; left out: the first that the replay was split by. */
	readonly attribute?: string | undefined;
	/** What only some charts need, made when it is asked for. */
	readonly figures: () => Evaluation;
}

const CHARTS = {
	precision: ({ replay }) => handoffPrecisionChart(replay),
	funnel: ({ replay }) => funnelChart(replay),
	scores: ({ replay, handoff }) => scoreDistributionChart(replay, { stage: handoff.to }),
	calibration: ({ replay, handoff, figures }) =>
		reliabilityChart(figures().calibration[place(replay, handoff)]!, { replay }),
	time: ({ replay, handoff, figures }) => timeToOutcomeChart(figures().time[place(replay, handoff)]!, { replay }),
	cohorts: ({ replay, handoff, figures }) => monthCohortsChart(figures().cohorts[place(replay, handoff)]!, { replay }),
	months: ({ replay, handoff }) => precisionByMonthChart(replay, handoff),
	segments: ({ replay, handoff, attribute = replay.segments[0]?.attribute ?? "none" }) =>
		precisionBySegmentChart(replay, { attribute, from: handoff.from, to: handoff.to }),
	gains: ({ replay, handoff }) => gainsChart(replay, { stage: handoff.to }),
	tradeOff: ({ replay, handoff }) => precisionRecallChart(replay, handoff),
	touches: ({ replay, handoff }) => touchDelayChart(replay, handoff),
} as const satisfies Readonly<Record<string, (input: ReplayChartInput) => Chart>>;

/**
 * A chart of a replay by its name.
 *
 * @throws RangeError when there is no such chart; it names those there are
 * @example replayChart("funnel", { replay, handoff, figures }).title
 */
export function replayChart(name: ReplayChart, input: ReplayChartInput): Chart {
	const draw: ((input: ReplayChartInput) => Chart) | undefined = CHARTS[name];
	if (draw !== undefined) return draw(input);
	throw new RangeError(`there is no chart "${name}" of a replay; there are ${Object.keys(CHARTS).join(", ")}.`);
}

/** Figures come by outcome of the ranking. */
function place(replay: Replay, { to }: Handoff): number {
	return replay.ranking.findIndex(({ stage }) => stage === to);
}
