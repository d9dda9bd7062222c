import { createRandom } from "../../src/base/random.ts";
import type { Chart } from "../../src/charts/marks/chart.ts";
import { monthCohortsChart } from "../../src/charts/replay/month-cohorts-chart.ts";
import { reliabilityChart } from "../../src/charts/replay/reliability-chart.ts";
import { timeToOutcomeChart } from "../../src/charts/replay/time-to-outcome-chart.ts";
import { touchDelayChart } from "../../src/charts/replay/touch-delay-chart.ts";
import { evaluateReplay } from "../../src/evaluate/evaluate-replay.ts";
import { type FigureHistory, figureHistory, figureReplay } from "../replay/figures-fixture.ts";

/** Charts of what a replay says when its leads are looked at together, for one history. */
async function figureCharts(
	history: FigureHistory,
	{ bands = true }: { readonly bands?: boolean } = {},
): Promise<Readonly<Record<string, Chart>>> {
	const { dataset, result } = await figureReplay(figureHistory(history), { bands });
	const figures = evaluateReplay(dataset, result, { random: createRandom(1), replicates: 200 });
	return {
		reliability: reliabilityChart(result, figures.calibration[0]!),
		"time-to-outcome": timeToOutcomeChart(result, figures.time[0]!),
		"touch-delay": touchDelayChart(result, { from: "mql", to: "sql" }),
		"month-cohorts": monthCohortsChart(result, figures.cohorts[0]!),
	};
}

/** Each in every state that matters: enough data, no bands and no signal, a handful of leads, none at all. */
export async function figureChartCases(): Promise<Readonly<Record<string, Chart>>> {
	const named = (prefix: string, charts: Readonly<Record<string, Chart>>) =>
		Object.entries(charts).map(([name, chart]): [string, Chart] => [`${prefix}${name}`, chart]);
	return Object.fromEntries([
		...named("", await figureCharts({ leads: 1500 })),
		...named("no-signal-", await figureCharts({ leads: 1500, strength: 0 }, { bands: false })),
		...named("tiny-", await figureCharts({ leads: 7 })),
		...named("empty-", await figureCharts({ leads: 0 })),
	]);
}
