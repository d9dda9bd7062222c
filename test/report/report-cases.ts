import { buildReport } from "../../src/report/report.ts";
import type { ReportDocument } from "../../src/report/report-document.ts";
import { fixtureExplanation, fixturePath } from "../charts/chart-cases.ts";
import { fixtureModel, fixtureReplay } from "../charts/replay-fixture.ts";

/** Text that breaks out wherever it is not escaped. */
export const HOSTILE = `</script><img src=x onerror="alert(1)">\u2028{{constructor}} '"|*_[x](javascript:alert(2))\u0000`;

/** A report of two models with an example lead. */
export function fixtureReport(): ReportDocument {
	return buildReport({
		candidate: fixtureReplay({ leads: 3000 }),
		baseline: fixtureReplay({ leads: 3000, strength: 0.5, model: fixtureModel("saas-baseline", 40) }),
		leads: [{ replay: "candidate", lead: "L-00042", explanation: fixtureExplanation(), ...fixturePath }],
		generatedAt: "2024-10-02",
		version: "0.1.0",
	});
}

/** A report in which everything that a user can name has a hostile name. */
export function hostileReport(): ReportDocument {
	const replay = fixtureReplay({ leads: 400, datasetName: HOSTILE });
	const segments = replay.segments.map((segment, i) => (i === 0 ? { ...segment, value: HOSTILE } : segment));
	const exitReasons = replay.exitReasons.map((one) => ({ ...one, reason: HOSTILE, exit: HOSTILE }));
	const issues = replay.issues.map((one) => ({ ...one, example: HOSTILE }));
	const model = { ...replay.model, name: HOSTILE, bands: [{ name: HOSTILE, from: 1, action: HOSTILE }] };
	return buildReport({
		candidate: { ...replay, segments, exitReasons, issues, model },
		leads: [
			{
				replay: "candidate",
				lead: HOSTILE,
				explanation: fixtureExplanation(),
				...fixturePath,
				events: [{ at: 0, label: HOSTILE }],
			},
		],
		version: "0.1.0",
		title: HOSTILE,
		issueExamples: true,
	});
}
