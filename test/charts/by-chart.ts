import type { Chart } from "../../src/charts/marks/chart.ts";

/** Charts by their names. */
export type Charts = Readonly<Record<string, Chart>>;

/** Each chart in the states it is tested in: enough data, a pair, a handful of leads, none at all ... */
export type ChartStates = Readonly<Record<string, Charts>>;

/** Charts that were made state by state, gathered by chart. */
export function byChart(states: Readonly<Record<string, Charts>>): ChartStates {
	const gathered: Record<string, Record<string, Chart>> = {};
	for (const [state, charts] of Object.entries(states)) {
		for (const [name, chart] of Object.entries(charts)) gathered[name] = { ...gathered[name], [state]: chart };
	}
	return gathered;
}
