import { fBeta } from "../metrics/ranking/f-beta.ts";
import { FLAG_OUTCOME, isCaught, isImmature, isJudged } from "../replay/flag-outcome.ts";
import { PAIR_CELLS, type PairCell, pairCell } from "./paired-flags.ts";

/** Counts of one model's flags, as in a hand-off. */
export interface FlagSums {
	readonly flagged: number;
	readonly late: number;
	readonly immature: number;
	readonly hits: number;
	readonly misses: number;
	readonly caught: number;
}

/** What is compared at a hand-off. `flagged` and `late` are numbers of leads, `lift` a multiple, the others rates. */
export type FlagMeasure = "precision" | "recall" | "f-beta" | "lift" | "flagged" | "late";

/** The measures in the order of their numbers. */
export const FLAG_MEASURES: readonly FlagMeasure[] = ["precision", "recall", "f-beta", "lift", "flagged", "late"];

const ALL_CELLS = Array.from({ length: PAIR_CELLS }, (_, cell) => pairCell(cell));

/** Whether the two models count a lead of the cell differently for a measure. */
export function isDiffering(measure: FlagMeasure, cell: number): boolean {
	const { baseline, candidate, reached } = pairCell(cell);
	const judged = isJudged(baseline) || isJudged(candidate);
	switch (measure) {
		case "precision":
		case "lift":
			return judged && baseline !== candidate;
		case "recall":
			return reached && isCaught(baseline) !== isCaught(candidate);
		case "f-beta":
			return isDiffering("precision", cell) || isDiffering("recall", cell);
		case "flagged":
			return (baseline === FLAG_OUTCOME.notFlagged) !== (candidate === FLAG_OUTCOME.notFlagged);
		case "late":
			return (baseline === FLAG_OUTCOME.late) !== (candidate === FLAG_OUTCOME.late);
	}
}

/** The counts of both models from the table of pairs. */
export interface PairSums {
	readonly baseline: FlagSums;
	readonly candidate: FlagSums;
	readonly leads: number;
	/** Leads that reached the outcome, flagged or not. */
	readonly reached: number;
	/** Of a flag of every lead at its creation, as far as its horizon has passed. */
	readonly everyone: { readonly hits: number; readonly total: number };
}

/**
 * Adds a table of pairs up.
 *
 * @param counts leads by cell of {@link pairCell}
 * @param cells what each entry of `counts` holds, when empty cells are left out
 * @example pairSums(pairs.counts).candidate.hits // 369
 */
export function pairSums(counts: ArrayLike<number>, cells: readonly PairCell[] = ALL_CELLS): PairSums {
	const empty = () => ({ flagged: 0, late: 0, immature: 0, hits: 0, misses: 0, caught: 0 });
	const baseline = empty();
	const candidate = empty();
	const everyone = { hits: 0, total: 0 };
	let leads = 0;
	let reached = 0;
	for (let i = 0; i < counts.length; i++) {
		const count = counts[i]!;
		if (count === 0) continue;
		const cell = cells[i]!;
		leads += count;
		if (cell.reached) reached += count;
		if (cell.atCreation !== "immature") everyone.total += count;
		if (cell.atCreation === "hit") everyone.hits += count;
		addTo(baseline, cell.baseline, count);
		addTo(candidate, cell.candidate, count);
	}
	return { baseline, candidate, leads, reached, everyone };
}

function addTo(sums: { -readonly [name in keyof FlagSums]: number }, state: number, count: number): void {
	if (state !== FLAG_OUTCOME.notFlagged) sums.flagged += count;
	if (state === FLAG_OUTCOME.late) sums.late += count;
	if (isImmature(state)) sums.immature += count;
	if (state === FLAG_OUTCOME.hit) sums.hits += count;
	if (state === FLAG_OUTCOME.miss) sums.misses += count;
	if (isCaught(state)) sums.caught += count;
}

/**
 * One measure of one model; `undefined` where it has no value (no judged flag, nobody reached the outcome).
 *
 * Lift is precision over the rate of {@link PairSums.everyone}.
 *
 * @example measureOf("precision", sums, "candidate", { beta: 1 }) // 0.55
 */
export function measureOf(
	measure: FlagMeasure,
	sums: PairSums,
	model: "baseline" | "candidate",
	{ beta }: { readonly beta: number },
): number | undefined {
	const { flagged, late, hits, misses, caught } = sums[model];
	const { reached, everyone } = sums;
	const precision = hits + misses === 0 ? undefined : hits / (hits + misses);
	switch (measure) {
		case "precision":
			return precision;
		case "recall":
			return reached === 0 ? undefined : caught / reached;
		case "f-beta":
			return fBeta({ hits, flagged: hits + misses, caught, reached }, { beta });
		case "lift":
			return precision === undefined || everyone.hits === 0 ? undefined : precision / (everyone.hits / everyone.total);
		case "flagged":
			return flagged;
		case "late":
			return late;
	}
}
