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
export { type Estimate, estimateRate } from "./metrics/estimate.ts";
export { fBeta } from "./metrics/f-beta.ts";
export { kolmogorovSmirnov } from "./metrics/kolmogorov-smirnov.ts";
export { liftAt, liftCurve } from "./metrics/lift-curve.ts";
export { precisionRecallPoints } from "./metrics/precision-recall-points.ts";
export { rocPoints } from "./metrics/roc-points.ts";
export { type ScoreTable, scoreTable } from "./metrics/score-table.ts";
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
