import { sliceDifferenceChart } from "../../charts/compare/slice-difference-chart.ts";
import { precisionByMonthChart } from "../../charts/replay/precision-by-month-chart.ts";
import { precisionBySegmentChart } from "../../charts/replay/precision-by-segment-chart.ts";
import type { Comparison } from "../../compare/comparison.ts";
import type { Replay } from "../../replay/replay-result.ts";
import { formatCount } from "../../words/number-format.ts";
import type { Block, Section } from "../report-document.ts";

const MOST_ATTRIBUTES = 6;

/**
 * Where the candidate is better or worse than the baseline, after Holm's correction, when the two were compared; then its own
 * precision at the first hand-off by month and by segment.
 */
export function partsSection(candidate: Replay, comparison?: Comparison): Section {
	const handoff = candidate.handoffs[0];
	const blocks: Block[] = comparison === undefined ? [] : differenceBlocks(comparison);
	if (handoff === undefined) blocks.push({ kind: "text", text: "The model makes no flag that a later stage follows." });
	else {
		const named = candidate.segments.map(({ attribute }) => attribute);
		// An attribute that has one value at creation divides nothing.
		const attributes = [...new Set(named)].filter((name) => named.indexOf(name) !== named.lastIndexOf(name));
		blocks.push({ kind: "chart", chart: precisionByMonthChart(candidate, handoff) });
		for (const attribute of attributes.slice(0, MOST_ATTRIBUTES)) {
			blocks.push({
				kind: "chart",
				chart: precisionBySegmentChart(candidate, { attribute, from: handoff.from, to: handoff.to }),
			});
		}
		if (attributes.length > MOST_ATTRIBUTES) {
			const rest = attributes.slice(MOST_ATTRIBUTES);
			blocks.push({
				kind: "text",
				text: `${formatCount(rest.length)} more attributes are in the JSON of the replay: ${rest.join(", ")}.`,
			});
		}
	}
	return { id: "parts", title: "Segments and months", blocks };
}

function differenceBlocks(comparison: Comparison): Block[] {
	const { slices } = comparison;
	if (slices.length === 0) return [];
	const tested = slices.filter(({ pValue }) => pValue !== undefined).length;
	const kinds = (["segment", "month"] as const).filter((kind) => slices.some((slice) => slice.kind === kind));
	return [
		{
			kind: "text",
			text: `Who looks at ${formatCount(tested)} segments and months will find some that differ by chance. So each must stand more firmly the more there are (Holm's correction): the chance that even one of those flagged better or worse is a false alarm stays below 5 in 100.`,
		},
		...kinds.map((kind): Block => ({ kind: "chart", chart: sliceDifferenceChart(comparison, { kind }) })),
		{ kind: "subheading", text: "The candidate by itself" },
	];
}
