import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { seenOf } from "../../src/metrics/rates/estimate.ts";
import { parseModel } from "../../src/model/parse-model.ts";
import type { Rule, ScoringModel } from "../../src/model/schema.ts";
import { bindModel } from "../../src/replay/bind-model.ts";
import { replay } from "../../src/replay/replay.ts";
import { OLD_POLICY } from "../../src/sample/old-policy.ts";
import { generateSample } from "../../src/sample/tables/generate-sample.ts";
import { sampleDataset } from "./sample-dataset.ts";

const modelOf = (name: string): ScoringModel =>
	parseModel(readFileSync(new URL(`../../data/models/${name}.yaml`, import.meta.url), "utf8"), { file: name }).model;
const baseline = modelOf("saas-baseline");
const candidate = modelOf("saas-candidate");
const options = { seed: 1, leads: 5000 };
const dataset = sampleDataset(options);
const handoffOf = (result: Awaited<ReturnType<typeof replay>>, call: string, outcome: string) =>
	result.handoffs.find((one) => one.from === call && one.to === outcome)!;

test("the baseline is the old policy, point for point", () => {
	const rules = baseline.groups.flatMap((group) => group.rules) as (Rule & Record<string, unknown>)[];
	for (const { id, type, pathPrefix, points, atMost } of OLD_POLICY.activities) {
		const rule = rules.find((one) => one.id === id)!;
		expect({ activity: rule.activity, points: rule.points, at_most: rule.at_most, where: rule.where }).toEqual({
			activity: type,
			points,
			at_most: { count: atMost, per: "lead" },
			where: pathPrefix === undefined ? undefined : { path: { starts_with: pathPrefix } },
		});
	}
	expect(rules.length).toBe(OLD_POLICY.activities.length + 3);
	expect(baseline.stages.mql!.score).toBe(OLD_POLICY.threshold);
});

test("the baseline calls each lead an MQL at the moment the old policy handed it over", async () => {
	const { columns } = await replay(dataset, baseline, { threads: 1 });
	const crossed = new Map<string, number>();
	for (const lead of generateSample(options).leads()) {
		if (lead.truth.route === "threshold") crossed.set(lead.id, lead.truth.decidedAt);
	}
	expect(crossed.size).toBeGreaterThan(1000);
	let called = 0;
	for (let lead = 0; lead < dataset.leadCount; lead++) {
		const at = crossed.get(dataset.idOf(lead));
		if (at === undefined) continue;
		const callAt = columns.flaggedAt.mql![lead]!;
		// Wall-clock seconds to an instant: the offset of Berlin is one or two hours; a date is known 1 ms before midnight.
		const wall = callAt + dataset.calendar.offsetAt(callAt);
		expect(Math.abs(wall - at * 1000)).toBeLessThan(1000);
		called++;
	}
	expect(called).toBe(crossed.size);
});

test("the candidate is better than the baseline on the sample, and not perfect", async () => {
	const [old, trial] = [
		await replay(dataset, baseline, { threads: 1 }),
		await replay(dataset, candidate, { threads: 1 }),
	];
	for (const [call, outcome] of [
		["mql", "sql"],
		["sql", "customer"],
	] as const) {
		const before = handoffOf(old, call, outcome);
		const after = handoffOf(trial, call, outcome);
		expect(after.flagged).toBeGreaterThan(200);
		expect(after.flagged).toBeLessThan(1000);
		expect(seenOf(after.precision).value!).toBeGreaterThan(seenOf(before.precision).value! + 0.05);
		expect(seenOf(after.precision).value!).toBeLessThan(0.8);
		expect(seenOf(after.recall).value!).toBeGreaterThan(0.35);
	}
	const mql = handoffOf(trial, "mql", "sql");
	expect(seenOf(mql.precision).interval![0]).toBeGreaterThan(
		seenOf(handoffOf(old, "mql", "sql").precision).interval![1],
	);
	// Of equally many calls the baseline would get fewer right.
	const rows = old.sweep.find(({ from: call, to: outcome }) => call === "mql" && outcome === "sql")!.rows;
	const same = rows.findLast(({ flagged: called }) => called >= mql.flagged)!;
	expect(mql.hits).toBeGreaterThan(1.2 * same.hits);
});

test("the candidate is better in truth too, not only where sales had worked", async () => {
	const truth = Array.from(generateSample(options).leads(), (lead) => lead.truth.sqlProbability);
	const chanceOfCalled = async (model: ScoringModel) => {
		const { columns } = await replay(dataset, model, { threads: 1 });
		const called = truth.filter((_, lead) => Number.isFinite(columns.flaggedAt.mql![lead]!));
		return called.reduce((sum, chance) => sum + chance, 0) / called.length;
	};
	const average = truth.reduce((sum, chance) => sum + chance, 0) / truth.length;
	const [old, trial] = [await chanceOfCalled(baseline), await chanceOfCalled(candidate)];
	expect(old).toBeGreaterThan(average);
	expect(trial).toBeGreaterThan(old + 0.1);
	expect(trial).toBeLessThan(0.95);
});

test("the candidate's lead holds on histories that its thresholds were not chosen on", async () => {
	for (const seed of [2, 3]) {
		const fresh = sampleDataset({ seed, leads: 5000 });
		const old = await replay(fresh, baseline, { threads: 1 });
		const trial = await replay(fresh, candidate, { threads: 1 });
		const [before, after] = [handoffOf(old, "mql", "sql"), handoffOf(trial, "mql", "sql")];
		expect(seenOf(after.precision).interval![0]).toBeGreaterThan(seenOf(before.precision).interval![1]);
	}
});

test("every template replays on the sample without an issue, and calls someone", async () => {
	const small = sampleDataset({ seed: 5, leads: 1500 });
	for (const name of [
		"common-points",
		"fit-engagement-grades",
		"mql-sql-priority",
		"b2b-saas",
		"hardware",
		"enterprise-software",
		"bant",
		"negative-scoring",
		"saas-baseline",
		"saas-candidate",
	]) {
		const model = modelOf(name);
		expect(bindModel(model, small)).toEqual([]);
		const result = await replay(small, model, { threads: 1 });
		for (const { from: call, flagged: called } of result.handoffs)
			expect(`${name} ${call} ${called > 5}`).toBe(`${name} ${call} true`);
	}
});
