import { createRandom } from "../../src/base/random.ts";
import { monthCohortsChart } from "../../src/charts/replay/month-cohorts-chart.ts";
import { reliabilityChart } from "../../src/charts/replay/reliability-chart.ts";
import { timeToOutcomeChart } from "../../src/charts/replay/time-to-outcome-chart.ts";
import { touchDelayChart } from "../../src/charts/replay/touch-delay-chart.ts";
import { evaluateReplay } from "../../src/evaluate/evaluate-replay.ts";
import { type FigureHistory, figureHistory, figureReplay } from "../replay/figures-fixture.ts";
import { byChart, type ChartStates, type Charts } from "./by-chart.ts";

/** Charts of what a replay says when its leads are looked at together, for one history. */
async function figureCharts(
	history: FigureHistory,
	{ bands = true }: { readonly bands?: boolean } = {},
): Promise<Charts> {
	const { dataset, result } = await figureReplay(figureHistory(history), { bands });
	const figures = evaluateReplay(dataset, result, { random: createRandom(1), replicates: 200 });
	return {
		reliability: reliabilityChart(figures.calibration[0]!, { replay: result }),
		"time-to-outcome": timeToOutcomeChart(figures.time[0]!, { replay: result }),
		"touch-delay": touchDelayChart(result, { from: "mql", to: "sql" }),
		"month-cohorts": monthCohortsChart(figures.cohorts[0]!, { replay: result }),
	};
}

/** Each in every state that matters: enough data, no bands and no signal, a handful of leads, none at all. */
export async function figureChartCases(): Promise<ChartStates> {
	return byChart({
		plain: await figureCharts({ leads: 1500 }),
		"no-signal": await figureCharts({ leads: 1500, strength: 0 }, { bands: false }),
		tiny: await figureCharts({ leads: 7 }),
		empty: await figureCharts({ leads: 0 }),
	});
}
