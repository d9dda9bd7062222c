import { dayText } from "../dataset/calendar.ts";
import { type Dataset, UNKNOWN } from "../dataset/dataset.ts";
import { dayColumn } from "../dataset/day-column.ts";
import type { Replay } from "../replay/replay-result.ts";
import { segmentNames } from "../replay/slices.ts";

/** A segment or a month of a cohort, with its rows. */
export interface CohortPart {
	readonly kind: "segment" | "month";
	readonly attribute: string | undefined;
	readonly value: string;
	readonly rows: readonly number[];
}

/**
 * The rows of the segments and months that a replay was measured by, so that two replays can be compared in each. Values
 * beyond the most frequent are "(other)" and unknown ones "(unknown)", as in the replay.
 *
 * @example cohortParts(history, result).filter(({ kind }) => kind === "month").length // 18
 */
export function cohortParts(dataset: Dataset, replay: Replay): readonly CohortPart[] {
	const { lead: leads } = replay.columns;
	const names = [...new Set(replay.segments.map(({ attribute }) => attribute))];
	const segments = names.flatMap((name) => {
		const attribute = dataset.attributes.find((one) => one.name === name);
		if (attribute === undefined) return [];
		const made = segmentNames(attribute);
		const parts = new Map<string, number[]>();
		for (const { attribute: own, value } of replay.segments) if (own === name) parts.set(value, []);
		for (let row = 0; row < leads.length; row++) {
			const code = attribute.codes[leads[row]!]!;
			const value = code === UNKNOWN ? made.unknown : String(attribute.values[code]!);
			(parts.get(value) ?? parts.get(made.other))?.push(row);
		}
		return [...parts].map(([value, rows]): CohortPart => ({ kind: "segment", attribute: name, value, rows }));
	});
	const createdDay = dayColumn(dataset.createdAt, dataset.calendar, dataset.asOf);
	const months = new Map<string, number[]>();
	const monthOfDay = new Map<number, number[]>();
	for (let row = 0; row < leads.length; row++) {
		const day = createdDay[leads[row]!]!;
		let rows = monthOfDay.get(day);
		if (rows === undefined) {
			const month = dayText(day).slice(0, -3);
			rows = months.get(month) ?? [];
			months.set(month, rows);
			monthOfDay.set(day, rows);
		}
		rows.push(row);
	}
	return [
		...segments,
		...[...months]
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([value, rows]): CohortPart => ({ kind: "month", attribute: undefined, value, rows })),
	];
}
