import type { Random } from "../base/random.ts";

/** Draws one item; each in proportion to its weight. */
export type Choice<T> = (random: Random) => T;

/**
 * A fixed choice among weighted items, prepared once so that a draw costs one random number and a short walk.
 *
 * @param weights item to weight, each at least 0, not all 0
 * @example choiceOf({ yes: 3, no: 1 })(random) // "yes" three times out of four
 */
export function choiceOf<K extends string>(weights: Readonly<Record<K, number>>): Choice<K> {
	const items = Object.keys(weights) as K[];
	const upTo: number[] = [];
	let total = 0;
	for (const item of items) {
		total += weights[item];
		upTo.push(total);
	}
	return (random) => {
		const at = random.next() * total;
		let index = 0;
		while (index < items.length - 1 && at >= upTo[index]!) index++;
		return items[index]!;
	};
}
