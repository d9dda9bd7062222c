import { monthCohortsChart } from "../../charts/replay/month-cohorts-chart.ts";
import { timeToOutcomeChart } from "../../charts/replay/time-to-outcome-chart.ts";
import { touchDelayChart } from "../../charts/replay/touch-delay-chart.ts";
import type { Evaluation } from "../../evaluate/evaluate-replay.ts";
import type { Replay } from "../../replay/replay-result.ts";
import type { Block, Section } from "../report-document.ts";

/** How long outcomes take, by score; how flags fare by the time to the first touch; months as cohorts. */
export function timeSection(replay: Replay, figures: Evaluation | undefined): Section | undefined {
	if (figures === undefined || figures.time.length === 0) return undefined;
	const handoff = replay.handoffs[0];
	const differ = figures.time.some(({ curves }) =>
		curves.some(
			({ withinHorizon, withinHorizonWithoutLeavers: without, shownDays }) =>
				shownDays !== undefined &&
				withinHorizon !== undefined &&
				without !== undefined &&
				Math.abs(without - withinHorizon.share) > 0.01,
		),
	);
	const blocks: Block[] = [
		{
			kind: "text",
			text: `Leads that have not reached an outcome when the extract was taken were only watched so far: they count for as long as they were watched, and are no failures. A lead that left the ladder (disqualified, lost) stays in and has not reached it: the curves say what became of all leads.${
				differ
					? " Taking leavers out when they leave would say what became of the rest; the tables have both, since here they differ by more than a point."
					: " Taking leavers out when they leave changes no share within the horizon by more than a point."
			}`,
		},
		...figures.time.map((time): Block => ({ kind: "chart", chart: timeToOutcomeChart(time, { replay }) })),
	];
	if (handoff !== undefined && replay.touchDelays.length > 0) {
		blocks.push({ kind: "chart", chart: touchDelayChart(replay, handoff) });
	}
	for (const cohorts of figures.cohorts) blocks.push({ kind: "chart", chart: monthCohortsChart(cohorts, { replay }) });
	return { id: "time", title: "Time to outcome", blocks };
}
