/**
 * The axis of rates: from 0 to the largest value, rounded up so that ticks are round. With nothing to show it is 0 to 1.
 *
 * @example rateDomain([0.31, 0.467]) // [0, 0.5]
 */
export function rateDomain(values: readonly (number | undefined)[]): [number, number] {
	const largest = values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
	if (largest <= 0) return [0, 1];
	const step = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1].find((size) => largest / size <= 10) ?? 0.1;
	return [0, Math.min(1, Math.ceil(largest / step - 1e-9) * step)];
}
