import { dayInText } from "../base/day-in-text.ts";
import { normalText } from "../base/plain-text.ts";
import type { Value } from "../base/value.ts";
import { type Dataset, NEVER, UNKNOWN } from "../dataset/dataset.ts";
import { estimateRate, seenOf } from "../metrics/rates/estimate.ts";
import { estimateText } from "../words/estimate-text.ts";
import type { LeakCohort } from "./leak-cohort.ts";
import type { LeakEvidence } from "./leak-finding.ts";
import type { LeakView } from "./leak-view.ts";

/** Fewest leads that such a share is taken of. */
const LEAST = 20;
/** Nobody foretells stages or days this well. */
const NEARLY_ALL = 0.9;

/**
 * A value that spells out what happens later: the name of a stage that the lead has not reached yet but will, or the day
 * on which it will reach one. Such a column is the state of the day of the extract.
 *
 * `undefined` for numbers, below 20 leads, and when fewer than nine in ten (low end of the interval) come true.
 *
 * @param codes code of each lead of the cohort, as known at the moment of the view
 */
export function holdsEvidence(
	dataset: Dataset,
	cohort: LeakCohort,
	options: { readonly attribute: number; readonly codes: Int32Array; readonly view: LeakView },
): LeakEvidence | undefined {
	if (dataset.attributes[options.attribute]!.type !== "text") return undefined;
	return namesStage(dataset, cohort, options) ?? holdsDay(dataset, cohort, options);
}

type Options = Parameters<typeof holdsEvidence>[2];

function namesStage(
	{ attributes, stages }: Dataset,
	{ leads }: LeakCohort,
	{ attribute, codes, view }: Options,
): LeakEvidence | undefined {
	const plain = (text: Value) => normalText(String(text)).replace(/[^\p{L}\d]+/gu, " ");
	const names = stages.names.map(plain);
	const stageOf = Int32Array.from(attributes[attribute]!.values, (value) => names.indexOf(plain(value)));
	let ahead = 0;
	let came = 0;
	const times = new Int32Array(names.length);
	for (let row = 0; row < leads.length; row++) {
		const stage = codes[row] === UNKNOWN ? -1 : stageOf[codes[row]!]!;
		// The first rung is where leads begin, whether or not a row says so.
		if (stage <= 0 || view.at[row] === NEVER) continue;
		const at = stages.firstAt[stage]![leads[row]!]!;
		if (at <= view.at[row]!) continue;
		ahead++;
		if (at === NEVER) continue;
		came++;
		times[stage]!++;
	}
	const rate = estimateRate(came, ahead);
	if (ahead < LEAST || seenOf(rate).interval![0] < NEARLY_ALL) return undefined;
	const [stage] = [...stages.names.keys()].sort((a, b) => times[b]! - times[a]!);
	return {
		check: "holds the outcome",
		level: "certain",
		stage: stages.names[stage!]!,
		text: `it names a stage that the lead has not reached ${view.when}, and ${estimateText(rate)} of those leads reached that very stage later`,
		rates: [{ of: "reached the stage that it names, after it is taken as known", rate }],
	};
}

function holdsDay(
	{ attributes, calendar }: Dataset,
	{ leads, outcomes }: LeakCohort,
	{ attribute, codes, view }: Options,
): LeakEvidence | undefined {
	const dayOf = attributes[attribute]!.values.map((value) => dayInText(String(value)));
	if (!dayOf.some((day) => day !== undefined)) return undefined;
	const hits = new Int32Array(outcomes.length);
	let ahead = 0;
	for (let row = 0; row < leads.length; row++) {
		const day = codes[row] === UNKNOWN ? undefined : dayOf[codes[row]!];
		if (day === undefined || view.at[row] === NEVER || day <= calendar.dayOf(view.at[row]!)) continue;
		ahead++;
		outcomes.forEach(({ at }, i) => {
			const reached = at[leads[row]!]!;
			// The text may be of another zone.
			if (reached !== NEVER && Math.abs(calendar.dayOf(reached) - day) <= 1) hits[i]!++;
		});
	}
	if (ahead < LEAST) return undefined;
	const best = [...outcomes.keys()].sort((a, b) => hits[b]! - hits[a]!)[0]!;
	const rate = estimateRate(hits[best]!, ahead);
	if (seenOf(rate).interval![0] < NEARLY_ALL) return undefined;
	const { stage } = outcomes[best]!;
	return {
		check: "holds the outcome",
		level: "certain",
		stage,
		text: `it holds days that lie ahead ${view.when}, and ${estimateText(rate)} of them are the day of ${stage}`,
		rates: [{ of: `is the day of ${stage}, where it lies ahead`, rate }],
	};
}
