import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rateDifference } from "../../src/metrics/rates/rate-difference.ts";
import { rateMeasurement } from "../../src/metrics/rates/rate-measurement.ts";
import { flagsForHalfWidth, flagsForParting } from "../../src/metrics/rates/sample-size.ts";
import { wilsonInterval } from "../../src/metrics/rates/wilson.ts";

describe("rateMeasurement", () => {
	it("is the rate with its interval once there are enough trials", () => {
		expect(rateMeasurement(30, 100)).toMatchObject({
			state: "measured",
			value: 0.3,
			interval: wilsonInterval(30, 100),
		});
		expect(rateMeasurement(20, 20)).toMatchObject({ value: 1, positives: 20, negatives: 0 });
	});

	it("says how many more trials the wanted width takes", () => {
		expect(rateMeasurement(3, 10)).toMatchObject({ reason: "10 trials; at least 20 are needed", moreNeeded: 10 });
		expect(rateMeasurement(30, 100, { halfWidth: 0.05 })).toMatchObject({
			reason: "its interval is wider than 0.05 to each side",
			moreNeeded: flagsForHalfWidth(0.3, { halfWidth: 0.05 }) - 100,
		});
		expect(rateMeasurement(96, 320, { halfWidth: 0.05 }).state).toBe("measured");
		expect(rateMeasurement(0, 0)).toMatchObject({ state: "cannot tell yet", moreNeeded: 20 });
		expect(rateMeasurement(0, 0, { least: 0 })).toMatchObject({ state: "cannot tell yet", moreNeeded: 1 });
		expect(() => rateMeasurement(2, 1)).toThrow(/got 2 of 1/);
	});
});

describe("rateDifference", () => {
	const side = fc
		.integer({ min: 20, max: 400 })
		.chain((total) => fc.integer({ min: 0, max: total }).map((hits) => ({ hits, total })));

	it("turns its sign with the sides, and is never told when the interval holds 0", () => {
		fc.assert(
			fc.property(side, side, (first, second) => {
				const one = rateDifference(first, second);
				const other = rateDifference(second, first);
				expect(other.state).toBe(one.state);
				if (one.state === "cannot tell yet" || other.state === "cannot tell yet") {
					const equal = first.hits * second.total === second.hits * first.total;
					if (one.state === "cannot tell yet") expect(one.moreNeeded === undefined).toBe(equal);
					return;
				}
				expect(one.interval[0] * one.interval[1]).toBeGreaterThan(0);
				expect(other.interval[0]).toBeCloseTo(-one.interval[1], 12);
				expect(Math.sign(one.difference)).toBe(Math.sign(one.interval[0]));
			}),
			{ seed: 1, numRuns: 300 },
		);
	});

	it("says how many more trials let the intervals part, on both sides together", () => {
		const needed = flagsForParting(0.3, 0.4)!;
		expect(rateDifference({ hits: 30, total: 100 }, { hits: 40, total: 100 })).toMatchObject({
			state: "cannot tell yet",
			moreNeeded: 2 * needed - 200,
		});
		expect(rateDifference({ hits: 5, total: 10 }, { hits: 40, total: 100 })).toMatchObject({ moreNeeded: 10 });
		expect(() => rateDifference({ hits: 5, total: 1 }, { hits: 4, total: 10 })).toThrow(/got 5 of 1/);
	});
});
