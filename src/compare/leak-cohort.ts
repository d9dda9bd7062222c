import { DAY_MS } from "../dataset/calendar.ts";
import { type Dataset, NEVER, UNKNOWN } from "../dataset/dataset.ts";

/** A stage, or sales having acted, that an honest attribute must not know of beforehand. */
export interface LeakOutcome {
	readonly stage: string;
	/** `rung`: a later stage of the ladder; `exit`: left the ladder; `worked`: sales acted on the lead. */
	readonly kind: "rung" | "exit" | "worked";
	/** First time each lead of the dataset reached it; `NEVER`. */
	readonly at: Float64Array;
}

/** The leads that leaks are looked for in, and what became of them. */
export interface LeakCohort {
	/** Leads created at least the horizon before the extract: what became of younger ones is not known yet. */
	readonly leads: Int32Array;
	readonly outcomes: readonly LeakOutcome[];
	readonly horizonDays: number;
}

/** Outcome of each lead of a cohort: 1 reached after the landmark, 0 not reached, -1 reached before it (not at risk). */
export type LeakLabels = Int8Array;

/**
 * The mature leads and the outcomes to hold attributes against: every rung of the ladder from the first that a hand-off
 * promises (earlier ones are called by a rule on honest attributes, which therefore "know" them), the exits, and sales
 * having acted.
 */
export function leakCohort(dataset: Dataset, { horizonDays }: { readonly horizonDays: number }): LeakCohort {
	const last = dataset.asOf - horizonDays * DAY_MS;
	const leads: number[] = [];
	for (let lead = 0; lead < dataset.leadCount; lead++) if (dataset.createdAt[lead]! <= last) leads.push(lead);
	const firstAt = (stage: string) => dataset.stages.firstAt[dataset.stages.names.indexOf(stage)]!;
	const outcomes: LeakOutcome[] = [
		...promisedRungs(dataset).map((stage) => ({ stage, kind: "rung" as const, at: firstAt(stage) })),
		...dataset.exits.map((stage) => ({ stage, kind: "exit" as const, at: firstAt(stage) })),
		...(dataset.workedAt === undefined ? [] : [{ stage: "worked", kind: "worked" as const, at: dataset.workedAt }]),
	];
	return { leads: Int32Array.from(leads), outcomes, horizonDays };
}

/** Rungs from the first outcome of a hand-off on: of the contract's hand-offs, else from `sql`, else all but the first two. */
function promisedRungs({ ladder, handoffs }: Dataset): readonly string[] {
	const named = (handoffs ?? []).map(({ outcome }) => ladder.indexOf(outcome)).filter((rung) => rung >= 0);
	const usual = ladder.indexOf("sql");
	const mql = ladder.indexOf("mql");
	const first = named.length > 0 ? Math.min(...named) : usual >= 0 ? usual : mql >= 0 ? mql + 1 : 1;
	return ladder.slice(Math.max(1, first));
}

/** Outcome of each lead of the cohort, as seen `landmarkMs` after its creation. */
export function leakLabels(
	{ createdAt }: Dataset,
	{ leads }: LeakCohort,
	{ at }: LeakOutcome,
	{ landmarkMs }: { readonly landmarkMs: number },
): LeakLabels {
	const labels = new Int8Array(leads.length);
	for (let row = 0; row < leads.length; row++) {
		const lead = leads[row]!;
		const reached = at[lead]!;
		labels[row] = reached === NEVER ? 0 : reached <= createdAt[lead]! + landmarkMs ? -1 : 1;
	}
	return labels;
}

/**
 * Code of an attribute's value as the contract says it was known `landmarkMs` after creation, lead by lead of the
 * cohort: the same value a score would use there. {@link UNKNOWN} where none was.
 */
export function codesAt(
	dataset: Dataset,
	leads: Int32Array,
	{ attribute: index, landmarkMs }: { readonly attribute: number; readonly landmarkMs: number },
): Int32Array {
	const { createdAt, history } = dataset;
	const { codes, knownAt } = dataset.attributes[index]!;
	const out = new Int32Array(leads.length);
	for (let row = 0; row < leads.length; row++) {
		const lead = leads[row]!;
		const until = createdAt[lead]! + landmarkMs;
		const wideAt = knownAt === undefined ? createdAt[lead]! : knownAt[lead]!;
		let latest = Number.NEGATIVE_INFINITY;
		let code = UNKNOWN;
		if (codes[lead] !== UNKNOWN && wideAt <= until) {
			latest = wideAt;
			code = codes[lead]!;
		}
		for (let i = history.offsets[lead]!; i < history.offsets[lead + 1]!; i++) {
			const at = history.knownAt[i]!;
			if (at > until) break;
			if (history.attribute[i] !== index || at < latest) continue;
			latest = at;
			code = history.code[i]!;
		}
		out[row] = code;
	}
	return out;
}
