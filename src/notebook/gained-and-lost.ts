import type { Dataset, HandoffSpec } from "../dataset/dataset.ts";
import { estimateRate } from "../metrics/rates/estimate.ts";
import type { Replay } from "../replay/replay-result.ts";
import { columnsOf, type Table } from "../tables/table.ts";
import { countsText, intervalText, rateText } from "../words/estimate-text.ts";
import { type LeadRow, leadRows } from "./lead-rows.ts";

/** The leads that change sides when one model takes the place of another. */
export interface GainedAndLost {
	/** Flagged by the new model only, with their verdict under the new one. */
	readonly gained: readonly LeadRow[];
	/** Flagged by the old model only, with their verdict under the old one. */
	readonly lost: readonly LeadRow[];
	/** Flagged by both, with their verdict under the new one; the flag may come at another time. */
	readonly kept: readonly LeadRow[];
	/** The three groups as a table with counts and precision. */
	readonly table: Table;
}

/**
 * Who is flagged by one model and not by the other, and what became of them. The models must be replayed over the same
 * leads.
 *
 * @throws RangeError when the two replays are not about the same leads; LabError when one lacks the hand-off
 * @example show(gainedAndLost(history, baseline, candidate, "mql -> sql").table)
 */
export function gainedAndLost(
	dataset: Dataset,
	before: Replay,
	after: Replay,
	handoff: HandoffSpec | string,
	options: { readonly attributes?: readonly string[] } = {},
): GainedAndLost {
	if (before.datasetFingerprint !== after.datasetFingerprint || before.cohort.leads !== after.cohort.leads) {
		throw new RangeError("gainedAndLost: the two replays must be over the same leads of the same dataset.");
	}
	const old = leadRows(dataset, before, handoff, options);
	const now = leadRows(dataset, after, handoff, options);
	const gained = now.filter((row, i) => isFlagged(row) && !isFlagged(old[i]!));
	const lost = old.filter((row, i) => isFlagged(row) && !isFlagged(now[i]!));
	const kept = now.filter((row, i) => isFlagged(row) && isFlagged(old[i]!));
	const groups = [
		[`gained: only ${after.model.name} flags them`, gained],
		[`lost: only ${before.model.name} flags them`, lost],
		["kept: both flag them", kept],
	] as const;
	const rows = groups.map(([name, leads]) => {
		const hits = leads.filter(({ verdict }) => verdict === "hit").length;
		const rate = estimateRate(hits, hits + leads.filter(({ verdict }) => verdict === "miss").length, {
			reason: "no mature flag",
		});
		const worked = leads.filter((row) => row.worked === 1).length;
		return [
			name,
			leads.length,
			countsText(rate),
			rateText(rate),
			intervalText(rate),
			dataset.workedAt === undefined ? undefined : worked,
		];
	});
	return {
		gained,
		lost,
		kept,
		table: {
			columns: columnsOf("leads", "flagged", "hits of mature", "precision", "95 % interval", "worked by sales"),
			rows,
			note: "A lead that sales never worked could hardly become a hit: read the precision of a group beside how many of it were worked.",
		},
	};
}

function isFlagged({ verdict }: LeadRow): boolean {
	return verdict !== "not flagged" && verdict !== "excluded";
}
