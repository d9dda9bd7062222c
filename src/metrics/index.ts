/**
 * `leadlab/metrics`: the statistics that leadlab measures models with, on counts and columns of numbers. No leads, no models,
 * nothing of Node: it runs in a browser.
 *
 * Most of them read a {@link scoreTable}: scores with the number of positives and negatives of each. What cannot be told
 * from the data is an `Uncertain` with a reason, or `undefined`; never 0, never NaN.
 *
 * @example
 * const table = scoreTable([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]);
 * auc(table); // 0.75
 * estimateRate(30, 100); // { state: "measured", value: 0.3, interval: [0.2189, 0.3958], ... }
 */

// Seeded random numbers, for what is drawn.
export { createRandom, type Random } from "../base/random.ts";
// Probabilities: how good they are, and how scores become some.
export type { Calibrator } from "./calibration/calibrator.ts";
export { type ConsistencyPoint, consistencyBand } from "./calibration/consistency-band.ts";
export { type CorpDecomposition, corpDecomposition } from "./calibration/corp-decomposition.ts";
export { type ExpectedCalibrationError, expectedCalibrationError } from "./calibration/expected-calibration-error.ts";
export {
	type IsotonicBlock,
	isotonicCalibrator,
	isotonicFit,
	isotonicValue,
} from "./calibration/isotonic-calibrator.ts";
export { type LogisticCalibration, logisticCalibration } from "./calibration/logistic-calibration.ts";
export { type MurphyDecomposition, murphyDecomposition } from "./calibration/murphy-decomposition.ts";
export { type ReliabilityPoint, reliabilityPoints } from "./calibration/reliability-points.ts";
// AUC with its interval, and two of them compared; with leads that share accounts.
export { clusteredDelongInterval } from "./delong/clustered-delong-interval.ts";
export { clusteredDelongTest } from "./delong/clustered-delong-test.ts";
export { delongInterval } from "./delong/delong-interval.ts";
export { type DelongComparison, delongTest } from "./delong/delong-test.ts";
export { averagePrecision } from "./measures/average-precision.ts";
export { brierLoss } from "./measures/brier-loss.ts";
export { fBetaAt } from "./measures/f-beta-at.ts";
export { ksStatistic } from "./measures/ks-statistic.ts";
export { liftAt } from "./measures/lift-at.ts";
export { logLoss } from "./measures/log-loss.ts";
export type { Measure, MeasureKind } from "./measures/measure.ts";
export { type BootstrapOptions, measureAll } from "./measures/measure-all.ts";
export { precisionAt } from "./measures/precision-at.ts";
export { recallAt } from "./measures/recall-at.ts";
export { MEASURES, type MeasureSpec, measureFrom } from "./measures/registry.ts";
// Measures of a score table; all of them at once, with bootstrap intervals.
export { auc } from "./ranking/auc.ts";
// Curves over thresholds.
export { fBeta } from "./ranking/f-beta.ts";
export { type LiftPoint, liftCurve } from "./ranking/lift-curve.ts";
export { type PrecisionRecallPoint, precisionRecallPoints } from "./ranking/precision-recall-points.ts";
export { type RocPoint, rocPoints } from "./ranking/roc-points.ts";
export { type BandPoint, type SimultaneousBand, simultaneousBand } from "./ranking/simultaneous-band.ts";
// Rates: intervals, differences, tests, how many leads they take.
export { type Certificate, certifyPrecision } from "./rates/certify-precision.ts";
export { clopperPearson } from "./rates/clopper-pearson.ts";
export { type Estimate, estimateRate, type Measured, type Seen, seenOf, type Uncertain } from "./rates/estimate.ts";
export { fisherTest } from "./rates/fisher-test.ts";
export { flagsNeeded, flagsNeededTable } from "./rates/flags-needed.ts";
export { holmAdjusted } from "./rates/holm-adjusted.ts";
export { type Homogeneity, homogeneityTest } from "./rates/homogeneity-test.ts";
export { mcnemarTest } from "./rates/mcnemar-test.ts";
export { type PopulationStability, populationStability } from "./rates/population-stability.ts";
export { newcombeInterval, type RateCounts, type RateDifference, rateDifference } from "./rates/rate-difference.ts";
export { ratesBand } from "./rates/rates-band.ts";
export { flagsForHalfWidth, flagsForParting } from "./rates/sample-size.ts";
export { type PeriodSums, type Trend, trendTest } from "./rates/trend-test.ts";
export { wilsonInterval } from "./rates/wilson-interval.ts";
// Bootstrap intervals of numbers of one's own.
export { type CellInterval, type CellStatistics, cellIntervals } from "./sampling/cell-bootstrap.ts";
export { type CellClusters, cellClusters } from "./sampling/cell-clusters.ts";
export { sortedQuantile } from "./sampling/sorted-quantile.ts";
// What a rate would be had every lead been worked.
export { crossFit } from "./selection/cross-fit.ts";
export { type DoublyRobustInput, doublyRobustRate } from "./selection/doubly-robust-rate.ts";
export { type ExplorationQuota, explorationQuota } from "./selection/exploration-quota.ts";
export { type FeatureRows, featureRows } from "./selection/feature-rows.ts";
export { fitLogistic } from "./selection/fit-logistic.ts";
export { type SelectionEstimates, type SelectionInput, selectionEstimates } from "./selection/selection-estimates.ts";
export { effectiveSampleSize, selectionWeights, topWeightShare } from "./selection/selection-weights.ts";
export { weightedRate } from "./selection/weighted-rate.ts";
export { type WorstCaseBounds, worstCaseBounds } from "./selection/worst-case-bounds.ts";
// Time to an outcome.
export { type KaplanMeier, kaplanMeier } from "./survival/kaplan-meier.ts";
export { logRankTest } from "./survival/log-rank-test.ts";
export { medianInterval, survivalAt } from "./survival/survival-reading.ts";
// Scores as tables of counts.
export { binnedTable } from "./tables/binned-table.ts";
export { type ClusteredJoint, clusteredJoint } from "./tables/clustered-joint.ts";
export { type ClusteredTable, clusteredTable } from "./tables/clustered-table.ts";
export { type JointScoreTable, jointScoreTable } from "./tables/joint-score-table.ts";
export { type ScoreTable, scoreTable } from "./tables/score-table.ts";
