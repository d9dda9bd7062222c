import { DAY_MS } from "../dataset/calendar.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { parseInstant } from "../ingest/files/instant-text.ts";

/**
 * First instant of a calendar day in the zone of a history, for `from` and `to` of a replay.
 *
 * @throws RangeError when the text is no date such as `2024-01-31`
 * @example await replay(history, model, { from: startOfDay(history, "2024-01-01") })
 */
export function startOfDay({ calendar }: Pick<Dataset, "calendar">, date: string): number {
	const parsed = parseInstant(date);
	if (parsed?.kind === "date") return calendar.startOf(Math.round(parsed.ms / DAY_MS));
	throw new RangeError(`startOfDay: expects a date such as 2024-01-31, got "${date}".`);
}

/**
 * Calendar day of an instant in the zone of a history.
 *
 * @example dayOf(history, history.asOf) // "2024-09-30"
 */
export function dayOf({ calendar }: Pick<Dataset, "calendar">, instant: number): string {
	return new Date(calendar.dayOf(instant) * DAY_MS).toISOString().slice(0, 10);
}
