import { beforeAll, describe, expect, it } from "vitest";
import { type CompareOptions, compareReplays } from "../../src/compare/compare-replays.ts";
import type { Guardrail } from "../../src/compare/comparison.ts";
import { perWeek } from "../../src/compare/flags-per-week.ts";
import { DAY_MS } from "../../src/dataset/calendar.ts";
import { NEVER } from "../../src/dataset/dataset.ts";
import { type PairedReplays, pairedHistory, pairedReplays } from "./paired-history.ts";

describe("guardrails", () => {
	let replays: PairedReplays;
	beforeAll(async () => {
		replays = await pairedReplays(pairedHistory({ leads: 900 }));
	});
	const check = (name: Guardrail["name"], options: CompareOptions = {}, own = replays) =>
		compareReplays(own.dataset, own.candidate, own.baseline, options).guardrails.find((one) => one.name === name)!;

	it("hold the volume to the capacity, in the mean week and in the busiest tenth", () => {
		const { dataset, candidate } = replays;
		const { mean, busiest } = perWeek(dataset, candidate, { flag: "mql" })!;
		expect(busiest).toBeGreaterThan(mean);
		expect(check("capacity").state).toBe("not tested");
		expect(check("capacity", { capacity: Math.ceil(busiest) }).state).toBe("passed");
		const failed = check("capacity", { capacity: Math.floor(busiest) - 1 });
		expect(failed.state).toBe("failed");
		expect(failed.message).toContain(`${mean.toFixed(1)} MQL flags a week, ${busiest.toFixed(1)} in the busiest tenth`);
		expect(check("capacity", { capacity: Math.max(1, Math.floor(mean) - 1) }).state).toBe("failed");
	});

	it("count the flags of whole weeks, Monday to Sunday, as long as leads came in", () => {
		const { dataset, candidate } = replays;
		const monday = (at: number) => Math.floor((dataset.calendar.dayOf(at) + 3) / 7);
		const created = Array.from(candidate.columns.lead, (lead) => monday(dataset.createdAt[lead]!));
		const [first, last] = [Math.min(...created), Math.max(...created)];
		const flags = Array.from(candidate.columns.flaggedAt.mql!).filter((at) => at !== NEVER);
		const inside = flags.filter((at) => monday(at) > first && monday(at) < last);
		const found = perWeek(dataset, candidate, { flag: "mql", capacity: 1e9 })!;
		expect(found).toMatchObject({ weeks: last - first - 1, above: 0 });
		expect(found.mean * found.weeks).toBeCloseTo(inside.length, 9);
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
