import type { Dataset } from "../../dataset/dataset.ts";

/**
 * Largest amount on a lead's rows of a stage, 0 where none is recorded; `undefined` when the contract has no amounts.
 *
 * @example winAmountOf(dataset, "customer")?.(0) // 12500
 */
export function winAmountOf({ stages }: Dataset, outcome: string): ((lead: number) => number) | undefined {
	const { amount, offsets, stage } = stages;
	if (amount === undefined) return undefined;
	const wanted = stages.names.indexOf(outcome);
	return (lead) => {
		let largest = 0;
		for (let row = offsets[lead]!; row < offsets[lead + 1]!; row++) {
			if (stage[row] === wanted && amount[row]! > largest) largest = amount[row]!;
		}
		return largest;
	};
}

/**
 * {@link winAmountOf} of every lead as a column, in hundredths: whole numbers, so that sums do not depend on their order.
 */
export function winAmounts(dataset: Dataset, outcome: string): Float64Array | undefined {
	const amountOf = winAmountOf(dataset, outcome);
	if (amountOf === undefined) return undefined;
	return Float64Array.from({ length: dataset.leadCount }, (_, lead) => Math.round(amountOf(lead) * 100));
}
