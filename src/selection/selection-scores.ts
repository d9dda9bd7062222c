import type { Dataset } from "../dataset/dataset.ts";
import type { LeadView } from "../model/lead-view.ts";
import { compileModel } from "../model/score.ts";
import { leadViewAt } from "../replay/lead-view-at.ts";
import type { Replay } from "../replay/replay-result.ts";
import type { SelectionCalls } from "./selection-calls.ts";

/** What was known at each call, as far as sales may have chosen by it. */
export interface SelectionScores {
	/** Everything known about the lead at its call. */
	readonly view: readonly LeadView[];
	/** Score of the model itself. */
	readonly own: Float64Array;
	/** Score of the model that decided in the past; the own one when there is none other. */
	readonly old: Float64Array;
	/** Days since the old model had called the lead by then: 0 or more; NaN when it had not, or there is no old model. */
	readonly oldCallAgeDays: Float64Array;
}

/**
 * Scores of each call at its own instant, by the model and by the old one, from what was known then and nothing later.
 *
 * @param baseline replay of the old model over the same leads, when there is one
 */
export function selectionScores(
	dataset: Dataset,
	calls: SelectionCalls,
	{ replay, baseline, call }: { readonly replay: Replay; readonly baseline: Replay | undefined; readonly call: string },
): SelectionScores {
	const view = Array.from(calls.lead, (lead, i) => leadViewAt(dataset, lead, calls.callAt[i]!));
	const scorer = compileModel(replay.model);
	const own = Float64Array.from(view, (one) => scorer.explain(one).score);
	const oldScorer = baseline === undefined ? undefined : compileModel(baseline.model);
	const old = oldScorer === undefined ? own : Float64Array.from(view, (one) => oldScorer.explain(one).score);
	const oldCallAt = baseline?.columns.callAt[call];
	const rowOf = new Map<number, number>();
	baseline?.columns.lead.forEach((lead, row) => {
		rowOf.set(lead, row);
	});
	const oldCallAgeDays = Float64Array.from(calls.lead, (lead, i) => {
		const row = rowOf.get(lead);
		const age = row === undefined || oldCallAt === undefined ? -1 : (calls.callAt[i]! - oldCallAt[row]!) / 86_400_000;
		return age >= 0 ? age : Number.NaN;
	});
	return { view, own, old, oldCallAgeDays };
}
