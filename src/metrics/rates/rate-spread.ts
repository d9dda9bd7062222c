/** How far the leads behind a rate hang together, because some share an account. */
export interface RateSpread {
	/** Accounts that the trials belong to. */
	readonly accounts: number;
	/** As many accounts of equal size would tell as much (Kish): total² / sum of squared sizes. */
	readonly effectiveAccounts: number;
	/** How many times as much the rate varies as that of independent leads; 1 or more. */
	readonly designEffect: number;
	/** Made from leads near those of the rate, not from these: the interval uses it, no text counts its accounts. */
	readonly isEstimate?: true;
}

/** Sums over accounts of h hits in m trials: all that a spread is made of. */
export interface RateMoments {
	readonly accounts: number;
	readonly hits: number;
	readonly total: number;
	/** m², m³. */
	readonly mm: number;
	readonly mmm: number;
	/** h², h m. */
	readonly hh: number;
	readonly hm: number;
	/** h² m, h m². */
	readonly hhm: number;
	readonly hmm: number;
	/** h² / m. */
	readonly within: number;
}

/**
 * The spread of a rate over accounts, `undefined` when every account holds one trial: then leads are what varies.
 *
 * The design effect is the larger of two. The first is read from the accounts as they are: the sum of (h - p m)², each
 * made larger by 1 + m / n as a large account draws the rate to itself, over n p (1 - p). The second comes from the
 * correlation within accounts (analysis of variance), 1 + r (sum m² / n - 1): it knows what large accounts would do that
 * happened to turn out like the rest. With few accounts that hold a hit (or a miss) neither is known, and the largest
 * possible effect, that of accounts which turn out as one, takes over: its weight is 1 / (1 + k³), k being the effective
 * accounts times the smaller of p and 1 - p.
 *
 * Source: Rao and Scott 1992, "A simple method for the analysis of clustered binary data"; Kish 1965; Bell and McCaffrey
 * 2002 for large clusters (to the first order); Ridout, Demetrio and Firth 1999 for the correlation.
 *
 * @example rateSpread(rateMoments([[2, 2], [0, 2], [2, 2], [0, 2]]))?.designEffect // 3.83
 */
export function rateSpread(moments: RateMoments): RateSpread | undefined {
	const { accounts, hits, total, mm, mmm, hh, hm, hhm, hmm, within } = moments;
	if (accounts === total) return undefined;
	const effectiveAccounts = total ** 2 / mm;
	const largest = mm / total;
	const p = hits / total;
	const spread = { accounts, effectiveAccounts };
	if (hits === 0 || hits === total || accounts === 1) return { ...spread, designEffect: largest };
	const seen = hh - 2 * p * hm + p ** 2 * mm + (hhm - 2 * p * hmm + p ** 2 * mmm) / total;
	const sandwich = seen / (total * p * (1 - p));
	const between = Math.max(0, within - p * hits) / (accounts - 1);
	const inside = Math.max(0, hits - within) / (total - accounts);
	const size = (total - largest) / (accounts - 1);
	const all = between + (size - 1) * inside;
	const correlation = all > 0 ? Math.max(0, Math.min(1, (between - inside) / all)) : 0;
	const effect = Math.max(1, sandwich, 1 + correlation * (largest - 1));
	const weight = 1 / (1 + (effectiveAccounts * Math.min(p, 1 - p)) ** 3);
	// To nine digits: sums taken in another order may differ in the last.
	const mixed = Math.max(1, (1 - weight) * effect + weight * largest);
	return { ...spread, designEffect: Number(mixed.toPrecision(9)) };
}

/**
 * The sums of accounts given as [hits, trials]; accounts without a trial are left out.
 *
 * @example rateMoments([[1, 2], [0, 1]]).mm // 5
 */
export function rateMoments(accounts: Iterable<readonly [hits: number, trials: number]>): RateMoments {
	const sums = { accounts: 0, hits: 0, total: 0, mm: 0, mmm: 0, hh: 0, hm: 0, hhm: 0, hmm: 0, within: 0 };
	for (const [h, m] of accounts) {
		if (m === 0) continue;
		sums.accounts++;
		sums.hits += h;
		sums.total += m;
		sums.mm += m * m;
		sums.mmm += m * m * m;
		sums.hh += h * h;
		sums.hm += h * m;
		sums.hhm += h * h * m;
		sums.hmm += h * m * m;
		sums.within += (h * h) / m;
	}
	return sums;
}

/**
 * How many independent trials would tell as much as `total` trials of these accounts: never more than there are.
 *
 * @example effectiveTrials(300, { accounts: 50, effectiveAccounts: 50, designEffect: 2.5 }) // 120
 */
export function effectiveTrials(total: number, spread: RateSpread | undefined): number {
	return spread === undefined ? total : total / Math.max(1, spread.designEffect);
}
