import { describe, expect, it } from "vitest";
import { auc } from "../../src/metrics/auc.ts";
import { acceleration, replicateInterval } from "../../src/metrics/bca-interval.ts";
import { delongInterval, delongVariance } from "../../src/metrics/delong.ts";
import { delongCovariance, delongTest } from "../../src/metrics/delong-test.ts";
import { jointScoreTable } from "../../src/metrics/joint-score-table.ts";
import { expectNear, oracleCases } from "./oracle-cases.ts";

interface Pair {
	readonly first: number[];
	readonly second: number[];
	readonly outcomes: number[];
}

describe("against placements lead by lead, scikit-learn and pROC", () => {
	it("AUC, DeLong's variance, covariance and paired test", () => {
		type Out = { auc: number[]; variance: number[]; covariance: number; z: number | null; p: number | null };
		for (const { in: given, out } of oracleCases<Pair, Out>("delong")) {
			const joint = jointScoreTable(given.first, given.second, given.outcomes);
			expectNear(auc(joint.first), out.auc[0]!, given);
			expectNear(auc(joint.second), out.auc[1]!, given);
			expectNear(delongVariance(joint.first), out.variance[0]!, given, 1e-12, 1e-3);
			expectNear(delongVariance(joint.second), out.variance[1]!, given, 1e-12, 1e-3);
			expectNear(delongCovariance(joint), out.covariance, given, 1e-12, 1e-3);
			const test = delongTest(joint, { leastEach: 2 });
			if (out.z === null || out.p === null) expect(test.state).toBe("cannot tell yet");
			else if (test.state === "measured") {
				expectNear(test.z, out.z, given, 1e-9, 0.01);
				expectNear(test.pValue, out.p, given, 1e-9);
			} else expect.fail(`no test for ${JSON.stringify(given)}`);
		}
	});

	it("DeLong's intervals and test by pROC", () => {
		type Out = { auc: number; low: number; high: number; z: number; p: number; differenceLow: number };
		for (const { in: given, out } of oracleCases<Pair, Out>("proc")) {
			const joint = jointScoreTable(given.first, given.second, given.outcomes);
			const one = delongInterval(joint.first, { leastEach: 2 });
			const test = delongTest(joint, { leastEach: 2 });
			if (one.state !== "measured" || test.state !== "measured") return expect.fail("pROC has numbers here");
			expectNear(one.value, out.auc, given);
			expectNear(one.interval[0], out.low, given);
			expectNear(one.interval[1], out.high, given);
			expectNear(test.z, out.z, given, 1e-9, 0.01);
			expectNear(test.pValue, out.p, given, 1e-9);
			expectNear(test.interval[0], out.differenceLow, given, 1e-9, 0.1);
		}
	});
});

describe("against scipy's bootstrap", () => {
	it("acceleration, percentile and BCa ends from the same replicates", () => {
		type Given = { x: number[]; y: number[] | null; replicates: number[]; alpha: number };
		type Out = { acceleration: number; percentile: [number, number]; bca: [number, number] };
		for (const { in: given, out } of oracleCases<Given, Out>("bca")) {
			const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
			const without = (values: readonly number[], shift: (m: number) => number) => ({
				values: values.map((_, i) => shift(mean(values.filter((__, j) => j !== i)))),
				counts: values.map(() => 1),
			});
			const { x, y } = given;
			const jackknife =
				y === null ? [without(x, (m) => m)] : [without(x, (m) => m - mean(y)), without(y, (m) => mean(x) - m)];
			const estimate = y === null ? mean(x) : mean(x) - mean(y);
			const ascending = Float64Array.from(given.replicates).sort();
			const confidence = 1 - 2 * given.alpha;
			expectNear(acceleration(jackknife), out.acceleration, given, 1e-10, 0.01);
			const plain = replicateInterval(ascending, { estimate, confidence });
			const bca = replicateInterval(ascending, { estimate, confidence, jackknife });
			for (const end of [0, 1] as const) {
				expectNear(plain?.[end], out.percentile[end], given, 1e-10, 1);
				expectNear(bca?.[end], out.bca[end], given, 1e-9, 1);
			}
		}
	});
});
