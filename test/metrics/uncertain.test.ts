import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flagsForHalfWidth, flagsForParting } from "../../src/metrics/rates/sample-size.ts";
import { tooFew, undetermined } from "../../src/metrics/rates/too-few.ts";
import { wilsonInterval } from "../../src/metrics/rates/wilson-interval.ts";
import { scoreTable } from "../../src/metrics/tables/score-table.ts";

const table = (positives: number, negatives: number) =>
	scoreTable(
		Array.from({ length: positives + negatives }, (_, i) => i % 7),
		Array.from({ length: positives + negatives }, (_, i) => (i < positives ? 1 : 0)),
	);

describe("tooFew", () => {
	it("is silent from 20 of each on", () => {
		expect(tooFew(table(20, 20))).toBeUndefined();
		expect(tooFew(table(19, 500))).toMatchObject({ state: "cannot tell yet", hits: 19, total: 519 });
		expect(tooFew(table(500, 19))?.reason).toBe("500 positives and 19 negatives; at least 20 of each are needed");
		expect(tooFew(table(5, 5), { leastEach: 5 })).toBeUndefined();
	});

	it("says how many more leads of the kind seen would bring the missing ones", () => {
		// 10 of 100 won: 10 more wins come with about 100 more leads.
		expect(tooFew(table(10, 90))?.moreNeeded).toBe(100);
		expect(tooFew(scoreTable([1, 2, 3, 4], [0, 0, 0, 1]))?.moreNeeded).toBe(76);
		expect(tooFew(table(0, 0))?.moreNeeded).toBe(40);
		// Never seen: at least as many as the highest share it may still have would need.
		expect(tooFew(table(0, 400))?.moreNeeded).toBe(Math.ceil(20 / wilsonInterval(0, 400)[1]));
		expect(undetermined(table(3, 4), "no lead is flagged")).toEqual({
			state: "cannot tell yet",
			reason: "no lead is flagged",
			moreNeeded: undefined,
			hits: 3,
			total: 7,
		});
	});
});

describe("sample sizes", () => {
	it("for a half width is the first number of leads whose Wilson interval is so narrow", () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 100 }).map((n) => n / 100),
				fc.constantFrom(0.01, 0.03, 0.05, 0.1),
				(rate, halfWidth) => {
					const n = flagsForHalfWidth(rate, { halfWidth });
					const half = (trials: number) => {
						const [low, high] = wilsonInterval(rate * trials, trials);
						return (high - low) / 2;
					};
					expect(half(n)).toBeLessThanOrEqual(halfWidth + 1e-12);
					if (n > 1) expect(half(n - 1)).toBeGreaterThan(halfWidth - 1e-12);
				},
			),
			{ seed: 1, numRuns: 200 },
		);
	});

	it("are those of the examples", () => {
		expect(flagsForHalfWidth(0.3, { halfWidth: 0.05 })).toBe(320);
	});

	it("for two intervals to part is the first number a side", () => {
		const apart = (n: number) => wilsonInterval(0.3 * n, n)[1] < wilsonInterval(0.4 * n, n)[0];
		const n = flagsForParting(0.3, 0.4)!;
		expect([apart(n - 1), apart(n)]).toEqual([false, true]);
		expect(n).toBe(350);
		expect(flagsForParting(0.4, 0.3)).toBe(n);
		expect(flagsForParting(0.3, 0.3)).toBeUndefined();
		expect(flagsForParting(0, 1)).toBe(4);
		expect(() => flagsForParting(2, 0.1)).toThrow(RangeError);
		expect(() => flagsForHalfWidth(0.5, { halfWidth: 0.5 })).toThrow(/halfWidth must be in \(0, 0.5\), got 0.5/);
	});
});
