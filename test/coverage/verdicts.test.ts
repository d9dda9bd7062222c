import { appendFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compareReplays } from "../../src/compare/compare-replays.ts";
import type { ComparisonDecision } from "../../src/compare/comparison.ts";
import { checkHealth } from "../../src/health/check-health.ts";
import { judgeComparison } from "../../src/health/judge-comparison.ts";
import { modelLeaks } from "../../src/leaks/model-leaks.ts";
import { trueDifference, type VerdictKind, type VerdictWorld, verdictReplays } from "../compare/verdict-world.ts";
import { luck, sized } from "../full-size.ts";

/**
 * How often each verdict is given where the truth is known: every kind of pair, whoever was worked, with and without
 * accounts, on small and larger histories.
 */
const KINDS: readonly VerdictKind[] = ["equal", "better", "worse", "crossing", "leaky", "chance", "drifted"];
const HISTORIES = sized({ full: 5, usual: 1 });
const SIZES = sized({ full: 2, usual: 1 }) === 2 ? [1500, 5000] : [1500];

function* worldsOf(kind: VerdictKind): Generator<VerdictWorld> {
	for (const workedBy of ["everybody", "baseline", "candidate", "unseen"] as const)
		for (const accountSize of [1, 6]) for (const leads of SIZES) yield { kind, workedBy, accountSize, leads };
}

async function decisionOn(world: VerdictWorld, seed: string): Promise<ComparisonDecision> {
	const { dataset, candidate, baseline } = await verdictReplays(world, seed);
	const comparison = compareReplays(dataset, candidate, baseline);
	const found = { quality: dataset.quality, dataset, replay: candidate, comparison };
	const health = checkHealth({ ...found, leaks: modelLeaks(dataset, candidate) });
	return judgeComparison(comparison, health).verdict.decision;
}

type Counts = Record<ComparisonDecision, number>;
const noCounts = (): Counts => ({ "roll-out": 0, discuss: 0, hold: 0, "cannot-tell": 0, "no-difference": 0 });

function write(kind: VerdictKind, workedBy: string, counts: Counts): void {
	const file = process.env.LEADLAB_VERDICTS;
	if (file !== undefined) appendFileSync(file, `${JSON.stringify({ kind, workedBy, ...counts })}\n`);
}

describe.each(KINDS)("a candidate that is %s", (kind) => {
	it("is given the verdict that the truth allows", { timeout: 3_600_000 }, async () => {
		const seen = noCounts();
		const unseen = noCounts();
		for (const world of worldsOf(kind)) {
			const counts = world.workedBy === "unseen" ? unseen : seen;
			const own = noCounts();
			for (let i = 0; i < HISTORIES; i++) own[await decisionOn(world, `${JSON.stringify(world)} ${i}`)]++;
			for (const decision of Object.keys(own) as ComparisonDecision[]) counts[decision] += own[decision];
			write(kind, world.workedBy, own);
		}
		const total = Object.values(seen).reduce((sum, count) => sum + count, 0);
		const share = (...decisions: ComparisonDecision[]) =>
			decisions.reduce((sum, decision) => sum + seen[decision], 0) / total;
		const told = JSON.stringify(seen);
		// Where something on no record decided whom sales worked nothing is promised: the table shows it.
		if (kind === "worse" || kind === "leaky" || kind === "chance") {
			expect(share("roll-out"), told).toBeLessThanOrEqual(0.05 + luck(0.05, total));
		}
		if (kind === "better") {
			expect(share("hold"), told).toBeLessThanOrEqual(0.05 + luck(0.05, total));
			// And it is no verdict that never says yes.
			expect(share("roll-out"), told).toBeGreaterThan(0.3);
		}
		if (kind === "equal") {
			expect(share("roll-out", "hold"), told).toBeLessThanOrEqual(0.1 + luck(0.1, total));
		}
	});
});

describe("the worlds", () => {
	it("are what their names say", () => {
		const differenceOf = (kind: VerdictKind) =>
			trueDifference({ kind, workedBy: "everybody", accountSize: 1, leads: 1500 });
		expect(Math.abs(differenceOf("equal"))).toBeLessThan(0.01);
		expect(differenceOf("better")).toBeGreaterThan(0.08);
		expect(differenceOf("worse")).toBeLessThan(-0.08);
		expect(differenceOf("leaky")).toBeLessThan(-0.05);
		expect(Math.abs(differenceOf("chance"))).toBeLessThan(0.01);
	});
});
