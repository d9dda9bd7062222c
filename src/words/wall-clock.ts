/**
 * An instant as the clock on the wall of a time zone shows it, in ms as if that were UTC: charts draw it on a UTC scale
 * and so look the same on every machine.
 *
 * @param instant ms since 1970-01-01T00:00Z
 * @example wallClock(0, "Europe/Berlin") // 3_600_000
 * @throws RangeError when the host does not know the zone
 */
export function wallClock(instant: number, zone: string): number {
	const parts = formatterOf(zone).formatToParts(instant);
	const of = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
	const whole = Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
	return whole + (((instant % 1000) + 1000) % 1000);
}

/**
 * The calendar day of an instant in a time zone.
 *
 * @example dayText(0, "America/New_York") // "1969-12-31"
 */
export function dayText(instant: number, zone: string): string {
	return new Date(wallClock(instant, zone)).toISOString().slice(0, 10);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
	const found = formatters.get(zone);
	if (found !== undefined) return found;
	const made = new Intl.DateTimeFormat("en-US", {
		timeZone: zone,
		calendar: "gregory",
		numberingSystem: "latn",
		hourCycle: "h23",
		year: "numeric",
		month: "numeric",
		day: "numeric",
		hour: "numeric",
		minute: "numeric",
		second: "numeric",
	});
	formatters.set(zone, made);
	return made;
}
