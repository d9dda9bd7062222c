import { type RateTally, rateTally } from "../../metrics/rates/rate-tally.ts";
import type { LeadAccounts } from "./lead-accounts.ts";

/** Accounts of a cohort with the tallies of the rates of a hand-off: made once, used by one hand-off after the other. */
export interface AccountTallies {
	/** Number of the account of each row of the cohort. */
	readonly of: Int32Array;
	readonly precision: RateTally;
	readonly recall: RateTally;
	readonly everyone: RateTally;
}

/**
 * Empty tallies; `undefined` when no two leads share an account: then a lead is what varies, and nothing is counted twice.
 *
 * @example accountTallies(leadAccounts(history, leads))?.precision.take() // undefined
 */
export function accountTallies(accounts: LeadAccounts | undefined): AccountTallies | undefined {
	if (accounts === undefined) return undefined;
	const { of, count } = accounts;
	return { of, precision: rateTally(count), recall: rateTally(count), everyone: rateTally(count) };
}
