import { DataFrame, merge, StandardScaler } from "danfojs-node";
import { describe, expect, it } from "vitest";

/** Danfo finds tensors and five statistics in `src/notebook/danfo`, in place of TensorFlow and mathjs. */
describe("a data frame", () => {
	const frame = () =>
		new DataFrame([
			{ source: "ads", score: 1, visits: 2 },
			{ source: "web", score: 3, visits: 5 },
			{ source: "ads", score: 4, visits: 1 },
		]);
	const numbers = () => frame().loc({ columns: ["score", "visits"] });

	it("describes, groups, filters, sorts and merges", () => {
		const described = frame().describe();
		expect(described.index).toEqual(["count", "mean", "std", "min", "median", "max", "variance"]);
		const score = described.column("score").values as number[];
		[3, 8 / 3, Math.sqrt(7 / 3), 1, 3, 4, 7 / 3].forEach((value, i) => {
			expect(score[i]).toBeCloseTo(value, 12);
		});
		const means = frame().groupby(["source"]).col(["score"]).mean();
		expect(means.values).toEqual([
			["ads", 2.5],
			["web", 3],
		]);
		expect(frame().query(frame().column("score").gt(2)).shape).toEqual([2, 3]);
		expect(frame().sortValues("visits").column("score").values).toEqual([4, 1, 3]);
		const right = new DataFrame([{ source: "web", cost: 7 }]);
		expect(merge({ left: frame(), right, on: ["source"], how: "inner" }).values).toEqual([["web", 3, 5, 7]]);
	});

	it("does arithmetic on all columns, without rounding to 32 bits", () => {
		expect(numbers().add(0.1).values).toEqual([
			[1.1, 2.1],
			[3.1, 5.1],
			[4.1, 1.1],
		]);
		expect((numbers().sub(frame().column("score"), { axis: 0 }) as DataFrame).values).toEqual([
			[0, 1],
			[0, 2],
			[0, -3],
		]);
		expect(numbers().gt(2).values).toEqual([
			[false, false],
			[true, true],
			[true, false],
		]);
	});

	it("scales columns and back, and draws the same sample for the same seed", async () => {
		const scaler = new StandardScaler().fit(numbers());
		const scaled = scaler.transform(numbers()) as DataFrame;
		const first = scaled.column("score").values as number[];
		expect(first.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 12);
		expect(first.reduce((sum, value) => sum + value * value, 0) / 3).toBeCloseTo(1, 12);
		expect(scaler.inverseTransform(scaled).values).toEqual(numbers().values);
		const [one, other] = [await frame().sample(2, { seed: 3 }), await frame().sample(2, { seed: 3 })];
		expect(one.values).toEqual(other.values);
		expect(new Set(one.index).size).toBe(2);
	});
});
