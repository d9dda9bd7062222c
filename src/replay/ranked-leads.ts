import { DAY_MS } from "../dataset/calendar.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { stageReachedAt } from "../dataset/stage-reached-at.ts";
import { FLAG_OUTCOME, flagOutcome, isJudged } from "./flag-outcome.ts";
import type { ReplayColumns } from "./replay-result.ts";

/** How leads are ranked. */
export interface RankedSpec {
	readonly outcome: string;
	readonly horizonDays: number;
	readonly landmarkDays: number;
}

/** The leads that a ranking is about, by row of the cohort. */
export interface RankedLeads {
	/** Score at the landmark; NaN for a lead that is not ranked. */
	readonly scores: Float64Array;
	/** 1 when the outcome came within the horizon of the landmark. */
	readonly outcomes: Uint8Array;
	/** Leads that are not ranked: had reached the outcome by the landmark, or are too young for their horizon. */
	readonly reachedBefore: number;
	readonly tooYoung: number;
}

/**
 * The leads that had not reached the outcome at the landmark l (creation + `landmarkDays`) and whose horizon has passed
 * (l + H <= asOf), with their score at l and whether they reached it by l + H.
 *
 * @example rankedLeads(history, result.columns, { outcome: "sql", horizonDays: 90, landmarkDays: 14 }).scores[0] // 32
 */
export function rankedLeads(
	dataset: Dataset,
	columns: Pick<ReplayColumns, "lead" | "landmarkScore">,
	{ outcome, horizonDays, landmarkDays }: RankedSpec,
): RankedLeads {
	const reachedAt = stageReachedAt(dataset, outcome);
	const window = { horizonMs: horizonDays * DAY_MS, asOf: dataset.asOf };
	const count = columns.lead.length;
	let reachedBefore = 0;
	let tooYoung = 0;
	const scores = new Float64Array(count).fill(Number.NaN);
	const outcomes = new Uint8Array(count);
	for (let row = 0; row < count; row++) {
		const lead = columns.lead[row]!;
		const landmark = dataset.createdAt[lead]! + landmarkDays * DAY_MS;
		const became = flagOutcome(landmark, reachedAt[lead]!, window);
		if (became === FLAG_OUTCOME.late) reachedBefore++;
		else if (!isJudged(became)) tooYoung++;
		if (!isJudged(became)) continue;
		scores[row] = columns.landmarkScore[row]!;
		outcomes[row] = became === FLAG_OUTCOME.hit ? 1 : 0;
	}
	return { scores, outcomes, reachedBefore, tooYoung };
}
