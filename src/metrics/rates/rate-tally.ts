import { type RateSpread, rateMoments, rateSpread } from "./rate-spread.ts";

/**
 * Counts the hits and trials of a rate by account while leads come one by one, and knows its spread at any moment at no
 * more cost than a few products. One tally serves many rates in turn: `clear` costs what was counted.
 */
export interface RateTally {
	/** One lead more of an account. */
	add(account: number, hit: boolean): void;
	/** A lead that was counted as a miss is a hit. */
	raise(account: number): void;
	spread(): RateSpread | undefined;
	/** The spread, and an empty tally for the next rate. */
	take(): RateSpread | undefined;
}

/**
 * An empty tally.
 *
 * @param accounts how many accounts there are; they are numbered from 0
 * @example const tally = rateTally(2); tally.add(0, true); tally.add(0, false); tally.spread()?.accounts // 1
 */
export function rateTally(accounts: number): RateTally {
	const trials = new Float64Array(accounts);
	const hits = new Float64Array(accounts);
	let touched: number[] = [];
	const sums = { accounts: 0, hits: 0, total: 0, mm: 0, mmm: 0, hh: 0, hm: 0, hhm: 0, hmm: 0, within: 0 };
	const move = (account: number, moreHits: number, moreTrials: number) => {
		const m = trials[account]!;
		const h = hits[account]!;
		const n = m + moreTrials;
		const k = h + moreHits;
		if (m === 0) {
			touched.push(account);
			sums.accounts++;
		}
		sums.hits += moreHits;
		sums.total += moreTrials;
		sums.mm += n * n - m * m;
		sums.mmm += n * n * n - m * m * m;
		sums.hh += k * k - h * h;
		sums.hm += k * n - h * m;
		sums.hhm += k * k * n - h * h * m;
		sums.hmm += k * n * n - h * m * m;
		sums.within += (k * k) / n - (m === 0 ? 0 : (h * h) / m);
		trials[account] = n;
		hits[account] = k;
	};
	const clear = () => {
		for (const account of touched) {
			trials[account] = 0;
			hits[account] = 0;
		}
		touched = [];
		for (const key of Object.keys(sums) as (keyof typeof sums)[]) sums[key] = 0;
	};
	return {
		add: (account, hit) => move(account, hit ? 1 : 0, 1),
		raise: (account) => move(account, 1, 0),
		spread: () => (sums.total === 0 ? undefined : rateSpread(sums)),
		take() {
			const spread = sums.total === 0 ? undefined : rateSpread(sums);
			clear();
			return spread;
		},
	};
}

/**
 * The spread of a rate over leads in a list.
 *
 * @param hits 1 or 0 for each lead
 * @param accounts number of each lead's account; `undefined`: no two leads share one
 * @example spreadOf([1, 0, 1], [0, 0, 1])?.accounts // 2
 */
export function spreadOf(
	hits: ArrayLike<number>,
	accounts: ArrayLike<number | string> | undefined,
): RateSpread | undefined {
	if (accounts === undefined) return undefined;
	const counts = new Map<number | string, [number, number]>();
	for (let i = 0; i < hits.length; i++) {
		const own = counts.get(accounts[i]!);
		if (own === undefined) counts.set(accounts[i]!, [hits[i]!, 1]);
		else {
			own[0] += hits[i]!;
			own[1]++;
		}
	}
	return counts.size === 0 ? undefined : rateSpread(rateMoments(counts.values()));
}
