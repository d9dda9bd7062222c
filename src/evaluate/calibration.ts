import type { Random } from "../base/random.ts";
import { DAY_MS } from "../dataset/calendar.ts";
import type { Dataset } from "../dataset/dataset.ts";
import type { Calibrator } from "../metrics/calibration/calibrator.ts";
import { isotonicCalibrator } from "../metrics/calibration/isotonic-calibrator.ts";
import { logisticCalibration } from "../metrics/calibration/logistic-calibration.ts";
import { tooFew } from "../metrics/rates/too-few.ts";
import { clusteredTable } from "../metrics/tables/clustered-table.ts";
import { type ScoreTable, scoreTable, tableTotals } from "../metrics/tables/score-table.ts";
import type { LeadAccounts } from "../replay/leads/lead-accounts.ts";
import { rankedLeads } from "../replay/ranked-leads.ts";
import type { Replay } from "../replay/replay-result.ts";
import { type Calibration, type CalibrationMethod, judgeCalibrators } from "./calibration-fit.ts";
import { landmarkSplit } from "./landmark-split.ts";
import { scoreMeanings } from "./score-meaning.ts";

/** How probabilities are fitted and judged. */
export interface CalibrationOptions {
	readonly outcome: string;
	readonly random: Random;
	readonly accounts?: LeadAccounts | undefined;
	/** Draws of each interval and band; 1,000 by default. */
	readonly replicates?: number;
}

/**
 * Points as probabilities of an outcome: an isotonic and a logistic curve are fitted on older leads, whose outcomes were
 * known at the cut, and judged on younger ones, scored from the cut on. What a curve loses on the younger leads beyond what
 * it lost on its own is its optimism, change of the times included.
 *
 * `methods` is empty, with a reason, where either part has fewer than 20 leads of each outcome. `meanings`, what a score
 * means today, use all leads.
 *
 * @throws RangeError when the replay has no ranking by that outcome
 * @example calibration(history, result, { outcome: "sql", random }).methods[0].optimism.skillScore // 0.02
 */
export function calibration(
	dataset: Dataset,
	replay: Replay,
	{ outcome, random, accounts, replicates = 1000 }: CalibrationOptions,
): Calibration {
	const ranking = replay.ranking.find((one) => one.stage === outcome);
	if (ranking === undefined) throw new RangeError(`calibration: the replay has no ranking by ${outcome}.`);
	const { columns, horizonDays, landmarkDays } = replay;
	const { scores, outcomes } = rankedLeads(dataset, columns, { outcome, horizonDays, landmarkDays });
	const rows = columns.lead.map((_, row) => row).filter((row) => !Number.isNaN(scores[row]!));
	const landmarkOf = (row: number) => dataset.createdAt[columns.lead[row]!]! + landmarkDays * DAY_MS;
	const split = landmarkSplit(rows, landmarkOf, { horizonDays });
	const tableOf = (part: Int32Array) =>
		scoreTable(
			Float64Array.from(part, (row) => scores[row]!),
			Uint8Array.from(part, (row) => outcomes[row]!),
		);
	const meanings = scoreMeanings(ranking.table, replay.model);
	const common = { stage: outcome, horizonDays, landmarkDays, meanings };
	if (split === undefined) {
		const reason = `the leads that can be judged span no more than the ${horizonDays} days of a horizon, so none had its outcome before another had its score`;
		return { ...common, cutAt: undefined, older: undefined, younger: undefined, between: 0, methods: [], reason };
	}
	const older = tableOf(split.older);
	const younger = tableOf(split.younger);
	const parts = {
		...common,
		cutAt: split.cutAt,
		older: tableTotals(older),
		younger: tableTotals(younger),
		between: split.between,
	};
	const few = [tooFew(older), tooFew(younger)];
	if (few[0] !== undefined || few[1] !== undefined) {
		const [which, found] = few[0] === undefined ? ["younger", few[1]!] : ["older", few[0]];
		return {
			...parts,
			methods: [],
			reason: `the ${which} leads have ${found.reason}`,
			...(found.moreNeeded === undefined ? {} : { moreNeeded: found.moreNeeded }),
		};
	}
	const judged =
		accounts === undefined
			? younger
			: clusteredTable(
					Float64Array.from(split.younger, (row) => scores[row]!),
					Uint8Array.from(split.younger, (row) => outcomes[row]!),
					Int32Array.from(split.younger, (row) => accounts.of[row]!),
				);
	return {
		...parts,
		methods: judgeCalibrators(calibrators(older), { older, younger: judged, random, replicates }),
	};
}

/** The curves that a table gives, the steadier one first. */
export function calibrators(table: ScoreTable): readonly (readonly [CalibrationMethod, Calibrator])[] {
	const logistic = logisticCalibration(table)?.calibrator;
	const isotonic = isotonicCalibrator(table);
	return [
		...(logistic === undefined ? [] : [["logistic", logistic] as const]),
		...(isotonic === undefined ? [] : [["isotonic", isotonic] as const]),
	];
}
