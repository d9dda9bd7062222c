import { formatPoints } from "../words/number-format.ts";
import type { SelectionFlags } from "./selection-flags.ts";
import type { SelectionScores } from "./selection-scores.ts";

/** How sales stood to a lead when it was flagged. */
export type SelectionState =
	| "touched before"
	| "flagged"
	| "not flagged by the old model"
	| "just flagged"
	| "passed over";

/** Flags that look alike to whoever chooses whom to work: a state and a range of scores. */
export interface SelectionRegion {
	readonly state: SelectionState;
	/** Lowest and highest score of the deciding model among these flags. */
	readonly scores: readonly [number, number];
	readonly flags: number;
	/** Worked by the end of the horizon. */
	readonly worked: number;
	/** Hits among the worked. */
	readonly hits: number;
	/** Worked share below the least one that can be learned from. */
	readonly blind: boolean;
}

/** A partition of the flags: the regions, and the region of each flag. */
export interface SelectionRegions {
	readonly regions: readonly SelectionRegion[];
	readonly regionOf: Int32Array;
}

const STATE_WORDS: Readonly<Record<SelectionState, string>> = {
	"touched before": "sales in touch before the flag",
	flagged: "flagged",
	"not flagged by the old model": "not flagged by old model",
	"just flagged": "newly flagged by old model",
	"passed over": "passed over by sales",
};

/**
 * A region in words.
 *
 * @example regionName({ state: "not flagged by the old model", scores: [22, 39], ... }) // "not flagged by old model, score 22 to 39"
 */
export function regionName({ state, scores: [low, high] }: Pick<SelectionRegion, "state" | "scores">): string {
	if (state === "touched before") return STATE_WORDS[state];
	const range = low === high ? formatPoints(low) : `${formatPoints(low)} to ${formatPoints(high)}`;
	return `${STATE_WORDS[state]}, score ${range}`;
}

/** Days from the old model's flag after which a lead that nobody touched has been passed over. */
const PASSED_OVER_DAYS = 14;

/** A region has at least this many flags, so that one without any worked lead is no accident. */
const LEAST_CALLS = 100;

/**
 * Splits flags into regions and counts who was worked in each. Leads that sales had touched before are one region (all
 * worked). The others go by state (where there is an old model: it had not flagged them; had in the last 14 days; had earlier, and sales had
 * passed them over) and by the score of the deciding model, in ranges of at least 100 flags; a state with fewer
 * is one range. A range in which less than `floor` of the flags were worked is blind: what would have become of its leads
 * was never seen.
 *
 * @param options.floor least share of worked flags that can be learned from; 0.02 by default
 */
export function selectionRegions(
	flags: SelectionFlags,
	scores: SelectionScores,
	{ floor = 0.02 }: { readonly floor?: number } = {},
): SelectionRegions {
	const count = flags.lead.length;
	const states = Array.from({ length: count }, (_, i) => stateOf(flags, scores, i));
	const regions: SelectionRegion[] = [];
	const regionOf = new Int32Array(count);
	for (const state of ORDER) {
		const rows = [...states.keys()].filter((i) => states[i] === state);
		rows.sort((a, b) => scores.old[a]! - scores.old[b]!);
		const parts = state === "touched before" ? (rows.length > 0 ? [rows] : []) : scoreRanges(rows, scores.old);
		for (const part of parts) {
			for (const i of part) regionOf[i] = regions.length;
			const worked = part.filter((i) => flags.worked[i] === 1);
			regions.push({
				state,
				scores: [scores.old[part[0]!]!, scores.old[part.at(-1)!]!],
				flags: part.length,
				worked: worked.length,
				hits: worked.filter((i) => flags.hit[i] === 1).length,
				blind: worked.length < floor * part.length,
			});
		}
	}
	return { regions, regionOf };
}

const ORDER: readonly SelectionState[] = [
	"touched before",
	"flagged",
	"not flagged by the old model",
	"just flagged",
	"passed over",
];

function stateOf(flags: SelectionFlags, { own, old, oldFlagAgeDays }: SelectionScores, i: number): SelectionState {
	if (flags.touchedBefore[i] === 1) return "touched before";
	if (old === own) return "flagged";
	const age = oldFlagAgeDays[i]!;
	if (Number.isNaN(age)) return "not flagged by the old model";
	return age <= PASSED_OVER_DAYS ? "just flagged" : "passed over";
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
