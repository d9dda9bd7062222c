/**
 * Holm's adjusted p-values: rejecting those at or below the risk keeps the chance of any false rejection within it,
 * whatever the tests have to do with each other. In the order given; never above 1.
 *
 * The i-th smallest of m is multiplied by m - i + 1, then none may be below a smaller one. Source: Holm 1979; as
 * statsmodels `multipletests(method="holm")`.
 *
 * @throws RangeError when a p-value is not in [0, 1]
 * @example holmAdjusted([0.01, 0.04, 0.03]) // [0.03, 0.06, 0.06]
 */
export function holmAdjusted(pValues: readonly number[]): readonly number[] {
	const bad = pValues.find((p) => !(p >= 0 && p <= 1));
	if (bad !== undefined) throw new RangeError(`holmAdjusted: p-values must be in [0, 1], got ${bad}.`);
	const order = pValues.map((_, i) => i).sort((a, b) => pValues[a]! - pValues[b]!);
	const adjusted = new Array<number>(pValues.length).fill(0);
	let least = 0;
	order.forEach((i, rank) => {
		least = Math.max(least, Math.min(1, (pValues.length - rank) * pValues[i]!));
		adjusted[i] = least;
	});
	return adjusted;
}
