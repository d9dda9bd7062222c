/**
 * The public API: load a history, replay a model, look at what came of its calls, explain a score, export the model.
 *
 * @example
 * const { dataset } = await readDataset("data/saas-sample");
 * const { model } = await readModel("data/models/saas-baseline.yaml");
 * const result = await replay(dataset, model);
 * result.handoffs[0].precision // { hits, total, value, interval }
 */
import { greetKernel } from "./notebook/kernel-greeting.ts";

export { LabError } from "./base/error.ts";
export { fingerprint } from "./base/fingerprint.ts";
export { formatIssue, type Issue } from "./base/issue.ts";
export { formatCount, formatPoints, formatRate } from "./base/number-format.ts";
export type { OnProgress, Progress } from "./base/progress.ts";
export { createRandom, type Random } from "./base/random.ts";
export { roundScore } from "./base/round.ts";
export type { Value } from "./base/value.ts";
export type { Chart } from "./charts/chart.ts";
export { formatEstimate } from "./charts/estimate-text.ts";
export { funnelChart } from "./charts/funnel-chart.ts";
export { gainsChart } from "./charts/gains-chart.ts";
export { handoffPrecisionChart } from "./charts/handoff-precision-chart.ts";
export { precisionByMonthChart } from "./charts/precision-by-month-chart.ts";
export { precisionBySegmentChart } from "./charts/precision-by-segment-chart.ts";
export { precisionRecallChart } from "./charts/precision-recall-chart.ts";
export { scoreDistributionChart } from "./charts/score-distribution-chart.ts";
export { scorePathChart } from "./charts/score-path-chart.ts";
export { thresholdSweepChart } from "./charts/threshold-sweep-chart.ts";
export { waterfallChart } from "./charts/waterfall-chart.ts";
export { compareReplays } from "./compare/compare-replays.ts";
export type { Comparison, ComparisonVerdict, Guardrail, PairedDifference } from "./compare/comparison.ts";
export type { LeakFinding, LeakLevel } from "./compare/leak-finding.ts";
export { findLeaks, type LeakOptions, type Leaks } from "./compare/leaks.ts";
export type {
	SelectionBias,
	SelectionComparison,
	SelectionFindings,
	SelectionReview,
} from "./compare/selection.ts";
export { type SelectionBiasOptions, selectionBias } from "./compare/selection-bias.ts";
export { selectionReview } from "./compare/selection-comparison.ts";
export { type Calendar, createCalendar, dayText } from "./dataset/calendar.ts";
export { type Dataset, type HandoffSpec, NEVER } from "./dataset/dataset.ts";
export { type DatasetInput, datasetFrom } from "./dataset/dataset-from.ts";
export { exportJavaScript } from "./export/javascript-scorer.ts";
export { modelJsonSchema } from "./export/model-json-schema.ts";
export { parityVectors } from "./export/parity-vectors.ts";
export { exportConfig, parseProductionConfig } from "./export/production-config.ts";
export { provenanceOf } from "./export/provenance.ts";
export { type VerifyReport, verifyConfig, verifyScorer } from "./export/verify.ts";
export { type LoadedDataset, readDataset } from "./ingest/read-dataset.ts";
export { readModel } from "./ingest/read-model.ts";
export { writeAtomic } from "./ingest/write-atomic.ts";
export { writeRejects } from "./ingest/write-rejects.ts";
export { auc } from "./metrics/auc.ts";
export { averagePrecision } from "./metrics/average-precision.ts";
export { bootstrapInterval } from "./metrics/bootstrap.ts";
export { brierLoss } from "./metrics/brier.ts";
export { calibrationError } from "./metrics/calibration-error.ts";
export { callsNeeded, callsNeededTable } from "./metrics/calls-needed.ts";
export { type CellInterval, type CellStatistics, cellIntervals } from "./metrics/cell-bootstrap.ts";
export { type CellClusters, cellClusters } from "./metrics/cell-clusters.ts";
export { type Certificate, certifyPrecision } from "./metrics/certificate.ts";
export { clopperPearson } from "./metrics/clopper-pearson.ts";
export { type ClusteredJoint, clusteredJoint } from "./metrics/clustered-joint.ts";
export { type ClusteredTable, clusteredTable } from "./metrics/clustered-table.ts";
export { corpDecomposition } from "./metrics/corp.ts";
export { delongInterval } from "./metrics/delong.ts";
export { delongTest } from "./metrics/delong-test.ts";
export { type DoublyRobustInput, doublyRobustRate } from "./metrics/doubly-robust.ts";
export { crossFit } from "./metrics/doubly-robust-cross-fit.ts";
export { type Estimate, estimateRate } from "./metrics/estimate.ts";
export { type ExplorationQuota, explorationQuota } from "./metrics/exploration-quota.ts";
export { fBeta } from "./metrics/f-beta.ts";
export { holmAdjusted } from "./metrics/holm.ts";
export { isotonicCalibrator } from "./metrics/isotonic.ts";
export { jointScoreTable } from "./metrics/joint-score-table.ts";
export { kaplanMeier } from "./metrics/kaplan-meier.ts";
export { kolmogorovSmirnov } from "./metrics/kolmogorov-smirnov.ts";
export { liftAt, liftCurve } from "./metrics/lift-curve.ts";
export { logLoss } from "./metrics/log-loss.ts";
export { logRankTest } from "./metrics/log-rank.ts";
export { logisticCalibration } from "./metrics/logistic-calibration.ts";
export { type ManskiBounds, manskiBounds } from "./metrics/manski.ts";
export { mcnemarTest } from "./metrics/mcnemar.ts";
export { type BootstrapOptions, measureAll } from "./metrics/measure-all.ts";
export type { Measured, Measurement } from "./metrics/measured.ts";
export { murphyDecomposition } from "./metrics/murphy.ts";
export { type PairedSpec, pairedDifference, pairedDifferences } from "./metrics/paired-difference.ts";
export { precisionRecallPoints } from "./metrics/precision-recall-points.ts";
export { type FeatureRows, featureRows } from "./metrics/propensity-features.ts";
export { fitLogistic } from "./metrics/propensity-logistic.ts";
export { populationStability } from "./metrics/psi.ts";
export { rateDifference } from "./metrics/rate-difference.ts";
export { type MeasureSpec, measureFrom } from "./metrics/registry.ts";
export { reliabilityPoints } from "./metrics/reliability-points.ts";
export { rocPoints } from "./metrics/roc-points.ts";
export { type ScoreTable, scoreTable } from "./metrics/score-table.ts";
export { type SelectionEstimates, type SelectionInput, selectionEstimates } from "./metrics/selection-estimates.ts";
export { weightedRate } from "./metrics/selection-ipw.ts";
export { effectiveSampleSize, selectionWeights, topWeightShare } from "./metrics/selection-weights.ts";
export type { Uncertain } from "./metrics/uncertain.ts";
export { wilsonInterval } from "./metrics/wilson.ts";
export { contributionText, explanationLines } from "./model/explanation-text.ts";
export type { LeadView } from "./model/lead-view.ts";
export { modelFrom, parseModel } from "./model/parse-model.ts";
export type { ScoringModel, ScoringModelInput } from "./model/schema.ts";
export { compileModel, type Explanation, type Scorer } from "./model/score.ts";
export { attributeTable } from "./notebook/attribute-table.ts";
export { compareTable } from "./notebook/compare-table.ts";
export { type ExportedModel, exportModel } from "./notebook/export-model.ts";
export { frame } from "./notebook/frame.ts";
export { type GainedAndLost, gainedAndLost } from "./notebook/gained-and-lost.ts";
export { type LeadRow, leadRows, type Verdict } from "./notebook/lead-rows.ts";
export { leakTable } from "./notebook/leak-table.ts";
export { load } from "./notebook/load.ts";
export { loadModel } from "./notebook/load-model.ts";
export { lowestThreshold, type ThresholdLimits } from "./notebook/lowest-threshold.ts";
export { progressLine } from "./notebook/progress-line.ts";
export { qualityTable } from "./notebook/quality-table.ts";
export { type Showable, show } from "./notebook/show.ts";
export { dayOf, startOfDay } from "./notebook/start-of-day.ts";
export { sweepTable } from "./notebook/sweep-table.ts";
export type { Table } from "./notebook/table.ts";
export { type NewPoints, withPoints } from "./notebook/with-points.ts";
export { withThresholds } from "./notebook/with-thresholds.ts";
export { writeReport } from "./notebook/write-report.ts";
export { bindModel } from "./replay/bind-model.ts";
export { leadViewAt } from "./replay/lead-view-at.ts";
export { referencePath } from "./replay/reference.ts";
export { type ReplayOptions, replay } from "./replay/replay.ts";
export { type ReplayJson, replayJson } from "./replay/replay-json.ts";
export type { Handoff, Ranking, Replay, Sweep } from "./replay/replay-result.ts";
export { segmentAttributes } from "./replay/slices.ts";
export { renderMarkdown } from "./report/markdown.ts";
export { buildReport } from "./report/report.ts";
export { writeSample } from "./sample/write-sample.ts";

// A notebook is told which build it has imported; elsewhere this does nothing.
greetKernel();
