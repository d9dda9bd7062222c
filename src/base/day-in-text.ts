const DAY_MS = 86_400_000;

const YEAR_FIRST = /^\s*(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/;
/** With dots the day comes first everywhere; with slashes nobody can tell. */
const DAY_FIRST = /^\s*(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)/;

/**
 * Calendar day that a text begins with, counted from 1970-01-01: `2024-05-03`, `2024/5/3`, `2024-05-03 10:00`,
 * `03.05.2024`. `undefined` for other text, for a day that is not in the calendar, and where day and month cannot be told
 * apart (`03/05/2024`).
 *
 * @example dayInText("1970-01-02T08:00Z") // 1
 */
export function dayInText(text: string): number | undefined {
	const first = YEAR_FIRST.exec(text);
	if (first !== null) return dayOf(Number(first[1]), Number(first[3]), Number(first[4]));
	const last = DAY_FIRST.exec(text);
	return last === null ? undefined : dayOf(Number(last[3]), Number(last[2]), Number(last[1]));
}

function dayOf(year: number, month: number, day: number): number | undefined {
	const at = Date.UTC(year, month - 1, day);
	const date = new Date(at);
	return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? at / DAY_MS : undefined;
}
