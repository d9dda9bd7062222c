import { binomialTails } from "../distributions/binomial-tails.ts";

/**
 * Exact McNemar test of two models on the same leads: of the leads on which only one of them is right, is one of them
 * right more often than a coin would be? p = min(1, 2 P(Bin(b + c, 1/2) <= min(b, c))).
 *
 * With no discordant lead there is nothing to tell them apart by: 1.
 *
 * @param onlyFirst b: leads only the first model has right
 * @param onlySecond c: leads only the second has right
 * @throws RangeError when a count is not whole or below 0
 * @example mcnemarTest(5, 15) // 0.04138946533203125
 */
export function mcnemarTest(onlyFirst: number, onlySecond: number): number {
	const { atMost } = binomialTails(Math.min(onlyFirst, onlySecond), onlyFirst + onlySecond, 0.5);
	return Math.min(1, 2 * atMost);
}
