import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkModel, largestScore } from "../../src/model/check-model.ts";
import { modelFrom } from "../../src/model/parse-model.ts";
import { compileModel } from "../../src/model/score.ts";
import { sized } from "../full-size.ts";
import { arbitraryModel, arbitraryView } from "./arbitraries.ts";

const largest = (...groups: readonly object[]) =>
	largestScore(
		modelFrom({ leadlab: "model/1", name: "x", groups: groups.map((one, i) => ({ id: `g${i}`, ...one })), stages: {} })
			.model,
	);
const attribute = {
	id: "a",
	attribute: "x",
	points: [
		{ is: "a", points: 7 },
		{ is: "b", points: -3 },
	],
};
const demo = { id: "d", activity: "demo", points: 20, at_most: { count: 3 } };
const visit = { id: "v", activity: "visit", points: 1 };

describe("largestScore", () => {
	it.each([
		["the best case", [{ rules: [attribute] }], 7],
		["occurrences up to at_most", [{ rules: [demo] }], 60],
		["a rule's cap", [{ rules: [{ ...demo, cap: 50 }] }], 50],
		["a group's cap", [{ cap: 30, rules: [demo, attribute] }], 30],
		["occurrences without limit", [{ rules: [visit] }], Number.POSITIVE_INFINITY],
		[
			"occurrences limited by the day alone",
			[{ rules: [{ ...visit, at_most: { count: 1, per: "day" } }] }],
			Number.POSITIVE_INFINITY,
		],
		["occurrences without limit under a cap", [{ cap: 40, rules: [visit] }], 40],
		[
			"the highest tier",
			[
				{
					rules: [
						{
							id: "t",
							activity: "x",
							tiers: [
								{ at_least: 1, points: 9 },
								{ at_least: 2, points: 4 },
							],
						},
					],
				},
			],
			9,
		],
		["nothing negative", [{ rules: [{ id: "q", inactive_days: 3, points: -5 }] }], 0],
		["a floor", [{ floor: 4, rules: [{ id: "q", inactive_days: 3, points: -5 }] }], 4],
		["the sum of groups", [{ cap: 30, rules: [demo] }, { rules: [attribute] }], 37],
	])("counts %s", (_, groups, score) => {
		expect(largest(...groups)).toBe(score);
	});

	it("is never exceeded, on random models and leads", () => {
		fc.assert(
			fc.property(arbitraryModel(), arbitraryView(), (model, view) => {
				expect(compileModel(model).explain(view).clamped).toBeLessThanOrEqual(largestScore(model) + 1e-9);
			}),
			{ numRuns: sized({ full: 2000, usual: 500 }), seed: 1 },
		);
	});
});

describe("checkModel", () => {
	it("finds no error in any random model, since each was accepted", () => {
		fc.assert(
			fc.property(arbitraryModel(), (model) => {
				expect(checkModel(model).filter(({ severity }) => severity === "error")).toEqual([]);
			}),
			{ numRuns: 300, seed: 2 },
		);
	});

	it("gives each issue a place, a reason and a cure", () => {
		const { model } = modelFrom({
			leadlab: "model/1",
			name: "x",
			groups: [{ id: "g", rules: [attribute] }],
			stages: {},
		});
		const broken = { ...model, cap: 1, floor: 2, stages: { mql: { score: 99, require: [{ rule: "none" }] } } };
		const issues = checkModel(broken);
		expect(issues.map(({ code, path }) => [code, path.join(".")])).toEqual([
			["cap-below-floor", "cap"],
			["missing-rule", "stages.mql.require.0.rule"],
			["unreachable-threshold", "stages.mql.score"],
		]);
		expect(issues.every(({ message, cure }) => message.length > 20 && cure.length > 10)).toBe(true);
	});
});
