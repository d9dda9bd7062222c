import { formatCount } from "../../base/number-format.ts";
import { precisionByMonthChart } from "../../charts/precision-by-month-chart.ts";
import { precisionBySegmentChart } from "../../charts/precision-by-segment-chart.ts";
import type { Replay } from "../../replay/replay-result.ts";
import type { Block, Section } from "../report-document.ts";

const MOST_ATTRIBUTES = 6;

/** Precision of the candidate's first hand-off by month and by segment. */
export function partsSection(candidate: Replay): Section {
	const handoff = candidate.handoffs[0];
	const blocks: Block[] = [];
	if (handoff === undefined) blocks.push({ kind: "text", text: "The model makes no call that a later stage follows." });
	else {
		const named = candidate.segments.map(({ attribute }) => attribute);
		// An attribute that has one value at creation divides nothing.
		const attributes = [...new Set(named)].filter((name) => named.indexOf(name) !== named.lastIndexOf(name));
		blocks.push({ kind: "chart", chart: precisionByMonthChart(candidate, handoff) });
		for (const attribute of attributes.slice(0, MOST_ATTRIBUTES)) {
			blocks.push({ kind: "chart", chart: precisionBySegmentChart(candidate, { attribute, handoff }) });
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
