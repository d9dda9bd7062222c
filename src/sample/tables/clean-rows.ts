import type { SampleLead } from "../simulate-lead.ts";
import type { SampleTable } from "../vocabulary.ts";
import { DAY_SECONDS, dateText, timeText, type WallSeconds } from "../wall-clock.ts";

/** A row as text cells, in the order of `SAMPLE_COLUMNS`; an empty cell is unknown. */
export type SampleRow = readonly string[];

/** The rows of one lead in one table. */
export const CLEAN_ROWS: Readonly<Record<SampleTable, (lead: SampleLead) => SampleRow[]>> = {
	leads: (lead) => [leadRow(lead)],
	activities: ({ id, activities }) =>
		activities.map(({ type, at, path, asset, minutes, seenAt, dateOnly }) => [
			id,
			instantText(at, dateOnly),
			type,
			path ?? "",
			asset ?? "",
			minutes === undefined ? "" : String(minutes),
			seenAt === undefined ? "" : timeText(seenAt),
		]),
	stages: ({ id, stages }) =>
		stages.map(({ stage, at, reason, amount, dateOnly }) => [
			id,
			stage,
			instantText(at, dateOnly),
			reason ?? "",
			amount === undefined ? "" : String(amount),
		]),
	attribute_history: ({ id, facts }) =>
		facts.map(({ attribute, value, knownAt }) => [id, attribute, value, timeText(knownAt)]),
};

/** As recorded: a date, or a date and a time. */
function instantText(at: WallSeconds, dateOnly: boolean | undefined): string {
	return dateOnly ? dateText(Math.floor(at / DAY_SECONDS)) : timeText(at);
}

/** Whether the head count is no number: a cell of the wrong type, which counts as unknown. */
export function isHandTyped({ person }: SampleLead): boolean {
	return person.known.employees === "n/a";
}

function leadRow(lead: SampleLead): SampleRow {
	const { known, truth } = lead.person;
	const { enrichedAt } = lead;
	const reached = (stage: string) => lead.stages.some((change) => change.stage === stage);
	return [
		lead.id,
		timeText(lead.created),
		lead.account.id,
		known.industry,
		known.company_type,
		known.employees,
		enrichedAt === undefined ? "" : known.revenue_band,
		known.country,
		known.job_title,
		known.seniority,
		known.source,
		known.email_kind,
		known.budget,
		known.timeline,
		"new",
		reached("sal") ? truth.incumbent : "",
		hasDealRoom(lead, reached("opportunity")) ? `https://deals.example.com/room/${lead.number + 1}` : "",
		enrichedAt === undefined ? "" : timeText(enrichedAt),
	];
}

/** The trap: sales opens a deal room once there is an opportunity, and the column does not say since when. */
function hasDealRoom({ number, stages }: SampleLead, opportunity: boolean): boolean {
	if (opportunity) return number % 31 !== 0;
	return stages.some(({ stage }) => stage === "sql") && number % 40 === 0;
}
