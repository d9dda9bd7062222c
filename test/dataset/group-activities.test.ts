import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupActivities } from "../../src/dataset/group-activities.ts";

describe("groupActivities", () => {
	it("groups by lead and orders by knownAt, stable, as a plain sort does, whatever the order of the file", () => {
		const row = fc.tuple(
			fc.nat({ max: 9000 }),
			fc.nat({ max: 6 }),
			fc.nat({ max: 3 }),
			fc.integer({ min: -1, max: 5 }),
		);
		fc.assert(
			fc.property(
				fc.array(row, { maxLength: 200 }),
				fc.constantFrom("as is", "by time", "by lead"),
				fc.boolean(),
				(rows, how, same) => {
					const file = [...rows];
					if (how === "by time") file.sort((a, b) => a[1] - b[1]);
					if (how === "by lead") file.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
					const at = Float64Array.from(file, ([, instant]) => instant);
					const knownAt = same ? at : Float64Array.from(file, ([, instant], i) => instant + (i % 3));
					const grouped = groupActivities(
						{
							count: file.length,
							lead: Int32Array.from(file, ([lead]) => lead),
							at,
							knownAt: undefined,
							types: [],
							type: Uint16Array.from(file, ([, , type]) => type),
							properties: [{ name: "p", values: [], codes: Int32Array.from(file, ([, , , code]) => code) }],
						},
						knownAt,
						9001,
					);
					const order = file
						.map((_, i) => i)
						.sort((a, b) => file[a]![0] - file[b]![0] || knownAt[a]! - knownAt[b]! || a - b);
					expect([...grouped.at]).toEqual(order.map((i) => file[i]![1]));
					expect([...grouped.knownAt]).toEqual(order.map((i) => knownAt[i]));
					expect([...grouped.type]).toEqual(order.map((i) => file[i]![2]));
					expect([...grouped.codes[0]!]).toEqual(order.map((i) => file[i]![3]));
					for (const lead of new Set(file.map(([one]) => one))) {
						expect(grouped.offsets[lead + 1]! - grouped.offsets[lead]!).toBe(
							file.filter(([one]) => one === lead).length,
						);
					}
					expect(grouped.knownAt === grouped.at).toBe(same);
				},
			),
			{ seed: 1, numRuns: 500 },
		);
	});
});
