import { describe, expect, it } from "vitest";
import { checkHealth } from "../../src/health/check-health.ts";
import { refuseLeaks } from "../../src/health/refuse-leaks.ts";
import { findLeaks } from "../../src/leaks/leaks.ts";
import { modelLeaks } from "../../src/leaks/model-leaks.ts";
import { modelUses } from "../../src/model/model-uses.ts";
import { modelFrom } from "../../src/model/parse-model.ts";
import { sampleHistory, template } from "../notebook/sample.ts";

const DAYS = { horizonDays: 90, landmarkDays: 14 };
const leaky = modelFrom({
	leadlab: "model/1",
	name: "leaky",
	groups: [
		{
			id: "all",
			rules: [
				{ id: "deal-room", attribute: "deal_room_url", points: [{ known: true, points: 40 }] },
				{ id: "visits", activity: "page_view", points: 5 },
			],
		},
	],
	stages: { mql: { score: 40 } },
}).model;

describe("the leaks of a model", () => {
	it("are those that the whole search finds, of what the model uses", async () => {
		const history = await sampleHistory();
		for (const model of [leaky, await template("saas-candidate"), await template("saas-baseline")]) {
			const used = new Set(modelUses(model).map(({ kind, name }) => `${kind} ${name}`));
			const all = await findLeaks(history, { model, ...DAYS });
			const whole = all.findings.filter(({ kind, name }) => used.has(`${kind} ${name}`));
			const own = modelLeaks(history, { model, ...DAYS });
			const levels = (findings: readonly (typeof whole)[number][]) =>
				findings.map(({ kind, name, level }) => [kind, name, level]);
			expect(levels(own.findings)).toEqual(levels(whole));
			expect(own.looks.map(({ attribute }) => attribute).sort()).toEqual(
				[...used].flatMap((one) => (one.startsWith("attribute ") ? [one.slice(10)] : [])).sort(),
			);
		}
	});

	it("fail the health of a model that uses a certain one, and only with a name is it let through", async () => {
		const history = await sampleHistory();
		const leaks = modelLeaks(history, { model: leaky, ...DAYS });
		const health = checkHealth({ quality: history.quality, dataset: history, model: leaky, leaks });
		expect(health.find(({ check }) => check === "leaks")?.state).toBe("failed");
		expect(() => refuseLeaks(leaks)).toThrowError(expect.objectContaining({ code: "certain-leak" }));
		expect(() => refuseLeaks(leaks, { accept: ["leak:other"] })).toThrow();
		expect(refuseLeaks(leaks, { accept: ["leak:deal_room_url", "leak:other"] })).toEqual(["leak:deal_room_url"]);
		const clean = modelLeaks(history, { model: await template("saas-candidate"), ...DAYS });
		expect(refuseLeaks(clean)).toEqual([]);
	});
});
