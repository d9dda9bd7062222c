import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/base/random.ts";
import { estimateRate, type Measured, seenOf } from "../../src/metrics/rates/estimate.ts";
import { choleskySolve } from "../../src/metrics/selection/cholesky-solve.ts";
import { clusterFolds } from "../../src/metrics/selection/cluster-folds.ts";
import { crossFit } from "../../src/metrics/selection/cross-fit.ts";
import { featureRows, pickRows } from "../../src/metrics/selection/feature-rows.ts";
import { fitLogistic } from "../../src/metrics/selection/fit-logistic.ts";
import { selectionEstimates } from "../../src/metrics/selection/selection-estimates.ts";

const SEEDED = { seed: 20_240_930, numRuns: 60 };
const logistic = (odds: number) => 1 / (1 + Math.exp(-odds));

/** Leads with two facts, worked and converted by them. */
function leadsOf(seed: string, count: number) {
	const random = createRandom(seed);
	const rows = Array.from({ length: count }, () => [random.normal(), random.integer(3)]);
	const worked = Uint8Array.from(rows, ([a, b]) => Number(random.chance(logistic(0.4 + a! - 0.3 * b!))));
	const outcomes = Uint8Array.from(rows, ([a], i) => worked[i]! * Number(random.chance(logistic(a! - 0.5))));
	const clusters = Array.from(rows, (_, i) => `account ${Math.floor(i / 3)}`);
	return { rows, features: featureRows(rows), worked, outcomes, clusters };
}

describe("feature rows", () => {
	it("hold what is not 0, and can be picked in any order", () => {
		const table = featureRows([
			[0, 2],
			[1, 0],
			[3, 4],
		]);
		expect([...table.columns]).toEqual([1, 0, 0, 1]);
		const picked = pickRows(table, [2, 0]);
		expect(picked.offsets).toEqual(Int32Array.of(0, 2, 3));
		expect([...picked.values]).toEqual([3, 4, 2]);
		expect(() => featureRows([[1], [1, 2]])).toThrow("row 1");
		expect(() => featureRows([[Number.NaN]])).toThrow("finite");
	});
});

describe("folds", () => {
	it("keep an account together, are of about equal size, and do not hang on the order of rows", () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 200 }), (clusters) => {
				const foldOf = clusterFolds(clusters, { folds: 5 });
				const byCluster = new Map<number, number>();
				clusters.forEach((cluster, i) => {
					expect(byCluster.get(cluster) ?? foldOf[i]).toBe(foldOf[i]);
					byCluster.set(cluster, foldOf[i]!);
				});
				const turned = clusterFolds(clusters.toReversed(), { folds: 5 });
				expect([...turned].reverse()).toEqual([...foldOf]);
				const sizes = [0, 1, 2, 3, 4].map((fold) => foldOf.filter((one) => one === fold).length);
				const largest = Math.max(...[...byCluster.keys()].map((one) => clusters.filter((c) => c === one).length));
				expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(Math.max(1, largest));
			}),
			SEEDED,
		);
		expect(() => clusterFolds([1], { folds: 1 })).toThrow("folds");
	});
});

describe("the logistic fit", () => {
	it("is where the slopes of the penalised likelihood are 0", () => {
		for (const [seed, ridge] of [
			["a", 0.5],
			["b", 5],
			["c", 0],
		] as const) {
			const { rows, features, worked } = leadsOf(seed, 200);
			const fit = fitLogistic(features, worked, { ridge });
			const off = rows.map((_, i) => worked[i]! - fit.probability(features, i));
			expect(off.reduce((sum, one) => sum + one, 0)).toBeCloseTo(0, 6);
			for (const column of [0, 1]) {
				const values = rows.map((row) => row[column]!);
				const average = values.reduce((sum, one) => sum + one, 0) / values.length;
				const variance = values.reduce((sum, one) => sum + (one - average) ** 2, 0) / values.length;
				const slope = off.reduce((sum, one, i) => sum + one * values[i]!, 0);
				expect(slope - ridge * variance * fit.coefficients[column]!).toBeCloseTo(0, 6);
			}
		}
	});

	it("gives what its example says", () => {
		const fit = fitLogistic(featureRows([[0], [0], [1], [1]]), [0, 1, 1, 1], { ridge: 1 });
		expect(fit.coefficients[0]).toBeCloseTo(1.16675, 5);
	});

	it("does not hang on the unit of a feature, the order of rows, or where it starts; weights are repeats", () => {
		const { rows, features, worked } = leadsOf("units", 150);
		const fit = fitLogistic(features, worked);
		const scaled = featureRows(rows.map(([a, b]) => [1000 * a!, b!]));
		expect(1000 * fitLogistic(scaled, worked).coefficients[0]!).toBeCloseTo(fit.coefficients[0]!, 8);
		const turned = fitLogistic(featureRows(rows.toReversed()), worked.toReversed());
		expect(turned.coefficients[0]).toBeCloseTo(fit.coefficients[0]!, 8);
		const start = fitLogistic(features, worked, { ridge: 50 });
		expect(fitLogistic(features, worked, { start }).coefficients[1]).toBeCloseTo(fit.coefficients[1]!, 8);
		const weights = rows.map((_, i) => 1 + (i % 3));
		const repeated = rows.flatMap((row, i) => Array(weights[i]).fill(row));
		const again = rows.flatMap((_, i) => Array(weights[i]).fill(worked[i]));
		const weighted = fitLogistic(features, worked, { weights });
		expect(fitLogistic(featureRows(repeated), again).coefficients[0]).toBeCloseTo(weighted.coefficients[0]!, 8);
	});

	it("does not run away with one outcome, a constant feature, or leads that a feature parts", () => {
		const constant = featureRows([[1], [1], [1], [1]]);
		expect(fitLogistic(constant, [1, 1, 1, 1]).probability(constant, 0)).toBeCloseTo(4.5 / 5, 12);
		expect(fitLogistic(constant, [0, 1, 0, 1]).coefficients[0]).toBe(0);
		const apart = featureRows([[0], [0], [1], [1]]);
		const fit = fitLogistic(apart, [0, 0, 1, 1], { ridge: 0.1 });
		expect(Number.isFinite(fit.coefficients[0])).toBe(true);
		expect(fit.probability(apart, 3)).toBeGreaterThan(0.8);
		expect(() => fitLogistic(apart, [1])).toThrow("an outcome a row");
		expect(() => fitLogistic(apart, [1, 0, 1, 0], { ridge: -1 })).toThrow("ridge");
	});

	it("solves what it solves", () => {
		const [first, second] = choleskySolve(Float64Array.of(4, 2, 2, 3), Float64Array.of(2, 5));
		expect(first).toBeCloseTo(-0.5, 14);
		expect(second).toBeCloseTo(2, 14);
		// The second column says nothing new.
		expect([...choleskySolve(Float64Array.of(1, 1, 1, 1), Float64Array.of(3, 3))]).toEqual([3, 0]);
	});
});

describe("cross-fitting", () => {
	it("gives a lead chances that its own account has no part in", () => {
		const given = leadsOf("cross", 240);
		const before = crossFit(given, { ridges: [5] });
		const own = given.clusters.flatMap((cluster, i) => (cluster === "account 7" ? [i] : []));
		const worked = given.worked.map((one, i) => (own.includes(i) ? 1 - one : one));
		const outcomes = given.outcomes.map((one, i) => (own.includes(i) ? worked[i]! : one));
		const after = crossFit({ ...given, worked, outcomes }, { ridges: [5] });
		for (const i of own) {
			expect(after.propensities[i]).toBe(before.propensities[i]);
			expect(after.predictions[i]).toBe(before.predictions[i]);
		}
		expect(after.propensities).not.toEqual(before.propensities);
	});

	it("takes the penalty that leaves the least loss on leads not fitted on", () => {
		const given = leadsOf("penalty", 600);
		expect(crossFit(given).ridge.propensity).toBeLessThan(125);
		const random = createRandom("noise");
		const noise = featureRows(given.rows.map(() => Array.from({ length: 20 }, () => random.normal())));
		expect(crossFit({ ...given, features: noise }).ridge.propensity).toBe(125);
	});
});

describe("estimates of the rate had all been worked", () => {
	const measured = (one: { readonly state: string }) => one as Measured;

	it("are the plain rate when all were worked", () => {
		const { rows, features, clusters } = leadsOf("all", 300);
		const random = createRandom("outcomes");
		const outcomes = Uint8Array.from(rows, () => Number(random.chance(0.3)));
		const worked = outcomes.map(() => 1);
		const plain = estimateRate(
			outcomes.reduce((sum, one) => sum + one, 0),
			300,
		);
		for (const certain of [undefined, worked]) {
			const found = selectionEstimates({
				...{ features, worked, outcomes, clusters: rows.map((_, i) => i) },
				...(certain === undefined ? {} : { certain }),
			});
			for (const rate of [found.weighted, found.doublyRobust]) {
				expect(measured(rate).value).toBeCloseTo(seenOf(plain).value!, 3);
				expect(measured(rate).interval[0]).toBeCloseTo(seenOf(plain).interval![0], 2);
				expect(measured(rate).interval[1]).toBeCloseTo(seenOf(plain).interval![1], 2);
			}
			expect(found.blindRows).toBe(0);
			expect(clusters).toHaveLength(300);
		}
	});

	it("do not hang on the order of leads, and take nothing from the outcomes of unworked ones", () => {
		const given = leadsOf("order", 400);
		const found = selectionEstimates(given);
		const hidden = given.outcomes.map((one, i) => (given.worked[i] === 1 ? one : 1));
		expect(selectionEstimates({ ...given, outcomes: hidden })).toEqual(found);
		const turned = selectionEstimates({
			features: featureRows(given.rows.toReversed()),
			worked: given.worked.toReversed(),
			outcomes: given.outcomes.toReversed(),
			clusters: given.clusters.toReversed(),
		});
		expect(measured(turned.doublyRobust).value).toBeCloseTo(measured(found.doublyRobust).value, 8);
		expect(measured(turned.weighted).interval[0]).toBeCloseTo(measured(found.weighted).interval[0], 8);
	});

	it("set leads aside of a kind that is said to be blind, and are of the rest", () => {
		const given = leadsOf("blind", 400);
		const blind = given.worked.map((_, i) => Number(i < 100));
		const found = selectionEstimates({ ...given, blind });
		expect(found.blindRows).toBe(100);
		expect(found.values.slice(0, 100).every(Number.isNaN)).toBe(true);
		expect(found.weights.slice(0, 100).every((weight) => weight === 0)).toBe(true);
		const values = found.values.slice(100);
		const mean = values.reduce((sum, value) => sum + value, 0) / 300;
		expect(measured(found.doublyRobust).value).toBeCloseTo(mean, 12);
	});

	it("give leads that were worked for certain the weight of one, and their own outcome", () => {
		const given = leadsOf("certain", 400);
		const certain = given.worked.map((one, i) => Number(one === 1 && i % 4 === 0));
		const found = selectionEstimates({ ...given, certain });
		certain.forEach((one, i) => {
			if (one === 0) return;
			expect(found.propensities[i]).toBe(1);
			expect(found.weights[i]).toBe(1);
			expect(found.values[i]).toBe(given.outcomes[i]);
		});
	});

	it("cannot be told with fewer than 20 worked leads of a class, and then nothing is fitted", () => {
		const given = leadsOf("few", 60);
		const outcomes = given.outcomes.map(() => 0);
		const found = selectionEstimates({ ...given, outcomes });
		expect(found.weighted).toMatchObject({ state: "cannot tell yet", hits: 0 });
		expect(found.propensities.every(Number.isNaN)).toBe(true);
	});
});
