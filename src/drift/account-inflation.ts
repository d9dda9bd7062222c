import type { LeadAccounts } from "../replay/leads/lead-accounts.ts";

/**
 * How many times as much a weighted sum over leads varies as it would were each lead alone, because leads of an account
 * come together: the sum over accounts of (their sum of weight x value) squared, over the same lead by lead. For several
 * values the mean, each over `scale` (Rao and Scott's first-order design effect). Never below 1.
 *
 * @param rows rows of the cohort that count
 * @param options.terms weight x (value - mean) of each of `rows`, for each value
 * @param options.scales what each value's part is divided by; 1 by default
 * @example accountInflation(rows, { accounts: undefined, terms: [terms] }) // 1
 */
export function accountInflation(
	rows: ArrayLike<number>,
	{
		accounts,
		terms,
		scales,
	}: {
		readonly accounts: LeadAccounts | undefined;
		readonly terms: readonly Float64Array[];
		readonly scales?: readonly number[];
	},
): number {
	if (accounts === undefined) return 1;
	let together = 0;
	let alone = 0;
	const sums = new Float64Array(accounts.count);
	terms.forEach((values, value) => {
		const scale = scales?.[value] ?? 1;
		if (!(scale > 0)) return;
		sums.fill(0);
		let own = 0;
		for (let i = 0; i < rows.length; i++) {
			sums[accounts.of[rows[i]!]!]! += values[i]!;
			own += values[i]! * values[i]!;
		}
		let all = 0;
		for (const sum of sums) all += sum * sum;
		together += all / scale;
		alone += own / scale;
	});
	return alone > 0 ? Math.max(1, together / alone) : 1;
}
