import { beforeAll, describe, expect, it } from "vitest";
import { type CompareOptions, compareReplays } from "../../src/compare/compare-replays.ts";
import type { Guardrail } from "../../src/compare/comparison.ts";
import { DAY_MS } from "../../src/dataset/calendar.ts";
import type { Replay } from "../../src/replay/replay-result.ts";
import { chooseThreshold } from "../../src/tune/choose-threshold.ts";
import { figuresAt } from "../../src/tune/threshold-figures.ts";
import { type PairedReplays, pairedHistory, pairedReplays } from "./paired-history.ts";

const MQL_SQL = { from: "mql", to: "sql" };

describe("guardrails", () => {
	let replays: PairedReplays;
	beforeAll(async () => {
		replays = await pairedReplays(pairedHistory({ leads: 900 }));
	});
	const check = (name: Guardrail["name"], options: CompareOptions = {}, own = replays) =>
		compareReplays(own.dataset, own.candidate, own.baseline, options).guardrails.find((one) => one.name === name)!;

	it("hold the volume to what sales can work, first in, first out, as a choice of the threshold does", () => {
		const { candidate } = replays;
		expect(check("capacity").state).toBe("not tested");
		const { perWeek: mean } = figuresAt(candidate, MQL_SQL, { threshold: 20 });
		const states = new Set<string>();
		for (const perWeek of [1, Math.floor(mean), Math.ceil(mean), Math.ceil(mean) + 2, 50]) {
			for (const maxWaitDays of [0, 7, 28, Number.POSITIVE_INFINITY]) {
				const capacity = { perWeek, maxWaitDays };
				const { allowed } = chooseThreshold(candidate, MQL_SQL, { capacity });
				const { state } = check("capacity", { capacity });
				expect(state === "passed").toBe(allowed.includes(candidate.model.stages.mql!.score));
				states.add(state);
			}
		}
		// The lax baseline breaks each of them worse.
		expect([...states].sort()).toEqual(["passed", "warning"]);
	});

	it("do not refuse a candidate for what the baseline does worse", () => {
		const { dataset, candidate, baseline } = replays;
		const [few, many] = [candidate, baseline].toSorted((a, b) => a.handoffs[0]!.flagged - b.handoffs[0]!.flagged);
		expect(few!.handoffs[0]!.flagged).toBeLessThan(many!.handoffs[0]!.flagged);
		const capacityOf = (own: Replay, other: Replay) =>
			compareReplays(dataset, own, other, { capacity: 1 }).guardrails.find(({ name }) => name === "capacity")!.state;
		expect(capacityOf(few!, many!)).toBe("warning");
		expect(capacityOf(many!, few!)).toBe("failed");
		expect(capacityOf(few!, few!)).toBe("warning");
	});

	it("hold the recall of the last rung to its tolerance, by the interval", () => {
		expect(check("last-rung-recall", { recallTolerance: 0.9 }).state).toBe("passed");
		const strict = check("last-rung-recall", { recallTolerance: 0 });
		expect(["failed", "cannot tell yet"]).toContain(strict.state);
		expect(strict.message).toMatch(/at most 0\.0 pp fewer .* against .* pp \(/);
	});

	it("cannot pass on little data", async () => {
		const few = await pairedReplays(pairedHistory({ leads: 12 }));
		expect(check("maturity", {}, few).state).toBe("failed");
		expect(check("last-rung-recall", {}, few).state).toBe("cannot tell yet");
		expect(check("segments", {}, few).state).toBe("cannot tell yet");
		const { leads, ...rest } = pairedHistory({ leads: 40 });
		const week = Date.UTC(2024, 0, 1);
		const sudden = leads.map((lead, i) => ({ ...lead, created: week + (i % 3) * DAY_MS }));
		const short = await pairedReplays({ ...rest, leads: sudden });
		expect(check("capacity", { capacity: 5 }, short).state).toBe("cannot tell yet");
	});

	it("find the same leads and the segments that can be judged", () => {
		expect(check("same-leads")).toMatchObject({ state: "passed", message: expect.stringContaining("same 900 leads") });
		expect(check("segments").message).toMatch(/segments/);
	});
});
