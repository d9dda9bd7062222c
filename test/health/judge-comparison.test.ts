import { describe, expect, it } from "vitest";
import { compareReplays } from "../../src/compare/compare-replays.ts";
import type { Comparison, ComparisonDecision } from "../../src/compare/comparison.ts";
import { checkHealth } from "../../src/health/check-health.ts";
import type { Health, HealthState } from "../../src/health/health.ts";
import { judgeComparison } from "../../src/health/judge-comparison.ts";
import { modelLeaks } from "../../src/leaks/model-leaks.ts";
import { verdictReplays } from "../compare/verdict-world.ts";

const { dataset, candidate, baseline } = await verdictReplays(
	{ kind: "better", workedBy: "everybody", accountSize: 1, leads: 2000 },
	"judged",
);
const comparison = compareReplays(dataset, candidate, baseline);
const alarm = (check: string, state: HealthState): Health => [
	{ check, state, message: "something was found", takes: undefined, link: "", section: "" },
];
const decided = (decision: ComparisonDecision): Comparison => ({
	...comparison,
	verdict: { ...comparison.verdict, decision },
});

describe("a verdict that knows the health", () => {
	it("is the figures' own where nothing is found", () => {
		expect(comparison.verdict.decision).toBe("roll-out");
		expect(judgeComparison(comparison, [])).toBe(comparison);
		expect(judgeComparison(comparison, alarm("leaks", "passed"))).toBe(comparison);
		expect(judgeComparison(comparison, alarm("drift", "not tested"))).toBe(comparison);
	});

	it.each<[string, HealthState, ComparisonDecision]>([
		["data", "failed", "cannot-tell"],
		["leaks", "failed", "hold"],
		["leaks", "warning", "discuss"],
		["better than chance", "failed", "hold"],
		["better than flagging everyone", "failed", "hold"],
		["model", "failed", "discuss"],
		["drift", "failed", "discuss"],
		["equal volume", "failed", "discuss"],
		["equal volume", "warning", "discuss"],
	])("%s %s: roll out becomes %s", (check, state, decision) => {
		const { verdict } = judgeComparison(comparison, alarm(check, state));
		expect(verdict.decision).toBe(decision);
		expect(verdict.headline).toContain("something was found");
		// What the figures said is kept as a reason.
		expect(verdict.reasons[0]).toContain(comparison.verdict.headline);
		expect(verdict.reasons.slice(1)).toEqual(comparison.verdict.reasons);
	});

	it("is never made better by an alarm", () => {
		for (const decision of ["discuss", "hold", "cannot-tell", "no-difference"] as const) {
			for (const check of ["better than chance", "model", "drift", "equal volume"]) {
				expect(judgeComparison(decided(decision), alarm(check, "failed")).verdict.decision).toBe(decision);
			}
		}
		expect(judgeComparison(decided("no-difference"), alarm("leaks", "failed")).verdict.decision).toBe("no-difference");
	});

	it("takes the gravest of several", () => {
		const health = [...alarm("drift", "failed"), ...alarm("leaks", "failed"), ...alarm("data", "failed")];
		expect(judgeComparison(comparison, health).verdict.decision).toBe("cannot-tell");
	});

	it("holds a candidate that reads what is written after the outcome, however precise it looks", async () => {
		const world = { kind: "leaky", workedBy: "everybody", accountSize: 1, leads: 2000 } as const;
		const found = await verdictReplays(world, "leaky");
		const compared = compareReplays(found.dataset, found.candidate, found.baseline);
		expect(compared.handoffs[0]!.differences.find(({ measure }) => measure === "precision")!.standing).toBe("higher");
		const health = checkHealth({
			quality: found.dataset.quality,
			dataset: found.dataset,
			replay: found.candidate,
			comparison: compared,
			leaks: modelLeaks(found.dataset, found.candidate),
		});
		const { verdict } = judgeComparison(compared, health);
		expect(verdict.decision).toBe("hold");
		expect(verdict.headline).toContain("contract");
	});
});
