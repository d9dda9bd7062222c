import { describe, expect, it } from "vitest";
import { Frame, frame } from "../../src/notebook/frame/frame.ts";

const LEADS = frame([
	{ source: "web", days: 4, hit: true },
	{ source: "event", days: 2, hit: false },
	{ source: "web", days: Number.NaN, hit: false },
	{ source: "", days: 8, hit: true },
	{ source: "web", days: 1, hit: true },
]);

describe("a frame", () => {
	it("groups by what is there, keys in order, and leaves missing cells out as pandas does", () => {
		// pandas 2.2: df.groupby("source").agg({"days": ["count", "mean", "median", "std", "sum"]})
		expect(
			LEADS.groupby("source")
				.agg({ days: ["count", "mean", "median", "std", "sum"] })
				.records(),
		).toEqual([
			{ source: "event", days_count: 1, days_mean: 2, days_median: 2, days_std: undefined, days_sum: 2 },
			{ source: "web", days_count: 2, days_mean: 2.5, days_median: 2.5, days_std: Math.sqrt(4.5), days_sum: 5 },
		]);
		expect(LEADS.groupby(["source"]).mean().records()).toEqual([
			{ source: "event", days: 2, hit: 0 },
			{ source: "web", days: 2.5, hit: 2 / 3 },
		]);
		expect(LEADS.groupby("source").size().records()).toEqual([
			{ source: "event", rows: 1 },
			{ source: "web", rows: 3 },
		]);
		expect(LEADS.groupby(["source", "hit"]).count("days").records()).toEqual([
			{ source: "event", hit: false, days: 1 },
			{ source: "web", hit: false, days: 0 },
			{ source: "web", hit: true, days: 2 },
		]);
	});

	it("refuses the mean of a text, a column that is not there, and a statistic that is none", () => {
		expect(() => LEADS.groupby("hit").mean("source")).toThrow(/"source" is text and has no mean; write/);
		expect(() => LEADS.groupby("hit").agg({ day: "mean" })).toThrow(
			/no column "day"; the columns are source, days, hit/,
		);
		expect(() => LEADS.groupby("hit").agg({ days: "mode" as never })).toThrow(RangeError);
		expect(() => LEADS.sort("nowhere" as never)).toThrow(RangeError);
		expect(() => frame([]).danfo()).toThrow(RangeError);
	});

	it("describes numbers as pandas does, and text where there is no number", () => {
		// pandas 2.2: pd.Series([4, 2, np.nan, 8, 1]).describe()
		const days = Object.fromEntries(
			LEADS.describe()
				.records()
				.map((row) => [row[""], row.days]),
		);
		expect(days).toEqual({
			count: 4,
			mean: 3.75,
			std: expect.closeTo(3.095695936834452, 12),
			min: 1,
			"25%": 1.75,
			"50%": 3,
			"75%": 5,
			max: 8,
		});
		expect(LEADS.select("source").describe().records()).toEqual([
			{ "": "count", source: 4 },
			{ "": "unique", source: 2 },
			{ "": "top", source: "web" },
			{ "": "freq", source: 3 },
		]);
	});

	it("sorts with missing cells last, filters, assigns and counts without a change of its own", () => {
		expect(LEADS.sort("days").column("days")).toEqual([1, 2, 4, 8, Number.NaN]);
		expect(LEADS.sort("days", { ascending: false }).column("days")).toEqual([8, 4, 2, 1, Number.NaN]);
		expect(LEADS.filter(({ hit }) => hit).shape).toEqual([3, 3]);
		expect(LEADS.assign({ late: ({ days }) => days > 3 }).column("late")).toEqual([true, false, false, true, false]);
		expect(LEADS.counts("source").records()).toEqual([
			{ source: "web", rows: 3 },
			{ source: "event", rows: 1 },
		]);
		expect([LEADS.head(2).length, LEADS.tail(1).numbers("days"), LEADS.numbers("days")]).toEqual([
			2,
			[1],
			[4, 2, 8, 1],
		]);
		expect(LEADS.columns).toEqual(["source", "days", "hit"]);
	});

	it("draws bars over text and points over numbers, and is danfo's when asked", () => {
		const markOf = (x: "source" | "days") => JSON.stringify(LEADS.chart({ x, y: "days" }).spec);
		expect(markOf("source")).toContain('"bar"');
		expect(markOf("days")).toContain('"point"');
		expect(LEADS.danfo().shape).toEqual([5, 3]);
		expect(new Frame([]).describe().length).toBe(4);
	});
});
