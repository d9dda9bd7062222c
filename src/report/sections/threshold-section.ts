import type { Contender } from "../../charts/marks/contenders.ts";
import { precisionRecallChart } from "../../charts/replay/precision-recall-chart.ts";
import { thresholdSweepChart } from "../../charts/threshold/threshold-sweep-chart.ts";
import type { ThresholdPlan } from "../../tune/threshold-plan.ts";
import type { Block, Section } from "../report-document.ts";

/** What another threshold would have given: a sweep of each of the candidate's hand-offs, and the trade-off of the first. */
export function thresholdSection(
	contenders: readonly Contender[],
	{ plans = [] }: { readonly plans?: readonly ThresholdPlan[] } = {},
): Section {
	const candidate = contenders[0]?.replay;
	const handoffs = candidate?.handoffs ?? [];
	const blocks: Block[] = [
		{
			kind: "text",
			text: "Each threshold is replayed exactly: flags, their moments and their outcomes are those the model would have made with that threshold and the same gates.",
		},
	];
	handoffs.forEach((handoff, i) => {
		const plan = plans.find(({ from: flag, to: outcome }) => flag === handoff.from && outcome === handoff.to);
		const spec = { from: handoff.from, to: handoff.to };
		const marks = { perWeek: plan?.targets.capacity?.perWeek, chosen: plan?.answer.threshold };
		if (candidate === undefined) return;
		blocks.push({ kind: "chart", chart: thresholdSweepChart(candidate, { ...spec, ...marks }) });
		const baseline = contenders[1]?.replay;
		if (i === 0) blocks.push({ kind: "chart", chart: precisionRecallChart(candidate, { ...spec, baseline }) });
	});
	return { id: "thresholds", title: "What another threshold would have given", blocks };
}
