import { countOf } from "./number-format.ts";
import { dayText } from "./wall-clock.ts";

/** Leads created in `[from, to)`, ms. */
interface Period {
	readonly from: number;
	readonly to: number;
	readonly leads: number;
}

/** The two periods that a drift compares. */
interface DriftPeriods {
	readonly datasetName: string;
	readonly reference: Period;
	readonly recent: Period;
	readonly timeZone: string;
}

/**
 * How many leads a period of a drift has, and when they were created. A period without leads has no days to name.
 *
 * @example periodText(drift.reference, drift) // "2,203 leads created 2022-10-03 to 2023-09-25"
 */
export function periodText({ from, to, leads }: Period, { timeZone }: { readonly timeZone: string }): string {
	if (leads === 0) return "no leads";
	return `${countOf(leads, "lead")} created ${dayText(from, timeZone)} to ${dayText(to - 1, timeZone)}`;
}

/**
 * Which leads a measured drift is about, as the subtitle of its charts says it.
 *
 * @example driftPopulation(drift) // "acme: 2,203 leads created 2022-10-03 to 2023-09-25 (then), 1,382 leads created 2024-03-23 to 2024-09-16 (now)"
 */
export function driftPopulation({ datasetName, reference, recent, timeZone }: DriftPeriods): string {
	return `${datasetName}: ${periodText(reference, { timeZone })} (then), ${periodText(recent, { timeZone })} (now)`;
}
