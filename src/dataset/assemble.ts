import {
	type Activities,
	type Attribute,
	type AttributeHistory,
	type Dataset,
	NEVER,
	type StageChanges,
	UNKNOWN,
} from "./dataset.ts";
import { dayColumn } from "./day-column.ts";
import { type EqualValues, mergeEqualValues, recodeEqual } from "./equal-values.ts";
import { groupActivities } from "./group-activities.ts";
import { groupByLead } from "./group-by-lead.ts";
import type { RawActivities, RawAttribute, RawColumns } from "./raw-columns.ts";
import { reachSkipped } from "./reach-skipped.ts";
import { sharedFloat64, sharedInt32, sharedUint8, sharedUint16 } from "./shared-array.ts";

/**
 * Turns accepted rows into a dataset: rows grouped by lead and ordered by the instant they are known, stages' first
 * times, knowledge times, calendar days.
 *
 * ```
 * raw columns -> attributes: equal values as one -> stages: group, first times -> attributes: knownAt (creation | stage | column)
 *             -> activities: knownAt = max(known, at, created), group, days
 *             -> history: group (stable: later rows win ties)
 *             -> worked: first touch
 * ```
 */
export function assembleDataset(raw: RawColumns): Dataset {
	const leadCount = raw.leads.count;
	const merged = raw.attributes.map(({ type, values, codes }) =>
		type === "number" ? undefined : mergeEqualValues(values, codes),
	);
	const stages = assembleStages(raw);
	const activities = assembleActivities(raw);
	return {
		name: raw.name,
		fingerprint: raw.fingerprint ?? "",
		asOf: raw.asOf,
		calendar: raw.calendar,
		ladder: raw.ladder,
		exits: raw.exits,
		leadCount,
		idOf: raw.leads.idOf,
		createdAt: raw.leads.createdAt,
		attributes: raw.attributes.map((attribute, i) => assembleAttribute(withEqual(attribute, merged[i]), stages)),
		history: assembleHistory(raw, merged),
		activities,
		stages,
		workedAt: assembleWorked(raw, activities, stages),
		account: raw.leads.account,
		handoffs: raw.handoffs,
		quality: raw.quality,
	};
}

function assembleStages({ leads, stages, ladder, exits }: RawColumns): StageChanges {
	const names = [...ladder, ...exits];
	const { order, offsets } = groupByLead(stages.lead, stages.count, leads.count, stages.at);
	const stage = sharedUint8(stages.count);
	const at = sharedFloat64(stages.count);
	const reasonCodes = stages.reason === undefined ? undefined : sharedInt32(stages.count);
	const amount = stages.amount === undefined ? undefined : sharedFloat64(stages.count);
	const firstAt = names.map(() => sharedFloat64(leads.count).fill(NEVER));
	for (let i = 0; i < stages.count; i++) {
		const row = order === undefined ? i : order[i]!;
		stage[i] = stages.stage[row]!;
		at[i] = stages.at[row]!;
		if (reasonCodes !== undefined) reasonCodes[i] = stages.reason!.codes[row]!;
		if (amount !== undefined) amount[i] = stages.amount![row]!;
		const first = firstAt[stages.stage[row]!]!;
		const lead = stages.lead[row]!;
		if (stages.at[row]! < first[lead]!) first[lead] = stages.at[row]!;
	}
	if (stages.reachesSkipped) reachSkipped(firstAt, ladder.length);
	const reason = reasonCodes === undefined ? undefined : { values: stages.reason!.values, codes: reasonCodes };
	const { reachesSkipped } = stages;
	return { count: stages.count, offsets, names, stage, at, reason, amount, firstAt, reachesSkipped };
}

function assembleAttribute(attribute: RawAttribute, stages: StageChanges): Attribute {
	const { name, type, values, codes, known } = attribute;
	if (known === undefined) return { name, type, values, codes, knownAt: undefined };
	if ("at" in known) return { name, type, values, codes, knownAt: known.at };
	const knownAt = stages.firstAt[stages.names.indexOf(known.stage)];
	if (knownAt === undefined) throw new RangeError(`assembleDataset: "${known.stage}" is no stage of the ladder.`);
	return { name, type, values, codes, knownAt, knownFromStage: known.stage };
}

/** Equal values as one; the columns themselves are left as they are. */
function withEqual(attribute: RawAttribute, equal: EqualValues | undefined): RawAttribute {
	if (equal === undefined) return attribute;
	const codes = sharedInt32(attribute.codes.length);
	codes.set(attribute.codes);
	return { ...attribute, values: equal.values, codes: recodeEqual(codes, equal.codeOf) };
}

function assembleHistory(
	{ history, leads }: RawColumns,
	merged: readonly (EqualValues | undefined)[],
): AttributeHistory {
	const { order, offsets } = groupByLead(history.lead, history.count, leads.count, history.knownAt);
	const attribute = sharedUint16(history.count);
	const code = sharedInt32(history.count);
	const knownAt = sharedFloat64(history.count);
	for (let i = 0; i < history.count; i++) {
		const row = order === undefined ? i : order[i]!;
		attribute[i] = history.attribute[row]!;
		const own = history.code[row]!;
		code[i] = own === UNKNOWN ? UNKNOWN : (merged[attribute[i]!]?.codeOf[own] ?? own);
		knownAt[i] = history.knownAt[row]!;
	}
	return { count: history.count, offsets, attribute, code, knownAt };
}

function assembleActivities({ activities, leads, calendar, asOf }: RawColumns): Activities {
	const known = effectiveKnownAt(activities, leads.createdAt);
	const { offsets, type, at, knownAt, codes } = groupActivities(activities, known, leads.count);
	return {
		count: activities.count,
		offsets,
		types: activities.types,
		type,
		at,
		knownAt,
		day: dayColumn(at, calendar, asOf),
		properties: activities.properties.map(({ name, values }, i) => ({ name, values, codes: codes[i]! })),
	};
}

/** max(known, at, created) of each activity; the column `at` itself when that changes nothing. */
function effectiveKnownAt({ count, lead, at, knownAt }: RawActivities, createdAt: Float64Array): Float64Array {
	let changed: Float64Array | undefined;
	for (let i = 0; i < count; i++) {
		const happened = at[i]!;
		let known = createdAt[lead[i]!]!;
		if (known < happened) known = happened;
		if (knownAt !== undefined && knownAt[i]! > known) known = knownAt[i]!;
		if (known === happened) continue;
		if (changed === undefined) {
			changed = sharedFloat64(count);
			changed.set(at);
		}
		changed[i] = known;
	}
	return changed ?? at;
}

function assembleWorked(raw: RawColumns, activities: Activities, stages: StageChanges): Float64Array | undefined {
	if (raw.worked === undefined && raw.leads.workedAt === undefined) return undefined;
	const worked = sharedFloat64(raw.leads.count).fill(NEVER);
	if (raw.leads.workedAt !== undefined) worked.set(raw.leads.workedAt);
	const counts = activities.types.map((type) => raw.worked?.activities.includes(type) ?? false);
	if (counts.some(Boolean)) {
		for (let lead = 0; lead < raw.leads.count; lead++) {
			for (let i = activities.offsets[lead]!; i < activities.offsets[lead + 1]!; i++) {
				if (counts[activities.type[i]!] && activities.at[i]! < worked[lead]!) worked[lead] = activities.at[i]!;
			}
		}
	}
	for (const stage of raw.worked?.stages ?? []) {
		const first = stages.firstAt[stages.names.indexOf(stage)];
		if (first === undefined) continue;
		for (let lead = 0; lead < raw.leads.count; lead++) {
			if (first[lead]! < worked[lead]!) worked[lead] = first[lead]!;
		}
	}
	return worked;
}
