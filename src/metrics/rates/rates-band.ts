import { normalQuantile } from "../distributions/normal-quantile.ts";
import { studentCriticalValue } from "../distributions/student.ts";
import { clopperPearson, clopperPearsonOf } from "./clopper-pearson.ts";
import { ENOUGH } from "./estimate.ts";
import { effectiveTrials, type RateSpread } from "./rate-spread.ts";
import { LEAST_EACH } from "./too-few.ts";

/** Hits of trials at one threshold. */
export interface BandCounts {
	readonly hits: number;
	readonly total: number;
	/** How the trials hang together, where leads share accounts. */
	readonly spread?: RateSpread | undefined;
}

/**
 * A band around many rates that holds all the true ones at once with at least the confidence asked for, whatever the rates
 * have to do with each other. For precision by threshold of a replay: there a flag comes at another moment for each
 * threshold, so there is no one table of scores to draw from, and how the counts hang together is not known.
 *
 * Each of the m rates that stand on at least `least` trials gets its Clopper-Pearson interval at 1 - (1 - confidence) / m:
 * the chances to miss add up to 1 - confidence at most (Bonferroni), at any sample size, when the leads are independent of
 * each other. Thresholds next to each other flag nearly the same leads, so the band is wider than it had to be; as the
 * reach grows with the root of the logarithm of m, 100 thresholds cost about 3.5 standard errors where 2.8 may do.
 *
 * Where leads share accounts the trials are effective ones (`effectiveTrials`; Korn and Graubard 1998), scaled by (z / t)² for
 * Student's t of the accounts less 1.
 *
 * `undefined` where there are fewer trials, or effective accounts than 10: nothing is said there, and nothing spent.
 *
 * @param options.confidence 0.95 by default
 * @param options.least 20 by default
 * @param options.families how many bands share the risk; 2 for precision and recall together; 1 by default
 * @throws RangeError when counts are not whole with 0 <= hits <= total, or `confidence` is not in (0, 1)
 * @example ratesBand([{ hits: 20, total: 100 }])[0] // [0.12666, 0.29184]: one rate alone
 */
export function ratesBand(
	rates: readonly BandCounts[],
	{
		confidence = 0.95,
		least = LEAST_EACH,
		families = 1,
	}: { readonly confidence?: number; readonly least?: number; readonly families?: number } = {},
): readonly (readonly [number, number] | undefined)[] {
	if (!(confidence > 0 && confidence < 1)) {
		throw new RangeError(`ratesBand: confidence must be in (0, 1), got ${confidence}.`);
	}
	const isEnough = ({ total, spread }: BandCounts) =>
		total > 0 && total >= least && (spread === undefined || spread.effectiveAccounts >= ENOUGH);
	const enough = rates.filter(isEnough).length;
	const level = 1 - (1 - confidence) / (enough * families);
	// Neighbours often have equal counts: a quantile is the slow part.
	const known = new Map<string, readonly [number, number]>();
	return rates.map((rate) => {
		if (!isEnough(rate)) return undefined;
		const { hits, total, spread } = rate;
		if (spread !== undefined) {
			const reach = normalQuantile(0.5 + level / 2) / studentCriticalValue(level, spread.accounts - 1);
			const trials = effectiveTrials(total, spread) * reach ** 2;
			return clopperPearsonOf(hits / total, trials, { confidence: level });
		}
		const key = `${hits}/${total}`;
		const interval = known.get(key) ?? clopperPearson(hits, total, { confidence: level });
		known.set(key, interval);
		return interval;
	});
}
