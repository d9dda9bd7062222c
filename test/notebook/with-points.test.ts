import { describe, expect, it } from "vitest";
import type { Rule } from "../../src/model/schema.ts";
import { withPoints } from "../../src/notebook/with-points.ts";
import { withThresholds } from "../../src/notebook/with-thresholds.ts";
import { replay } from "../../src/replay/replay.ts";
import { sampleHistory, template } from "./sample.ts";

const ruleOf = (model: { readonly groups: readonly { readonly rules: readonly Rule[] }[] }, id: string) =>
	model.groups.flatMap(({ rules }) => rules).find((rule) => rule.id === id);
const codeOf = (run: () => unknown) => {
	try {
		run();
	} catch (error) {
		return (error as { code: string }).code;
	}
	return "no error";
};

describe("withPoints", () => {
	it("changes the points of one rule and nothing else, and says so in the name", async () => {
		const model = await template("saas-baseline");
		const louder = withPoints(model, { "demo-request": 30 });
		expect(ruleOf(louder, "demo-request")).toMatchObject({
			points: 30,
			activity: "demo_request",
			at_most: { count: 1, per: "lead" },
		});
		expect(ruleOf(model, "demo-request")).toMatchObject({ points: 20 });
		expect(louder.name).toBe("saas-baseline, demo-request 30");
		expect(withPoints(louder, { "demo-request": 20 }, { name: model.name })).toEqual(model);
		expect(Object.isFrozen(louder.groups[0])).toBe(true);
	});

	it("takes a whole list for a rule with cases or tiers, and refuses one number for it", async () => {
		const model = await template("saas-candidate");
		const cases = [{ is: "software", points: 3 }];
		expect(ruleOf(withPoints(model, { industry: cases }), "industry")).toMatchObject({ points: cases });
		const tiers = [{ at_least: 2, points: 9 }];
		expect(ruleOf(withPoints(model, { downloads: tiers }), "downloads")).toMatchObject({ tiers });
		expect(codeOf(() => withPoints(model, { industry: 3 }))).toBe("points-list");
		expect(codeOf(() => withPoints(model, { downloads: 3 }))).toBe("points-list");
	});

	it("names the rules there are when one is not", async () => {
		const model = await template("saas-baseline");
		expect(() => withPoints(model, { demo: 30 })).toThrow(/no rule "demo".*demo-request/s);
		expect(codeOf(() => withPoints(model, { "demo-request": Number.NaN }))).toBe("model-schema");
	});

	it("moves the replay: no points for visits means fewer flags", async () => {
		const model = await template("saas-baseline");
		const before = await replay(await sampleHistory(), model, { threads: 1 });
		const after = await replay(await sampleHistory(), withPoints(model, { visits: 0 }), { threads: 1 });
		expect(after.handoffs[0]!.flagged).toBeLessThan(before.handoffs[0]!.flagged);
	});
});

describe("withThresholds", () => {
	it("changes a threshold and keeps its gates", async () => {
		const model = await template("saas-baseline");
		const higher = withThresholds(model, { sql: 65 });
		expect(higher.stages.sql).toEqual({ ...model.stages.sql, score: 65 });
		expect(higher.stages.mql).toEqual(model.stages.mql);
		expect(higher.name).toBe("saas-baseline, sql at 65");
		expect(codeOf(() => withThresholds(model, { customer: 3 }))).toBe("unknown-flag");
		expect(codeOf(() => withThresholds(model, { mql: Number.NaN }))).toBe("model-schema");
	});

	it("has in a replay exactly the counts that the sweep of the old model had at that score", async () => {
		const history = await sampleHistory();
		const model = await template("saas-candidate");
		const sweep = (await replay(history, model, { threads: 1 })).sweep[0]!;
		for (const score of [20, 40, 61]) {
			const { flagged, hits, misses, late, immature, caught } = (
				await replay(history, withThresholds(model, { mql: score }), { threads: 1 })
			).handoffs[0]!;
			expect({ flagged, hits, misses, late, immature, caught }).toMatchObject(
				(({ threshold: _, reached: __, ...counts }) => counts)(sweep.rows.find((row) => row.threshold === score)!),
			);
		}
	});
});
