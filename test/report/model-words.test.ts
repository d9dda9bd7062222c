import { describe, expect, test } from "vitest";
import { predicateWords } from "../../src/model/predicate-words.ts";
import type { Gate, Rule } from "../../src/model/schema.ts";
import { decayWords, gateWords, limitWords, ruleWords, stageWords } from "../../src/report/sections/model-words.ts";
import { fixtureModel } from "../charts/replay-fixture.ts";

describe("a model in words", () => {
	test.each([
		[{}, "is known"],
		[{ known: true }, "is known"],
		[{ known: false }, "is not known"],
		[{ is: "retail" }, "is retail"],
		[{ is: ["software", 7, true] }, "is software or 7 or true"],
		[{ at_least: 50, below: 1000 }, "is at least 50 and below 1000"],
		[{ below: 50 }, "is below 50"],
		[{ starts_with: "/pricing", contains: "eu" }, 'starts with "/pricing" and contains "eu"'],
		[{ matches: "^a|b$" }, "matches the expression ^a|b$"],
	])("says the condition %j", (predicate, words) => {
		expect(predicateWords(predicate)).toBe(words);
	});

	test.each([
		[{ rule: "industry" }, "rule industry gives more than 0 points"],
		[{ activity: "demo" }, "at least one demo"],
		[
			{ activity: "visit", where: { path: { is: "/a" }, seconds: { at_least: 30 } } },
			"at least one visit whose path is /a and seconds is at least 30",
		],
		[{ attribute: "budget", known: true }, "budget is known"],
	] satisfies readonly [Gate, string][])("says the gate %j", (gate, words) => {
		expect(gateWords(gate)).toBe(words);
	});

	test.each([
		[{ id: "a", attribute: "budget", points: 5 }, "budget is known", "+5"],
		[
			{ id: "a", attribute: "size", points: [{ below: 50, points: -5 }, { points: 0 }], cap: 4 },
			"size is below 50; else size is known",
			"-5; else 0 (at most 4 in all)",
		],
		[
			{ id: "a", activity: "visit", points: 1, at_most: { count: 2, per: "day" }, window_days: 30 },
			"each visit, of the last 30 days, the latest 2 of each day only",
			"+1",
		],
		[
			{
				id: "a",
				activity: "download",
				tiers: [
					{ at_least: 1, points: 5 },
					{ at_least: 3, points: 15 },
				],
			},
			"number of download",
			"+5 from 1 on; +15 from 3 on",
		],
		[{ id: "a", inactive_days: 30, points: -10 }, "no activity for 30 days or more", "-10"],
	] satisfies readonly [Rule, string, string][])("says the rule %j", (rule, when, points) => {
		expect(ruleWords(rule)).toEqual({ when, points });
	});

	test("says decay and limits", () => {
		expect(decayWords(undefined)).toBe("points do not fade");
		expect(decayWords({ half_life_days: 30 })).toBe("points of an activity halve every 30 days");
		expect(decayWords({ percent: 25, every_days: 30 })).toBe(
			"25 % of an activity's points are taken off every 30 days",
		);
		expect(decayWords({ percent: 15, every_days: 45, after_days: 14 })).toBe(
			"15 % of an activity's points are taken off at age 14 days and then every 45 days",
		);
		expect([limitWords({}), limitWords({ cap: 40, floor: -10 })]).toEqual(["", " (at most 40, at least -10 in all)"]);
	});

	test("says when a stage is flagged, and nothing for a stage without a flag", () => {
		expect(stageWords(fixtureModel(), "mql")).toEqual([
			"the score is at least 45",
			"rule industry gives more than 0 points",
		]);
		expect(stageWords(fixtureModel(), "customer")).toEqual([]);
	});
});
