/** 0.975 quantile of the standard normal distribution. */
export const Z_95 = 1.959963984540054;

/**
 * Wilson score interval of a binomial rate: (2k + z² ± z √(z² + 4k(1 - k/n))) / (2(n + z²)); the lower end is 0 when
 * k = 0 and the upper end 1 when k = n. Source: Wilson 1927; Newcombe 1998; as in scipy.
 *
 * @param hits k, from 0 to `total`; need not be whole (weighted counts)
 * @param total n, above 0
 * @example wilsonInterval(3, 10) // [0.1077913, 0.6032219]
 * @throws RangeError when `total` is not above 0 or `hits` is outside 0 to `total`
 */
export function wilsonInterval(hits: number, total: number, { z = Z_95 } = {}): readonly [number, number] {
	if (!(total > 0) || !(hits >= 0 && hits <= total)) {
		throw new RangeError(`wilsonInterval: hits must be in [0, total] and total above 0, got ${hits} of ${total}.`);
	}
	const square = z * z;
	const centre = 2 * hits + square;
	const half = z * Math.sqrt(square + 4 * hits * (1 - hits / total));
	const scale = 2 * (total + square);
	return [hits === 0 ? 0 : (centre - half) / scale, hits === total ? 1 : (centre + half) / scale];
}
