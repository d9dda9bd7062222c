import { clopperPearson } from "./clopper-pearson.ts";
import { LEAST_EACH } from "./too-few.ts";

/** Hits of trials at one threshold. */
export interface BandCounts {
	readonly hits: number;
	readonly total: number;
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
 * `undefined` where there are fewer trials: nothing is said there, and nothing spent.
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
	const enough = rates.filter(({ total }) => total > 0 && total >= least).length;
	// Neighbours often have equal counts: a quantile is the slow part.
	const known = new Map<string, readonly [number, number]>();
	return rates.map(({ hits, total }) => {
		if (total === 0 || total < least) return undefined;
		const key = `${hits}/${total}`;
		const interval =
			known.get(key) ?? clopperPearson(hits, total, { confidence: 1 - (1 - confidence) / (enough * families) });
		known.set(key, interval);
		return interval;
	});
}
