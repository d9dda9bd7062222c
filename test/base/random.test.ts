import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/base/random.ts";

const draw = (seed: number | string, count: number) => {
	const random = createRandom(seed);
	return Array.from({ length: count }, () => random.next());
};

describe("createRandom", () => {
	it("gives the same numbers for the same seed and others for another", () => {
		expect(draw(7, 50)).toEqual(draw("7", 50));
		expect(draw(7, 50)).not.toEqual(draw(8, 50));
	});

	it("is uniform: each tenth holds a tenth of the draws, within five standard errors", () => {
		const counts = new Array<number>(10).fill(0);
		for (const u of draw(1, 100_000)) counts[Math.floor(u * 10)]!++;
		for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(5 * Math.sqrt(9000));
	});

	it("draws normals and counts with the right mean and variance", () => {
		const random = createRandom(3);
		const moments = (next: () => number) => {
			const values = Array.from({ length: 50_000 }, next);
			const mean = values.reduce((a, b) => a + b) / values.length;
			return [mean, values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length] as const;
		};
		const [mean, variance] = moments(() => random.normal());
		expect(Math.abs(mean)).toBeLessThan(0.03);
		expect(Math.abs(variance - 1)).toBeLessThan(0.05);
		const [rate, spread] = moments(() => random.poisson(4));
		expect(Math.abs(rate - 4)).toBeLessThan(0.06);
		expect(Math.abs(spread - 4)).toBeLessThan(0.2);
	});

	it("forks streams that do not depend on how much was drawn before", () => {
		const one = createRandom(5);
		one.next();
		expect(one.fork("a").next()).toBe(createRandom(5).fork("a").next());
		expect(createRandom(5).fork("a").next()).not.toBe(createRandom(5).fork("b").next());
	});
});
