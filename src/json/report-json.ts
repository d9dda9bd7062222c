import type { Health } from "../health/health.ts";
import type { Replay } from "../replay/replay-result.ts";
import type { Verdict } from "../report/verdict.ts";
import { handoffPart } from "./handoff-json.ts";
import { resultJson } from "./result-json.ts";

/** What `leadlab report --json` prints. */
export type ReportJson = ReturnType<typeof reportJson>;

/** A report that was written. */
export interface Reported {
	/** Path of the HTML file. */
	readonly report: string;
	readonly verdict: Pick<Verdict, "decision" | "headline" | "recommendation">;
	readonly candidate: Replay;
	readonly baseline: Replay | undefined;
}

/**
 * Where a report is and what it says first, as plain JSON.
 *
 * @example reportJson(reported, { health }).candidate[0].precision.value // 0.42
 */
export function reportJson(
	{ report, verdict: { decision, headline, recommendation }, candidate, baseline }: Reported,
	{ health }: { readonly health: Health },
) {
	return resultJson({
		leadlab: "report/2" as const,
		health,
		report,
		verdict: { decision, headline, recommendation },
		candidate: candidate.handoffs.map(handoffPart),
		baseline: baseline?.handoffs.map(handoffPart),
	});
}
