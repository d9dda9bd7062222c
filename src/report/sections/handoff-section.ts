import type { Contender } from "../../charts/marks/contenders.ts";
import { handoffPrecisionChart } from "../../charts/replay/handoff-precision-chart.ts";
import type { Section } from "../report-document.ts";

/** Precision at each hand-off, in one picture. */
export function handoffSection(contenders: readonly Contender[]): Section {
	return {
		id: "hand-offs",
		title: "Precision at each hand-off",
		blocks: [{ kind: "chart", chart: handoffPrecisionChart(contenders) }],
	};
}
