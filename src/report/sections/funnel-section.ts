import { funnelChart } from "../../charts/replay/funnel-chart.ts";
import type { Replay } from "../../replay/replay-result.ts";
import { exitReasonTable } from "../../tables/exit-reason-table.ts";
import { touchDelayTable } from "../../tables/touch-delay-table.ts";
import type { Block, Section } from "../report-document.ts";

/** The recorded funnel, why flagged leads left it, and how much the first sales touch matters. */
export function funnelSection(candidate: Replay): Section {
	const blocks: Block[] = [{ kind: "chart", chart: funnelChart(candidate) }];
	const { exitReasons, touchDelays } = candidate;
	if (exitReasons.length > 0) blocks.push({ kind: "table", table: exitReasonTable(exitReasons) });
	if (touchDelays.length > 0) blocks.push({ kind: "table", table: touchDelayTable(touchDelays) });
	return { id: "funnel", title: "The recorded funnel", blocks };
}
