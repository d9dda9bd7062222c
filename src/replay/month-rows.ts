import { dayText } from "../dataset/calendar.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { dayColumn } from "../dataset/day-column.ts";
import { rowsByKey } from "./cohort.ts";

/** The rows of a cohort by calendar month of creation. */
export interface MonthRows {
	/** Months with a lead (`2024-03`), in order. */
	readonly names: readonly string[];
	/** Rows of each of them. */
	readonly rows: readonly Int32Array[];
}

/**
 * Splits a cohort by calendar month of creation, in the dataset's zone.
 *
 * @param leads lead number of each row
 * @example monthRows(history, result.columns.lead).names[0] // "2023-01"
 */
export function monthRows(dataset: Dataset, leads: Int32Array): MonthRows {
	const createdDay = dayColumn(dataset.createdAt, dataset.calendar, dataset.asOf);
	const monthOfDay = new Map<number, number>();
	const found: string[] = [];
	const keys = new Map<string, number>();
	const keyOf = (row: number): number => {
		const day = createdDay[leads[row]!]!;
		const known = monthOfDay.get(day);
		if (known !== undefined) return known;
		const month = dayText(day).slice(0, -3);
		const key = keys.get(month) ?? found.push(month) - 1;
		keys.set(month, key);
		monthOfDay.set(day, key);
		return key;
	};
	for (let row = 0; row < leads.length; row++) keyOf(row);
	const parts = rowsByKey(leads.length, found.length, keyOf);
	const order = [...found.keys()].sort((a, b) => (found[a]! < found[b]! ? -1 : 1));
	return { names: order.map((key) => found[key]!), rows: order.map((key) => parts[key]!) };
}
