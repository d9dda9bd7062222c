import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldRows } from "../../../src/tune/patterns/fold-rows.ts";

describe("foldRows", () => {
	it("counts the leads and outcomes of every distinct row, in the order they are first seen", () => {
		const columns = fc.integer({ min: 1, max: 40 }).chain((width) =>
			fc.array(fc.array(fc.integer({ min: -3, max: width > 20 ? 1 : 900 }), { minLength: width, maxLength: width }), {
				maxLength: 60,
			}),
		);
		fc.assert(
			fc.property(columns, fc.integer({ min: 0, max: 1000 }), (rows, salt) => {
				const width = rows[0]?.length ?? 2;
				const outcomes = rows.map((_, i) => ((i * 7 + salt) % 3 === 0 ? 1 : 0));
				const names = Array.from({ length: width }, (_, j) => `f${j}`);
				const table = foldRows({ names, columns: names.map((_, j) => rows.map((row) => row[j]!)), outcomes });
				const slow = new Map<string, { leads: number; positives: number }>();
				rows.forEach((row, i) => {
					const seen = slow.get(row.join()) ?? { leads: 0, positives: 0 };
					slow.set(row.join(), { leads: seen.leads + 1, positives: seen.positives + outcomes[i]! });
				});
				const unfolded = Array.from(table.leads, () => new Array<number>(width).fill(0));
				table.features.forEach(({ values, starts, patterns }, j) => {
					values.forEach((value, v) => {
						for (const pattern of patterns.subarray(starts[v], starts[v + 1])) unfolded[pattern]![j] = value;
					});
				});
				expect(unfolded.map((row) => row.join())).toEqual([...slow.keys()]);
				expect([...table.leads]).toEqual([...slow.values()].map(({ leads }) => leads));
				expect([...table.positives]).toEqual([...slow.values()].map(({ positives }) => positives));
			}),
			{ seed: 13, numRuns: 200 },
		);
	});
});
