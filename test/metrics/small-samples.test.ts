import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/base/random.ts";
import { delongInterval } from "../../src/metrics/delong/delong-interval.ts";
import { studentCriticalValue, studentTwoSided } from "../../src/metrics/distributions/student.ts";
import { ksInterval } from "../../src/metrics/measures/ks-interval.ts";
import { measureAll, spreadUnits } from "../../src/metrics/measures/measure-all.ts";
import { measureFrom } from "../../src/metrics/measures/registry.ts";
import { tooFewAccounts } from "../../src/metrics/rates/too-few.ts";
import { accountsHolding, cellClusters } from "../../src/metrics/sampling/cell-clusters.ts";
import { smallSampleConfidence } from "../../src/metrics/sampling/small-sample-confidence.ts";
import { clusteredTable } from "../../src/metrics/tables/clustered-table.ts";
import { scoreTable } from "../../src/metrics/tables/score-table.ts";

const leads = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.constantFrom(0, 1)), {
	minLength: 4,
	maxLength: 80,
});
const tableOf = (rows: readonly (readonly [number, number])[]) =>
	scoreTable(
		rows.map(([score]) => score),
		rows.map(([, outcome]) => outcome),
	);

describe("Student's t", () => {
	// R: qt(0.975, c(1, 4, 19, 99)), qt(0.995, 9).
	it.each([
		[0.95, 1, 12.70620473617469],
		[0.95, 4, 2.776445105197793],
		[0.95, 19, 2.093024054408309],
		[0.95, 99, 1.984216951586417],
		[0.99, 9, 3.249835541592125],
	])("stays within, with confidence %d and %d degrees, %d", (confidence, degrees, reach) => {
		expect(studentCriticalValue(confidence, degrees)).toBeCloseTo(reach, 10);
		expect(studentTwoSided(reach, degrees)).toBeCloseTo(1 - confidence, 12);
		expect(studentTwoSided(-reach, degrees)).toBeCloseTo(1 - confidence, 12);
	});

	it("asks for more confidence the fewer the units, and for none with very many", () => {
		expect(smallSampleConfidence(0.95, 20)).toBeCloseTo(0.9682, 4);
		expect(smallSampleConfidence(0.95, Number.POSITIVE_INFINITY)).toBe(0.95);
		expect(smallSampleConfidence(0.95, 1e6)).toBeCloseTo(0.95, 6);
		const asked = [3, 10, 20, 50, 200, 5000].map((units) => smallSampleConfidence(0.9, units));
		expect(asked).toEqual(asked.toSorted((a, b) => b - a));
		expect(asked[0]).toBe(smallSampleConfidence(0.9, 1));
		expect(() => smallSampleConfidence(1, 20)).toThrow(RangeError);
		expect(() => studentCriticalValue(0, 5)).toThrow(/got 0/);
	});
});

describe("DeLong's interval on few leads", () => {
	it("holds its AUC, lies within 0 and 1, and is turned around with the outcomes", () => {
		fc.assert(
			fc.property(leads, fc.constantFrom(0.05, 0.8, 0.95, 0.999), (rows, confidence) => {
				const measured = delongInterval(tableOf(rows), { leastEach: 2, confidence });
				if (measured.state !== "measured") return;
				const [low, high] = measured.interval;
				expect(low).toBeLessThanOrEqual(measured.value);
				expect(high).toBeGreaterThanOrEqual(measured.value);
				expect(low).toBeGreaterThanOrEqual(0);
				expect(high).toBeLessThanOrEqual(1);
				const turned = delongInterval(tableOf(rows.map(([score, outcome]) => [score, 1 - outcome] as const)), {
					leastEach: 2,
					confidence,
				});
				if (turned.state !== "measured") return expect.fail("it has as many of each");
				expect(turned.interval[0]).toBeCloseTo(1 - high, 10);
				expect(turned.interval[1]).toBeCloseTo(1 - low, 10);
			}),
			{ seed: 11, numRuns: 300 },
		);
	});

	it("is the plain one's with many leads", () => {
		const random = createRandom("many");
		const outcomes = Array.from({ length: 50_000 }, () => (random.chance(0.3) ? 1 : 0));
		const table = scoreTable(
			outcomes.map((outcome) => Math.round(10 * (random.normal() + outcome))),
			outcomes,
		);
		const logit = delongInterval(table);
		const plain = delongInterval(table, { scale: "plain" });
		if (logit.state !== "measured" || plain.state !== "measured") return expect.fail("50,000 leads are enough");
		for (const end of [0, 1] as const) expect(logit.interval[end]).toBeCloseTo(plain.interval[end], 4);
	});
});

describe("the interval of a KS distance", () => {
	it("holds its value and stays within 0 and 1, for any table", () => {
		fc.assert(
			fc.property(leads, fc.nat(), (rows, seed) => {
				const options = { random: createRandom(seed), replicates: 100, leastEach: 2 };
				const [measured] = measureAll(tableOf(rows), [{ kind: "ks" }], options);
				if (measured?.state !== "measured") return;
				const [low, high] = measured.interval;
				expect(measured.method).toBe("bootstrap of the gaps");
				expect(low).toBeLessThanOrEqual(measured.value + 1e-12);
				expect(high).toBeGreaterThanOrEqual(measured.value - 1e-12);
				expect(low).toBeGreaterThanOrEqual(0);
				expect(high).toBeLessThanOrEqual(1);
			}),
			{ seed: 12, numRuns: 200 },
		);
	});

	it("is of no use without a threshold, and says so", () => {
		const { interval } = ksInterval(scoreTable([1, 1], [0, 1]));
		expect(interval([new Float64Array(5), new Float64Array(5)], 0.95)).toBeUndefined();
	});

	it("reaches down to 0 for a score that is worth nothing", () => {
		const random = createRandom("nothing");
		const scores = Array.from({ length: 2000 }, () => random.integer(30));
		const table = scoreTable(
			scores,
			scores.map(() => (random.chance(0.1) ? 1 : 0)),
		);
		const [measured] = measureAll(table, [{ kind: "ks" }], { random });
		if (measured?.state !== "measured") return expect.fail("2,000 leads are enough");
		expect(measured.value).toBeGreaterThan(0.03);
		expect(measured.interval[0]).toBe(0);
	});
});

describe("few accounts", () => {
	const scores = Array.from({ length: 200 }, (_, i) => (i * 7) % 12);
	const outcomes = scores.map((_, i) => (i % 3 === 0 ? 1 : 0));

	it("cannot tell, however many leads they have, and says how many more", () => {
		const accounts = scores.map((_, i) => Math.floor(i / 20));
		const [measured] = measureAll(clusteredTable(scores, outcomes, accounts), [{ kind: "auc" }], {
			random: createRandom(1),
		});
		expect(measured).toMatchObject({
			state: "cannot tell yet",
			reason: "the positives belong to 10 accounts, the negatives to 10; at least 20 of each are needed",
			// 10 more accounts of 20 leads.
			moreNeeded: 200,
		});
		expect(
			tooFewAccounts(scoreTable(scores, outcomes), [{ count: 40, cells: [0, 1], counts: [1, 1] }], 1),
		).toBeUndefined();
	});

	it("are counted by what they hold", () => {
		// Cells 0 and 1 hold positives, 2 and 3 negatives.
		const { patterns } = cellClusters([0, 2, 1, 3, 3], ["a", "a", "b", "c", "c"], 4);
		expect(accountsHolding(patterns, 2)).toEqual({ accounts: 3, positive: 2, negative: 2 });
	});

	it("bound the units that a spread hangs on", () => {
		const table = scoreTable(scores, outcomes);
		const units = (kind: "auc" | "lift-at", holding?: { accounts: number; positive: number; negative: number }) =>
			spreadUnits(measureFrom(kind === "auc" ? { kind } : { kind, fraction: 0.5 }), table, holding);
		expect(units("auc")).toBe(67);
		expect(units("auc", { accounts: 50, positive: 30, negative: 45 })).toBe(30);
		expect(units("lift-at")).toBe(200);
		expect(units("lift-at", { accounts: 50, positive: 30, negative: 45 })).toBe(50);
	});
});
