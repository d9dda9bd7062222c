import { DAY_MS } from "../dataset/calendar.ts";
import type { Dataset } from "../dataset/dataset.ts";
import type { Replay } from "../replay/replay-result.ts";
import { countsText } from "../words/estimate-text.ts";
import { formatRate } from "../words/number-format.ts";
import { dayOf } from "./start-of-day.ts";

/** How many leads are old enough to be judged, in a sentence. */
export function maturityFinding(dataset: Dataset, { asOf, horizonDays, columns, cohort }: Replay): string {
	const youngest = asOf - horizonDays * DAY_MS;
	const mature = columns.lead.reduce((count, lead) => count + (dataset.createdAt[lead]! <= youngest ? 1 : 0), 0);
	return `Created up to ${dayOf(dataset, youngest)} and so at least ${horizonDays} days old: ${countsText({ hits: mature, total: cohort.leads })} leads (${formatRate(mature / cohort.leads)}).`;
}
