import { driftInflationChart } from "../../src/charts/drift/drift-inflation-chart.ts";
import { driftPrecisionChart } from "../../src/charts/drift/drift-precision-chart.ts";
import { driftRulesChart } from "../../src/charts/drift/drift-rules-chart.ts";
import { driftScoresChart } from "../../src/charts/drift/drift-scores-chart.ts";
import { driftStabilityChart } from "../../src/charts/drift/drift-stability-chart.ts";
import { funnelChart } from "../../src/charts/replay/funnel-chart.ts";
import { gainsChart } from "../../src/charts/replay/gains-chart.ts";
import { handoffPrecisionChart } from "../../src/charts/replay/handoff-precision-chart.ts";
import { precisionByMonthChart } from "../../src/charts/replay/precision-by-month-chart.ts";
import { precisionBySegmentChart } from "../../src/charts/replay/precision-by-segment-chart.ts";
import { precisionRecallChart } from "../../src/charts/replay/precision-recall-chart.ts";
import { scoreDistributionChart } from "../../src/charts/replay/score-distribution-chart.ts";
import { type ScorePathOptions, scorePathChart } from "../../src/charts/replay/score-path-chart.ts";
import { waterfallChart } from "../../src/charts/replay/waterfall-chart.ts";
import { selectionChart } from "../../src/charts/selection/selection-chart.ts";
import { workedShareChart } from "../../src/charts/selection/worked-share-chart.ts";
import { thresholdSweepChart } from "../../src/charts/threshold/threshold-sweep-chart.ts";
import type { Drift } from "../../src/drift/drift-result.ts";
import { compileModel, type Explanation } from "../../src/model/score.ts";
import type { Replay } from "../../src/replay/replay-result.ts";
import { byChart, type ChartStates, type Charts } from "./by-chart.ts";
import { comparisonCharts } from "./comparison-cases.ts";
import { drifts } from "./drift-fixture.ts";
import { leakCharts } from "./leaks-fixture.ts";
import { fixtureModel, fixtureReplay } from "./replay-fixture.ts";
import { fixtureFindings, LOOKED_AT, UNSEEN } from "./selection-fixture.ts";
import { otherThresholdCharts, thresholdCharts } from "./threshold-charts.ts";

const DAY = 86_400_000;
const MQL_SQL = { from: "mql", to: "sql" };

/** An explanation with decay, a tier, a negative rule and a group cap. */
export function fixtureExplanation(): Explanation {
	const page = (day: number) => ({ type: "page_view", day, properties: { path: "/pricing" } });
	return compileModel(fixtureModel()).explain({
		today: 100,
		createdDay: 0,
		attributes: { industry: "fintech", employees: 400 },
		activities: [
			page(60),
			page(60),
			page(55),
			{ type: "download", day: 58, properties: {} },
			{ type: "demo_request", day: 62, properties: {} },
		],
	});
}

/** A score path with a flag on the way up and decay after it. */
export const fixturePath = {
	path: [
		{ at: Date.UTC(2024, 2, 1, 9), score: 20 },
		{ at: Date.UTC(2024, 2, 4, 10), score: 48.2 },
		...Array.from({ length: 20 }, (_, i) => ({ at: Date.UTC(2024, 2, 5 + i), score: 48.2 * 0.977 ** (i + 1) })),
		{ at: Date.UTC(2024, 3, 20, 8), score: 71 },
	],
	flags: [
		{ stage: "mql", at: Date.UTC(2024, 2, 4, 10) },
		{ stage: "sql", at: Date.UTC(2024, 3, 20, 8) },
	],
	events: [{ at: Date.UTC(2024, 2, 4, 10), label: "demo_request" }],
};

/** Charts that are made of one replay. */
function replayCharts(candidate: Replay): Charts {
	return {
		...thresholdCharts(candidate),
		funnel: funnelChart(candidate),
		"threshold-sweep": thresholdSweepChart(candidate, MQL_SQL),
		"score-distribution": scoreDistributionChart(candidate, {
			stage: "sql",
			threshold: { score: 45, label: "MQL at 45" },
		}),
		"precision-by-month": precisionByMonthChart(candidate, MQL_SQL),
		"precision-by-segment": precisionBySegmentChart(candidate, { attribute: "industry", ...MQL_SQL }),
	};
}

/** Charts that are made of one replay or a pair. */
function pairCharts(candidate: Replay, baseline?: Replay): Charts {
	return {
		"handoff-precision": handoffPrecisionChart(candidate, { baseline }),
		"precision-recall": precisionRecallChart(candidate, { ...MQL_SQL, baseline }),
		gains: gainsChart(candidate, { stage: "sql", baseline }),
	};
}

/** Who was worked, and what the precision would be had all been: enough data, blind kinds, a handful, all worked, none. */
function selectionCases(): ChartStates {
	const population = "acme: 3,000 leads created 2023-01-01 to 2024-06-30";
	const charts = (kinds: Parameters<typeof fixtureFindings>[0]): Charts => ({
		"worked-precision": selectionChart(fixtureFindings(kinds), { population }),
		"worked-share": workedShareChart(fixtureFindings(kinds), { population }),
	});
	return byChart({
		plain: charts(LOOKED_AT),
		unseen: charts(UNSEEN),
		tiny: charts([["flagged", 45, 52, 7, 4, 1]]),
		"all-worked": charts([["touched before", 20, 80, 300, 300, 110]]),
		empty: charts([]),
	});
}

/** What moved, in a world in which everything did, one that stood still, a handful of leads, none. */
function driftCases(): ChartStates {
	const charts = (drift: Drift): Charts => ({
		"drift-stability": driftStabilityChart(drift),
		"drift-scores": driftScoresChart(drift),
		"drift-inflation": driftInflationChart(drift),
		"drift-precision": driftPrecisionChart(drift, { from: "mql", to: "sql" }),
		"drift-rules": driftRulesChart(drift),
	});
	return byChart(Object.fromEntries(Object.entries(drifts).map(([name, drift]) => [name, charts(drift)])));
}

/** Every chart in every state that matters: enough data, a pair, a handful of leads, none at all. */
export function chartCases(): ChartStates {
	const candidate = fixtureReplay({ leads: 1500 });
	const baseline = fixtureReplay({ leads: 1500, strength: 0.5, model: fixtureModel("saas-baseline", 40) });
	const lead = { lead: "L-00042", timeZone: "Europe/Berlin" };
	const thresholds = [
		{ stage: "mql", score: 45 },
		{ stage: "sql", score: 70 },
	];
	const tiny = fixtureReplay({ leads: 7 });
	const empty = fixtureReplay({ leads: 0 });
	const path = (points: number, options: Partial<ScorePathOptions> = {}) =>
		scorePathChart(fixturePath.path.slice(0, points), { ...lead, ...options });
	return {
		...driftCases(),
		...byChart({
			plain: { ...replayCharts(candidate), ...pairCharts(candidate) },
			pair: pairCharts(candidate, baseline),
			other: otherThresholdCharts(candidate),
			tiny: { ...replayCharts(tiny), ...pairCharts(tiny) },
			empty: { ...replayCharts(empty), ...pairCharts(empty) },
		}),
		...selectionCases(),
		...leakCharts(),
		...comparisonCharts(),
		waterfall: { plain: waterfallChart(fixtureExplanation(), { lead: "L-00042", when: "on 2024-04-20" }) },
		"score-path": {
			plain: path(100, {
				thresholds,
				flags: fixturePath.flags,
				events: fixturePath.events,
				until: Date.UTC(2024, 3, 20) + 30 * DAY,
			}),
			unflagged: path(1, { thresholds, flags: [] }),
			empty: path(0),
		},
	};
}
