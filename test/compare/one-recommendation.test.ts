import { beforeAll, describe, expect, it } from "vitest";
import { compareReplays } from "../../src/compare/compare-replays.ts";
import { checkHealth } from "../../src/health/check-health.ts";
import { seenOf } from "../../src/metrics/rates/estimate.ts";
import { changeModel } from "../../src/model/change-model.ts";
import { replay } from "../../src/replay/replay.ts";
import type { Replay } from "../../src/replay/replay-result.ts";
import { recommendedOf } from "../../src/tune/plan-sentences.ts";
import { planThresholds } from "../../src/tune/threshold-plan.ts";
import { sampleHistory, sampleReplay } from "../notebook/sample.ts";

const MQL_SQL = { from: "mql", to: "sql" };
const capacity = { perWeek: 12 };

/** Away from a model's own threshold how far accounts move a rate is estimated: intervals differ in the third digit. */
const withoutReach = (figures: object | undefined): unknown =>
	JSON.parse(JSON.stringify(figures, (key, value) => (key === "interval" || key === "accounts" ? undefined : value)));

describe("on the sample", () => {
	let candidate: Replay;
	let baseline: Replay;
	beforeAll(async () => {
		candidate = await sampleReplay("saas-candidate");
		baseline = await sampleReplay("saas-baseline");
	});

	it("threshold and comparison recommend one threshold with the same numbers, and fed back it is taken", async () => {
		const dataset = await sampleHistory();
		for (const targets of [{ capacity }, { capacity, precision: { atLeast: 0.5 } }]) {
			const { capacity: _, ...limits } = targets;
			const [plan] = await planThresholds(dataset, candidate.model, [{ ...MQL_SQL, ...targets }], { all: candidate });
			const { recommended, guardrails } = compareReplays(dataset, candidate, baseline, { capacity, limits });
			expect(recommended!.candidate).toEqual(recommendedOf(plan!));
			expect(recommended!.candidate.threshold).toBe("precision" in targets ? 40 : 39);
			expect(recommended!.candidate.figures!.queue!.longestWaitDays).toBeLessThanOrEqual(7);
			expect(guardrails.find(({ name }) => name === "capacity")!.state).toBe("passed");
			const threshold = recommended!.candidate.threshold!;
			const again = await replay(dataset, changeModel(candidate.model, { thresholds: { mql: threshold } }), {
				threads: 1,
			});
			const fedBack = compareReplays(dataset, again, baseline, { capacity, limits });
			expect(fedBack.guardrails.find(({ name }) => name === "capacity")!.state).toBe("passed");
			expect(fedBack.recommended!.candidate.threshold).toBe(threshold);
			expect(withoutReach(fedBack.recommended!.candidate.figures)).toEqual(
				withoutReach(recommended!.candidate.figures),
			);
		}
	});

	it("a threshold that breaks the capacity is not refused while the baseline breaks it worse", async () => {
		const dataset = await sampleHistory();
		const lower = await replay(dataset, changeModel(candidate.model, { thresholds: { mql: 34 } }), { threads: 1 });
		const compared = compareReplays(dataset, lower, baseline, { capacity });
		expect(compared.guardrails.find(({ name }) => name === "capacity")!.state).toBe("warning");
		expect(compared.recommended!.candidate.threshold).toBe(39);
		const health = checkHealth({ quality: dataset.quality, dataset, replay: lower, comparison: compared });
		expect(health.find(({ check }) => check === "capacity")!.state).toBe("warning");
		const other = compareReplays(dataset, baseline, lower, { capacity });
		expect(other.guardrails.find(({ name }) => name === "capacity")!.state).toBe("failed");
	});

	it("the curves cross: better at the candidate's volume, worse on both measures at the baseline's", async () => {
		const dataset = await sampleHistory();
		const { handoffs, verdict } = compareReplays(dataset, candidate, baseline);
		const { points, ranges, crossings } = handoffs[0]!.equalVolume;
		const rates = points.map((point) =>
			[point.candidate, point.baseline].map(({ precision }) => Math.round(1000 * seenOf(precision).value!) / 10),
		);
		expect(rates).toEqual([
			[36.5, 41.9],
			[60.6, 33.5],
		]);
		expect(points.map(({ precision, recall }) => [precision!.standing, recall!.standing])).toEqual([
			["lower", "lower"],
			["higher", "higher"],
		]);
		expect(ranges.map(({ better }) => better)).toEqual(["candidate", "baseline"]);
		expect(ranges[0]!.toPerWeek).toBeLessThan(crossings[0]!);
		expect(ranges[1]!.fromPerWeek).toBeGreaterThan(crossings[0]!);
		expect(crossings[0]).toBeCloseTo(13.5, 1);
		// What a lower threshold gives back ends below the baseline's volume.
		expect(verdict.recommendation).toContain(`up to ${ranges[0]!.toPerWeek.toFixed(1)} flags a week`);
	});

	it("names flags a week, precision, recall, customers kept and the cost of what it recommends", async () => {
		const dataset = await sampleHistory();
		const { recommended } = compareReplays(dataset, candidate, baseline, { capacity });
		const { figures, kept } = recommended!.candidate;
		expect(figures!.perWeek).toBeCloseTo(8.7, 1);
		expect(figures!.precision).toMatchObject({ hits: 379, total: 711 });
		expect(figures!.recall).toMatchObject({ hits: 432, total: 692 });
		expect(kept).toMatchObject({ stage: "customer", recall: { hits: 112, total: 178 } });
		const { against, equalVolume } = recommended!;
		expect(against!.recall.difference).toMatchObject({ value: 432 / 692 - 610 / 692 });
		expect(against!.lastStage!.recall.candidate).toBe(112 / 178);
		expect(equalVolume!.candidate.threshold).toBe(39);
		expect(equalVolume!.better).toBe("candidate");
	});
});
