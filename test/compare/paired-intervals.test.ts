import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/base/random.ts";
import { flagInfluence } from "../../src/compare/flag-influence.ts";
import { FLAG_MEASURES, measureOf, pairSums } from "../../src/compare/pair-sums.ts";
import { pairTable, unitsWith } from "../../src/compare/pair-table.ts";
import { PAIR_CELLS, pairCell } from "../../src/compare/paired-flags.ts";
import { pairedPrecisionTest } from "../../src/compare/paired-precision-test.ts";
import { clusteredDelongTest } from "../../src/metrics/delong/clustered-delong-test.ts";
import { delongTest } from "../../src/metrics/delong/delong-test.ts";
import { normalTail } from "../../src/metrics/distributions/normal.ts";
import { correlatedRateInterval, influenceMoments } from "../../src/metrics/rates/correlated-rates.ts";
import { clusteredJoint } from "../../src/metrics/tables/clustered-joint.ts";
import { FLAG_OUTCOME } from "../../src/replay/flag-outcome.ts";
import { cellChances, cellDrawer, FLAG_WORLDS } from "../coverage/paired-worlds.ts";

/** Cells of leads drawn from a pair of models. */
function drawnCells(leads: number, rate = 0.3): number[] {
	const draw = cellDrawer(cellChances(FLAG_WORLDS[0]!, { rate }));
	const random = createRandom("cells");
	return Array.from({ length: leads }, () => draw(random));
}

/** The cell with these states, of a lead that reached the outcome in time or did not. */
const cellOf = (baseline: number, candidate: number) =>
	Array.from({ length: PAIR_CELLS }, (_, cell) => cell).find((cell) => {
		const found = pairCell(cell);
		const hit = baseline === FLAG_OUTCOME.hit || candidate === FLAG_OUTCOME.hit;
		return found.baseline === baseline && found.candidate === candidate && found.reached === hit;
	})!;

describe("influences", () => {
	it.each(FLAG_MEASURES)("of %s are the derivative by the number of leads", (measure) => {
		const { cells, counts, sums } = pairTable(drawnCells(800));
		const shareOf = (list: Float64Array) => {
			const own = pairSums(list, cells);
			const value = measureOf(measure, own, "candidate", { beta: 2 })!;
			return measure === "flagged" || measure === "late" ? value / own.leads : value;
		};
		const { influence } = flagInfluence(measure, sums, cells, { model: "candidate", beta: 2 });
		const step = 1e-4;
		cells.forEach((_, i) => {
			const [more, less] = [step, -step].map((by) => shareOf(counts.map((count, k) => count + (k === i ? by : 0))));
			expect(influence[i]!).toBeCloseTo((more! - less!) / (2 * step), 8);
		});
		expect(influence.reduce((sum, one, i) => sum + one * counts[i]!, 0)).toBeCloseTo(0, 10);
	});

	it("give the variance of a rate, and over accounts that of their sums", () => {
		const counts = Float64Array.of(30, 70);
		const influence = Float64Array.of(0.7 / 100, -0.3 / 100);
		expect(influenceMoments(counts, influence, influence).first).toBeCloseTo((0.3 * 0.7) / 100, 15);
		// Fifty accounts of two leads that are alike: half as much is known, times 50 / 49.
		const clusters = {
			cells: 2,
			patterns: [
				{ count: 15, cells: [0], counts: [2] },
				{ count: 35, cells: [1], counts: [2] },
			],
		};
		expect(influenceMoments(clusters, influence, influence).first).toBeCloseTo(((0.3 * 0.7) / 50) * (50 / 49), 15);
	});
});

describe("the interval of two rates on the same leads", () => {
	it("is Agresti and Caffo's where the two are independent", () => {
		// 56 of 70 against 48 of 80 (Newcombe 1998, table II, as two samples): p' = 57/72 and 49/82.
		const counts = Float64Array.of(56, 14, 48, 32);
		const first = { value: 48 / 80, trials: 80, influence: Float64Array.of(0, 0, 0.4 / 80, -0.6 / 80) };
		const second = { value: 56 / 70, trials: 70, influence: Float64Array.of(0.2 / 70, -0.8 / 70, 0, 0) };
		const [low, high] = correlatedRateInterval(counts, first, second);
		const [p, q] = [57 / 72, 49 / 82];
		const half = 1.959963984540054 * Math.sqrt((p * (1 - p)) / 72 + (q * (1 - q)) / 82);
		expect(low).toBeCloseTo(p - q - half, 12);
		expect(high).toBeCloseTo(p - q + half, 12);
		expect(() => correlatedRateInterval(counts, first, second, { confidence: 1 })).toThrow(RangeError);
	});

	it("has no length for a rate and itself, and stays within [-1, 1]", () => {
		const counts = Float64Array.of(30, 70);
		const rate = { value: 0.3, trials: 100, influence: Float64Array.of(0.7 / 100, -0.3 / 100) };
		const [low, high] = correlatedRateInterval(counts, rate, rate);
		expect(low).toBeCloseTo(0, 7);
		expect(high).toBeCloseTo(0, 7);
		const none = { value: 0, trials: 2, influence: Float64Array.of(0, 0) };
		const all = { value: 1, trials: 2, influence: Float64Array.of(0, 0) };
		expect(correlatedRateInterval(counts, none, all)[1]).toBe(1);
	});
});

describe("the test of two precisions", () => {
	it("is Kosinski's weighted generalized score statistic", () => {
		// Judged by both: 40 hits, 25 misses; by the baseline alone: 10 and 30; by the candidate alone: 12 and 9.
		const cells = [
			...Array<number>(40).fill(cellOf(FLAG_OUTCOME.hit, FLAG_OUTCOME.hit)),
			...Array<number>(25).fill(cellOf(FLAG_OUTCOME.miss, FLAG_OUTCOME.miss)),
			...Array<number>(10).fill(cellOf(FLAG_OUTCOME.hit, FLAG_OUTCOME.notFlagged)),
			...Array<number>(30).fill(cellOf(FLAG_OUTCOME.miss, FLAG_OUTCOME.notFlagged)),
			...Array<number>(12).fill(cellOf(FLAG_OUTCOME.notFlagged, FLAG_OUTCOME.hit)),
			...Array<number>(9).fill(cellOf(FLAG_OUTCOME.notFlagged, FLAG_OUTCOME.miss)),
			...Array<number>(50).fill(cellOf(FLAG_OUTCOME.notFlagged, FLAG_OUTCOME.notFlagged)),
		];
		// In the paper's own form: T = (PPV2 - PPV1)² / ((p (1 - p) - 2 C) (1/n1 + 1/n2)),
		// C = (s11 (1 - p)² + r11 p²) / (n1 + n2), s11 and r11 the leads both tests flag, with and without the outcome.
		const [n1, n2] = [105, 86];
		const pooled = (50 + 52) / (n1 + n2);
		const c = (40 * (1 - pooled) ** 2 + 25 * pooled ** 2) / (n1 + n2);
		const statistic = (52 / 86 - 50 / 105) ** 2 / ((pooled * (1 - pooled) - 2 * c) * (1 / n1 + 1 / n2));
		// In exact fractions (Python's fractions and math.erfc): 9.372457746347026, p 0.002202699826481063.
		expect(statistic).toBeCloseTo(9.372457746347026, 9);
		expect(pairedPrecisionTest(pairTable(cells))).toBeCloseTo(0.002202699826481063, 12);
		expect(pairedPrecisionTest(pairTable(cells))).toBeCloseTo(2 * normalTail(Math.sqrt(statistic)), 12);
	});

	it("rejects about as often as it says when the precisions are equal", () => {
		const world = { name: "equal", baseline: [0.6, 0.3], candidate: [0.4, 0.2], agree: 0.5 } as const;
		const draw = cellDrawer(cellChances(world, { rate: 0.3 }));
		const random = createRandom("equal");
		let rejected = 0;
		const histories = 2000;
		for (let history = 0; history < histories; history++) {
			const p = pairedPrecisionTest(pairTable(Array.from({ length: 300 }, () => draw(random))));
			if (p !== undefined && p <= 0.05) rejected++;
		}
		expect(rejected / histories).toBeGreaterThan(0.04);
		expect(rejected / histories).toBeLessThan(0.06);
	});

	it("says nothing without flags, or without spread", () => {
		expect(pairedPrecisionTest(pairTable([cellOf(FLAG_OUTCOME.notFlagged, FLAG_OUTCOME.hit)]))).toBeUndefined();
		expect(
			pairedPrecisionTest(
				pairTable([cellOf(FLAG_OUTCOME.hit, FLAG_OUTCOME.hit), cellOf(FLAG_OUTCOME.miss, FLAG_OUTCOME.miss)]),
			),
		).toBeUndefined();
	});
});

describe("accounts", () => {
	it("of one lead each are leads: the same counts, nearly the same AUC interval", () => {
		const cells = drawnCells(400);
		const own = cells.map((_, i) => i);
		expect(unitsWith(pairTable(cells, own), ({ reached }) => reached)).toBe(
			unitsWith(pairTable(cells), ({ reached }) => reached),
		);
		const random = createRandom("scores");
		const outcomes = cells.map((cell) => (pairCell(cell).reached ? 1 : 0));
		const [first, second] = [0, 1].map(() => outcomes.map((outcome) => random.integer(8) + 2 * outcome));
		const joint = clusteredJoint(first!, second!, outcomes, own);
		const [plain, clustered] = [delongTest(joint.joint), clusteredDelongTest(joint)];
		if (plain.state !== "measured" || clustered.state !== "measured") return expect.fail("400 leads are enough");
		expect(clustered.difference).toBe(plain.difference);
		expect(clustered.standardError / plain.standardError).toBeCloseTo(Math.sqrt(400 / 399), 3);
	});

	it("that hold all leads are one, of which nothing can be said", () => {
		const joint = clusteredJoint(
			Array.from({ length: 80 }, (_, i) => i),
			Array.from({ length: 80 }, (_, i) => i % 7),
			Array.from({ length: 80 }, (_, i) => i % 2),
			new Int32Array(80),
		);
		expect(clusteredDelongTest(joint)).toMatchObject({ state: "cannot tell yet", reason: /one account/ });
	});
});
