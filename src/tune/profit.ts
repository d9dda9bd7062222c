import { wilsonInterval, Z_95 } from "../metrics/rates/wilson-interval.ts";
import type { FlagCounts, HitAmount } from "../replay/replay-result.ts";
import type { ProfitTerms } from "./threshold-constraint.ts";

/** What the mature flags of a threshold brought, less what they cost. */
export interface Profit {
	/** Over all mature flags; 0 when there is none. */
	readonly total: number;
	/** 95 %; `undefined` when there is none. */
	readonly interval: readonly [number, number] | undefined;
	/** Per mature flag; `undefined` when there is none. */
	readonly perFlag: number | undefined;
	readonly hits: number;
	readonly matureCalls: number;
}

/**
 * Profit of the flags at one threshold that can be judged: value of the hits less the cost of hits and misses. Immature
 * and late flags are left out of both sides.
 *
 * With a fixed value it is flags x (value x precision - cost), and its interval is that of the precision (Wilson). With
 * recorded amounts a hit brings its own amount (0 when none is recorded), and the interval is the normal one of a sum
 * over flags, sqrt(n var): wide tails make it too narrow below some 30 hits.
 *
 * @param amount what the hits were worth, for `valuePerWin: "recorded"`
 * @throws RangeError when recorded amounts are asked for and not given
 * @example profitAt({ ...row, hits: 30, misses: 70 }, { costPerFlag: 50, valuePerWin: 400 }).total // 7000
 */
export function profitAt(
	{ hits, misses }: Pick<FlagCounts, "hits" | "misses">,
	{ costPerFlag, valuePerWin }: ProfitTerms,
	amount?: HitAmount,
): Profit {
	const matureCalls = hits + misses;
	if (valuePerWin === "recorded" && amount === undefined) {
		throw new RangeError("profitAt: valuePerWin is recorded, but no amounts are.");
	}
	if (matureCalls === 0) return { total: 0, interval: undefined, perFlag: undefined, hits, matureCalls };
	const cost = matureCalls * costPerFlag;
	if (valuePerWin !== "recorded") {
		const total = hits * valuePerWin - cost;
		const [low, high] = wilsonInterval(hits, matureCalls);
		const end = (rate: number) => matureCalls * rate * valuePerWin - cost;
		return { total, interval: [end(low), end(high)], perFlag: total / matureCalls, hits, matureCalls };
	}
	const { sum, squares } = amount!;
	const total = sum - cost;
	const variance = Math.max(0, squares - sum ** 2 / matureCalls) * (matureCalls / Math.max(1, matureCalls - 1));
	const half = Z_95 * Math.sqrt(variance);
	return { total, interval: [total - half, total + half], perFlag: total / matureCalls, hits, matureCalls };
}
