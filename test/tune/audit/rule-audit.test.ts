import { describe, expect, it } from "vitest";
import { datasetFrom } from "../../../src/dataset/dataset-from.ts";
import type { Rule, ScoringModel } from "../../../src/model/schema.ts";
import { nudgeRule } from "../../../src/tune/audit/nudge-rule.ts";
import { auditRules } from "../../../src/tune/audit/rule-audit.ts";
import { deals, guessedModel } from "../points/deals.ts";

const model = guessedModel();
const dataset = datasetFrom(deals({ leads: 6000 }));

/** The guessed model with one rule more in its last group. */
function withRule(rule: Rule): ScoringModel {
	const groups = model.groups.map((group, i) =>
		i === model.groups.length - 1 ? { ...group, rules: [...group.rules, rule] } : group,
	);
	return { ...model, groups };
}

describe("auditRules", () => {
	it("finds a rule whose points go the wrong way, and one that helps", async () => {
		const { rules, among } = await auditRules(dataset, withRule({ id: "wrong", activity: "demo", points: -12 }), {
			threads: 1,
		});
		expect(among).toBe("recorded");
		const wrong = rules.find(({ rule }) => rule === "wrong")!;
		expect(wrong.flaws).toContain("inverted");
		expect(wrong.adjustedP).toBeLessThanOrEqual(0.05);
		const visits = rules.find(({ rule }) => rule === "visits")!;
		expect(visits.flaws).toEqual([]);
		expect(rules.map(({ rule }) => rule)).toEqual(["kind", "visits", "demo", "mails", "wrong"]);
	});

	it("finds rules that give nobody points, and rules that repeat another", async () => {
		const dead = await auditRules(dataset, withRule({ id: "never", activity: "webinar", points: 5 }), { threads: 1 });
		expect(dead.rules.at(-1)).toMatchObject({ rule: "never", leads: 0, flaws: ["dead"], adjustedP: undefined });
		const twice = withRule({ id: "again", activity: "demo", points: 6, at_most: { count: 1, per: "lead" } });
		const { rules } = await auditRules(dataset, twice, { threads: 1 });
		expect(rules.at(-1)).toMatchObject({ rule: "again", duplicateOf: "demo" });
		expect(rules.at(-1)!.flaws).toContain("duplicate");
	});

	it("says what other points would do, and nothing of a model of one rule without it", async () => {
		const { rules } = await auditRules(dataset, model, { threads: 1, nudges: [6] });
		const demo = rules.find(({ rule }) => rule === "demo")!;
		expect(demo.nudges.map(({ by }) => by)).toEqual([6]);
		expect(demo.nudges[0]!.difference).toBeGreaterThan(0);
		const [, engagement] = model.groups;
		const alone = { ...model, groups: [{ ...engagement!, rules: engagement!.rules.slice(0, 1) }] };
		const one = await auditRules(dataset, { ...alone, stages: { mql: { score: 2 } } }, { threads: 1 });
		expect(one.rules.map(({ effect }) => effect)).toEqual([undefined]);
	});
});

describe("nudgeRule", () => {
	it("moves what is not 0, and spreads over the occurrences that count", () => {
		expect(nudgeRule({ id: "a", attribute: "kind", points: [{ is: "x", points: 0 }, { points: 4 }] }, 5)).toMatchObject(
			{
				points: [{ points: 0 }, { points: 9 }],
			},
		);
		expect(nudgeRule({ id: "b", activity: "visit", points: 2, at_most: { count: 5, per: "lead" } }, 5)).toMatchObject({
			points: 3,
		});
		expect(nudgeRule({ id: "c", activity: "visit", tiers: [{ at_least: 1, points: 3 }] }, -5)).toMatchObject({
			tiers: [{ points: -2 }],
		});
	});
});
