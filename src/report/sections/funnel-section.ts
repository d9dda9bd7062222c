import { funnelChart } from "../../charts/replay/funnel-chart.ts";
import type { Replay, TouchDelay } from "../../replay/replay-result.ts";
import { formatCount } from "../../words/number-format.ts";
import { handoffName, stageName } from "../../words/stage-name.ts";
import type { Block, Section } from "../report-document.ts";
import { estimateCell } from "./cells.ts";

const MOST_REASONS = 15;

/** The recorded funnel, why flagged leads left it, and how much the first sales touch matters. */
export function funnelSection(candidate: Replay): Section {
	const blocks: Block[] = [{ kind: "chart", chart: funnelChart(candidate) }];
	const { exitReasons, touchDelays } = candidate;
	if (exitReasons.length > 0) {
		blocks.push({
			kind: "table",
			table: {
				caption: "Why flagged leads left the ladder",
				columns: [{ label: "flag" }, { label: "exit" }, { label: "reason" }, { label: "leads", align: "right" }],
				rows: exitReasons
					.slice(0, MOST_REASONS)
					.map(({ stage: flag, exit, reason, count }) => [
						stageName(flag),
						stageName(exit),
						reason ?? { text: "no reason recorded", tone: "muted" },
						formatCount(count),
					]),
				...(exitReasons.length > MOST_REASONS
					? { note: `The ${MOST_REASONS} most frequent of ${exitReasons.length}.` }
					: {}),
			},
		});
	}
	if (touchDelays.length > 0) {
		blocks.push({
			kind: "table",
			table: {
				caption: "Precision by time from the flag to the first sales touch",
				columns: [{ label: "hand-off" }, { label: "first touch" }, { label: "precision", align: "right" }],
				rows: touchDelays.map((delay) => [handoffName(delay), delayText(delay), estimateCell(delay.precision)]),
				note: "Sales may have touched the better leads first: this is what happened, not what a faster touch would cause.",
			},
		});
	}
	return { id: "funnel", title: "The recorded funnel", blocks };
}

function delayText({ fromDays: from, toDays: to }: Pick<TouchDelay, "fromDays" | "toDays">): string {
	if (from === undefined && to === undefined) return "never";
	if (to === undefined) return `after ${from} days or more`;
	return `after ${from ?? 0} to below ${to} days`;
}
