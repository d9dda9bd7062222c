import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/base/random.ts";
import { measureAll } from "../../src/metrics/measures/measure-all.ts";
import { binnedTable } from "../../src/metrics/tables/binned-table.ts";
import { clusteredTable } from "../../src/metrics/tables/clustered-table.ts";
import { scoreTable, tableTotals } from "../../src/metrics/tables/score-table.ts";

const leads = fc.array(
	fc.tuple(fc.integer({ min: 0, max: 60 }), fc.constantFrom(0, 1), fc.integer({ min: 0, max: 9 })),
	{
		minLength: 1,
		maxLength: 80,
	},
);

describe("binnedTable", () => {
	it("is the table of leads whose scores were replaced by the lowest of their step", () => {
		fc.assert(
			fc.property(leads, fc.integer({ min: 1, max: 12 }), (rows, most) => {
				const [scores, outcomes, accounts] = [0, 1, 2].map((k) => rows.map((row) => row[k]!)) as [
					number[],
					number[],
					number[],
				];
				const table = scoreTable(scores, outcomes);
				const coarse = binnedTable(table, { most });
				expect(coarse.scores.length).toBeLessThanOrEqual(most);
				expect(tableTotals(coarse)).toEqual(tableTotals(table));
				const replaced = scores.map((score) => coarse.scores.findLast((step) => step <= score)!);
				expect(scoreTable(replaced, outcomes)).toEqual(coarse);
				const clustered = binnedTable(clusteredTable(scores, outcomes, accounts), { most });
				const wanted = clusteredTable(replaced, outcomes, accounts);
				expect(clustered.table).toEqual(wanted.table);
				const text = ({ patterns }: typeof wanted) =>
					patterns.map(({ count, cells, counts }) => `${count}: ${cells} ${counts}`).sort();
				expect(text(clustered)).toEqual(text(wanted));
			}),
			{ seed: 6, numRuns: 300 },
		);
	});

	it("gives back a table of few scores, and keeps how far measures vary in one of many", () => {
		const random = createRandom("steps");
		const scores = Array.from({ length: 4000 }, () => random.normal());
		const outcomes = scores.map((score) => (random.chance(1 / (1 + Math.exp(2 - score))) ? 1 : 0));
		const table = scoreTable(scores, outcomes);
		expect(binnedTable(table, { most: 4000 })).toBe(table);
		const width = (from: typeof table) =>
			measureAll(from, [{ kind: "average-precision" }, { kind: "ks" }], {
				random: createRandom(1),
				replicates: 400,
				method: "percentile",
			}).map((one) => (one.state === "measured" ? one.interval[1] - one.interval[0] : Number.NaN));
		const own = width(table);
		for (const [i, coarse] of width(binnedTable(table, { most: 400 })).entries()) {
			expect(coarse / own[i]!).toBeGreaterThan(0.85);
			expect(coarse / own[i]!).toBeLessThan(1.15);
		}
		expect(() => binnedTable(table, { most: 0 })).toThrow(RangeError);
	});
});
