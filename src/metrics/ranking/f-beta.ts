/**
 * F-beta of counts: (1 + b²) P R / (b² P + R), the weighted harmonic mean of precision and recall; recall counts beta
 * times as much as precision. Here from counts: `hits` of `flagged` flags are right, `caught` of `reached` outcomes are
 * found.
 *
 * `undefined` when precision or recall is (nobody flagged, or nobody reached); 0 when both are 0.
 *
 * @throws RangeError when beta is not above 0
 * @example fBeta({ hits: 2, flagged: 10, caught: 2, reached: 3 }) // 0.3077
 */
export function fBeta(
	counts: { readonly hits: number; readonly flagged: number; readonly caught: number; readonly reached: number },
	{ beta = 1 }: { readonly beta?: number } = {},
): number | undefined {
	if (!(beta > 0)) throw new RangeError(`fBeta: beta must be above 0, got ${beta}.`);
	if (counts.flagged === 0 || counts.reached === 0) return undefined;
	const precision = counts.hits / counts.flagged;
	const recall = counts.caught / counts.reached;
	if (precision === 0 && recall === 0) return 0;
	const square = beta * beta;
	return ((1 + square) * precision * recall) / (square * precision + recall);
}
