import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { delongInterval, delongVariance } from "../../src/metrics/delong/delong-interval.ts";
import { delongCovariance, delongTest } from "../../src/metrics/delong/delong-test.ts";
import { auc } from "../../src/metrics/ranking/auc.ts";
import { jointScoreTable } from "../../src/metrics/tables/joint-score-table.ts";
import { placements } from "../../src/metrics/tables/placements.ts";
import { scoreTable, tableTotals } from "../../src/metrics/tables/score-table.ts";

const leads = fc.array(
	fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 5 }), fc.constantFrom(0, 1)),
	{
		minLength: 6,
		maxLength: 60,
	},
);
const columns = (rows: readonly (readonly [number, number, number])[]) =>
	[rows.map(([a]) => a), rows.map(([, b]) => b), rows.map(([, , y]) => y)] as const;

describe("DeLong's numbers", () => {
	it("of four leads are those worked out by hand", () => {
		const table = scoreTable([1, 2, 3, 4], [0, 1, 0, 1]);
		// Placements of the positives 1/2 and 1, of the negatives 1 and 1/2: each has variance 1/8.
		expect(placements(table).ofPositive[1]).toBe(0.5);
		expect(delongVariance(table)).toBeCloseTo(0.125, 15);
		expect(placements(scoreTable([1, 2, 2], [0, 1, 0])).ofPositive).toEqual(Float64Array.from([0.25, 0.75]));
	});

	it("covariance of a model with itself is its variance, and the order of models only turns the sign", () => {
		fc.assert(
			fc.property(leads, (rows) => {
				const [a, b, y] = columns(rows);
				const same = jointScoreTable(a, a, y);
				const variance = delongVariance(scoreTable(a, y));
				if (variance === undefined) expect(delongCovariance(same)).toBeUndefined();
				else expect(delongCovariance(same)).toBeCloseTo(variance, 13);
				const test = delongTest(jointScoreTable(a, b, y), { leastEach: 2 });
				const turned = delongTest(jointScoreTable(b, a, y), { leastEach: 2 });
				expect(turned.state).toBe(test.state);
				if (test.state === "measured" && turned.state === "measured") {
					expect(turned.z).toBeCloseTo(-test.z, 9);
					expect(turned.pValue).toBeCloseTo(test.pValue, 9);
					expect(turned.interval[0]).toBeCloseTo(-test.interval[1], 9);
					// The interval leaves 0 out exactly when the test rejects.
					expect(test.interval[0] > 0 || test.interval[1] < 0).toBe(test.pValue < 0.05);
				}
			}),
			{ seed: 5, numRuns: 300 },
		);
	});

	it("a joint table has the tables of both models as margins, and leaves a lead without a score out of both", () => {
		fc.assert(
			fc.property(leads, (rows) => {
				const [a, b, y] = columns(rows);
				const joint = jointScoreTable([...a, Number.NaN, 3], [...b, 1, Number.NaN], [...y, 1, 1]);
				expect(joint.first).toEqual(scoreTable(a, y));
				expect(joint.second).toEqual(scoreTable(b, y));
				const margin = new Float64Array(joint.second.scores.length);
				joint.secondRow.forEach((row, i) => {
					margin[row]! += joint.positives[i]!;
				});
				expect(margin).toEqual(joint.second.positives);
			}),
			{ seed: 6, numRuns: 200 },
		);
		expect(() => jointScoreTable([1], [1, 2], [1])).toThrow(/equally long, got 1, 2 and 1/);
		expect(jointScoreTable([-0, 0], [1, 1], [0, 1]).positives).toEqual(Float64Array.from([1]));
	});
});

describe("delongInterval", () => {
	const big = (quality: number) => {
		const scores = Array.from({ length: 200 }, (_, i) => ((i * 7919) % 31) + (i % 2) * quality);
		return scoreTable(
			scores,
			scores.map((_, i) => i % 2),
		);
	};

	it("stands around the AUC, wider when more confidence is asked", () => {
		const table = big(4);
		const measured = delongInterval(table);
		const wider = delongInterval(table, { confidence: 0.99 });
		if (measured.state !== "measured" || wider.state !== "measured") return expect.fail("200 leads are enough");
		expect(measured.value).toBe(auc(table));
		expect(measured.interval[0]).toBeLessThan(measured.value);
		expect(wider.interval[0]).toBeLessThan(measured.interval[0]);
		expect(wider.interval[1]).toBeGreaterThan(measured.interval[1]);
		expect(tableTotals(table)).toEqual({ positives: measured.hits, negatives: measured.total - measured.hits });
	});

	it("cannot tell with few leads, separated classes, equal scores or equal models", () => {
		expect(delongInterval(scoreTable([1, 2], [0, 1]))).toMatchObject({ state: "cannot tell yet", moreNeeded: 38 });
		expect(delongInterval(big(100))).toMatchObject({ state: "cannot tell yet", reason: /separates/ });
		const scores = Array.from({ length: 80 }, () => 3);
		const outcomes = scores.map((_, i) => i % 2);
		expect(delongInterval(scoreTable(scores, outcomes))).toMatchObject({ reason: /one score/ });
		const varied = scores.map((_, i) => (i * 31) % 17);
		const alike = varied.map((score) => 2 * score + 1);
		expect(delongTest(jointScoreTable(varied, alike, outcomes))).toMatchObject({ reason: /rank these leads alike/ });
		expect(delongVariance(scoreTable([1, 2, 3], [0, 0, 1]))).toBeUndefined();
		expect(() => delongInterval(big(4), { confidence: 2 })).toThrow(RangeError);
	});
});
