import { beforeAll, describe, expect, it } from "vitest";
import type { LabError } from "../../src/base/error.ts";
import { compareReplays } from "../../src/compare/compare-replays.ts";
import type { PairedDifference } from "../../src/compare/comparison.ts";
import { seenOf } from "../../src/metrics/rates/estimate.ts";
import { replay } from "../../src/replay/replay.ts";
import { type PairedReplays, pairedHistory, pairedModel, pairedReplays } from "./paired-history.ts";

const measuredValue = ({ difference }: PairedDifference) =>
	difference.state === "measured" ? difference.value : undefined;

describe("compareReplays", () => {
	let replays: PairedReplays;
	beforeAll(async () => {
		replays = await pairedReplays();
	});
	const compare = (options = {}) => compareReplays(replays.dataset, replays.candidate, replays.baseline, options);

	it("takes every difference from the hand-offs' own counts", () => {
		for (const { baseline, candidate, differences } of compare().handoffs) {
			const of = (measure: string) => differences.find((one) => one.measure === measure)!;
			expect(of("precision")).toMatchObject({
				baseline: seenOf(baseline.precision).value,
				candidate: seenOf(candidate.precision).value,
			});
			expect(of("recall")).toMatchObject({
				baseline: seenOf(baseline.recall).value,
				candidate: seenOf(candidate.recall).value,
			});
			expect(of("flagged")).toMatchObject({ baseline: baseline.flagged, candidate: candidate.flagged });
			expect(of("late")).toMatchObject({ baseline: baseline.late, candidate: candidate.late });
			expect(measuredValue(of("precision"))).toBe(
				seenOf(candidate.precision).value! - seenOf(baseline.precision).value!,
			);
		}
	});

	it("gives the same bytes every time", () => {
		expect(JSON.stringify(compare())).toBe(JSON.stringify(compare()));
	});

	it("finds no difference, and exact zeros, between a model and itself", () => {
		const { dataset, baseline } = replays;
		const same = compareReplays(dataset, baseline, baseline, { capacity: 1 });
		expect(same.verdict.decision).toBe("no-difference");
		for (const { differences, swap, tests } of same.handoffs) {
			for (const difference of differences) {
				expect(difference).toMatchObject({
					standing: "same",
					differing: 0,
					difference: { value: 0, interval: [0, 0] },
				});
			}
			expect([swap.enters.flagged, swap.leaves.flagged, swap.moved.earlier, swap.moved.later]).toEqual([0, 0, 0, 0]);
			for (const test of tests) expect(test).toMatchObject({ onlyBaseline: 0, onlyCandidate: 0, pValue: 1 });
		}
	});

	it("refuses replays that are not of the same leads with the same question", async () => {
		const { dataset, baseline } = replays;
		const model = pairedModel("other");
		const other = await pairedReplays(pairedHistory({ seed: "another" }));
		const code = (run: () => unknown) => {
			try {
				run();
			} catch (error) {
				return (error as LabError).code;
			}
			return undefined;
		};
		const from = await replay(dataset, model, { horizonDays: 60, from: Date.UTC(2024, 1, 1), threads: 1 });
		const horizon = await replay(dataset, model, { horizonDays: 30, threads: 1 });
		const landmark = await replay(dataset, model, { horizonDays: 60, landmarkDays: 7, threads: 1 });
		for (const candidate of [from, horizon, landmark, other.candidate]) {
			expect(code(() => compareReplays(dataset, candidate, baseline))).toBe("different-leads");
		}
		expect(code(() => compareReplays(other.dataset, baseline, baseline))).toBe("different-leads");
	});

	it("says which option is out of range", () => {
		expect(() => compare({ confidence: 1 })).toThrow("confidence must be in (0, 1), got 1");
		expect(() => compare({ capacity: 0 })).toThrow("capacity must be a whole number from 1, got 0");
		expect(() => compare({ recallTolerance: -1 })).toThrow("recallTolerance must be in [0, 1], got -1");
		expect(() => compare({ risk: 0 })).toThrow("risk must be in (0, 1), got 0");
		expect(() => compare({ beta: 0 })).toThrow("beta must be above 0, got 0");
	});
});
