import { weekdayOf } from "./wall-clock.ts";

const WEEKDAY_SHARE = [0.22, 1, 1.1, 1.1, 1.05, 0.85, 0.25] as const;

/** Which day the leads of a history are created on, in order: lead 0 first. */
export interface CreationCalendar {
	/** Day of the moment at a share in [0, 1) of all leads. */
	dayAt(share: number): number;
}

/**
 * Spreads creations over a range of days: growth by half from the first day to the last, working weeks, and quiet
 * weeks in August and around New Year.
 *
 * @param startDay first day
 * @param endDay last day, included
 */
export function createCreationCalendar(startDay: number, endDay: number): CreationCalendar {
	const upTo: number[] = [];
	let total = 0;
	for (let day = startDay; day <= endDay; day++) {
		const growth = 1 + (0.5 * (day - startDay)) / (endDay - startDay);
		total += growth * WEEKDAY_SHARE[weekdayOf(day)]! * seasonOf(day);
		upTo.push(total);
	}
	return {
		dayAt: (share) => {
			const target = share * total;
			let low = 0;
			let high = upTo.length - 1;
			while (low < high) {
				const middle = (low + high) >> 1;
				if (upTo[middle]! > target) high = middle;
				else low = middle + 1;
			}
			return startDay + low;
		},
	};
}

function seasonOf(day: number): number {
	const date = new Date(day * 86_400_000);
	const month = date.getUTCMonth();
	const dayOfMonth = date.getUTCDate();
	if ((month === 11 && dayOfMonth >= 22) || (month === 0 && dayOfMonth <= 3)) return 0.3;
	return month === 7 ? 0.7 : 1;
}
