import { configurationError } from "../../base/error.ts";
import { DAY_MS } from "../../dataset/calendar.ts";
import { type Dataset, NEVER, UNKNOWN } from "../../dataset/dataset.ts";
import { stageReachedAt } from "../../dataset/stage-reached-at.ts";
import {
	FLAG_OUTCOME,
	FLAG_OUTCOME_NAMES,
	type FlagOutcomeName,
	flagOutcome,
	isExcluded,
} from "../../replay/flag-outcome.ts";
import { flaggedAtOf } from "../../replay/flagged-at.ts";
import type { Replay } from "../../replay/replay-result.ts";
import { findHandoff, type HandoffName } from "../../tune/find-handoff.ts";

/** A lead of a replay as a plain record, for tables and frames. Empty text where something is not known. */
export interface LeadRow {
	readonly lead: string;
	/** Calendar day of creation. */
	readonly created: string;
	/** Calendar month of creation. */
	readonly month: string;
	readonly verdict: FlagOutcomeName;
	/** Whether the lead ever reached the outcome, flagged or not: 1 or 0. */
	readonly reached: number;
	/** Whether sales ever acted on it: 1 or 0; NaN when the dataset does not say what counts as that. */
	readonly worked: number;
	/** Score at the landmark; NaN when the extract is earlier. */
	readonly landmarkScore: number;
	readonly largestScore: number;
	/** Days from creation to the flag; NaN when not flagged. */
	readonly flagAfterDays: number;
	/** Days from the flag to the outcome; NaN unless a hit. */
	readonly headStartDays: number;
	readonly [attribute: string]: string | number;
}

/**
 * The leads of a replay one by one: who was flagged, when, and what came of it, by the same rules as the hand-off's
 * counts. Ids and attributes only: what is asked for under `attributes` must be known at creation.
 *
 * @throws LabError (configuration) when the hand-off was not measured, or an attribute is not there or known only later
 * @example leadRows(history, result, "mql -> sql", { attributes: ["source"] }).filter((row) => row.verdict === "miss")
 */
export function leadRows(
	dataset: Dataset,
	result: Replay,
	handoff: HandoffName,
	{ attributes = [] }: { readonly attributes?: readonly string[] } = {},
): readonly LeadRow[] {
	const { from, to } = findHandoff(result, handoff).own;
	const { columns, horizonDays, asOf } = result;
	const reachedAt = stageReachedAt(dataset, to);
	const flaggedAt = flaggedAtOf(columns, from);
	const window = { horizonMs: horizonDays * DAY_MS, asOf };
	const columnsOf = attributes.map((name) => ({ name, read: attributeReader(dataset, name) }));
	return Array.from(columns.lead, (lead, row): LeadRow => {
		const created = dataset.createdAt[lead]!;
		const flagged = flaggedAt[row]!;
		const reached = reachedAt[lead]!;
		const outcome = isExcluded(created, reached) ? FLAG_OUTCOME.excluded : flagOutcome(flagged, reached, window);
		const day = new Date(dataset.calendar.dayOf(created) * DAY_MS).toISOString().slice(0, 10);
		return {
			lead: dataset.idOf(lead),
			created: day,
			month: day.slice(0, 7),
			verdict: FLAG_OUTCOME_NAMES[outcome]!,
			reached: reached === NEVER ? 0 : 1,
			worked: dataset.workedAt === undefined ? Number.NaN : dataset.workedAt[lead] === NEVER ? 0 : 1,
			landmarkScore: columns.landmarkScore[row]!,
			largestScore: columns.largestScore[row]!,
			flagAfterDays: flagged === NEVER ? Number.NaN : (flagged - created) / DAY_MS,
			headStartDays: outcome === FLAG_OUTCOME.hit ? (reached - flagged) / DAY_MS : Number.NaN,
			...Object.fromEntries(columnsOf.map(({ name, read }) => [name, read(lead)])),
		};
	});
}

function attributeReader(dataset: Dataset, name: string): (lead: number) => string | number {
	const attribute = dataset.attributes.find((one) => one.name === name);
	if (attribute === undefined || attribute.knownAt !== undefined) {
		const known = dataset.attributes.filter(({ knownAt }) => knownAt === undefined).map((one) => one.name);
		throw configurationError({
			code: attribute === undefined ? "unknown-attribute" : "late-attribute",
			file: dataset.name,
			column: name,
			message:
				attribute === undefined
					? `there is no attribute "${name}"; known at creation are ${known.join(", ") || "none"}.`
					: `"${name}" is only known after creation: grouping by it would look ahead.`,
			cure: "Take an attribute that is known at creation.",
		});
	}
	return (lead) => {
		const code = attribute.codes[lead]!;
		return code === UNKNOWN ? (attribute.type === "number" ? Number.NaN : "") : attribute.values[code]!;
	};
}

/**
 * Number of a lead in the dataset by its id; left out: the lead of a replay with the highest score, of equal ones the first.
 *
 * @throws LabError (configuration) when there is none
 */
export function leadNumber(dataset: Dataset, { columns }: Pick<Replay, "columns">, id: string | undefined): number {
	if (id === undefined) {
		const { lead, largestScore } = columns;
		const best = largestScore.reduce((top, score, row) => (score > largestScore[top]! ? row : top), 0);
		const found = lead[best];
		if (found !== undefined) return found;
	} else {
		for (let lead = 0; lead < dataset.leadCount; lead++) if (dataset.idOf(lead) === id) return lead;
	}
	throw configurationError({
		code: "unknown-lead",
		file: dataset.name,
		message:
			id === undefined ? "the replay is of no lead." : `the dataset has no lead "${id}"; it may have been rejected.`,
		cure: "Take an id of the leads table.",
	});
}
