import type { Random } from "../../base/random.ts";
import { binomialDraw } from "./binomial-draw.ts";

/**
 * Writes into `into` how often each cell is drawn when as many units as the cells hold are drawn from them with
 * replacement: exactly what resampling the rows one by one would count, by one conditional binomial a cell.
 *
 * @param counts whole numbers: units a cell
 * @throws RangeError when a count is not a whole number of 0 or more
 * @example multinomialDraw(createRandom(1), [3, 0], into) // into is [3, 0]
 */
export function multinomialDraw(random: Random, counts: ArrayLike<number>, into: Float64Array): void {
	let units = 0;
	for (let i = 0; i < counts.length; i++) {
		if (!Number.isInteger(counts[i]!) || counts[i]! < 0) {
			throw new RangeError(`multinomialDraw: counts must be whole and at least 0, got ${counts[i]}.`);
		}
		units += counts[i]!;
	}
	let left = units;
	for (let i = 0; i < counts.length; i++) {
		const drawn = left === 0 ? 0 : binomialDraw(random, left, counts[i]! === units ? 1 : counts[i]! / units);
		into[i] = drawn;
		left -= drawn;
		units -= counts[i]!;
	}
}
