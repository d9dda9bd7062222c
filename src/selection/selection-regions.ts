import { formatPoints } from "../words/number-format.ts";
import type { SelectionCalls } from "./selection-calls.ts";
import type { SelectionScores } from "./selection-scores.ts";

/** How sales stood to a lead when it was called. */
export type SelectionState =
	| "touched before"
	| "called"
	| "not called by the old model"
	| "just called"
	| "passed over";

/** Calls that look alike to whoever chooses whom to work: a state and a range of scores. */
export interface SelectionRegion {
	readonly state: SelectionState;
	/** Lowest and highest score of the deciding model among these calls. */
	readonly scores: readonly [number, number];
	readonly calls: number;
	/** Worked by the end of the horizon. */
	readonly worked: number;
	/** Hits among the worked. */
	readonly hits: number;
	/** Worked share below the least one that can be learned from. */
	readonly blind: boolean;
}

/** A partition of the calls: the regions, and the region of each call. */
export interface SelectionRegions {
	readonly regions: readonly SelectionRegion[];
	readonly regionOf: Int32Array;
}

const STATE_WORDS: Readonly<Record<SelectionState, string>> = {
	"touched before": "sales in touch before the call",
	called: "called",
	"not called by the old model": "not called by old model",
	"just called": "newly called by old model",
	"passed over": "passed over by sales",
};

/**
 * A region in words.
 *
 * @example regionName({ state: "not called by the old model", scores: [22, 39], ... }) // "not called by old model, score 22 to 39"
 */
export function regionName({ state, scores: [low, high] }: Pick<SelectionRegion, "state" | "scores">): string {
	if (state === "touched before") return STATE_WORDS[state];
	const range = low === high ? formatPoints(low) : `${formatPoints(low)} to ${formatPoints(high)}`;
	return `${STATE_WORDS[state]}, score ${range}`;
}

/** Days from the old model's call after which a lead that nobody touched has been passed over. */
const PASSED_OVER_DAYS = 14;

/** A region has at least this many calls, so that one without any worked lead is no accident. */
const LEAST_CALLS = 100;

/**
 * Splits calls into regions and counts who was worked in each. Leads that sales had touched before are one region (all
 * worked). The others go by state (where there is an old model: it had not called them; had in the last 14 days; had earlier, and sales had
 * passed them over) and by the score of the deciding model, in ranges of at least 100 calls; a state with fewer
 * is one range. A range in which less than `floor` of the calls were worked is blind: what would have become of its leads
 * was never seen.
 *
 * @param options.floor least share of worked calls that can be learned from; 0.02 by default
 */
export function selectionRegions(
	calls: SelectionCalls,
	scores: SelectionScores,
	{ floor = 0.02 }: { readonly floor?: number } = {},
): SelectionRegions {
	const count = calls.lead.length;
	const states = Array.from({ length: count }, (_, i) => stateOf(calls, scores, i));
	const regions: SelectionRegion[] = [];
	const regionOf = new Int32Array(count);
	for (const state of ORDER) {
		const rows = [...states.keys()].filter((i) => states[i] === state);
		rows.sort((a, b) => scores.old[a]! - scores.old[b]!);
		const parts = state === "touched before" ? (rows.length > 0 ? [rows] : []) : scoreRanges(rows, scores.old);
		for (const part of parts) {
			for (const i of part) regionOf[i] = regions.length;
			const worked = part.filter((i) => calls.worked[i] === 1);
			regions.push({
				state,
				scores: [scores.old[part[0]!]!, scores.old[part.at(-1)!]!],
				calls: part.length,
				worked: worked.length,
				hits: worked.filter((i) => calls.hit[i] === 1).length,
				blind: worked.length < floor * part.length,
			});
		}
	}
	return { regions, regionOf };
}

const ORDER: readonly SelectionState[] = [
	"touched before",
	"called",
	"not called by the old model",
	"just called",
	"passed over",
];

function stateOf(calls: SelectionCalls, { own, old, oldCallAgeDays }: SelectionScores, i: number): SelectionState {
	if (calls.touchedBefore[i] === 1) return "touched before";
	if (old === own) return "called";
	const age = oldCallAgeDays[i]!;
	if (Number.isNaN(age)) return "not called by the old model";
	return age <= PASSED_OVER_DAYS ? "just called" : "passed over";
}

/** Rows in order of score, cut where the score changes and both sides have enough. */
function scoreRanges(rows: readonly number[], score: Float64Array): number[][] {
	const size = Math.max(LEAST_CALLS, Math.ceil(rows.length / 8));
	const parts: number[][] = [];
	let part: number[] = [];
	rows.forEach((i, place) => {
		const changes = place > 0 && score[i] !== score[rows[place - 1]!];
		if (changes && part.length >= size && rows.length - place >= size) {
			parts.push(part);
			part = [];
		}
		part.push(i);
	});
	if (part.length > 0) parts.push(part);
	return parts;
}
