import { reliabilityChart } from "../../charts/replay/reliability-chart.ts";
import type { Calibration } from "../../evaluate/calibration-fit.ts";
import type { Replay } from "../../replay/replay-result.ts";
import { calibrationLossTable, calibrationPartsTable, scoreMeaningTable } from "../../tables/calibration-tables.ts";
import { stageName } from "../../words/stage-name.ts";
import type { Block, Section } from "../report-document.ts";

/** What a score means as a probability, and whether that held on leads it was not fitted on. */
export function calibrationSection(
	replay: Replay,
	calibrations: readonly Calibration[] | undefined,
): Section | undefined {
	if (calibrations === undefined || calibrations.length === 0) return undefined;
	const { landmarkDays, horizonDays } = replay;
	const blocks: Block[] = [
		{
			kind: "text",
			text: `Points become probabilities by counting: what share of leads with such a score ${landmarkDays} days after creation reached the outcome within the next ${horizonDays} days. Two curves are fitted, a stepped one that never falls (isotonic) and a smooth one (logistic), on older leads whose outcome was known at a cut, and judged on younger leads that were scored from the cut on.`,
		},
	];
	for (const calibration of calibrations) {
		const name = stageName(calibration.stage);
		blocks.push({ kind: "subheading", text: `Probability of ${name}` });
		blocks.push({ kind: "table", table: scoreMeaningTable(calibration) });
		blocks.push({ kind: "chart", chart: reliabilityChart(calibration, { replay }) });
		if (calibration.methods.length === 0) continue;
		blocks.push(
			{ kind: "table", table: calibrationLossTable(calibration) },
			{ kind: "table", table: calibrationPartsTable(calibration) },
		);
	}
	return { id: "calibration", title: "What a score means", blocks };
}
