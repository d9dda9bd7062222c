import { DAY_MS } from "../dataset/calendar.ts";
import type { Dataset } from "../dataset/dataset.ts";
import type { Handoff, Replay } from "../replay/replay-result.ts";
import { countsText, estimateText, isEnough } from "../words/estimate-text.ts";
import { formatCount, formatPoints, formatRate } from "../words/number-format.ts";
import { stageName } from "../words/stage-name.ts";
import { dayOf } from "./start-of-day.ts";

/** What a model's flags came to at one hand-off, in a sentence. */
export function replayFinding(replay: Replay, handoff: Handoff | undefined): string {
	if (handoff === undefined) return `${replay.model.name} has no hand-off in this history.`;
	const { from, to, threshold, flagged, precision } = handoff;
	const said = `${replay.model.name} flags ${formatCount(flagged)} leads as ${stageName(from)} at ${formatPoints(threshold)}: ${estimateText(precision)} became ${stageName(to)} within ${replay.horizonDays} days`;
	const everyone = replay.sweep.find((one) => one.from === from && one.to === to)?.rows[0];
	if (everyone === undefined || !isEnough(precision) || everyone.hits === 0) return `${said}.`;
	const chance = everyone.hits / (everyone.hits + everyone.misses);
	return `${said}, ${(precision.value / chance).toFixed(1)} times the ${formatRate(chance)} of flagging everyone.`;
}

/** How many leads are old enough to be judged, in a sentence. */
export function maturityFinding(dataset: Dataset, { asOf, horizonDays, columns, cohort }: Replay): string {
	const youngest = asOf - horizonDays * DAY_MS;
	const mature = columns.lead.reduce((count, lead) => count + (dataset.createdAt[lead]! <= youngest ? 1 : 0), 0);
	return `Created up to ${dayOf(dataset, youngest)} and so at least ${horizonDays} days old: ${countsText({ hits: mature, total: cohort.leads })} leads (${formatRate(mature / cohort.leads)}).`;
}
