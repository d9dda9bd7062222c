import type { CheckCode } from "./check-codes.ts";

/** How a fault is told, given the text of the cell it is about. */
export interface Fault {
	readonly code: CheckCode;
	/** Column of the file, where the fault is in one. */
	readonly column?: string | undefined;
	/** What is wrong, the rule, and what was found. */
	readonly message: (cell: string) => string;
	readonly cure: string;
}

/** One check of one column while the rows of a file go by. */
export interface Check extends Fault {
	readonly keeps: boolean;
	/** Notes that a row has this fault; a row that is rejected more than once keeps its first reason. */
	readonly hit: (row: number) => void;
	readonly count: () => number;
	/** First row in the file with this fault; Infinity without one. */
	readonly first: () => number;
	/** A cure that fits what was found better than the general one. */
	readonly advise: (cure: string) => void;
}

/** What was found in the rows of one file: per check a count and an example, per row why it is rejected. */
export interface Tally {
	/** A check that keeps its rows or rejects them. */
	check(fault: Fault, keeps: boolean): Check;
	/** Leaves a row out that holds no fact: it counts as loaded. */
	skip(row: number): void;
	readonly checks: readonly Check[];
	/** 0 kept, {@link SKIPPED}, otherwise 1 + index of the check that rejects the row; `undefined`: all kept. */
	reasons(): Uint16Array | undefined;
	rejected(): number;
}

/** Mark of a row that holds no fact. */
export const SKIPPED = 0xffff;

/**
 * A tally of a file of `rows` rows. Nothing is allocated for a clean file.
 *
 * @example createTally(10).check({ code: "type", message: () => "not a date.", cure: "" }, false).hit(3)
 */
export function createTally(rows: number): Tally {
	const checks: Check[] = [];
	let reasons: Uint16Array | undefined;
	let rejected = 0;
	return {
		checks,
		check: (fault, keeps) => {
			const reason = checks.length + 1;
			let count = 0;
			let first = Number.POSITIVE_INFINITY;
			let advised: string | undefined;
			const check: Check = {
				...fault,
				get cure() {
					return advised ?? fault.cure;
				},
				advise: (cure) => {
					advised = cure;
				},
				keeps,
				count: () => count,
				first: () => first,
				hit: (row) => {
					if (keeps) {
						// A row that goes for another reason keeps nothing.
						if (reasons !== undefined && reasons[row] !== 0) return;
					} else {
						reasons ??= new Uint16Array(rows);
						if (reasons[row] !== 0) return;
						reasons[row] = reason;
						rejected++;
					}
					count++;
					if (row < first) first = row;
				},
			};
			checks.push(check);
			return check;
		},
		skip: (row) => {
			reasons ??= new Uint16Array(rows);
			if (reasons[row] === 0) reasons[row] = SKIPPED;
		},
		reasons: () => reasons,
		rejected: () => rejected,
	};
}
