import { DAY_MS } from "../dataset/calendar.ts";
import { type Dataset, NEVER, UNKNOWN } from "../dataset/dataset.ts";
import { stageReachedAt } from "../dataset/stage-reached-at.ts";
import type { LeakCohort, LeakOutcome } from "./leak-cohort.ts";

/** The moment at which an attribute is looked at, lead by lead of a cohort. */
export interface LeakView {
	/** Instant of each lead of the cohort; `NEVER`: not looked at. */
	readonly at: Float64Array;
	/** The moment in words, e.g. `at creation`. */
	readonly when: string;
	/** Whether each value has an instant of its own: then it is the data that say when it was known, not the contract. */
	readonly isDated: boolean;
}

/** Outcome of each lead of a cohort: 1 reached after the moment, 0 not reached, -1 reached by then or not looked at. */
export type LeakLabels = Int8Array;

/**
 * The earliest moment at which a score can use an attribute, as the contract has it: creation; the moment the stage is
 * reached, for `known: { stage }`; the landmark, for values with an instant of their own (a column of instants, or a
 * history and no column). There an honest value knows nothing of what follows.
 */
export function attributeView(
	dataset: Dataset,
	{ leads }: LeakCohort,
	{ attribute: index, landmarkDays }: { readonly attribute: number; readonly landmarkDays: number },
): LeakView {
	const { createdAt, history } = dataset;
	const { knownAt, knownFromStage, codes } = dataset.attributes[index]!;
	if (knownFromStage !== undefined) {
		const reached = stageReachedAt(dataset, knownFromStage);
		return {
			at: Float64Array.from(leads, (lead) => Math.max(createdAt[lead]!, reached[lead]!)),
			when: `when ${knownFromStage} was reached`,
			isDated: false,
		};
	}
	const isDated =
		knownAt !== undefined || (codes.every((code) => code === UNKNOWN) && history.attribute.includes(index));
	if (!isDated) return creationView(dataset, leads);
	return {
		at: Float64Array.from(leads, (lead) => createdAt[lead]! + landmarkDays * DAY_MS),
		when: `by day ${landmarkDays}`,
		isDated: true,
	};
}

/** Every lead at its creation. */
export function creationView({ createdAt }: Dataset, leads: Int32Array): LeakView {
	return { at: Float64Array.from(leads, (lead) => createdAt[lead]!), when: "at creation", isDated: false };
}

/** Outcome of each lead of the cohort, as seen from the moment of a view. */
export function leakLabels({ leads }: LeakCohort, view: LeakView, { at }: LeakOutcome): LeakLabels {
	const labels = new Int8Array(leads.length);
	for (let row = 0; row < leads.length; row++) {
		const reached = at[leads[row]!]!;
		const moment = view.at[row]!;
		labels[row] = moment === NEVER || reached <= moment ? -1 : reached === NEVER ? 0 : 1;
	}
	return labels;
}

/**
 * Code of an attribute's value as the contract says it was known at the moment of a view, lead by lead of the cohort: the
 * same value a score would use there. {@link UNKNOWN} where none was.
 */
export function codesAt(dataset: Dataset, leads: Int32Array, { attribute: index, view }: CodesOptions): Int32Array {
	const { createdAt, history } = dataset;
	const { codes, knownAt } = dataset.attributes[index]!;
	const out = new Int32Array(leads.length).fill(UNKNOWN);
	for (let row = 0; row < leads.length; row++) {
		const lead = leads[row]!;
		const until = view.at[row]!;
		if (until === NEVER) continue;
		const wideAt = knownAt === undefined ? createdAt[lead]! : knownAt[lead]!;
		let latest = Number.NEGATIVE_INFINITY;
		if (codes[lead] !== UNKNOWN && wideAt <= until) {
			latest = wideAt;
			out[row] = codes[lead]!;
		}
		for (let i = history.offsets[lead]!; i < history.offsets[lead + 1]!; i++) {
			const at = history.knownAt[i]!;
			if (at > until) break;
			if (history.attribute[i] !== index || at < latest) continue;
			latest = at;
			out[row] = history.code[i]!;
		}
	}
	return out;
}

interface CodesOptions {
	readonly attribute: number;
	readonly view: LeakView;
}
