import { describe, expect, it } from "vitest";
import { isotonicCalibrator } from "../../src/metrics/calibration/isotonic-calibrator.ts";
import { delongInterval, delongVariance } from "../../src/metrics/delong/delong-interval.ts";
import { delongCovariance, delongTest } from "../../src/metrics/delong/delong-test.ts";
import { averagePrecision } from "../../src/metrics/measures/average-precision.ts";
import { brierLoss } from "../../src/metrics/measures/brier-loss.ts";
import { logLoss } from "../../src/metrics/measures/log-loss.ts";
import { auc } from "../../src/metrics/ranking/auc.ts";
import { precisionRecallPoints } from "../../src/metrics/ranking/precision-recall-points.ts";
import { rocPoints } from "../../src/metrics/ranking/roc-points.ts";
import { acceleration, bootstrapInterval } from "../../src/metrics/sampling/bootstrap-interval.ts";
import { jointScoreTable } from "../../src/metrics/tables/joint-score-table.ts";
import { scoreTable } from "../../src/metrics/tables/score-table.ts";
import { expectNear, oracleCases } from "./oracle-cases.ts";

interface Pair {
	readonly first: number[];
	readonly second: number[];
	readonly outcomes: number[];
}

describe("against scikit-learn", () => {
	it("AUC, average precision, both curves, log loss, Brier and isotonic fit of any tied data set", () => {
		type Given = { scores: number[]; outcomes: number[]; slope: number; centre: number; shift: number };
		type Curve = [thresholds: number[], first: number[], second: number[]];
		type Out = {
			auc: number | null;
			averagePrecision: number | null;
			roc: Curve | null;
			precisionRecall: Curve | null;
			logLoss: number;
			brier: number;
			isotonic: number[];
		};
		for (const { in: given, out } of oracleCases<Given, Out>("data-sets")) {
			const table = scoreTable(given.scores, given.outcomes);
			const same = (actual: number | undefined, wanted: number | null, what: string) => {
				if (wanted === null) expect([what, actual]).toEqual([what, undefined]);
				else expectNear(actual, wanted, given, 1e-12, 0, what);
			};
			same(auc(table), out.auc, "AUC");
			same(averagePrecision(table), out.averagePrecision, "average precision");

			const [, ...roc] = rocPoints(table);
			expect(roc.map(({ threshold }) => threshold)).toEqual(out.roc?.[0] ?? []);
			roc.forEach((point, i) => {
				expectNear(point.falsePositiveRate, out.roc![1][i + 1]!, given, 1e-12, 0, "ROC points");
				expectNear(point.truePositiveRate, out.roc![2][i + 1]!, given, 1e-12, 0, "ROC points");
			});
			const curve = precisionRecallPoints(table).reverse();
			expect(curve.map(({ threshold }) => threshold)).toEqual(out.precisionRecall?.[0] ?? []);
			curve.forEach((point, i) => {
				expectNear(point.precision, out.precisionRecall![1][i]!, given, 1e-12, 0, "precision-recall points");
				expectNear(point.recall, out.precisionRecall![2][i]!, given, 1e-12, 0, "precision-recall points");
			});

			const calibrator = (score: number) => 1 / (1 + Math.exp(-(given.slope * (score - given.centre) + given.shift)));
			same(logLoss(table, calibrator), out.logLoss, "log loss");
			same(brierLoss(table, calibrator), out.brier, "Brier");
			const isotonic = isotonicCalibrator(table);
			expect(table.scores.length).toBe(out.isotonic.length);
			table.scores.forEach((score, i) => {
				expectNear(isotonic?.(score), out.isotonic[i]!, given, 1e-12, 1, "isotonic");
			});
		}
	});
});

describe("against placements lead by lead and pROC", () => {
	it("AUC, DeLong's variance, covariance and paired test", () => {
		type Out = { auc: number[]; variance: number[]; covariance: number; z: number | null; p: number | null };
		for (const { in: given, out } of oracleCases<Pair, Out>("delong")) {
			const joint = jointScoreTable(given.first, given.second, given.outcomes);
			expectNear(auc(joint.first), out.auc[0]!, given, 1e-12, 0, "AUC");
			expectNear(auc(joint.second), out.auc[1]!, given, 1e-12, 0, "AUC");
			expectNear(delongVariance(joint.first), out.variance[0]!, given, 1e-12, 1e-3, "variance");
			expectNear(delongVariance(joint.second), out.variance[1]!, given, 1e-12, 1e-3, "variance");
			expectNear(delongCovariance(joint), out.covariance, given, 1e-12, 1e-3, "covariance");
			const test = delongTest(joint, { leastEach: 2 });
			if (out.z === null || out.p === null) expect(test.state).toBe("cannot tell yet");
			else if (test.state === "measured") {
				expectNear(test.z, out.z, given, 1e-9, 0.01, "z of the test");
				expectNear(test.pValue, out.p, given, 1e-9, 0, "p of the test");
			} else expect.fail(`no test for ${JSON.stringify(given)}`);
		}
	});

	it("DeLong's variance, covariance, interval and test by pROC", () => {
		type Two = [number, number];
		type Out = { auc: Two; interval: Two; variance: Two; covariance: number; z: number; p: number; difference: Two };
		for (const { in: given, out } of oracleCases<Pair, Out>("proc")) {
			const joint = jointScoreTable(given.first, given.second, given.outcomes);
			const one = delongInterval(joint.first, { leastEach: 2, scale: "plain" });
			const test = delongTest(joint, { leastEach: 2 });
			if (one.state !== "measured" || test.state !== "measured") return expect.fail("pROC has numbers here");
			for (const [i, table] of [joint.first, joint.second].entries()) {
				expectNear(auc(table), out.auc[i]!, given, 1e-12, 0, "AUC");
				expectNear(delongVariance(table), out.variance[i]!, given, 1e-12, 1e-3, "variance");
			}
			expectNear(delongCovariance(joint), out.covariance, given, 1e-12, 1e-3, "covariance");
			expectNear(one.interval[0], out.interval[0], given, 1e-12, 0.1, "interval");
			expectNear(one.interval[1], out.interval[1], given, 1e-12, 0.1, "interval");
			expectNear(test.z, out.z, given, 1e-9, 0.01, "z of the test");
			expectNear(test.pValue, out.p, given, 1e-9, 0, "p of the test");
			expectNear(test.interval[0], out.difference[0], given, 1e-9, 0.1, "interval of the difference");
			expectNear(test.interval[1], out.difference[1], given, 1e-9, 0.1, "interval of the difference");
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
			expectNear(acceleration(jackknife), out.acceleration, given, 1e-10, 0.01, "acceleration");
			const plain = bootstrapInterval(ascending, { estimate, confidence });
			const bca = bootstrapInterval(ascending, { estimate, confidence, jackknife });
			for (const end of [0, 1] as const) {
				expectNear(plain?.[end], out.percentile[end], given, 1e-12, 1, "percentile ends");
				expectNear(bca?.[end], out.bca[end], given, 1e-9, 1, "BCa ends");
			}
		}
	});
});
