import { betaQuantile } from "../distributions/beta-quantile.ts";
import { checkBinomial } from "../distributions/binomial-tails.ts";

/**
 * Clopper-Pearson interval of a binomial rate: never covers less often than it says, so wider than Wilson's. The ends
 * are beta quantiles: Beta(k, n - k + 1) and Beta(k + 1, n - k); 0 when k = 0, 1 when k = n. With no trials all rates
 * are possible: [0, 1].
 *
 * Source: Clopper and Pearson 1934; as scipy `proportion_ci(method="exact")`.
 *
 * @param options.confidence chance to cover, in (0, 1); 0.95 by default
 * @param options.side `both`, or one-sided: `lower` gives [low, 1], `upper` gives [0, high], with all the risk on one end
 * @throws RangeError when the counts are not whole with 0 <= hits <= trials, or `confidence` is not in (0, 1)
 * @example clopperPearson(20, 100) // [0.1266555521019559, 0.2918426890886281]
 */
export function clopperPearson(
	hits: number,
	trials: number,
	{
		confidence = 0.95,
		side = "both",
	}: { readonly confidence?: number; readonly side?: "both" | "lower" | "upper" } = {},
): readonly [number, number] {
	checkBinomial("clopperPearson", hits, trials, 0);
	if (!(confidence > 0 && confidence < 1)) {
		throw new RangeError(`clopperPearson: confidence must be in (0, 1), got ${confidence}.`);
	}
	const risk = side === "both" ? (1 - confidence) / 2 : 1 - confidence;
	const low = side === "upper" || hits === 0 ? 0 : betaQuantile(risk, hits, trials - hits + 1);
	const high = side === "lower" || hits === trials ? 1 : betaQuantile(risk, hits + 1, trials - hits, { tail: "upper" });
	return [low, high];
}

/**
 * The same of a rate on effective trials, which need not be whole, nor the hits: Korn and Graubard's interval.
 *
 * @throws RangeError when `rate` is not in [0, 1] or `trials` not above 0
 * @example clopperPearsonOf(0.2, 100, { confidence: 0.95 }) // [0.1266555521019559, 0.2918426890886281]
 */
export function clopperPearsonOf(
	rate: number,
	trials: number,
	{ confidence }: { readonly confidence: number },
): readonly [number, number] {
	if (!(rate >= 0 && rate <= 1 && trials > 0)) {
		throw new RangeError(`clopperPearsonOf: rate must be in [0, 1] and trials above 0, got ${rate} of ${trials}.`);
	}
	const risk = (1 - confidence) / 2;
	const low = rate === 0 ? 0 : betaQuantile(risk, rate * trials, (1 - rate) * trials + 1);
	const high = rate === 1 ? 1 : betaQuantile(risk, rate * trials + 1, (1 - rate) * trials, { tail: "upper" });
	return [low, high];
}
