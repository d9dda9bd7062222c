import { capacityChart } from "../../src/charts/threshold/capacity-chart.ts";
import { certificateChart } from "../../src/charts/threshold/certificate-chart.ts";
import { profitChart } from "../../src/charts/threshold/profit-chart.ts";
import { thresholdSweepChart } from "../../src/charts/threshold/threshold-sweep-chart.ts";
import type { Replay } from "../../src/replay/replay-result.ts";
import { planCertificate } from "../../src/tune/certificate-plan.ts";
import { planThreshold, type ThresholdPlan } from "../../src/tune/threshold-plan.ts";
import type { TimeSplit } from "../../src/tune/time-split.ts";
import type { Charts } from "./by-chart.ts";
import { fixtureReplay } from "./replay-fixture.ts";

const MQL_SQL = { from: "mql", to: "sql" };

/** A split whose younger leads are a replay, and whose older ones are others of the same kind. */
export function fixtureSplit(younger: Replay): TimeSplit {
	const older = fixtureReplay({ leads: younger.cohort.leads, seed: 2, model: younger.model });
	const counted = { leads: Math.max(0, younger.cohort.leads - 3), sameAccount: 2, knownAccount: 1, keep: undefined };
	return { cutAt: Date.UTC(2023, 6, 1), older, younger, certifying: { ...counted, replay: younger } };
}

/** A plan under a capacity, with money and a certificate. */
export function fixturePlan(replay: Replay): ThresholdPlan {
	const targets = {
		capacity: { perWeek: 4 },
		profit: { costPerFlag: 50, valuePerWin: 200 },
		certify: { precision: 0.3 },
	};
	return planThreshold(replay, fixtureSplit(replay), { ...MQL_SQL, targets });
}

/** Charts of a threshold's choice; the last two for a promise that is kept and one that is not. */
export function thresholdCharts(replay: Replay): Charts {
	const split = fixtureSplit(replay);
	const certificate = (precision: number) =>
		certificateChart(planCertificate(split, MQL_SQL, { precision }), { split });
	return {
		capacity: capacityChart(replay, { ...MQL_SQL, threshold: 45, capacity: { perWeek: 4 } }),
		profit: profitChart(replay, { ...MQL_SQL, costPerFlag: 50, valuePerWin: 200, threshold: 60 }),
		certificate: certificate(0.3),
		"threshold-sweep-marked": thresholdSweepChart(replay, { ...MQL_SQL, perWeek: 4, chosen: 52 }),
		"certificate-refused": certificate(0.7),
	};
}

/** Where the history is too short to be cut, and a capacity that is always enough. */
export function otherThresholdCharts(replay: Replay): Charts {
	const short = { state: "cannot tell yet", reason: "the history is too short to choose on one part" } as const;
	return {
		certificate: certificateChart(planCertificate(short, MQL_SQL, { precision: 0.3 }), { split: short }),
		capacity: capacityChart(replay, {
			...MQL_SQL,
			threshold: 70,
			capacity: { perWeek: 40, maxWaitDays: Number.POSITIVE_INFINITY },
		}),
	};
}
