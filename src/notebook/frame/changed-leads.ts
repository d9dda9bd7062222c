import type { Dataset, HandoffSpec } from "../../dataset/dataset.ts";
import type { Replay } from "../../replay/replay-result.ts";
import { type LeadRow, leadRows } from "./lead-rows.ts";

/** A lead under two models. The rest of the row is the candidate's, of who leaves the baseline's. */
export interface ChangedLead extends LeadRow {
	/** `enters`: only the candidate flags it; `leaves`: only the baseline does; `stays`: both; `neither`. */
	readonly change: "enters" | "leaves" | "stays" | "neither";
}

/**
 * The leads of two replays one by one, with who changes sides. The models must be replayed over the same leads.
 *
 * @throws RangeError when the two replays are not about the same leads; LabError when one lacks the hand-off
 * @example changedLeads(dataset, { candidate, baseline }, { from: "mql", to: "sql" }).filter((lead) => lead.change === "leaves")
 */
export function changedLeads(
	dataset: Dataset,
	{ candidate, baseline }: { readonly candidate: Replay; readonly baseline: Replay },
	handoff: HandoffSpec,
	options: { readonly attributes?: readonly string[] } = {},
): readonly ChangedLead[] {
	if (
		baseline.datasetFingerprint !== candidate.datasetFingerprint ||
		baseline.cohort.leads !== candidate.cohort.leads
	) {
		throw new RangeError("changedLeads: the two replays must be over the same leads of the same dataset.");
	}
	const before = leadRows(dataset, baseline, handoff, options);
	return leadRows(dataset, candidate, handoff, options).map((now, i): ChangedLead => {
		const old = before[i]!;
		if (isFlagged(now)) return { ...now, change: isFlagged(old) ? "stays" : "enters" };
		return isFlagged(old) ? { ...old, change: "leaves" } : { ...now, change: "neither" };
	});
}

function isFlagged({ verdict }: LeadRow): boolean {
	return verdict !== "not flagged" && verdict !== "excluded";
}
