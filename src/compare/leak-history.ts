import { numberOf } from "../base/value.ts";
import { type Dataset, NEVER, UNKNOWN } from "../dataset/dataset.ts";
import { estimateRate } from "../metrics/estimate.ts";
import type { LeakCohort, LeakOutcome } from "./leak-cohort.ts";
import { words } from "./leak-fill.ts";
import type { LeakEvidence } from "./leak-finding.ts";

/** Fewest leads that such a share is taken of. */
const LEAST = 20;
const NEARLY_ALL = 0.9;

/**
 * A wide column that is said to be known at creation, held against the attribute's own history: where the history says
 * that the value changed after creation, does the column hold the first value or the last? And is the column filled only
 * for leads whose history begins after creation? Either way the extract was made of the current state, and each score
 * before the change would use what nobody knew.
 *
 * `undefined` without such a history, or when the column holds what was known at creation.
 */
export function lateValueEvidence(dataset: Dataset, index: number): LeakEvidence | undefined {
	const { history, createdAt } = dataset;
	const { codes, knownAt, name } = dataset.attributes[index]!;
	if (knownAt !== undefined || history.count === 0) return undefined;
	const count = { changed: 0, last: 0, later: 0, filledLater: 0, sameLater: 0, without: 0, filledWithout: 0 };
	for (let lead = 0; lead < dataset.leadCount; lead++) {
		const wide = codes[lead]!;
		let first = UNKNOWN;
		let last = UNKNOWN;
		let firstAt = NEVER;
		let lastAt = Number.NEGATIVE_INFINITY;
		for (let row = history.offsets[lead]!; row < history.offsets[lead + 1]!; row++) {
			if (history.attribute[row] !== index || history.code[row] === UNKNOWN) continue;
			if (firstAt === NEVER) {
				first = history.code[row]!;
				firstAt = history.knownAt[row]!;
			}
			last = history.code[row]!;
			lastAt = history.knownAt[row]!;
		}
		if (firstAt === NEVER) {
			count.without++;
			if (wide !== UNKNOWN) count.filledWithout++;
			continue;
		}
		if (wide !== UNKNOWN && first !== last && lastAt > createdAt[lead]!) {
			count.changed++;
			if (wide === last) count.last++;
		}
		if (firstAt > createdAt[lead]!) {
			count.later++;
			if (wide !== UNKNOWN) count.filledLater++;
			if (wide === last) count.sameLater++;
		}
	}
	if (count.changed >= LEAST) {
		const last = estimateRate(count.last, count.changed);
		const isCertain = last.interval![0] >= NEARLY_ALL;
		if (isCertain || last.interval![0] >= 0.5) {
			return {
				check: "late value",
				level: isCertain ? "certain" : "suspect",
				text: `The column ${name} is taken as known at creation, but where the history says that the value changed later, it holds the last value for ${words(last)} of the leads.`,
				rates: [{ of: "column holds the last value, where it changed after creation", rate: last }],
			};
		}
	}
	if (count.later < LEAST || count.without < LEAST) return undefined;
	const same = estimateRate(count.sameLater, count.later);
	const without = estimateRate(count.filledWithout, count.without);
	if (!(same.interval![0] >= NEARLY_ALL && without.interval![1] <= 0.05)) return undefined;
	return {
		check: "late value",
		level: "certain",
		text: `The column ${name} is taken as known at creation, but it holds the last value of a history that begins after creation for ${words(same)} of the leads that have one, and is filled for ${words(without)} of those that have none.`,
		rates: [
			{ of: "column holds the last value, where the history begins after creation", rate: same },
			{ of: "column is filled, where there is no history", rate: without },
		],
	};
}

/** A number that goes with the number of later activities as closely as this counts them. */
const COUNTS = 0.8;

/**
 * A number that is said to be known at creation and yet goes with how many activities *followed*: a counter read off when
 * the extract was made. Rank correlation (Spearman) with the activities known after creation, of all types and of each.
 *
 * @param codes code of each lead of the cohort, as known at its landmark
 * @returns nothing for text, for fewer than 100 leads, and below a correlation of 0.8 at the low end of its interval
 */
export function countsFutureEvidence(
	dataset: Dataset,
	cohort: LeakCohort,
	{
		attribute: index,
		codes,
		laterRanks,
	}: { readonly attribute: number; readonly codes: Int32Array; readonly laterRanks: LaterCounts },
): LeakEvidence | undefined {
	const { name, type, values } = dataset.attributes[index]!;
	if (type !== "number" || laterRanks.names.length === 0) return undefined;
	const numbers = values.map((value) => numberOf(value));
	const rows: number[] = [];
	const own: number[] = [];
	for (let row = 0; row < cohort.leads.length; row++) {
		const number = codes[row] === UNKNOWN ? undefined : numbers[codes[row]!];
		if (number === undefined) continue;
		rows.push(row);
		own.push(number);
	}
	if (rows.length < 100) return undefined;
	const ranks = ranksOf(own);
	let best: { readonly of: string; readonly rho: number } | undefined;
	laterRanks.counts.forEach((counts, i) => {
		const rho = correlation(ranks, ranksOf(rows.map((row) => counts[row]!)));
		if (rho !== undefined && rho > (best?.rho ?? 0)) best = { of: laterRanks.names[i]!, rho };
	});
	if (best === undefined) return undefined;
	// Fisher's z with the variance of Bonett and Wright 2000 for ranks.
	const half = 1.959963984540054 * Math.sqrt((1 + best.rho ** 2 / 2) / (rows.length - 3));
	const low = Math.tanh(Math.atanh(Math.min(best.rho, 0.999999)) - half);
	const high = Math.tanh(Math.atanh(Math.min(best.rho, 0.999999)) + half);
	if (low < COUNTS) return undefined;
	return {
		check: "counts the future",
		level: low >= 0.95 ? "certain" : "suspect",
		text: `${name} is taken as known at creation, but it goes with the number of ${best.of} that followed: rank correlation ${best.rho.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)}; ${rows.length} leads).`,
		rates: [],
	};
}

/** How many activities of each kind became known after creation, lead by lead of a cohort. */
export interface LaterCounts {
	readonly names: readonly string[];
	readonly counts: readonly Float64Array[];
}

/** Counts of the activities known after creation, of all types and of each type. */
export function laterCounts({ activities, createdAt }: Dataset, { leads }: LeakCohort): LaterCounts {
	if (activities.count === 0) return { names: [], counts: [] };
	const counts = [leads, ...activities.types.map(() => leads)].map(({ length }) => new Float64Array(length));
	for (let row = 0; row < leads.length; row++) {
		const lead = leads[row]!;
		for (let i = activities.offsets[lead]!; i < activities.offsets[lead + 1]!; i++) {
			if (activities.knownAt[i]! <= createdAt[lead]!) continue;
			counts[0]![row]!++;
			counts[activities.type[i]! + 1]![row]!++;
		}
	}
	return { names: ["activities", ...activities.types.map((type) => `activities "${type}"`)], counts };
}

/** Ranks from 1, equal numbers sharing the mean of theirs. */
function ranksOf(numbers: readonly number[]): Float64Array {
	const order = Int32Array.from(numbers.keys()).sort((a, b) => numbers[a]! - numbers[b]!);
	const ranks = new Float64Array(numbers.length);
	for (let from = 0; from < order.length; ) {
		let to = from;
		while (to < order.length && numbers[order[to]!] === numbers[order[from]!]) to++;
		for (let i = from; i < to; i++) ranks[order[i]!] = (from + to + 1) / 2;
		from = to;
	}
	return ranks;
}

function correlation(a: Float64Array, b: Float64Array): number | undefined {
	const mean = (a.length + 1) / 2;
	let ab = 0;
	let aa = 0;
	let bb = 0;
	for (let i = 0; i < a.length; i++) {
		ab += (a[i]! - mean) * (b[i]! - mean);
		aa += (a[i]! - mean) ** 2;
		bb += (b[i]! - mean) ** 2;
	}
	return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : undefined;
}

/**
 * An attribute with an instant of knowledge of its own (`known: { column }`) that comes after the outcome for most of
 * those who reached it: a score never uses it in time, so a rule on it cannot help to predict that outcome.
 */
export function knownTooLateEvidence(
	{ attributes }: Dataset,
	{ leads }: LeakCohort,
	{ attribute: index, outcome }: { readonly attribute: number; readonly outcome: LeakOutcome },
): LeakEvidence | undefined {
	const { name, knownAt, codes, knownFromStage } = attributes[index]!;
	if (knownAt === undefined || knownFromStage !== undefined || outcome.kind !== "rung") return undefined;
	let late = 0;
	let all = 0;
	for (const lead of leads) {
		if (outcome.at[lead] === NEVER || codes[lead] === UNKNOWN || knownAt[lead] === NEVER) continue;
		all++;
		if (knownAt[lead]! >= outcome.at[lead]!) late++;
	}
	if (all < LEAST) return undefined;
	const rate = estimateRate(late, all);
	if (rate.interval![0] < 0.5) return undefined;
	return {
		check: "known too late",
		level: "look at it",
		stage: outcome.stage,
		text: `Of the leads that reached ${outcome.stage} and have ${name}, it became known only then or later for ${words(rate)}: it can hardly help to predict ${outcome.stage}.`,
		rates: [{ of: `known at ${outcome.stage} or later`, rate }],
	};
}
