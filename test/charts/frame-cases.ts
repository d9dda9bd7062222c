import { chart } from "../../src/charts/chart.ts";
import type { Chart } from "../../src/charts/marks/chart.ts";

const MONTHS = ["2024-01", "2024-02", "2024-03", "2024-04"];
const RECORDS = MONTHS.flatMap((month, i) => [
	{ month, "lead.source": "web", score: 10 + 3 * i },
	{ month, "lead.source": "event", score: 30 - 2 * i },
]);

/** The general chart for each kind of column, and where there is nothing to draw. */
export function frameChartCases(): Readonly<Record<string, Readonly<Record<string, Chart>>>> {
	return {
		frame: {
			time: chart(RECORDS, { x: "month", y: "score", color: "lead.source" }),
			names: chart({ source: ["web", "event", "partner"], leads: [120, 80, 15] }, { x: "source", y: "leads" }),
			numbers: chart(
				{
					columns: ["age", "score"],
					values: [
						[1, 20],
						[3, 25],
						[8, null],
					],
				},
				{ x: "age", y: "score" },
			),
			counted: chart(RECORDS, { x: "score", title: "Scores" }),
			empty: chart([], { x: "month", y: "score" }),
		},
	};
}
