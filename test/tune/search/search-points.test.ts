import { describe, expect, it } from "vitest";
import { foldRows } from "../../../src/tune/patterns/fold-rows.ts";
import { fitScale } from "../../../src/tune/search/fit-scale.ts";
import { type PointLimits, searchSpace } from "../../../src/tune/search/point-limits.ts";
import { searchPoints } from "../../../src/tune/search/search-points.ts";
import { keepsOrders, ruleCount, type SearchSpace } from "../../../src/tune/search/search-space.ts";
import { createState, place } from "../../../src/tune/search/search-state.ts";
import { foldedProblem, problem, slowLoss } from "./problems.ts";

describe("searchPoints", () => {
	it("finds what trying all cards finds, on small problems of every kind", () => {
		let compared = 0;
		for (let seed = 0; seed < 40; seed++) {
			const table = foldedProblem({ seed, features: 4 + (seed % 3), values: 2 + (seed % 3), telling: 2 + (seed % 2) });
			const limits = limitsOf(seed);
			const found = searchPoints(table, limits);
			const best = bestOfAll(searchSpace(table, limits));
			if (found === undefined) continue;
			compared += 1;
			expect(found.best.loss).toBeGreaterThan(best - 1e-6);
			expect(found.best.loss, `seed ${seed}`).toBeLessThan(best + 1e-6);
		}
		expect(compared).toBeGreaterThan(35);
	});

	it("gives the same cards for the same seed, and looks elsewhere for another", () => {
		const table = foldedProblem({ rows: 900, features: 20, telling: 8 });
		const search = (seed: number) => JSON.stringify(searchPoints(table, { maxRules: 5 }, { seed }));
		expect(search(3)).toBe(search(3));
		expect(new Set([1, 2, 3, 4].map(search)).size).toBeGreaterThan(1);
	});

	it("does not depend on how leads are folded", () => {
		const rows = problem({ rows: 400 });
		const doubled = {
			...rows,
			columns: rows.columns.map((column) => [...Array.from(column), ...Array.from(column)]),
			outcomes: [...Array.from(rows.outcomes), ...Array.from(rows.outcomes)],
		};
		const once = searchPoints(foldRows(rows), { maxRules: 3, smoothing: 2 })!;
		const twice = searchPoints(foldRows(doubled), { maxRules: 3, smoothing: 4 })!;
		expect(twice.best.points).toEqual(once.best.points);
		expect(twice.best.loss).toBeCloseTo(2 * once.best.loss, 6);
	});

	it("keeps every limit", () => {
		const table = foldedProblem({ rows: 600, features: 10, telling: 6 });
		const limits: PointLimits = {
			maxRules: 4,
			least: -20,
			most: 20,
			step: 5,
			features: { f0: { fixed: 7 }, f1: { sign: "up" }, f2: { sign: "down" }, f9: { required: true } },
			orders: [["f4", "f3"]],
		};
		const { best, others } = searchPoints(table, limits)!;
		for (const { points } of [best, ...others]) {
			expect(points.f0).toBe(7);
			expect(points.f1 ?? 0).toBeGreaterThanOrEqual(0);
			expect(points.f2 ?? 0).toBeLessThanOrEqual(0);
			expect(points.f9 ?? 0).not.toBe(0);
			expect(points.f4 ?? 0).toBeLessThanOrEqual(points.f3 ?? 0);
			expect(Object.keys(points).length).toBeLessThanOrEqual(4);
			for (const [name, each] of Object.entries(points)) if (name !== "f0") expect(Math.abs(each % 5)).toBe(0);
		}
	});

	it("counts the features of a rule as one", () => {
		const table = foldedProblem({ rows: 800, features: 8, telling: 5 });
		const rules = { f3: "a", f4: "a", f0: "b" };
		const { best } = searchPoints(table, { maxRules: 1, rules })!;
		expect(Object.keys(best.points).sort()).toEqual(["f3", "f4"]);
	});

	it("gives rare features no points when a minimum support is asked", () => {
		const rows = problem({ rows: 400 });
		const rare = Int32Array.from(rows.outcomes, (outcome, i) => (outcome === 1 && i < 20 ? 1 : 0));
		const table = foldRows({ ...rows, names: [...rows.names, "rare"], columns: [...rows.columns, rare] });
		expect(searchPoints(table, { maxRules: 7 })!.best.points.rare).toBeDefined();
		expect(searchPoints(table, { maxRules: 7, minLeads: 30 })!.best.points.rare).toBeUndefined();
	});

	it("stops when asked, with the best so far", () => {
		const table = foldedProblem({ rows: 900, features: 20, telling: 8 });
		const signal = { aborted: false };
		let told = 0;
		const result = searchPoints(
			table,
			{ maxRules: 5 },
			{
				signal,
				onBest: () => {
					told += 1;
					signal.aborted = true;
				},
			},
		)!;
		expect(told).toBe(1);
		expect(result.stopped).toBe(true);
		expect(Object.keys(result.best.points).length).toBeGreaterThan(0);
	});

	it("says nothing of one class, or of too few of the other", () => {
		const rows = problem({ rows: 300 });
		expect(
			searchPoints(foldRows({ ...rows, outcomes: Array.from(rows.outcomes, () => 1) }), { maxRules: 2 }),
		).toBeUndefined();
		const few = Array.from(rows.outcomes, (_, i) => (i < 19 ? 1 : 0));
		expect(searchPoints(foldRows({ ...rows, outcomes: few }), { maxRules: 2 })).toBeUndefined();
	});

	it("refuses limits that leave nothing to seek", () => {
		const table = foldedProblem();
		const wrong: PointLimits[] = [
			{ maxRules: 0 },
			{ maxRules: 7 },
			{ maxRules: 1.5 },
			{ maxRules: 2, least: 0, most: 0 },
			{ maxRules: 2, minLeads: 1000 },
			{ maxRules: 2, step: 0 },
			{ maxRules: 2, step: 9 },
			{ maxRules: 2, least: 0.5 },
			{ maxRules: 1, features: { f0: { fixed: 1 }, f1: { fixed: 2 } } },
			{ maxRules: 2, features: { f0: { least: 3, most: 1 } } },
			{ maxRules: 2, features: { nobody: { fixed: 1 } } },
			{ maxRules: 2, orders: [["f0", "nobody"]] },
			{ maxRules: 2, features: { f0: { fixed: 3 }, f1: { fixed: 2 } }, orders: [["f0", "f1"]] },
		];
		for (const limits of wrong)
			expect(() => searchPoints(table, limits), JSON.stringify(limits)).toThrowError(
				expect.objectContaining({ code: "tune-limits" }),
			);
	});
});

describe("fitScale", () => {
	it("agrees with a slow search of slope and intercept", () => {
		for (let seed = 0; seed < 5; seed++) {
			const table = foldedProblem({ seed, values: 3 });
			const space = searchSpace(table, { maxRules: 6, smoothing: 3 });
			const state = createState(space);
			place(
				state,
				Int32Array.from({ length: 6 }, (_, i) => ((seed + i * 3) % 7) - 3),
			);
			const real = space.leads / (space.leads + 3);
			const rate = space.positives / space.leads;
			const scores = [...state.scores.subarray(0, table.leads.length)];
			const chances = scores.map((_, i) => real * (table.positives[i]! / table.leads[i]!) + (1 - real) * rate);
			expect(state.loss).toBeCloseTo(slowLoss(scores, chances, [...table.leads]), 5);
		}
	});

	it("has no slope for a score that goes the wrong way or says nothing", () => {
		expect(fitScale(Float64Array.of(5, 5), 0, 1, 0, 1, 4, { slope: 1, intercept: 0 }).slope).toBe(0);
		expect(fitScale(Float64Array.of(10), 0, 0, 0, 0, 4, { slope: 1, intercept: 0 })).toMatchObject({ slope: 0 });
	});
});

function limitsOf(seed: number): PointLimits {
	const base = { maxRules: 1 + (seed % 3), least: -2, most: 2 };
	if (seed % 4 === 1) return { ...base, features: { f0: { sign: "up" }, f1: { least: 0 } } };
	if (seed % 4 === 2) return { ...base, orders: [["f1", "f0"]], maxRules: 2 };
	if (seed % 4 === 3) return { ...base, rules: { f0: "one", f1: "one" }, features: { f2: { fixed: 1 } }, maxRules: 2 };
	return base;
}

/** The loss of the best of all cards that a space allows. */
function bestOfAll(space: SearchSpace): number {
	const state = createState(space);
	let best = Number.POSITIVE_INFINITY;
	const points = new Int32Array(space.allowed.length);
	const walk = (feature: number) => {
		if (feature === points.length) {
			if (ruleCount(space, points) > space.maxRules || !keepsOrders(space, points)) return;
			place(state, points.slice());
			best = Math.min(best, state.loss);
			return;
		}
		for (const each of space.allowed[feature]!) {
			points[feature] = each;
			walk(feature + 1);
		}
		points[feature] = 0;
	};
	walk(0);
	return best;
}
