import { inspect } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { compareReplays } from "../../src/compare/compare-replays.ts";
import { seenOf } from "../../src/metrics/rates/estimate.ts";
import { changeModel } from "../../src/model/change-model.ts";
import { History } from "../../src/notebook/history.ts";
import type { ReplayResult } from "../../src/notebook/replay-result.ts";
import { chooseThreshold } from "../../src/tune/choose-threshold.ts";
import { projectPath, sampleHistory, sampleReplay, template } from "./sample.ts";

let history: History;
let before: ReplayResult;
let after: ReplayResult;
beforeAll(async () => {
	history = new History(await sampleHistory());
	before = await history.replay("saas-baseline", { threads: 1 });
	after = await history.replay("saas-candidate", { threads: 1 });
});

describe("objects that carry their verbs", () => {
	it("say what the pure functions say", async () => {
		const plain = await sampleReplay("saas-candidate");
		expect(after.handoffs).toEqual(plain.handoffs);
		expect(after.against(before, { capacity: 15 }).comparison).toEqual(
			compareReplays(history.dataset, after.replay, before.replay, { capacity: 15 }),
		);
		const limits = { capacity: { perWeek: 12 }, precision: { atLeast: 0.5 } };
		const choice = after.sweep("mql").choose(limits);
		expect(choice.choice).toEqual(chooseThreshold(plain, { from: "mql", to: "sql" }, limits));
		expect(choice.threshold).toBe(40);
	});

	it("take a model by name, file, spec or object, and days beside instants", async () => {
		const changed = before.model.with({
			points: { "demo-request": 30, size: { "at least 1000": 0 } },
			thresholds: { mql: 45 },
		});
		const spec = changeModel(await template("saas-baseline"), {
			points: { "demo-request": 30, size: { "at least 1000": 0 } },
			thresholds: { mql: 45 },
		});
		expect(changed.spec).toEqual(spec);
		const options = { threads: 1, from: "2024-01-01" };
		const [one, two] = [await history.replay(changed, options), await history.replay(spec, options)];
		expect(one.handoffs).toEqual(two.handoffs);
		expect(one.replay.cohort.from).toBe(history.startOf("2024-01-01"));
		const file = await history.replay(projectPath("data/models/saas-baseline.yaml"), { threads: 1 });
		expect(file.handoffs).toEqual(before.handoffs);
		await expect(history.replay("saas-basline")).rejects.toThrow();
	});

	it("name a hand-off by its first stage, by both, or as data, and refuse one that is not there", () => {
		for (const name of ["sql", "sql:customer", "sql -> customer", { from: "sql", to: "customer" }]) {
			expect(after.handoff(name)).toBe(after.handoffs[1]);
		}
		expect(after.handoff()).toBe(after.handoffs[0]);
		expect(() => after.sweep("mql:iql")).toThrow(/unknown-handoff/);
		expect(() => after.chart("pie" as never)).toThrow(RangeError);
		expect(() => after.explain("nobody")).toThrow(/unknown-lead/);
	});

	it("have the numbers of the result in their sentence", () => {
		const { precision, flagged } = before.handoffs[0]!;
		expect(before.finding).toContain(flagged.toLocaleString("en"));
		expect(before.finding).toContain(`${(seenOf(precision).value! * 100).toFixed(1)} %`);
		for (const finding of [
			history.finding,
			history.quality.finding,
			before.model.finding,
			before.sweep().finding,
			before.ranking().finding,
			before.maturity,
			after.against(before).alone().finding,
			after.selection(before).finding,
			after.explain().finding,
		]) {
			expect(finding).toMatch(/\d/);
		}
	});

	it("give every picture of a replay and of a comparison", () => {
		const names = [
			...(["precision", "funnel", "scores", "calibration", "time", "cohorts", "months", "segments", "gains"] as const),
			...(["tradeOff", "touches"] as const),
		];
		for (const name of names) expect(after.chart(name).spec).toHaveProperty("$schema");
		const compared = after.against(before);
		const parts = [
			compared.differences(),
			compared.swap(),
			compared.slices("month"),
			compared.precision(),
			compared.tradeOff(),
		];
		for (const part of parts) expect(part.chart().spec).toHaveProperty("$schema");
		expect(compared.guardrails.table().rows).toHaveLength(compared.comparison.guardrails.length);
		expect(() => compared.guardrails.chart()).toThrow(RangeError);
		expect(compared.leads().filter(({ change }) => change === "enters").length).toBe(
			compared.comparison.handoffs[0]!.swap.enters.flagged,
		);
	});

	it("print as text where there is no notebook", () => {
		expect(inspect(before)).toMatch(/1,547 of 4,980 leads.*\nMQL to SQL +40 +1,547/s);
		expect(inspect({ deep: { before } })).toContain("MQL to SQL");
	});
});
