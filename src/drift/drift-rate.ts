import { estimateRate, seenOf } from "../metrics/rates/estimate.ts";
import { fisherTest } from "../metrics/rates/fisher-test.ts";
import { accountInflation } from "./account-inflation.ts";
import { type DriftPeriods, RECENT, REFERENCE } from "./drift-periods.ts";
import type { DriftCourse, DriftRate, DriftTest } from "./drift-result.ts";
import { type DriftRisk, type OpenTest, tooFewUnits } from "./drift-standing.ts";

/** A rate at a quarter of what it was, or less, has collapsed. */
const COLLAPSE = 0.25;

/** A rate then and now before correction. */
export type OpenRate = Pick<DriftRate, "before" | "after"> & OpenTest;

/**
 * How many leads of each period had something, with Fisher's exact test. Leads of one account count as fewer (both the
 * hits and the leads are divided by how many times as much the rate varies).
 *
 * Blind when even a fall to nothing would not have been seen.
 *
 * @param has 1 for the rows of the cohort that had it
 * @param options.tests how many such tests are corrected together
 */
export function openRate(
	has: ArrayLike<number>,
	{ periods, tests, risk, parts }: { readonly periods: DriftPeriods; readonly tests: number } & DriftRisk,
): OpenRate {
	const hits = [0, 0, 0];
	const totals = [0, 0, 0];
	const { of } = periods;
	for (let row = 0; row < of.length; row++) {
		totals[of[row]!]!++;
		hits[of[row]!]! += has[row]!;
	}
	const before = estimateRate(hits[REFERENCE]!, totals[REFERENCE]!);
	const after = estimateRate(hits[RECENT]!, totals[RECENT]!);
	const few = tooFewUnits(periods);
	if (few !== undefined) return { before, after, ...few };
	const inflation = rateInflation(has, { periods, before: before.total, after: after.total });
	const fewer = (count: number) => Math.round(count / inflation);
	const counts = ({ hits: own, total }: { readonly hits: number; readonly total: number }) => ({
		hits: Math.min(fewer(own), fewer(total)),
		total: fewer(total),
	});
	const pValue = fisherTest(counts(before), counts(after));
	// The first test of Holm has to pass the risk over all of them.
	const bar = risk / parts / tests;
	const ifSilent = fisherTest(counts(before), { hits: 0, total: fewer(after.total) });
	const isBlind = before.hits > 0 && ifSilent > bar;
	const rate = before.hits / before.total;
	return {
		before,
		after,
		pValue,
		isBlocked: false,
		isBlind,
		...(isBlind
			? {
					reason: "too rare before for its absence to mean anything",
					moreNeeded: Math.max(
						1,
						Math.ceil((Math.log(bar / 2) / Math.log1p(-Math.min(rate, 0.999))) * inflation) - after.total,
					),
				}
			: {}),
	};
}

/** Which way a rate went, once its test is corrected. */
export function courseOf({ before, after, standing }: Pick<DriftRate, "before" | "after"> & DriftTest): DriftCourse {
	if (before.hits === 0 && after.hits === 0 && before.total + after.total > 0) return "never";
	if (standing === "cannot tell yet") return "cannot tell yet";
	const was = seenOf(before).value;
	const is = seenOf(after).value;
	if (standing === "no change seen" || was === undefined || is === undefined) return "as before";
	if (after.hits === 0) return "silent";
	if (before.hits === 0) return "new";
	if (is <= COLLAPSE * was) return "collapsed";
	return is < was ? "less" : "more";
}

function rateInflation(
	has: ArrayLike<number>,
	{ periods, before, after }: { readonly periods: DriftPeriods; readonly before: number; readonly after: number },
): number {
	const { accounts, of, rows } = periods;
	if (accounts === undefined) return 1;
	let hits = 0;
	for (const row of rows) hits += has[row]!;
	const mean = hits / rows.length;
	const terms = new Float64Array(rows.length);
	for (let i = 0; i < rows.length; i++) {
		const row = rows[i]!;
		terms[i] = (has[row]! - mean) * (of[row] === REFERENCE ? -1 / before : 1 / after);
	}
	return accountInflation(rows, { accounts, terms: [terms] });
}
