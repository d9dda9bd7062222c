/**
 * The charts. Each is `xChart(result, options)`: a finding in words, the numbers as a table, and the Vega-Lite that draws them;
 * `chart` draws any two columns.
 *
 * @example
 * import { thresholdSweepChart } from "leadlab/charts";
 * thresholdSweepChart(result, { from: "mql", to: "sql" }).title
 */
export { type ChartOptions, chart, type Frame } from "./chart.ts";
export { differenceChart } from "./compare/difference-chart.ts";
export { equalVolumeChart } from "./compare/equal-volume-chart.ts";
export { sliceDifferenceChart } from "./compare/slice-difference-chart.ts";
export { swapSetChart } from "./compare/swap-set-chart.ts";
export { driftInflationChart } from "./drift/drift-inflation-chart.ts";
export { driftPrecisionChart } from "./drift/drift-precision-chart.ts";
export { driftRulesChart } from "./drift/drift-rules-chart.ts";
export { driftScoresChart } from "./drift/drift-scores-chart.ts";
export { driftStabilityChart } from "./drift/drift-stability-chart.ts";
export { leakFillChart } from "./leaks/leak-fill-chart.ts";
export { leakStrengthChart } from "./leaks/leak-strength-chart.ts";
export type { Chart } from "./marks/chart.ts";
export { funnelChart } from "./replay/funnel-chart.ts";
export { gainsChart } from "./replay/gains-chart.ts";
export { handoffPrecisionChart } from "./replay/handoff-precision-chart.ts";
export { monthCohortsChart } from "./replay/month-cohorts-chart.ts";
export { precisionByMonthChart } from "./replay/precision-by-month-chart.ts";
export { precisionBySegmentChart } from "./replay/precision-by-segment-chart.ts";
export { precisionRecallChart } from "./replay/precision-recall-chart.ts";
export { reliabilityChart } from "./replay/reliability-chart.ts";
export { scoreDistributionChart } from "./replay/score-distribution-chart.ts";
export { type PathPoint, type ScorePathOptions, scorePathChart } from "./replay/score-path-chart.ts";
export { timeToOutcomeChart } from "./replay/time-to-outcome-chart.ts";
export { touchDelayChart } from "./replay/touch-delay-chart.ts";
export { waterfallChart } from "./replay/waterfall-chart.ts";
export { selectionChart } from "./selection/selection-chart.ts";
export { workedShareChart } from "./selection/worked-share-chart.ts";
export { capacityChart } from "./threshold/capacity-chart.ts";
export { certificateChart } from "./threshold/certificate-chart.ts";
export { profitChart } from "./threshold/profit-chart.ts";
export { thresholdSweepChart } from "./threshold/threshold-sweep-chart.ts";
