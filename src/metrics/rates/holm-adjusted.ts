/**
 * Holm's adjusted p-values: rejecting those at or below the risk keeps the chance of any false rejection within it,
 * whatever the tests have to do with each other. In the order given; never above 1.
 *
 * The i-th smallest of m is multiplied by m - i + 1, then none may be below a smaller one. Source: Holm 1979; as
 * statsmodels `multipletests(method="holm")`.
 *
 * With `weights` a test of twice the weight may spend twice the risk: p-values are put in order of p / weight, and each is
 * multiplied by the weights not yet spent over its own. Equal weights are Holm's.
 *
 * @throws RangeError when a p-value is not in [0, 1]
 * @example holmAdjusted([0.01, 0.04, 0.03]) // [0.03, 0.06, 0.06]
 */
export function holmAdjusted(
	pValues: readonly number[],
	{ weights }: { readonly weights?: readonly number[] } = {},
): readonly number[] {
	const weightOf = (i: number) => weights?.[i] ?? 1;
	const bad = pValues.find((p) => !(p >= 0 && p <= 1));
	if (bad !== undefined) throw new RangeError(`holmAdjusted: p-values must be in [0, 1], got ${bad}.`);
	const order = pValues.map((_, i) => i).sort((a, b) => pValues[a]! / weightOf(a) - pValues[b]! / weightOf(b));
	const adjusted = new Array<number>(pValues.length).fill(0);
	let least = 0;
	let left = order.reduce((sum, i) => sum + weightOf(i), 0);
	order.forEach((i) => {
		least = Math.max(least, Math.min(1, (left / weightOf(i)) * pValues[i]!));
		left -= weightOf(i);
		adjusted[i] = least;
	});
	return adjusted;
}
