import { type Dataset, UNKNOWN } from "../dataset/dataset.ts";
import type { LeakCohort } from "./leak-cohort.ts";

/** Kinds of activities that are tried, the most frequent first: the cost grows with their square. */
const MOST_KINDS = 40;
/** Leads that are counted: beyond, the columns would outgrow the history itself. */
const MOST_LEADS = 100_000;
/** Properties that tell kinds apart. */
const MOST_PROPERTIES = 16;

/** How many activities of each kind a lead has, and how many of them became known after creation, by lead of a cohort. */
export interface ActivityCounts {
	/** Kinds in words: the type, and which properties they carry where a type occurs with several sets. */
	readonly kinds: readonly string[];
	/** Rows of the cohort that are counted, ascending; the columns below have one number for each. */
	readonly rows: Int32Array;
	readonly whole: readonly Float64Array[];
	readonly later: readonly Float64Array[];
}

/**
 * Counts the activities of each lead of a cohort by kind: all of them, and those known after creation. A kind is a type with
 * the set of properties that are known: where several tables became one, it tells a mail of marketing from one of sales.
 * Of more than 100,000 leads one in so many is counted: a count shows itself on fewer.
 */
export function activityCounts({ activities, createdAt }: Dataset, { leads }: LeakCohort): ActivityCounts {
	const { types, offsets, type, knownAt, count } = activities;
	const properties = activities.properties.slice(0, MOST_PROPERTIES);
	// A number, and no text: there may be a hundred million activities.
	const sets = 2 ** properties.length;
	const setOf = new Int32Array(count);
	properties.forEach(({ codes }, bit) => {
		for (let i = 0; i < count; i++) if (codes[i] !== UNKNOWN) setOf[i]! += 2 ** bit;
	});
	const frequency = new Map<number, number>();
	for (let i = 0; i < count; i++) {
		const key = type[i]! * sets + setOf[i]!;
		frequency.set(key, (frequency.get(key) ?? 0) + 1);
	}
	const byFrequency = ([a, n]: [number, number], [b, m]: [number, number]) => m - n || a - b;
	const kept = [...frequency].sort(byFrequency).slice(0, MOST_KINDS);
	const placeOf = new Map(kept.map(([key], place) => [key, place]));
	const stride = Math.max(1, Math.ceil(leads.length / MOST_LEADS));
	const rows = Int32Array.from({ length: Math.ceil(leads.length / stride) }, (_, i) => i * stride);
	const whole = kept.map(() => new Float64Array(rows.length));
	const later = kept.map(() => new Float64Array(rows.length));
	for (let row = 0; row < rows.length; row++) {
		const lead = leads[rows[row]!]!;
		for (let i = offsets[lead]!; i < offsets[lead + 1]!; i++) {
			const place = placeOf.get(type[i]! * sets + setOf[i]!);
			if (place === undefined) continue;
			whole[place]![row]!++;
			if (knownAt[i]! > createdAt[lead]!) later[place]![row]!++;
		}
	}
	const typeOf = (key: number) => Math.floor(key / sets);
	const kinds = kept.map(([key]) => {
		const name = `"${types[typeOf(key)]}"`;
		if ([...frequency.keys()].filter((other) => typeOf(other) === typeOf(key)).length === 1) return name;
		const carried = properties.flatMap((property, bit) => ((key % sets) & (2 ** bit) ? [property.name] : []));
		return `${name} (${carried.length === 0 ? "no property" : carried.join(", ")})`;
	});
	return { kinds, rows, whole, later };
}
