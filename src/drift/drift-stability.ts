import type { Random } from "../base/random.ts";
import { type PopulationStability, populationStability } from "../metrics/rates/population-stability.ts";
import { accountInflation } from "./account-inflation.ts";
import { type DriftPeriods, RECENT, REFERENCE } from "./drift-periods.ts";
import type { DriftBin } from "./drift-result.ts";
import { type OpenTest, tooFewUnits } from "./drift-standing.ts";

/** An index from which a shift is usually taken for moderate; a smaller one could hardly matter. */
export const WORTH_KNOWING = 0.1;

/** Which bin each lead of the two periods is in. */
export interface BinnedRows {
	/** Rows of the cohort in either period. */
	readonly rows: Int32Array;
	/** Bin of each of `rows`. */
	readonly bin: Int32Array;
	readonly labels: readonly string[];
}

/** The stability of binned leads, still to be corrected for the other tests. */
export function openStability(
	{ rows, bin, labels }: BinnedRows,
	{
		periods,
		random,
		replicates,
	}: { readonly periods: DriftPeriods; readonly random: Random; readonly replicates: number },
): { readonly psi: PopulationStability; readonly bins: readonly DriftBin[] } & OpenTest {
	const before = new Float64Array(labels.length);
	const after = new Float64Array(labels.length);
	for (let i = 0; i < rows.length; i++) (periods.of[rows[i]!] === RECENT ? after : before)[bin[i]!]!++;
	const bins = labels.map((label, i) => ({ label, before: before[i]!, after: after[i]! }));
	const inflation = binInflation({ rows, bin, labels }, { periods, before, after });
	const psi = populationStability(before, after, { random, replicates, inflation });
	const few = tooFewUnits(periods);
	if (few !== undefined) return { psi, bins, ...few };
	const high = psi.highByChance ?? 0;
	const isBlind = high > WORTH_KNOWING;
	const all = psi.before + psi.after;
	return {
		psi,
		bins,
		pValue: psi.pValue,
		isBlocked: false,
		isBlind,
		...(isBlind
			? {
					reason: `with so few leads chance alone gives an index up to ${high.toFixed(2)}`,
					// What chance gives shrinks as leads grow.
					moreNeeded: Math.ceil(all * (high / WORTH_KNOWING - 1)),
				}
			: {}),
	};
}

function binInflation(
	{ rows, bin, labels }: BinnedRows,
	{
		periods,
		before,
		after,
	}: { readonly periods: DriftPeriods; readonly before: Float64Array; readonly after: Float64Array },
): number {
	const { accounts, of } = periods;
	if (accounts === undefined) return 1;
	const n = before.reduce((sum, count) => sum + count, 0);
	const m = after.reduce((sum, count) => sum + count, 0);
	if (n === 0 || m === 0) return 1;
	const shares = labels.map((_, i) => (before[i]! + after[i]!) / (n + m));
	const terms = shares.map((share, own) => {
		const part = new Float64Array(rows.length);
		for (let i = 0; i < rows.length; i++) {
			part[i] = ((bin[i] === own ? 1 : 0) - share) * (of[rows[i]!] === REFERENCE ? -1 / n : 1 / m);
		}
		return part;
	});
	return accountInflation(rows, { accounts, terms, scales: shares });
}
