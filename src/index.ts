/**
 * The public API, in the order in which an analyst needs it. Objects carry their verbs: open a history, replay a model, ask
 * the result; each verb is one line over a pure function that stands further down. Measures, charts and models by themselves
 * are in `leadlab/metrics`, `leadlab/charts` and `leadlab/model`.
 *
 * @example
 * const history = await open("data/saas-sample");
 * const before = await history.replay("saas-baseline");
 * const after = await history.replay(before.model.with({ points: { "demo-request": 30 }, thresholds: { mql: 45 } }));
 * after.against(before).finding // "Discuss: ..."
 */
import { greetKernel } from "./notebook/display/kernel-greeting.ts";

export { LabError } from "./base/error.ts";
export { formatIssue, type Issue } from "./base/issue.ts";
export { createRandom } from "./base/random.ts";
export type { Chart } from "./charts/marks/chart.ts";
export { type CompareOptions, compareReplays } from "./compare/compare-replays.ts";
export type { Comparison } from "./compare/comparison.ts";
// Read from disk, or make from data.
export type { Dataset, HandoffSpec } from "./dataset/dataset.ts";
export { type DatasetInput, datasetFrom } from "./dataset/dataset-from.ts";
export { measureDrift } from "./drift/drift.ts";
export type { Drift } from "./drift/drift-result.ts";
export { type Evaluation, evaluateReplay } from "./evaluate/evaluate-replay.ts";
export { exportModel } from "./export/export-model.ts";
export { verifyConfig } from "./export/verify.ts";
export { writeAtomic } from "./ingest/files/write-atomic.ts";
export { type LoadedDataset, readDataset } from "./ingest/read-dataset.ts";
export { readModel } from "./ingest/read-model.ts";
export { comparisonJson } from "./json/comparison-json.ts";
export { replayJson } from "./json/replay-json.ts";
export { findLeaks, type Leaks } from "./leaks/leaks.ts";
// Numbers, charts and tables as they are passed around.
export { type Estimate, estimateRate } from "./metrics/rates/estimate.ts";
export { changeModel, type ModelChange } from "./model/change-model.ts";
export { modelFrom, parseModel } from "./model/parse-model.ts";
export type { ScoringModel, ScoringModelInput } from "./model/schema.ts";
export { compileModel } from "./model/score.ts";
export type { ComparisonResult } from "./notebook/comparison-result.ts";
export { show } from "./notebook/display/show.ts";
export { chartRows as chart } from "./notebook/frame/chart-rows.ts";
export { Frame, frame } from "./notebook/frame/frame.ts";
export type { LeadRow } from "./notebook/frame/lead-rows.ts";
export { History } from "./notebook/history.ts";
export { Model } from "./notebook/model.ts";
// Open a history, replay a model, look at what comes of it.
export { open } from "./notebook/open.ts";
export type { ReplayResult } from "./notebook/replay-result.ts";
export type { SweepResult } from "./notebook/sweep-result.ts";
// The same as plain functions over plain results.
export { type ReplayOptions, replay } from "./replay/replay.ts";
export type { Handoff, Replay } from "./replay/replay-result.ts";
export { buildReport } from "./report/report.ts";
export { reportFiles } from "./report/report-files.ts";
// Report and production.
export { makeReview } from "./review/make-review.ts";
export { writeSample } from "./sample/tables/write-sample.ts";
export type { SelectionReview } from "./selection/selection.ts";
export { selectionReview } from "./selection/selection-comparison.ts";
export type { Table } from "./tables/table.ts";
export { chooseThreshold, type ThresholdChoice } from "./tune/choose-threshold.ts";
export { planThresholds, type ThresholdPlan } from "./tune/threshold-plan.ts";
export { estimateText } from "./words/estimate-text.ts";
export { formatCount, formatPoints, formatRate } from "./words/number-format.ts";

// A notebook is told which build it has imported; elsewhere this does nothing.
greetKernel();
