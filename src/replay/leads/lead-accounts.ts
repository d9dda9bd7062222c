import { type Dataset, UNKNOWN } from "../../dataset/dataset.ts";

/** Which leads of a cohort belong together. */
export interface LeadAccounts {
	/** Number of the account of each row of the cohort; a lead without an account is one of its own. */
	readonly of: Int32Array;
	/** How many accounts there are, leads without one included. */
	readonly count: number;
	/** Leads of the cohort that share their account with another. */
	readonly shared: number;
}

/**
 * The accounts of a cohort; `undefined` when the dataset names none or no two leads share one, so that the lead is what
 * varies by itself.
 *
 * @param leads lead number of each row
 * @example leadAccounts(history, result.columns.lead)?.shared // 1780
 */
export function leadAccounts({ account }: Dataset, leads: Int32Array): LeadAccounts | undefined {
	if (account === undefined) return undefined;
	const sizes = new Int32Array(account.values.length);
	for (const lead of leads) if (account.codes[lead] !== UNKNOWN) sizes[account.codes[lead]!]!++;
	const of = new Int32Array(leads.length);
	const numbers = new Int32Array(account.values.length).fill(-1);
	let count = 0;
	let shared = 0;
	for (let row = 0; row < leads.length; row++) {
		const code = account.codes[leads[row]!]!;
		if (code === UNKNOWN) {
			of[row] = count++;
			continue;
		}
		if (sizes[code]! > 1) shared++;
		if (numbers[code] === -1) numbers[code] = count++;
		of[row] = numbers[code]!;
	}
	return shared === 0 ? undefined : { of, count, shared };
}
