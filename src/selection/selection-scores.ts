import type { Dataset } from "../dataset/dataset.ts";
import type { LeadView } from "../model/lead-view.ts";
import { compileModel } from "../model/score.ts";
import { leadViewAt } from "../replay/lead-view-at.ts";
import type { Replay } from "../replay/replay-result.ts";
import type { SelectionFlags } from "./selection-flags.ts";

/** What was known at each flag, as far as sales may have chosen by it. */
export interface SelectionScores {
	/** Everything known about the lead at its flag. */
	readonly view: readonly LeadView[];
	/** Score of the model itself. */
	readonly own: Float64Array;
	/** Score of the model that decided in the past; the own one when there is none other. */
	readonly old: Float64Array;
	/** Days since the old model had flagged the lead by then: 0 or more; NaN when it had not, or there is no old model. */
	readonly oldFlagAgeDays: Float64Array;
}

/**
 * Scores of each flag at its own instant, by the model and by the old one, from what was known then and nothing later.
 *
 * @param baseline replay of the old model over the same leads, when there is one
 */
export function selectionScores(
	dataset: Dataset,
	flags: SelectionFlags,
	{ replay, baseline, flag }: { readonly replay: Replay; readonly baseline: Replay | undefined; readonly flag: string },
): SelectionScores {
	const view = Array.from(flags.lead, (lead, i) => leadViewAt(dataset, lead, flags.flaggedAt[i]!));
	const scorer = compileModel(replay.model);
	const own = Float64Array.from(view, (one) => scorer.explain(one).score);
	const oldScorer = baseline === undefined ? undefined : compileModel(baseline.model);
	const old = oldScorer === undefined ? own : Float64Array.from(view, (one) => oldScorer.explain(one).score);
	const oldFlagAt = baseline?.columns.flaggedAt[flag];
	const rowOf = new Map<number, number>();
	baseline?.columns.lead.forEach((lead, row) => {
		rowOf.set(lead, row);
	});
	const oldFlagAgeDays = Float64Array.from(flags.lead, (lead, i) => {
		const row = rowOf.get(lead);
		const age =
			row === undefined || oldFlagAt === undefined ? -1 : (flags.flaggedAt[i]! - oldFlagAt[row]!) / 86_400_000;
		return age >= 0 ? age : Number.NaN;
	});
	return { view, own, old, oldFlagAgeDays };
}
