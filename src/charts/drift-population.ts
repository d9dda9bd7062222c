import { formatCount } from "../base/number-format.ts";
import type { Drift, DriftPeriod } from "../compare/drift-result.ts";
import { dayText } from "./wall-clock.ts";

/**
 * Which leads a measured drift is about, as the subtitle of its charts says it.
 *
 * @example driftPopulation(drift) // "acme: 2,203 leads created 2022-10-03 to 2023-09-25 (then), 1,382 created 2024-03-23 to 2024-09-16 (now)"
 */
export function driftPopulation({ datasetName, reference, recent, timeZone }: Drift): string {
	const text = ({ from, to, leads }: DriftPeriod, word: string) =>
		leads === 0
			? `no ${word}`
			: `${formatCount(leads)} ${word} created ${dayText(from, timeZone)} to ${dayText(to - 1, timeZone)}`;
	return `${datasetName}: ${text(reference, reference.leads === 1 ? "lead" : "leads")} (then), ${text(recent, reference.leads === 0 ? "leads" : recent.leads === 1 ? "lead" : "leads")} (now)`;
}
