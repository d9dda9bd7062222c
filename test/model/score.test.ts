import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { roundScore } from "../../src/base/round.ts";
import { contributionText, explanationLines } from "../../src/model/explanation-text.ts";
import type { ActivityView, LeadView } from "../../src/model/lead-view.ts";
import { modelFrom } from "../../src/model/parse-model.ts";
import { clamp, compileModel } from "../../src/model/score.ts";
import { sized } from "../full-size.ts";
import { arbitraryModel, arbitraryView } from "./arbitraries.ts";

const TODAY = 20_000;
const scorerOf = (rules: readonly object[], group: object = {}, rest: object = {}) =>
	compileModel(
		modelFrom({ leadlab: "model/1", name: "x", groups: [{ id: "g", ...group, rules }], stages: {}, ...rest }).model,
	);
/** Activities of one type at these ages. */
const at = (type: string, ...ages: readonly number[]): ActivityView[] =>
	ages.map((age) => ({ type, day: TODAY - age, properties: {} }));
const lead = (
	activities: readonly ActivityView[] = [],
	attributes: LeadView["attributes"] = {},
	createdAge = 0,
): LeadView => ({
	today: TODAY,
	createdDay: TODAY - createdAge,
	attributes,
	activities,
});
const quarter = { decay: { percent: 25, every_days: 30 } };

describe("compileModel", () => {
	it.each([
		["points each", { points: 3 }, {}, [0, 5, 400], 9],
		["a window keeps what is younger", { points: 3, window_days: 7 }, {}, [6, 7, 8], 3],
		["at_most keeps the most recent", { points: 4, at_most: { count: 2 } }, quarter, [60, 30, 0], 7],
		["at_most per day", { points: 1, at_most: { count: 2, per: "day" } }, {}, [3, 3, 3, 1, 1, 0], 5],
		["the window comes before at_most", { points: 1, at_most: { count: 2 }, window_days: 5 }, {}, [4, 6, 7], 1],
		["decay in steps", { points: 8 }, quarter, [29, 30, 60], 18],
		["half-life", { points: 3 }, { decay: { half_life_days: 30 } }, [30, 30, 60], 3.75],
		[
			"tiers take the highest reached",
			{
				tiers: [
					{ at_least: 1, points: 5 },
					{ at_least: 3, points: 2 },
				],
			},
			quarter,
			[90, 90, 90],
			2,
		],
		["tiers below the first give nothing", { tiers: [{ at_least: 2, points: 5 }] }, {}, [0], 0],
		["a cap", { points: 3, cap: 7 }, {}, [0, 0, 0], 7],
		["a floor", { points: -3, floor: -4 }, {}, [0, 0], -4],
		["a floor above nothing", { points: 3, floor: 2 }, {}, [], 2],
	])("%s", (_, rule, group, ages, score) => {
		expect(scorerOf([{ id: "r", activity: "visit", ...rule }], group).explain(lead(at("visit", ...ages))).score).toBe(
			score,
		);
	});

	it("takes the first case that holds, and 0 when none does", () => {
		const points = [
			{ below: 50, points: 5 },
			{ below: 1000, points: 10 },
			{ known: false, points: -1 },
			{ is: "n/a", points: 2 },
		];
		const scorer = scorerOf([{ id: "r", attribute: "x", points }]);
		const scores = [49, 50, 999, 1000, undefined, "n/a", "", "x"].map((x) => scorer.explain(lead([], { x })).score);
		expect(scores).toEqual([5, 10, 10, 0, -1, 2, -1, 0]);
	});

	it("gives a plain number for any known value", () => {
		const scorer = scorerOf([{ id: "r", attribute: "x", points: 4 }]);
		expect([0, "no", undefined, " "].map((x) => scorer.explain(lead([], { x })).score)).toEqual([4, 4, 0, 0]);
	});

	it.each([
		["from creation", [], 29, 0],
		["from creation, long enough", [], 30, -10],
		["from the last activity", [45, 29], 90, 0],
		["from the last activity of any type, long enough", [45, 30], 90, -10],
		["from an activity before creation", [30], 0, -10],
	])("counts quiet days %s", (_, ages, createdAge, score) => {
		const scorer = scorerOf([{ id: "quiet", inactive_days: 30, points: -10 }]);
		expect(scorer.explain(lead(at("any", ...ages), {}, createdAge)).score).toBe(score);
	});

	it("limits the rule, then the group, then the score, and rounds once", () => {
		const rules = [
			{ id: "a", activity: "visit", points: 3.00005, cap: 8 },
			{ id: "b", attribute: "x", points: 5.00005 },
		];
		const scorer = scorerOf(rules, { cap: 12.00015 }, { cap: 12.0001 });
		const found = scorer.explain(lead(at("visit", 0, 0, 0), { x: 1 }));
		expect(found.contributions.map(({ raw, points }) => [raw, points])).toEqual([
			[9.00015, 8],
			[5.00005, 5.00005],
		]);
		expect(found).toMatchObject({ raw: 13.00005, clamped: 12.0001, score: 12.0001 });
		expect(found.groups).toEqual([{ group: "g", raw: 13.00005, points: 12.00015 }]);
		expect(scorerOf([{ id: "b", attribute: "x", points: 1.00005 }]).explain(lead([], { x: 1 })).score).toBe(1.0001);
		expect(scorerOf([{ id: "b", attribute: "x", points: -2.00005 }]).explain(lead([], { x: 1 })).score).toBe(-2.0001);
	});

	it("flags when the rounded score reaches the threshold and every gate holds", () => {
		const rules = [
			{
				id: "fit",
				attribute: "x",
				points: [
					{ is: "a", points: 9.99996 },
					{ is: "b", points: 10 },
					{ is: "c", points: 9.9999 },
				],
			},
			{ id: "bad", attribute: "y", points: -1, floor: 0 },
		];
		const require = [
			{ rule: "fit" },
			{ activity: "demo", where: { kind: { is: "live" } } },
			{ attribute: "role", is: ["vp", "cto"] },
		];
		const scorer = scorerOf(
			rules,
			{},
			{ stages: { mql: { score: 10, require }, open: { score: 0, require: [{ rule: "bad" }] } } },
		);
		const demo = { type: "demo", day: TODAY - 900, properties: { kind: "Live" } };
		const flagged = (x: string, role: string | undefined, activity: ActivityView) =>
			scorer.flags(lead([activity], { x, role, y: 1 }), "mql");
		expect(flagged("a", "VP", demo)).toBe(true);
		expect(flagged("b", "cto", demo)).toBe(true);
		expect(flagged("c", "cto", demo)).toBe(false);
		expect(flagged("a", undefined, demo)).toBe(false);
		expect(flagged("a", "vp", { ...demo, properties: {} })).toBe(false);
		expect(flagged("a", "vp", { ...demo, type: "Demo" })).toBe(false);
		expect(scorer.gates(lead([demo], { x: "a", role: "ceo" }), "mql").map(({ holds }) => holds)).toEqual([
			true,
			true,
			false,
		]);
		// A rule that gives exactly 0 does not hold its gate.
		expect(scorer.flags(lead([], { y: 1 }), "open")).toBe(false);
	});

	it("knows no stage that the model does not have", () => {
		const scorer = scorerOf([{ id: "r", attribute: "x", points: 1 }], {}, { stages: { mql: { score: 0 } } });
		expect(scorer.flags(lead(), "mql")).toBe(true);
		for (const stage of ["sql", "toString", "__proto__"]) {
			expect(scorer.flags(lead(), stage)).toBe(false);
			expect(scorer.gates(lead(), stage)).toEqual([]);
		}
	});

	it("reads attributes and properties named like members of every object", () => {
		const scorer = scorerOf([
			{ id: "a", attribute: "constructor", points: 1 },
			{ id: "b", activity: "visit", where: { toString: { known: true } }, points: 2 },
		]);
		expect(scorer.explain(lead(at("visit", 0))).score).toBe(0);
		const named = { type: "visit", day: TODAY, properties: { toString: "x" } } as unknown as ActivityView;
		expect(scorer.explain(lead([named], { constructor: "x" } as never)).score).toBe(3);
	});
});

describe("on random models and leads", () => {
	const cases = { numRuns: sized({ full: 1500, usual: 400 }), seed: 9 };
	const pair = [arbitraryModel(), arbitraryView()] as const;

	it("contributions are the sums of their terms and add up to raw, groups to the clamped score", () => {
		fc.assert(
			fc.property(...pair, (model, view) => {
				const { contributions, groups, raw, clamped, score } = compileModel(model).explain(view);
				const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
				for (const one of contributions) {
					expect(one.raw).toBe(sum(one.terms.map(({ count, points, factor }) => count * (points * factor))));
				}
				expect(raw).toBe(sum(contributions.map(({ points }) => points)));
				for (const one of groups) {
					expect(one.raw).toBe(
						sum(contributions.filter(({ group }) => group === one.group).map(({ points }) => points)),
					);
				}
				expect(clamped).toBe(clamp(sum(groups.map(({ points }) => points)), model));
				expect(score).toBe(roundScore(clamped));
			}),
			cases,
		);
	});

	it("the order of activities does not matter", () => {
		fc.assert(
			fc.property(...pair, (model, view) => {
				const scorer = compileModel(model);
				expect(scorer.explain({ ...view, activities: view.activities.toReversed() })).toEqual(scorer.explain(view));
			}),
			cases,
		);
	});

	it("a day is a day, whatever its number", () => {
		fc.assert(
			fc.property(...pair, fc.integer({ min: -30_000, max: 30_000 }), (model, view, days) => {
				const scorer = compileModel(model);
				const moved = {
					...view,
					today: view.today + days,
					createdDay: view.createdDay + days,
					activities: view.activities.map((one) => ({ ...one, day: one.day + days })),
				};
				expect(scorer.explain(moved)).toEqual(scorer.explain(view));
			}),
			cases,
		);
	});

	it("what no rule names does not matter", () => {
		fc.assert(
			fc.property(...pair, (model, view) => {
				const scorer = compileModel(model);
				const more = {
					...view,
					attributes: { ...view.attributes, unheard_of: "x" },
					activities: view.activities.map((one) => ({ ...one, properties: { ...one.properties, unheard_of: 1 } })),
				};
				expect(scorer.explain(more)).toEqual(scorer.explain(view));
			}),
			cases,
		);
	});

	it("a flag is a score that reaches and gates that hold", () => {
		fc.assert(
			fc.property(...pair, (model, view) => {
				const scorer = compileModel(model);
				for (const [stage, flag] of Object.entries(model.stages)) {
					const holds = scorer.gates(view, stage).every((gate) => gate.holds);
					expect(scorer.flags(view, stage)).toBe(holds && scorer.explain(view).score >= flag.score);
				}
			}),
			cases,
		);
	});
});

describe("explanations", () => {
	const explained = (rules: readonly object[], view: LeadView, group: object = {}, rest: object = {}) =>
		scorerOf(rules, group, rest).explain(view);
	const visits = { id: "v", activity: "visit", points: 3 };

	it.each([
		["one occurrence", visits, {}, [0], "3"],
		["occurrences of one day", visits, {}, [0, 0, 0, 0, 0], "5 x 3 = 15"],
		["occurrences of several days", visits, {}, [0, 1], "3 + 3 = 6"],
		["decay", visits, { decay: { half_life_days: 30 } }, [30, 30, 30, 30, 30], "5 x 3 x 0.5 = 7.5"],
		["decay of one", visits, { decay: { half_life_days: 30 } }, [30], "3 x 0.5 = 1.5"],
		["ages apart", visits, quarter, [0, 30, 30], "3 + 2 x 3 x 0.75 = 7.5"],
		["a cap", { ...visits, points: 20, cap: 15 }, {}, [0], "20 -> 15 (cap)"],
		["a cap on a sum", { ...visits, cap: 5 }, {}, [0, 0], "2 x 3 = 6 -> 5 (cap)"],
		["a floor", { ...visits, points: -20, floor: -15 }, {}, [0], "-20 -> -15 (floor)"],
		["nothing", visits, {}, [], "0"],
	])("write %s as arithmetic", (_, rule, group, ages, text) => {
		const { contributions } = explained([rule], lead(at("visit", ...ages)), group);
		expect(contributionText(contributions[0]!)).toBe(text);
	});

	it("list what gives points, the limits of groups and the score", () => {
		const rules = [visits, { id: "x", attribute: "x", points: 4 }, { id: "no", attribute: "y", points: 1 }];
		const found = explained(rules, lead(at("visit", 0, 0, 0), { x: "a" }), { cap: 10 }, { cap: 9 });
		expect(explanationLines(found)).toEqual([
			"  v: 3 x 3 = 9",
			"  x: 4",
			"g = 13 -> 10 (cap)",
			"score = 9 (limited from 10 by the score's cap or floor)",
		]);
	});
});
