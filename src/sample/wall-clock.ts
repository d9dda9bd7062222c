import type { Random } from "../base/random.ts";

/** Seconds of a calendar day on the wall clock of the sample. */
export const DAY_SECONDS = 86_400;

/**
 * Instants of the sample are wall-clock seconds: seconds since 1970-01-01T00:00 as the clock on the wall of the
 * company shows them. They are written as naive timestamps, and `dataset.yaml` names the zone. Nothing happens between
 * midnight and 5 o'clock, so no instant falls into the hour that summer time skips or repeats.
 */
export type WallSeconds = number;

const days = new Map<number, string>();
const two = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, "0"));

/**
 * A day number as text.
 *
 * @example dateText(19_723) // "2024-01-01"
 */
export function dateText(day: number): string {
	let text = days.get(day);
	if (text === undefined) {
		text = new Date(day * 86_400_000).toISOString().slice(0, 10);
		days.set(day, text);
	}
	return text;
}

/**
 * Wall-clock seconds as a naive timestamp.
 *
 * @example timeText(19_723 * 86_400 + 3_661) // "2024-01-01 01:01:01"
 */
export function timeText(at: WallSeconds): string {
	const day = Math.floor(at / DAY_SECONDS);
	const second = at - day * DAY_SECONDS;
	const hour = Math.floor(second / 3600);
	const minute = Math.floor((second - hour * 3600) / 60);
	return `${dateText(day)} ${two[hour]}:${two[minute]}:${two[second % 60]}`;
}

/**
 * The day number of a date.
 *
 * @returns `undefined` when the text is not a date of the calendar written as YYYY-MM-DD
 * @example dayOfDate("2024-01-01") // 19_723
 */
export function dayOfDate(text: string): number | undefined {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
	const day = Date.parse(`${text}T00:00:00Z`) / 86_400_000;
	return Number.isInteger(day) && dateText(day) === text ? day : undefined;
}

/**
 * Day of the week: 0 for Sunday to 6 for Saturday.
 *
 * @example weekdayOf(19_723) // 1, for 2024-01-01 was a Monday
 */
export function weekdayOf(day: number): number {
	return (((day + 4) % 7) + 7) % 7;
}

/** Hours of the day at which people look at a business site, one slot for each hundredth of the traffic. */
const VISIT_HOURS = hoursOf([0, 0, 0, 0, 0, 1, 1, 3, 7, 10, 11, 10, 7, 9, 10, 9, 7, 5, 3, 2, 2, 1, 1, 1]);

function hoursOf(share: readonly number[]): readonly number[] {
	return share.flatMap((count, hour) => Array<number>(count).fill(hour));
}

/**
 * A moment at which a visitor is active near a day: two weekend visits in three wait for Monday; most come in working
 * hours, none between midnight and 5.
 *
 * @param near day number, may have a fraction
 */
export function visitTime(random: Random, near: number): WallSeconds {
	let day = Math.floor(near);
	const weekday = weekdayOf(day);
	if ((weekday === 0 || weekday === 6) && random.chance(0.67)) day += weekday === 0 ? 1 : 2;
	return day * DAY_SECONDS + random.pick(VISIT_HOURS) * 3600 + random.integer(3600);
}

/** The moment itself when sales is at work then (weekdays, 8 to 18), otherwise early in the next working day. */
export function officeTime(random: Random, at: WallSeconds): WallSeconds {
	let day = Math.floor(at / DAY_SECONDS);
	const second = at - day * DAY_SECONDS;
	let weekday = weekdayOf(day);
	if (weekday !== 0 && weekday !== 6 && second >= 8 * 3600 && second < 18 * 3600) return Math.floor(at);
	if (second >= 18 * 3600) day++;
	weekday = weekdayOf(day);
	if (weekday === 6) day += 2;
	if (weekday === 0) day += 1;
	return day * DAY_SECONDS + 8 * 3600 + random.integer(2 * 3600);
}
