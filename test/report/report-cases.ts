import { createRandom } from "../../src/base/random.ts";
import type { Comparison, SwapGroup } from "../../src/compare/comparison.ts";
import type { Drift } from "../../src/drift/drift-result.ts";
import { type Evaluation, evaluateReplay } from "../../src/evaluate/evaluate-replay.ts";
import { buildReport } from "../../src/report/report.ts";
import type { ReportDocument } from "../../src/report/report-document.ts";
import type { SelectionBias, SelectionReview } from "../../src/selection/selection.ts";
import { fixtureExplanation, fixturePath } from "../charts/chart-cases.ts";
import { fixturePair } from "../charts/comparison-fixture.ts";
import { drifts } from "../charts/drift-fixture.ts";
import { fixtureLeaks } from "../charts/leaks-fixture.ts";
import { fixtureReview } from "../charts/selection-fixture.ts";
import { fixturePlan } from "../charts/threshold-charts.ts";
import { figureHistory, figureReplay } from "../replay/figures-fixture.ts";

/** Figures of a history of its own, with the outcomes of the fixture. */
const figures = await (async () => {
	const { dataset, result } = await figureReplay(figureHistory());
	return evaluateReplay(dataset, result, { random: createRandom(1), replicates: 200 });
})();

/** Text that breaks out wherever it is not escaped. */
export const HOSTILE = `</script><img src=x onerror="alert(1)">\u2028{{constructor}} '"|*_[x](javascript:alert(2))\u0000`;

/** A report of two models with an example lead. */
export function fixtureReport(): ReportDocument {
	const pair = fixturePair({ leads: 3000 });
	return buildReport({
		...pair,
		figures,
		thresholds: [fixturePlan(pair.candidate)],
		drift: drifts.moved,
		selection: fixtureReview(),
		leaks: fixtureLeaks([
			{ name: "deal_room_url", auc: 0.985, level: "certain", fill: [485, 500, 2, 2500] },
			{ name: "industry", auc: 0.62 },
		]),
		leads: [{ lead: "L-00042", explanation: fixtureExplanation(), at: Date.UTC(2024, 8, 30), ...fixturePath }],
		generatedAt: "2024-10-02",
		version: "0.1.0",
	});
}

/** A report in which everything that a user can name has a hostile name. */
export function hostileReport(): ReportDocument {
	const { candidate: replay, baseline, comparison } = fixturePair({ leads: 400, datasetName: HOSTILE });
	const segments = replay.segments.map((segment, i) => (i === 0 ? { ...segment, value: HOSTILE } : segment));
	const exitReasons = replay.exitReasons.map((one) => ({ ...one, reason: HOSTILE, exit: HOSTILE }));
	const issues = replay.issues.map((one) => ({ ...one, example: HOSTILE }));
	const model = { ...replay.model, name: HOSTILE, bands: [{ name: HOSTILE, from: 1, action: HOSTILE }] };
	return buildReport({
		candidate: { ...replay, segments, exitReasons, issues, model },
		baseline: { ...baseline, model: { ...baseline.model, name: HOSTILE } },
		comparison: hostileComparison(comparison),
		figures: hostileFigures(figures),
		thresholds: [fixturePlan({ ...replay, model })],
		drift: hostileDrift(drifts.moved),
		selection: hostileReview(),
		leaks: fixtureLeaks([
			{ name: HOSTILE, auc: 0.985, level: "certain", fill: [485, 500, 2, 2500] },
			{ name: `${HOSTILE} 2`, auc: 0.62, level: "look at it" },
		]),
		leadIds: true,
		leads: [{ lead: HOSTILE, explanation: fixtureExplanation(), at: Date.UTC(2024, 8, 30), ...fixturePath }],
		version: "0.1.0",
		title: HOSTILE,
		issueExamples: true,
	});
}

function hostileReview(): SelectionReview {
	const { candidate, baseline, comparison } = fixtureReview();
	const named = (one: SelectionBias): SelectionBias =>
		one.state === "not said"
			? { ...one, from: HOSTILE, reason: HOSTILE }
			: {
					...{ ...one, from: HOSTILE, to: HOSTILE },
					covariates: { used: [HOSTILE], leftOut: [{ name: HOSTILE, reason: HOSTILE }] },
				};
	return {
		candidate: candidate.map(named),
		baseline: baseline.map(named),
		comparison: comparison.map((one) => ({ ...one, from: HOSTILE, to: HOSTILE, text: HOSTILE })),
	};
}

function hostileFigures({ ranking, calibration, time, cohorts }: Evaluation): Evaluation {
	return {
		ranking: ranking.map((one) => ({ ...one, outcome: HOSTILE })),
		calibration: calibration.map((one) => ({
			...one,
			outcome: HOSTILE,
			meanings: one.meanings.map((meaning) => ({ ...meaning, marks: [HOSTILE] })),
		})),
		time: time.map((one) => ({
			...one,
			outcome: HOSTILE,
			curves: one.curves.map((curve, i) => ({ ...curve, group: `${HOSTILE}${i}` })),
		})),
		cohorts: cohorts.map((one) => ({ ...one, outcome: HOSTILE })),
	};
}

function hostileComparison(comparison: Comparison): Comparison {
	const named = { name: HOSTILE, fingerprint: "0123456789abcdef" };
	const handoffs = comparison.handoffs.map((handoff) => {
		const { enters, leaves, stays, moved } = handoff.swap;
		const group = (one: SwapGroup) => ({
			...one,
			examples: one.examples.map((example) => ({ ...example, lead: HOSTILE })),
		});
		return { ...handoff, swap: { enters: group(enters), leaves: group(leaves), stays: group(stays), moved } };
	});
	const slices = comparison.slices.map((slice, i) =>
		i === 0 ? { ...slice, attribute: HOSTILE, value: HOSTILE } : slice,
	);
	const guardrails = comparison.guardrails.map((one) => ({ ...one, text: HOSTILE }));
	return { ...comparison, candidate: named, baseline: named, dataset: named, handoffs, slices, guardrails };
}

function hostileDrift(drift: Drift): Drift {
	const bins = [{ label: HOSTILE, before: 9, after: 30 }];
	return {
		...drift,
		datasetName: HOSTILE,
		attributes: drift.attributes.map((one, i) => ({ ...one, name: `${HOSTILE} ${i}`, bins, usedBy: [HOSTILE] })),
		rules: drift.rules.map((one, i) => ({ ...one, rule: `${HOSTILE} ${i}`, because: HOSTILE })),
		activities: drift.activities.map((one, i) => ({ ...one, type: `${HOSTILE} ${i}`, usedBy: [HOSTILE] })),
		findings: drift.findings.map((one) => ({ ...one, name: HOSTILE, says: HOSTILE })),
		scores: {
			...drift.scores,
			stability: { ...drift.scores.stability, bins: [...drift.scores.stability.bins, ...bins] },
		},
	};
}
