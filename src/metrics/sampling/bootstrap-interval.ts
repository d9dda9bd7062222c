import { normalCdf } from "../distributions/normal.ts";
import { normalQuantile } from "../distributions/normal-quantile.ts";
import { sortedQuantile } from "./sorted-quantile.ts";

/**
 * The measure with one unit of a stratum left out. Units of one cell give one value: `values[i]` stands for `counts[i]`
 * units.
 */
export interface Jackknife {
	readonly values: ArrayLike<number>;
	readonly counts: ArrayLike<number>;
}

/**
 * BCa's acceleration: how the measure's spread changes with its value, from the skewness of its jackknife. One stratum
 * is one sample (a row, a cluster); strata that are drawn apart are given apart.
 *
 * a = (1/6) sum_j sum_i U_ji³ / n_j³ / (sum_j sum_i U_ji² / n_j²)^(3/2), U_ji = (n_j - 1)(mean - value). 0 when no unit
 * moves the measure. Source: Efron and Tibshirani, An Introduction to the Bootstrap, 14.3; as scipy `bootstrap`.
 *
 * @example acceleration([{ values: [2, 3, 4], counts: [1, 1, 1] }]) // 0
 */
export function acceleration(strata: readonly Jackknife[]): number {
	let cubes = 0;
	let squares = 0;
	for (const { values, counts } of strata) {
		let n = 0;
		let mean = 0;
		for (let i = 0; i < values.length; i++) {
			n += counts[i]!;
			if (counts[i]! > 0) mean += counts[i]! * values[i]!;
		}
		mean /= n;
		const scale = (n - 1) / n;
		for (let i = 0; i < values.length; i++) {
			if (counts[i]! === 0) continue;
			const influence = scale * (mean - values[i]!);
			squares += counts[i]! * influence ** 2;
			cubes += counts[i]! * influence ** 3;
		}
	}
	return squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
}

/**
 * Bootstrap interval from replicates, `undefined` when all replicates lie on one side of the estimate (the correction
 * for bias is then infinite).
 *
 * `percentile`: the quantiles of the replicates. BCa (`jackknife` given): the quantiles are moved for the bias and the
 * acceleration: alpha' = Phi(z0 + (z0 + z) / (1 - a (z0 + z))), replicates equal to the estimate counting one half.
 *
 * Source: as scipy `stats.bootstrap`, methods `percentile` and `BCa`.
 *
 * @param ascending the replicates, sorted
 * @throws RangeError when `confidence` is not in (0, 1)
 * @example bootstrapInterval([1, 2, 3], { estimate: 2, confidence: 0.5 }) // [1.5, 2.5]
 */
export function bootstrapInterval(
	ascending: ArrayLike<number>,
	options: { readonly estimate: number; readonly confidence: number; readonly jackknife?: readonly Jackknife[] },
): readonly [number, number] | undefined {
	const { estimate, confidence, jackknife } = options;
	if (!(confidence > 0 && confidence < 1)) {
		throw new RangeError(`bootstrapInterval: confidence must be in (0, 1), got ${confidence}.`);
	}
	const ends = (low: number, high: number): readonly [number, number] | undefined => {
		const from = sortedQuantile(ascending, low);
		const to = sortedQuantile(ascending, high);
		return from === undefined || to === undefined ? undefined : [from, to];
	};
	if (jackknife === undefined) return ends((1 - confidence) / 2, (1 + confidence) / 2);
	let twice = 0;
	for (let i = 0; i < ascending.length; i++) twice += ascending[i]! < estimate ? 2 : ascending[i] === estimate ? 1 : 0;
	const z0 = normalQuantile(twice / (2 * ascending.length));
	if (!Number.isFinite(z0)) return undefined;
	const a = acceleration(jackknife);
	const moved = (z: number) => {
		const shrink = 1 - a * (z0 + z);
		// Past the pole the quantile is at the end of the replicates.
		if (shrink <= 0) return z > 0 ? 1 : 0;
		return normalCdf(z0 + (z0 + z) / shrink);
	};
	const z = normalQuantile((1 + confidence) / 2);
	return ends(moved(-z), moved(z));
}
