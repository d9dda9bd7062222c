import { driftInflationChart } from "../../src/charts/drift/drift-inflation-chart.ts";
import { driftPrecisionChart } from "../../src/charts/drift/drift-precision-chart.ts";
import { driftRulesChart } from "../../src/charts/drift/drift-rules-chart.ts";
import { driftScoresChart } from "../../src/charts/drift/drift-scores-chart.ts";
import { driftStabilityChart } from "../../src/charts/drift/drift-stability-chart.ts";
import type { Chart } from "../../src/charts/marks/chart.ts";
import { funnelChart } from "../../src/charts/replay/funnel-chart.ts";
import { gainsChart } from "../../src/charts/replay/gains-chart.ts";
import { handoffPrecisionChart } from "../../src/charts/replay/handoff-precision-chart.ts";
import { precisionByMonthChart } from "../../src/charts/replay/precision-by-month-chart.ts";
import { precisionBySegmentChart } from "../../src/charts/replay/precision-by-segment-chart.ts";
import { precisionRecallChart } from "../../src/charts/replay/precision-recall-chart.ts";
import { scoreDistributionChart } from "../../src/charts/replay/score-distribution-chart.ts";
import { scorePathChart } from "../../src/charts/replay/score-path-chart.ts";
import { waterfallChart } from "../../src/charts/replay/waterfall-chart.ts";
import { selectionChart } from "../../src/charts/selection/selection-chart.ts";
import { workedShareChart } from "../../src/charts/selection/worked-share-chart.ts";
import { thresholdSweepChart } from "../../src/charts/threshold/threshold-sweep-chart.ts";
import { compileModel, type Explanation } from "../../src/model/score.ts";
import type { Replay } from "../../src/replay/replay-result.ts";
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

/** Charts that are made of replays: every kind, for one replay or a pair. */
export function replayCharts(candidate: Replay, baseline?: Replay): Readonly<Record<string, Chart>> {
	return {
		...thresholdCharts(candidate),
		funnel: funnelChart(candidate),
		"handoff-precision": handoffPrecisionChart(candidate, { baseline }),
		"threshold-sweep": thresholdSweepChart(candidate, MQL_SQL),
		"precision-recall": precisionRecallChart(candidate, { ...MQL_SQL, baseline }),
		gains: gainsChart(candidate, { stage: "sql", baseline }),
		"score-distribution": scoreDistributionChart(candidate, {
			stage: "sql",
			threshold: { score: 45, label: "MQL at 45" },
		}),
		"precision-by-month": precisionByMonthChart(candidate, MQL_SQL),
		"precision-by-segment": precisionBySegmentChart(candidate, { attribute: "industry", ...MQL_SQL }),
	};
}

/** Who was worked, and what the precision would be had all been: enough data, blind kinds, a handful, all worked, none. */
function selectionCases(): [string, Chart][] {
	const population = "acme: 3,000 leads created 2023-01-01 to 2024-06-30";
	const cases = {
		"": LOOKED_AT,
		"unseen-": UNSEEN,
		"tiny-": [["flagged", 45, 52, 7, 4, 1]],
		"all-worked-": [["touched before", 20, 80, 300, 300, 110]],
		"empty-": [],
	} as const;
	return Object.entries(cases).flatMap(([prefix, kinds]): [string, Chart][] => {
		const findings = fixtureFindings(kinds);
		return [
			[`${prefix}worked-precision`, selectionChart(findings, { population })],
			[`${prefix}worked-share`, workedShareChart(findings, { population })],
		];
	});
}

/** What moved, in a world in which everything did, one that stood still, a handful of leads, none. */
function driftCases(): [string, Chart][] {
	return Object.entries(drifts).flatMap(([name, drift]): [string, Chart][] => [
		[`${name}-drift-stability`, driftStabilityChart(drift)],
		[`${name}-drift-scores`, driftScoresChart(drift)],
		[`${name}-drift-inflation`, driftInflationChart(drift)],
		[`${name}-drift-precision`, driftPrecisionChart(drift, drift.precision[0]!)],
		[`${name}-drift-rules`, driftRulesChart(drift)],
	]);
}

/** Every chart in every state that matters: enough data, a pair, a handful of leads, none at all. */
export function chartCases(): Readonly<Record<string, Chart>> {
	const candidate = fixtureReplay({ leads: 1500 });
	const baseline = fixtureReplay({ leads: 1500, strength: 0.5, model: fixtureModel("saas-baseline", 40) });
	const named = (prefix: string, charts: Readonly<Record<string, Chart>>) =>
		Object.entries(charts).map(([name, chart]): [string, Chart] => [`${prefix}${name}`, chart]);
	const lead = { lead: "L-00042", timeZone: "Europe/Berlin" };
	const thresholds = [
		{ stage: "mql", score: 45 },
		{ stage: "sql", score: 70 },
	];
	return Object.fromEntries([
		...driftCases(),
		...named("", replayCharts(candidate)),
		...named("", otherThresholdCharts(candidate)),
		...named("pair-", replayCharts(candidate, baseline)),
		...named("tiny-", replayCharts(fixtureReplay({ leads: 7 }))),
		...named("empty-", replayCharts(fixtureReplay({ leads: 0 }))),
		...selectionCases(),
		...leakCharts(),
		["waterfall", waterfallChart(fixtureExplanation(), { lead: "L-00042", when: "on 2024-04-20" })],
		[
			"score-path",
			scorePathChart(fixturePath.path, {
				...lead,
				thresholds,
				flags: fixturePath.flags,
				events: fixturePath.events,
				until: Date.UTC(2024, 3, 20) + 30 * DAY,
			}),
		],
		["score-path-unflagged", scorePathChart(fixturePath.path.slice(0, 1), { ...lead, thresholds, flags: [] })],
		["score-path-empty", scorePathChart([], lead)],
		...Object.entries(comparisonCharts()),
	]);
}
