import { describe, expect, it } from "vitest";
import type { LabError } from "../../src/base/error.ts";
import { caseNames } from "../../src/model/case-name.ts";
import { changeModel } from "../../src/model/change-model.ts";
import { modelFrom } from "../../src/model/parse-model.ts";
import type { ScoringModel } from "../../src/model/schema.ts";

const { model } = modelFrom({
	leadlab: "model/1",
	name: "base",
	groups: [
		{
			id: "fit",
			cap: 40,
			rules: [
				{
					id: "size",
					attribute: "employees",
					points: [{ below: 50, points: 5 }, { at_least: 50, below: 1000, points: 10 }, { points: 15 }],
				},
				{
					id: "industry",
					attribute: "industry",
					points: [
						{ is: ["software", "fintech"], points: 10 },
						{ is: 5, points: 3 },
						{ known: false, points: -5 },
					],
				},
			],
		},
		{
			id: "engagement",
			decay: { half_life_days: 30 },
			rules: [
				{ id: "demo", activity: "demo_request", points: 20 },
				{
					id: "downloads",
					activity: "download",
					tiers: [
						{ at_least: 1, points: 5 },
						{ at_least: 3, points: 15 },
					],
				},
			],
		},
	],
	stages: { mql: { score: 30, require: [{ rule: "demo" }, { activity: "download" }] }, sql: { score: 35 } },
});

const ruleOf = (of: ScoringModel, id: string) =>
	of.groups.flatMap(({ rules }) => rules).find((rule) => rule.id === id)!;
const pointsOf = (of: ScoringModel, id: string) => {
	const rule = ruleOf(of, id);
	const list = "tiers" in rule && rule.tiers !== undefined ? rule.tiers : rule.points;
	return Array.isArray(list) ? list.map(({ points }) => points) : list;
};
const errorOf = (run: () => unknown): LabError => {
	try {
		run();
	} catch (error) {
		return error as LabError;
	}
	throw new Error("nothing was thrown");
};

describe("changeModel", () => {
	it("changes one number of one rule, case or tier and leaves everything else as it is", () => {
		const changed = changeModel(model, {
			points: { demo: 30, size: { "below 50": 0 }, downloads: { "at least 3": 12 } },
			thresholds: { mql: 33 },
		});
		expect(pointsOf(changed, "demo")).toBe(30);
		expect(pointsOf(changed, "size")).toEqual([0, 10, 15]);
		expect(pointsOf(changed, "downloads")).toEqual([5, 12]);
		expect([changed.stages.mql!.score, changed.stages.sql!.score]).toEqual([33, 35]);
		expect(changed.name).toBe("base, demo 30, size (below 50) 0, downloads (at least 3) 12, mql at 33");
		const back = changeModel(changed, {
			points: { demo: 20, size: { 0: 5 }, downloads: { 1: 15 } },
			thresholds: { mql: 30 },
			name: "base",
		});
		expect(back).toEqual(model);
		expect(Object.isFrozen(changed.groups[0]!.rules)).toBe(true);
	});

	it("finds a case by its name in whatever case, by one value of a list, and by its place", () => {
		expect(caseNames(ruleOf(model, "size"))).toEqual(["below 50", "at least 50 and below 1000", "else"]);
		expect(caseNames(ruleOf(model, "industry"))).toEqual(["software or fintech", "5", "not known"]);
		const industry = (name: string) =>
			pointsOf(changeModel(model, { points: { industry: { [name]: 7 } } }), "industry");
		expect(industry("Software or Fintech")).toEqual([7, 3, -5]);
		expect(industry("fintech")).toEqual([7, 3, -5]);
		expect(industry("is not known")).toEqual([10, 3, 7]);
		expect(industry("5")).toEqual([10, 7, -5]);
		expect(industry("2")).toEqual([10, 3, 7]);
	});

	it("changes limits and decay, and takes limits away", () => {
		const changed = changeModel(model, {
			caps: { fit: null, demo: 40 },
			floors: { industry: 0 },
			decay: { engagement: "none" },
		});
		expect(changed.groups[0]!.cap).toBeUndefined();
		expect([ruleOf(changed, "demo").cap, ruleOf(changed, "industry").floor]).toEqual([40, 0]);
		expect(changed.groups[1]!.decay).toBe("none");
	});

	it("leaves rules out together with their gates and with groups that become empty", () => {
		const changed = changeModel(model, { without: ["demo", "downloads"], thresholds: { mql: 20, sql: 25 } });
		expect(changed.groups.map(({ id }) => id)).toEqual(["fit"]);
		expect(changed.stages.mql!.require).toEqual([{ activity: "download" }]);
	});

	it.each([
		["unknown-rule", "demo", () => changeModel(model, { points: { dmeo: 3 } })],
		["unknown-rule", "downloads", () => changeModel(model, { without: ["download"] })],
		["unknown-case", "below 50", () => changeModel(model, { points: { size: { "below 5": 0 } } })],
		["unknown-rule-or-group", "fit", () => changeModel(model, { caps: { fti: 0 } })],
		["unknown-group", "engagement", () => changeModel(model, { decay: { engagment: "none" } })],
		["unknown-flag", "mql", () => changeModel(model, { thresholds: { mlq: 3 } })],
	])("names the nearest: %s, %s", (code, near, run) => {
		const error = errorOf(run);
		expect(error.code).toBe(code);
		expect(error.issues[0]!.cure).toContain(`"${near}"`);
	});

	it("refuses one number for a list, a case of a rule that has none, no rules, and what no file may hold", () => {
		expect(errorOf(() => changeModel(model, { points: { size: 3 } })).code).toBe("points-list");
		expect(errorOf(() => changeModel(model, { points: { demo: { "below 50": 3 } } })).code).toBe("unknown-case");
		const all = ["size", "industry", "demo", "downloads"];
		expect(errorOf(() => changeModel(model, { without: all })).code).toBe("no-rules");
		expect(errorOf(() => changeModel(model, { points: { demo: Number.NaN } })).code).toBe("model-schema");
		expect(errorOf(() => changeModel(model, { thresholds: { sql: 10_000 }, caps: { demo: 20 } })).code).toBe(
			"unreachable-threshold",
		);
	});
});
