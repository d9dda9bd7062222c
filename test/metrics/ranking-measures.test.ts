import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { averagePrecision } from "../../src/metrics/measures/average-precision.ts";
import { ksStatistic } from "../../src/metrics/measures/ks-statistic.ts";
import { liftAt } from "../../src/metrics/measures/lift-at.ts";
import { auc } from "../../src/metrics/ranking/auc.ts";
import { liftCurve } from "../../src/metrics/ranking/lift-curve.ts";
import { precisionRecallPoints } from "../../src/metrics/ranking/precision-recall-points.ts";
import { rocPoints } from "../../src/metrics/ranking/roc-points.ts";
import { type ScoreTable, scoreTable, tableTotals } from "../../src/metrics/tables/score-table.ts";

/** Every measure of a table, with what it may be. */
const MEASURES: readonly {
	readonly name: string;
	readonly of: (table: ScoreTable) => number | undefined;
	readonly range: readonly [number, number];
}[] = [
	{ name: "auc", of: auc, range: [0, 1] },
	{ name: "averagePrecision", of: averagePrecision, range: [0, 1] },
	{ name: "ksStatistic", of: ksStatistic, range: [0, 1] },
	{ name: "liftAt 0.1", of: (table) => liftAt(table, { fraction: 0.1 }), range: [0, Number.POSITIVE_INFINITY] },
];

const sample = fc.array(
	fc.tuple(
		fc.oneof(
			fc.integer({ min: -5, max: 20 }),
			fc.integer({ min: -9, max: 9 }).map((n) => n / 4),
		),
		fc.constantFrom(0, 1),
	),
	{ minLength: 1, maxLength: 60 },
);
const tableOf = (rows: readonly (readonly [number, number])[]) =>
	scoreTable(
		rows.map(([score]) => score),
		rows.map(([, outcome]) => outcome),
	);

describe("measures of a score table", () => {
	// scikit-learn: roc_auc_score, average_precision_score of y = [0, 0, 1, 1], s = [0.1, 0.4, 0.35, 0.8].
	const toy = scoreTable([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]);

	it("give the published numbers of the classic toy", () => {
		expect(auc(toy)).toBe(0.75);
		expect(averagePrecision(toy)).toBeCloseTo(0.8333333333333333, 15);
		expect(precisionRecallPoints(toy).map(({ precision }) => precision)).toEqual([1, 0.5, 2 / 3, 0.5]);
		expect(precisionRecallPoints(toy).map(({ recall }) => recall)).toEqual([0.5, 0.5, 1, 1]);
	});

	it("give a constant score the prevalence as average precision and one half as AUC", () => {
		const constant = scoreTable([3, 3, 3, 3], [0, 1, 0, 0]);
		expect(averagePrecision(constant)).toBe(0.25);
		expect(auc(constant)).toBe(0.5);
		expect(ksStatistic(constant)).toBe(0);
		expect(liftAt(constant, { fraction: 0.25 })).toBe(1);
	});

	it("are undefined, not 0, where a class is missing", () => {
		for (const outcomes of [
			[0, 0],
			[1, 1],
		]) {
			expect(auc(scoreTable([1, 2], outcomes))).toBeUndefined();
			expect(ksStatistic(scoreTable([1, 2], outcomes))).toBeUndefined();
			expect(rocPoints(scoreTable([1, 2], outcomes))).toEqual([]);
		}
		expect(averagePrecision(scoreTable([1, 2], [0, 0]))).toBeUndefined();
		expect(averagePrecision(scoreTable([], []))).toBeUndefined();
		expect(liftCurve(scoreTable([1], [0]))).toEqual([]);
	});

	it("AUC is the share of pairs in the right order, ties counting one half", () => {
		fc.assert(
			fc.property(sample, (rows) => {
				const positives = rows.filter(([, y]) => y === 1);
				const negatives = rows.filter(([, y]) => y === 0);
				let wins = 0;
				for (const [p] of positives) for (const [n] of negatives) wins += p > n ? 1 : p === n ? 0.5 : 0;
				const pairs = positives.length * negatives.length;
				if (pairs === 0) expect(auc(tableOf(rows))).toBeUndefined();
				else expect(auc(tableOf(rows))).toBeCloseTo(wins / pairs, 12);
			}),
			{ seed: 1, numRuns: 500 },
		);
	});

	it("average precision is the step sum over distinct thresholds, from its definition", () => {
		fc.assert(
			fc.property(sample, (rows) => {
				const total = rows.filter(([, y]) => y === 1).length;
				if (total === 0) return;
				const thresholds = [...new Set(rows.map(([s]) => s))].sort((a, b) => b - a);
				let before = 0;
				let sum = 0;
				for (const threshold of thresholds) {
					const flagged = rows.filter(([s]) => s >= threshold);
					const hits = flagged.filter(([, y]) => y === 1).length;
					sum += (hits / total - before) * (hits / flagged.length);
					before = hits / total;
				}
				expect(averagePrecision(tableOf(rows))).toBeCloseTo(sum, 12);
			}),
			{ seed: 2, numRuns: 500 },
		);
	});

	it.each(MEASURES)(
		"$name: order of leads does not matter, repeating all changes nothing, and it keeps its range",
		({ of, range }) => {
			fc.assert(
				fc.property(sample, (rows) => {
					const value = of(tableOf(rows));
					expect(of(tableOf([...rows].reverse()))).toBe(value);
					const doubled = of(tableOf([...rows, ...rows]));
					if (value === undefined) expect(doubled).toBeUndefined();
					else {
						expect(doubled).toBeCloseTo(value, 12);
						expect(value).toBeGreaterThanOrEqual(range[0]);
						expect(value).toBeLessThanOrEqual(range[1]);
					}
				}),
				{ seed: 3, numRuns: 300 },
			);
		},
	);

	it("a table counts every lead once, whichever way it is counted", () => {
		fc.assert(
			fc.property(sample, fc.boolean(), (rows, spread) => {
				// A far score makes the array of cells too large, so the map is used.
				const all: readonly (readonly [number, number])[] = spread ? [...rows, [1e9, 1]] : rows;
				const table = tableOf(all);
				const { positives, negatives } = tableTotals(table);
				expect(positives).toBe(all.filter(([, y]) => y === 1).length);
				expect(positives + negatives).toBe(all.length);
				expect([...table.scores]).toEqual([...new Set(all.map(([s]) => s))].sort((a, b) => a - b));
			}),
			{ seed: 4, numRuns: 300 },
		);
	});

	it("leaves out leads without a score", () => {
		expect(tableTotals(scoreTable([Number.NaN, 1], [1, 1]))).toEqual({ positives: 1, negatives: 0 });
	});

	it("refuses a fraction outside (0, 1]", () => {
		expect(() => liftAt(toy, { fraction: 0 })).toThrow(/fraction must be in \(0, 1\]/);
		expect(() => liftAt(toy, { fraction: 3 })).toThrow(/got 3/);
	});
});
