import type { Random } from "../../base/random.ts";
import { multinomialDraw } from "./multinomial-draw.ts";

/** Units a cell up to which drawing one unit after the other is quicker than one binomial a cell. */
const FEW_UNITS = 8;

/**
 * Draws from a table again and again, with replacement and as many units as it holds; the same distribution as
 * {@link multinomialDraw}. Where nearly every unit has a cell of its own (scores of two models under decay, patterns of
 * accounts) units are drawn one by one, which is quicker there.
 *
 * @param counts whole numbers: units a cell
 * @throws RangeError when a count is not a whole number of 0 or more
 * @example countDrawer(Float64Array.of(3, 0))(createRandom(1), into) // into is [3, 0]
 */
export function countDrawer(counts: Float64Array): (random: Random, into: Float64Array) => void {
	const units = counts.reduce((sum, count) => sum + count, 0);
	if (!(units <= FEW_UNITS * counts.length)) return (random, into) => multinomialDraw(random, counts, into);
	const cellOfUnit = new Int32Array(units);
	let unit = 0;
	for (let cell = 0; cell < counts.length; cell++) {
		const count = counts[cell]!;
		if (!Number.isInteger(count) || count < 0) {
			throw new RangeError(`countDrawer: counts must be whole and at least 0, got ${count}.`);
		}
		cellOfUnit.fill(cell, unit, unit + count);
		unit += count;
	}
	return (random, into) => {
		into.fill(0);
		for (let i = 0; i < units; i++) into[cellOfUnit[Math.floor(random.next() * units)]!]!++;
	};
}
