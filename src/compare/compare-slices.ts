import { holmAdjusted } from "../metrics/rates/holm-adjusted.ts";
import type { LeadAccounts } from "../replay/leads/lead-accounts.ts";
import type { CohortPart } from "./cohort-parts.ts";
import type { ComparedSlice, PairedDifference } from "./comparison.ts";
import { flagDifferences } from "./flag-differences.ts";
import { pairRate } from "./pair-rate.ts";
import { pairTable } from "./pair-table.ts";
import type { PairedFlags } from "./paired-flags.ts";
import { pairedPrecisionTest } from "./paired-precision-test.ts";

/** How slices are compared. */
export interface CompareSlicesOptions {
	readonly accounts?: LeadAccounts | undefined;
	/** Of the interval of each slice's difference; 0.95 by default. */
	readonly confidence?: number;
	/** Whether the two are one model. */
	readonly sameModel?: boolean;
	/** Chance of any false "better" or "worse" among all slices; 0.05 by default. */
	readonly risk?: number;
}

/**
 * The precision of a hand-off under both models in every segment and month, with Holm's correction over all that can be
 * judged: of sixty slices three differ at 5 % by chance alone. The interval of each stands for itself, uncorrected.
 *
 * @example compareSlices(pairs, cohortParts(history, candidate)).filter(({ standing }) => standing === "worse")
 */
export function compareSlices(
	pairs: PairedFlags,
	parts: readonly CohortPart[],
	{ accounts, risk = 0.05, ...options }: CompareSlicesOptions = {},
): readonly ComparedSlice[] {
	const measured = parts.map(({ kind, attribute, value, rows }) => {
		const cellOf = Int16Array.from(rows, (row) => pairs.cellOf[row]!);
		const own = accounts === undefined ? undefined : Int32Array.from(rows, (row) => accounts.of[row]!);
		const table = pairTable(cellOf, own);
		const [difference] = flagDifferences(table, {
			...options,
			measures: ["precision"],
		}) as readonly PairedDifference<"precision">[];
		const canTell = difference!.standing !== "too-little" && difference!.standing !== "same";
		return {
			kind,
			attribute,
			value,
			leads: rows.length,
			baseline: pairRate(table, "baseline"),
			candidate: pairRate(table, "candidate"),
			difference: difference!,
			pValue: canTell ? pairedPrecisionTest(table) : undefined,
		};
	});
	const tested = measured.flatMap(({ pValue }, i) => (pValue === undefined ? [] : [{ i, pValue }]));
	const adjusted = holmAdjusted(tested.map(({ pValue }) => pValue));
	const adjustedOf = new Map(tested.map(({ i }, rank) => [i, adjusted[rank]!]));
	return measured.map((slice, i): ComparedSlice => {
		const adjustedP = adjustedOf.get(i);
		return { ...slice, adjustedP, standing: standingOf(slice.difference, adjustedP, risk) };
	});
}

function standingOf(difference: PairedDifference, adjustedP: number | undefined, risk: number) {
	if (difference.standing === "too-little") return "cannot tell yet" as const;
	if (adjustedP === undefined || adjustedP > risk) return "no visible difference" as const;
	return (difference.candidate ?? 0) > (difference.baseline ?? 0) ? ("better" as const) : ("worse" as const);
}
