import { beforeAll, describe, expect, it } from "vitest";
import type { Dataset } from "../../src/dataset/dataset.ts";
import { leakUse, modelWithout } from "../../src/leaks/leak-use.ts";
import { modelFrom } from "../../src/model/parse-model.ts";
import { replay } from "../../src/replay/replay.ts";
import { sampleHistory } from "../notebook/sample.ts";

const { model } = modelFrom({
	leadlab: "model/1",
	name: "greedy",
	groups: [
		{ id: "room", rules: [{ id: "room", attribute: "deal_room_url", points: 30 }] },
		{
			id: "rest",
			rules: [
				{ id: "seniority", attribute: "seniority", points: [{ is: ["vp", "director"], points: 12 }, { points: 4 }] },
				{ id: "demo", activity: "demo_request", points: 20, at_most: { count: 1 } },
			],
		},
	],
	stages: {
		mql: { score: 12, require: [{ rule: "seniority" }] },
		sql: {
			score: 24,
			require: [{ rule: "room" }, { attribute: "deal_room_url", known: true }, { activity: "demo_request" }],
		},
	},
});

let history: Dataset;
beforeAll(async () => {
	history = await sampleHistory();
});

describe("modelWithout", () => {
	it("takes away rules, empty groups, gates on the suspect and gates on rules that went", () => {
		const without = modelWithout(model, { kind: "attribute", name: "deal_room_url" })!;
		expect(without.groups.map(({ id, rules }) => [id, rules.map((rule) => rule.id)])).toEqual([
			["rest", ["seniority", "demo"]],
		]);
		expect(without.stages.sql!.require).toEqual([{ activity: "demo_request" }]);
		expect(without.stages.mql).toEqual(model.stages.mql);
	});

	it("tells an activity from an attribute of the same name, and has no model when no rule is left", () => {
		expect(modelWithout(model, { kind: "activity", name: "deal_room_url" })).toEqual(model);
		const only = { ...model, groups: [model.groups[0]!] };
		expect(modelWithout(only, { kind: "attribute", name: "deal_room_url" })).toBeUndefined();
	});
});

describe("leakUse", () => {
	it("names rules and gates, and has the figures of two replays beside each other", async () => {
		const options = { horizonDays: 90, landmarkDays: 14 };
		const suspect = { kind: "attribute" as const, name: "deal_room_url" };
		const before = await replay(history, model, options);
		const after = await replay(history, modelWithout(model, suspect)!, options);
		const use = (await leakUse(history, { before, suspect }))!;
		expect([use.rules, use.gates]).toEqual([["room"], ["sql"]]);
		expect(use.falls).toHaveLength(before.handoffs.length);
		use.falls.forEach((fall, i) => {
			expect(fall.precisionWith).toEqual(before.handoffs[i]!.precision);
			expect(fall.precisionWithout).toEqual(after.handoffs[i]!.precision);
			const auc = (of: typeof before) => of.ranking.find(({ stage: outcome }) => outcome === fall.to)!.auc!;
			expect(fall.aucWith).toBe(auc(before));
			expect(fall.aucFall!.value).toBeCloseTo(auc(before) - auc(after), 12);
			expect(fall.aucFall!.interval[0]).toBeLessThan(fall.aucFall!.value);
		});
		// What the leak gave away: the order for sql stands 0.1 and more above what is left.
		expect(use.falls[0]!.aucFall!.interval[0]).toBeGreaterThan(0.1);
	});

	it("has the cohort of the replay that is given, so that the same leads are compared", async () => {
		const to = Date.UTC(2024, 0, 1);
		const before = await replay(history, model, { to });
		const suspect = { kind: "attribute" as const, name: "deal_room_url" };
		const { falls } = (await leakUse(history, { before, suspect }))!;
		const after = await replay(history, modelWithout(model, suspect)!, { to });
		expect(falls.map(({ precisionWithout }) => precisionWithout)).toEqual(
			after.handoffs.map(({ precision }) => precision),
		);
		expect(falls[0]!.aucFall).toBeDefined();
	});

	it("is nothing when the model does not use the suspect", async () => {
		const before = await replay(history, model);
		expect(await leakUse(history, { before, suspect: { kind: "attribute", name: "country" } })).toBeUndefined();
	});
});
