import { describe, expect, it } from "vitest";
import { datasetFrom } from "../../../src/dataset/dataset-from.ts";
import { seenOf } from "../../../src/metrics/rates/estimate.ts";
import { modelFrom } from "../../../src/model/parse-model.ts";
import { replay } from "../../../src/replay/replay.ts";
import { withPoints } from "../../../src/tune/points/candidate-model.ts";
import { isSameVolume, thresholdForVolume, volumeAt, withThresholds } from "../../../src/tune/points/equal-volume.ts";
import { pointChanges } from "../../../src/tune/points/point-changes.ts";
import { type TunedPoints, tunePoints } from "../../../src/tune/points/tune-points.ts";
import { tuningPeriods } from "../../../src/tune/points/tuning-periods.ts";
import { tuningVerdict } from "../../../src/tune/points/tuning-verdict.ts";
import { sized } from "../../full-size.ts";
import { deals, guessedModel } from "./deals.ts";

const model = guessedModel();
const SHUFFLES = sized({ full: 200, usual: 20 });

async function tuned(options: Parameters<typeof tunePoints>[2] = {}, input = deals()): Promise<TunedPoints> {
	const result = await tunePoints(datasetFrom(input), model, { threads: 1, ...options });
	if (result.state !== "tuned") throw new Error(result.reason);
	return result;
}

describe("tunePoints", () => {
	it("finds better points, says so on later leads, and leaves out what says nothing", async () => {
		const result = await tuned({}, deals({ leads: 5000 }));
		const { decision, among, difference } = tuningVerdict(result);
		expect({ decision, among }).toEqual({ decision: "try it", among: "recorded" });
		expect(difference.state === "measured" && difference.difference).toBeGreaterThan(0.05);
		const changes = pointChanges(model, result.candidate);
		const to = (rule: string, one?: string) =>
			changes.find((change) => change.rule === rule && change.case === one)?.to;
		expect(to("demo")).toBeGreaterThan(2);
		expect(to("kind", "good") ?? 4).toBeGreaterThan(to("kind", "poor") ?? 4);
		expect(to("mails")).toBeLessThanOrEqual(1);
		expect(result.optimism.precision.optimism).toBeCloseTo(
			seenOf(result.tune.candidate.precision).value! - seenOf(result.certify.candidate.precision).value!,
			12,
		);
	});

	it("writes a model that a file can hold", async () => {
		const { candidate } = await tuned();
		expect(modelFrom(JSON.parse(JSON.stringify(candidate))).model).toEqual(candidate);
	});

	it("flags about as many leads as the baseline in every period", async () => {
		const { tune, choose, certify } = await tuned();
		for (const { baseline, candidate } of [tune, choose, certify])
			expect(Math.abs(candidate.counts.flagged - baseline.counts.flagged) / baseline.counts.flagged).toBeLessThan(0.35);
	});

	it("is the same for the same seed", async () => {
		const [one, other] = [await tuned({ search: { seed: 4 } }), await tuned({ search: { seed: 4 } })];
		expect(other.candidate).toEqual(one.candidate);
		expect(other.tried).toEqual(one.tried);
	});

	it(`recommends no change where outcomes are drawn by lot (${SHUFFLES} times)`, async () => {
		let changes = 0;
		for (let seed = 0; seed < SHUFFLES; seed++) {
			const result = await tuned({ search: { restarts: 1 } }, deals({ leads: 900, seed, shuffled: true }));
			if (tuningVerdict(result).decision !== "no change") changes += 1;
		}
		expect(changes).toBeLessThanOrEqual(Math.max(1, SHUFFLES * 0.05));
	});

	it("lets nothing that comes later have a part in the choice", async () => {
		const input = deals();
		const before = await tuned({}, input);
		const after = before.cuts[1];
		const late = new Set(input.leads.filter(({ created }) => created >= after).map(({ id }) => id));
		const changed = {
			...input,
			stages: input.stages!.filter(({ lead, at }) => !late.has(lead) && at <= after),
		};
		const again = await tuned({}, changed);
		expect(again.cuts).toEqual(before.cuts);
		expect(again.tried).toEqual(before.tried);
	});

	it("keeps points that are fixed, signs, steps and the number of rules", async () => {
		const { candidate } = await tuned({ maxRules: 2, step: 5, fixed: ["visits"] });
		const rules = candidate.groups.flatMap((group) => group.rules);
		expect(rules.length).toBeLessThanOrEqual(2);
		expect(rules.find(({ id }) => id === "visits")).toMatchObject({ points: 1 });
		for (const rule of rules) {
			const points = "points" in rule ? rule.points : undefined;
			const all = typeof points === "number" ? [points] : (points ?? []).map((one) => one.points);
			if (rule.id !== "visits") for (const each of all) expect(each % 5).toBe(0);
			for (const each of all) expect(each).toBeGreaterThanOrEqual(0);
		}
	});

	it("never offers what knows the future", async () => {
		const { candidate, notOffered } = await tuned({ avoid: new Map([["demo", "knows the future"]]) });
		expect(candidate.groups.flatMap(({ rules }) => rules.map(({ id }) => id))).not.toContain("demo");
		expect(notOffered).toEqual([{ rule: "demo", reason: "knows the future" }]);
	});

	it("cannot tell from a short history, from few outcomes, or from one class", async () => {
		const few = await tunePoints(datasetFrom(deals({ leads: 30 })), model, { threads: 1 });
		expect(few.state).toBe("cannot tell yet");
		const none = await tunePoints(datasetFrom({ ...deals({ leads: 300 }), stages: [] }), model, { threads: 1 });
		expect(none.state).toBe("cannot tell yet");
		const long = await tunePoints(datasetFrom(deals({ leads: 300 })), model, { threads: 1, horizonDays: 700 });
		expect(long.state).toBe("cannot tell yet");
	});

	it("refuses more rules than there are, and limits that leave nothing", async () => {
		const dataset = datasetFrom(deals());
		for (const wrong of [{ maxRules: 5 }, { maxRules: 1, fixed: ["demo", "mails"] }, { minLeads: 100_000 }])
			await expect(tunePoints(dataset, model, wrong)).rejects.toMatchObject({ code: "tune-limits" });
	});
});

describe("tuningPeriods", () => {
	it("parts the leads in time, each with what was known when the next began", () => {
		const periods = tuningPeriods(datasetFrom(deals()));
		if ("state" in periods) throw new Error(periods.reason);
		const { tune, choose, certify, cuts } = periods;
		expect([tune.to, choose.from, choose.to, certify.from]).toEqual([cuts[0], cuts[0], cuts[1], cuts[1]]);
		expect([tune.dataset.asOf, choose.dataset.asOf]).toEqual([...cuts]);
		expect(cuts[0]).toBeLessThan(cuts[1]);
	});
});

describe("tuningVerdict", () => {
	it("holds no precisions against each other at other volumes", async () => {
		const result = await tuned({}, deals({ leads: 5000 }));
		expect(isSameVolume(result.certify.baseline.perWeek, result.certify.candidate.perWeek)).toBe(true);
		const fewer = { ...result.certify.candidate, perWeek: result.certify.baseline.perWeek / 2 };
		const verdict = tuningVerdict({ ...result, certify: { ...result.certify, candidate: fewer } });
		expect(verdict).toMatchObject({ decision: "no change", difference: { state: "cannot tell yet" } });
	});
});

describe("withPoints", () => {
	it("leaves out rules without points, but keeps those that a gate asks for", () => {
		const gated = { ...model, stages: { mql: { score: 10, require: [{ rule: "mails" }] } } };
		const ids = (one: typeof model) => one.groups.flatMap(({ rules }) => rules.map(({ id }) => id));
		expect(ids(withPoints(model, { demo: 3 }))).toEqual(["demo"]);
		expect(ids(withPoints(gated, { demo: 3 }))).toEqual(["demo", "mails"]);
		expect(pointChanges(model, withPoints(model, { "kind:0": 4, "kind:1": 4, visits: 1, demo: 2, mails: 5 }))).toEqual([
			{ rule: "kind", case: "poor", from: 4, to: 0 },
		]);
	});

	it("moves a cap with the points, so that it stands for the same count", () => {
		const [group] = model.groups.slice(1);
		const capped = { ...model, groups: [{ ...group!, rules: [{ ...group!.rules[0]!, cap: 3 }] }] };
		expect(withPoints(capped, { visits: 4 }).groups[0]!.rules[0]).toMatchObject({ points: 4, cap: 12 });
	});
});

describe("thresholdForVolume", () => {
	it("finds the threshold that flags as many leads", async () => {
		const dataset = datasetFrom(deals({ leads: 400 }));
		const result = await replay(dataset, model, { threads: 1 });
		for (const threshold of [5, 15, 30]) {
			const volume = volumeAt(result, "mql", threshold)!;
			const again = await replay(dataset, withThresholds(model, new Map([["mql", threshold]])), { threads: 1 });
			expect(again.funnel.length).toBeGreaterThan(0);
			expect([...again.columns.flaggedAt.mql!].filter(Number.isFinite).length).toBe(volume);
			expect(volumeAt(result, "mql", thresholdForVolume(result, "mql", volume)!)).toBe(volume);
		}
	});
});
