import { dayText } from "../dataset/calendar.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { dayColumn } from "../dataset/day-column.ts";
import { usualRange } from "../dataset/usual-range.ts";

/** A month of creation with the rows of the cohort. */
export interface CreationMonth {
	/** `2024-03`. */
	readonly month: string;
	/** Months since year 0: where it lies on a time axis. */
	readonly at: number;
	readonly rows: readonly number[];
}

/**
 * The rows of a cohort by calendar month of creation, in order. Months without a lead are left out, and so are leads created
 * years away from all others: a trend would hang on them alone.
 */
export function creationMonths(dataset: Dataset, leads: Int32Array): readonly CreationMonth[] {
	const createdDay = dayColumn(dataset.createdAt, dataset.calendar, dataset.asOf);
	const ofDay = new Map<number, number[]>();
	const months = new Map<string, number[]>();
	const usual = usualRange(leads.length, (row) => dataset.createdAt[leads[row]!]!);
	leads.forEach((lead, row) => {
		const at = dataset.createdAt[lead]!;
		if (usual === undefined || at < usual.from || at > usual.to) return;
		const day = createdDay[lead]!;
		let rows = ofDay.get(day);
		if (rows === undefined) {
			const month = dayText(day).slice(0, -3);
			rows = months.get(month) ?? [];
			months.set(month, rows);
			ofDay.set(day, rows);
		}
		rows.push(row);
	});
	return [...months]
		.map(([month, rows]) => ({ month, at: Number(month.slice(0, -3)) * 12 + Number(month.slice(-2)), rows }))
		.sort((a, b) => a.at - b.at);
}
