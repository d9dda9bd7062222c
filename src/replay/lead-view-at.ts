import type { Value } from "../base/value.ts";
import { type CodedColumn, type Dataset, NEVER, UNKNOWN } from "../dataset/dataset.ts";
import type { LeadView } from "../model/lead-view.ts";

/**
 * What was known about a lead at an instant: facts with `knownAt <= instant` and nothing else. Written from the
 * definition: of several values of an attribute the one with the latest `knownAt` counts, the later row of the history
 * on a tie, and the history before the wide column.
 */
export function leadViewAt(dataset: Dataset, lead: number, instant: number): LeadView {
	const { activities, history, calendar } = dataset;
	const attributes: Record<string, Value | undefined> = {};
	dataset.attributes.forEach((attribute, index) => {
		let latest = Number.NEGATIVE_INFINITY;
		let value: Value | undefined;
		const wide = valueAt(attribute, lead);
		const wideKnownAt = attribute.knownAt?.[lead] ?? dataset.createdAt[lead]!;
		if (wide !== undefined && wideKnownAt <= instant) {
			latest = wideKnownAt;
			value = wide;
		}
		for (let row = history.offsets[lead]!; row < history.offsets[lead + 1]!; row++) {
			const knownAt = history.knownAt[row]!;
			if (history.attribute[row] !== index || knownAt > instant || knownAt < latest) continue;
			latest = knownAt;
			value = attribute.values[history.code[row]!];
		}
		attributes[attribute.name] = value;
	});
	const known = [];
	for (let row = activities.offsets[lead]!; row < activities.offsets[lead + 1]!; row++) {
		if (activities.knownAt[row]! > instant) continue;
		known.push({
			type: activities.types[activities.type[row]!]!,
			day: activities.day[row]!,
			properties: Object.fromEntries(activities.properties.map((property) => [property.name, valueAt(property, row)])),
		});
	}
	return {
		today: calendar.dayOf(instant),
		createdDay: calendar.dayOf(dataset.createdAt[lead]!),
		attributes,
		activities: known,
	};
}

function valueAt({ codes, values }: CodedColumn, row: number): Value | undefined {
	const code = codes[row]!;
	return code === UNKNOWN ? undefined : values[code];
}

/**
 * The instants at which a lead's score can change, in order and without repeats: creation, each moment a fact becomes
 * known, each start of a day, up to and including `asOf`.
 */
export function instantsOf(dataset: Dataset, lead: number): number[] {
	const created = dataset.createdAt[lead]!;
	const instants = new Set<number>([created]);
	const add = (instant: number) => {
		if (instant > created && instant <= dataset.asOf && instant !== NEVER) instants.add(instant);
	};
	for (const { knownAt } of dataset.attributes) if (knownAt !== undefined) add(knownAt[lead]!);
	const { activities, history, calendar } = dataset;
	for (let row = activities.offsets[lead]!; row < activities.offsets[lead + 1]!; row++) add(activities.knownAt[row]!);
	for (let row = history.offsets[lead]!; row < history.offsets[lead + 1]!; row++) add(history.knownAt[row]!);
	const last = calendar.dayOf(dataset.asOf);
	for (let day = calendar.dayOf(created) + 1; day <= last; day++) add(calendar.startOf(day));
	return [...instants].sort((a, b) => a - b);
}
