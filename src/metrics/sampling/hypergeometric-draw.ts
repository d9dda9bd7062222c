import type { Random } from "../../base/random.ts";
import { logFactorial } from "../distributions/stirling-error.ts";

/**
 * How many of the marked are among `drawn` units taken without replacement from `marked + others`: a hypergeometric draw,
 * by inversion outwards from the mode, so that the cost grows with the spread and not with the counts.
 *
 * @throws RangeError when a count is not whole or below 0, or more are drawn than there are
 * @example hypergeometricDraw(createRandom(1), { marked: 3, others: 0, drawn: 2 }) // 2
 */
export function hypergeometricDraw(
	random: Random,
	{ marked, others, drawn }: { readonly marked: number; readonly others: number; readonly drawn: number },
): number {
	const all = marked + others;
	if (![marked, others, drawn].every((count) => Number.isInteger(count) && count >= 0) || drawn > all) {
		throw new RangeError(
			`hypergeometricDraw: counts must be whole, at least 0 and drawn at most ${all}, got ${marked}, ${others}, ${drawn}.`,
		);
	}
	const low = Math.max(0, drawn - others);
	const high = Math.min(marked, drawn);
	if (low === high) return low;
	const mode = Math.min(high, Math.max(low, Math.floor(((drawn + 1) * (marked + 1)) / (all + 2))));
	const atMode = Math.exp(choose(marked, mode) + choose(others, drawn - mode) - choose(all, drawn));
	let left = random.next() - atMode;
	let below = mode;
	let above = mode;
	let chanceBelow = atMode;
	let chanceAbove = atMode;
	while (left >= 0) {
		const canFall = below > low && chanceBelow > 0;
		const canRise = above < high && chanceAbove > 0;
		// Rounding may leave a crumb of the uniform number that no chance can pay.
		if (!canFall && !canRise) return mode;
		if (canRise) {
			chanceAbove *= ((marked - above) * (drawn - above)) / ((above + 1) * (others - drawn + above + 1));
			above++;
			left -= chanceAbove;
			if (left < 0) return above;
		}
		if (canFall) {
			chanceBelow *= (below * (others - drawn + below)) / ((marked - below + 1) * (drawn - below + 1));
			below--;
			left -= chanceBelow;
			if (left < 0) return below;
		}
	}
	return mode;
}

/**
 * Writes into `into` how many of each group are among `drawn` units taken without replacement from all: what shuffling
 * the units' labels would give, at a cost that does not grow with their number.
 *
 * @param totals whole numbers: units a group
 * @throws RangeError when more are drawn than there are
 * @example shuffledCounts(createRandom(1), [3, 0, 2], { drawn: 5, into }) // into is [3, 0, 2]
 */
export function shuffledCounts(
	random: Random,
	totals: ArrayLike<number>,
	{ drawn, into }: { readonly drawn: number; readonly into: Float64Array },
): void {
	let others = 0;
	for (let i = 0; i < totals.length; i++) others += totals[i]!;
	let left = drawn;
	for (let i = 0; i < totals.length; i++) {
		const marked = totals[i]!;
		others -= marked;
		into[i] = hypergeometricDraw(random, { marked, others, drawn: left });
		left -= into[i]!;
	}
}

/** ln of "n choose k". */
function choose(n: number, k: number): number {
	return lnFactorial(n) - lnFactorial(k) - lnFactorial(n - k);
}

const TABLE = 1 << 16;
/** Shuffles ask for the same factorials again and again. */
const known = new Float64Array(TABLE);

function lnFactorial(n: number): number {
	if (n < 2) return 0;
	if (n >= TABLE) return logFactorial(n);
	if (known[n] === 0) known[n] = logFactorial(n);
	return known[n]!;
}
