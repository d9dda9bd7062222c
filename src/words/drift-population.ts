import type { Drift, DriftPeriod } from "../drift/drift-result.ts";
import { formatCount } from "./number-format.ts";
import { dayText } from "./wall-clock.ts";

/**
 * How many leads a period of a drift has, and when they were created. A period without leads has no days to name.
 *
 * @example periodText(drift.reference, drift) // "2,203 leads created 2022-10-03 to 2023-09-25"
 */
export function periodText({ from, to, leads }: DriftPeriod, { timeZone }: Pick<Drift, "timeZone">): string {
	if (leads === 0) return "no leads";
	return `${formatCount(leads)} ${leads === 1 ? "lead" : "leads"} created ${dayText(from, timeZone)} to ${dayText(to - 1, timeZone)}`;
}

/**
 * Which leads a measured drift is about, as the subtitle of its charts says it.
 *
 * @example driftPopulation(drift) // "acme: 2,203 leads created 2022-10-03 to 2023-09-25 (then), 1,382 leads created 2024-03-23 to 2024-09-16 (now)"
 */
export function driftPopulation({ datasetName, reference, recent, timeZone }: Drift): string {
	return `${datasetName}: ${periodText(reference, { timeZone })} (then), ${periodText(recent, { timeZone })} (now)`;
}
