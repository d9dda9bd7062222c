import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom, type Random } from "../../src/base/random.ts";
import { datasetFrom } from "../../src/dataset/dataset-from.ts";
import type { Group, Rule, ScoringModel } from "../../src/model/schema.ts";
import { replay } from "../../src/replay/replay.ts";
import { replayAll } from "../../src/replay/replay-all.ts";
import { sized } from "../full-size.ts";
import { arbitraryModel } from "../model/arbitraries.ts";
import { arbitraryHistory } from "./arbitrary-history.ts";

const WORLDS = sized({ full: 200, usual: 30 });
const options = {
	horizonDays: 15,
	landmarkDays: 7,
	handoffs: [
		{ from: "mql", to: "sql" },
		{ from: "mql", to: "customer" },
	],
	threads: 1,
};
const model = arbitraryModel({ maxGroups: 3, maxRules: 4 }).map((one) => ({
	...one,
	cap: Math.min(one.cap ?? 5000, 5000),
}));

describe("replayAll", () => {
	it(`equals single replays of all variants, in ${WORLDS} random worlds`, { timeout: 900_000 }, async () => {
		const world = fc.record({
			input: arbitraryHistory({ maxLeads: 8 }),
			model,
			other: model,
			seed: fc.nat(),
		});
		await fc.assert(
			fc.asyncProperty(world, async ({ input, model, other, seed }) => {
				const dataset = datasetFrom(input);
				const variants = [model, ...variantsOf(model, createRandom(seed)), other];
				const all = await replayAll(dataset, variants, options);
				expect(all.length).toBe(variants.length);
				for (let i = 0; i < variants.length; i++) expect(all[i]).toEqual(await replay(dataset, variants[i]!, options));
			}),
			{ seed: 17, numRuns: WORLDS },
		);
	});

	it("has nothing for no model", async () => {
		const dataset = datasetFrom(fc.sample(arbitraryHistory(), { seed: 1, numRuns: 1 })[0]!);
		expect(await replayAll(dataset, [])).toEqual([]);
	});
});

/** Variants of one rule, one group, one threshold. */
function variantsOf(model: ScoringModel, random: Random): ScoringModel[] {
	const places = model.groups.flatMap(({ rules }, g) => rules.map((_, r) => ({ g, r })));
	const gated = new Set(
		Object.values(model.stages).flatMap((stage) =>
			(stage.require ?? []).flatMap((gate) => ("rule" in gate ? [gate.rule] : [])),
		),
	);
	const variants: ScoringModel[] = [];
	for (const { g, r } of places) {
		const rule = model.groups[g]!.rules[r]!;
		variants.push(withRule(model, g, r, withPoints(rule, random.integer(21) - 10)));
		variants.push(withRule(model, g, r, { ...rule, cap: 5 + random.integer(20) }));
		if (model.groups[g]!.rules.length > 1 && !gated.has(rule.id)) variants.push(withRule(model, g, r, undefined));
	}
	const g = random.integer(model.groups.length);
	variants.push(withGroup(model, g, { ...model.groups[g]!, decay: { half_life_days: 3 + random.integer(20) } }));
	variants.push(withGroup(model, g, { ...model.groups[g]!, cap: 10 }));
	const [stage] = Object.keys(model.stages);
	const flag = model.stages[stage!]!;
	variants.push({ ...model, stages: { ...model.stages, [stage!]: { ...flag, score: flag.score + 1 } } });
	return variants;
}

function withPoints(rule: Rule, by: number): Rule {
	if (!("points" in rule) || rule.points === undefined) return { ...rule, cap: 1 } as Rule;
	if (typeof rule.points === "number") return { ...rule, points: rule.points + by } as Rule;
	const points = rule.points.map((one, i) => (i === 0 ? { ...one, points: one.points + by } : one));
	return { ...rule, points } as Rule;
}

function withRule(model: ScoringModel, g: number, r: number, rule: Rule | undefined): ScoringModel {
	const rules = model.groups[g]!.rules.flatMap((one, i) => (i === r ? (rule === undefined ? [] : [rule]) : [one]));
	return withGroup(model, g, { ...model.groups[g]!, rules });
}

function withGroup(model: ScoringModel, g: number, group: Group): ScoringModel {
	return { ...model, groups: model.groups.map((one, i) => (i === g ? group : one)) };
}
