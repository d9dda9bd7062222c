import type { CheckState } from "./check-state.ts";

/**
 * The head of a result: what it came to, in a state and a sentence, and how much of what there is was looked at. A sentence
 * claims no more than that.
 */
export interface Summary {
	readonly state: CheckState;
	/** For a reader: no full stop. Names what was not looked at, where something was not. */
	readonly text: string;
	/** Things that were looked at closely enough to be told, of `all`. */
	readonly looked: number;
	readonly all: number;
	/** What it takes to look at the rest, e.g. `--landmark-days 30`; left out where all was looked at or nothing helps. */
	readonly takes?: string;
}

/**
 * A summary as one sentence without its full stop.
 *
 * @example summaryText({ state: "passed", text: "nothing moved", looked: 3, all: 3 }) // "nothing moved"
 */
export function summaryText({ text, takes }: Pick<Summary, "text" | "takes">): string {
	return takes === undefined ? text : `${text}; to look at the rest: ${takes}`;
}
