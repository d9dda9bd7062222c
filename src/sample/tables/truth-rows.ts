import type { SampleLead } from "../simulate-lead.ts";
import { timeText } from "../wall-clock.ts";
import { csvChunks } from "./csv.ts";

/** Columns of `truth.csv`. */
export const TRUTH_COLUMNS = [
	"lead_id",
	"decided_at",
	"old_score",
	"route",
	"worked_chance",
	"worked",
	"sql_log_odds",
	"sql_probability",
] as const;

/**
 * What was true about each lead when the old policy decided, as CSV text. The probability of SQL is the one before any
 * demo and without delay, if sales worked the lead; both are empty for leads that were customers before.
 */
export function truthChunks(leads: Iterable<SampleLead>): Iterable<string> {
	return csvChunks(TRUTH_COLUMNS, truthRows(leads));
}

function* truthRows(leads: Iterable<SampleLead>): Generator<readonly string[]> {
	for (const { id, truth } of leads) {
		const known = Number.isFinite(truth.sqlLogOdds);
		yield [
			id,
			timeText(truth.decidedAt),
			String(truth.oldScore),
			truth.route,
			String(truth.workedChance),
			truth.worked ? "1" : "0",
			known ? truth.sqlLogOdds.toFixed(6) : "",
			known ? truth.sqlProbability.toFixed(6) : "",
		];
	}
}
