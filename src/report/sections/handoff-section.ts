import type { Contender } from "../../charts/marks/contenders.ts";
import { handoffPrecisionChart } from "../../charts/replay/handoff-precision-chart.ts";
import type { Section } from "../report-document.ts";

/** Precision at each hand-off, in one picture. */
export function handoffSection(contenders: readonly Contender[]): Section {
	const [candidate, baseline] = contenders;
	return {
		id: "hand-offs",
		title: "Precision at each hand-off",
		blocks:
			candidate === undefined
				? []
				: [{ kind: "chart", chart: handoffPrecisionChart(candidate.replay, { baseline: baseline?.replay }) }],
	};
}
