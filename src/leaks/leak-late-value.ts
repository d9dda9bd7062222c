import { type Dataset, NEVER, UNKNOWN } from "../dataset/dataset.ts";
import { estimateRate, seenOf } from "../metrics/rates/estimate.ts";
import { estimateText } from "../words/estimate-text.ts";
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
	const { codes, knownAt } = dataset.attributes[index]!;
	if (knownAt !== undefined || history.count === 0) return undefined;
	const count = { changed: 0, last: 0, later: 0, sameLater: 0, without: 0, filledWithout: 0 };
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
			if (wide === last) count.sameLater++;
		}
	}
	if (count.changed >= LEAST) {
		const last = estimateRate(count.last, count.changed);
		const isCertain = seenOf(last).interval![0] >= NEARLY_ALL;
		if (isCertain || seenOf(last).interval![0] >= 0.5) {
			return {
				check: "late value",
				level: isCertain ? "certain" : "suspect",
				text: `it is taken as known at creation, but where the history says that the value changed later, the column holds the last value for ${estimateText(last)} of the leads`,
				rates: [{ of: "column holds the last value, where it changed after creation", rate: last }],
			};
		}
	}
	if (count.later < LEAST || count.without < LEAST) return undefined;
	const same = estimateRate(count.sameLater, count.later);
	const without = estimateRate(count.filledWithout, count.without);
	if (!(seenOf(same).interval![0] >= NEARLY_ALL && seenOf(without).interval![1] <= 0.05)) return undefined;
	return {
		check: "late value",
		level: "certain",
		text: `it is taken as known at creation, but the column holds the last value of a history that begins after creation for ${estimateText(same)} of the leads that have one, and is filled for ${estimateText(without)} of those that have none`,
		rates: [
			{ of: "column holds the last value, where the history begins after creation", rate: same },
			{ of: "column is filled, where there is no history", rate: without },
		],
	};
}
