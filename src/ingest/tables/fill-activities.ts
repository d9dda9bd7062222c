import { UNKNOWN } from "../../dataset/dataset.ts";
import type { Check } from "../checks/tally.ts";
import { PLACEHOLDER } from "./instant-decoder.ts";

/** Columns of activities that are filled, and what rows are held against. */
export interface ActivityTarget {
	readonly lead: Int32Array;
	readonly at: Float64Array;
	readonly type: Uint16Array;
	readonly knownAt: Float64Array | undefined;
	/** Rows of the files before this one. */
	readonly base: number;
	readonly asOf: number;
	/** Creation by lead. */
	readonly createdAt: Float64Array;
	/** Type by raw code; `constant` where the table is of one type. */
	readonly typeOf: Int32Array;
	readonly constant: number;
}

/** One chunk of rows; instants are decoded, raw codes are not. */
export interface ActivityRows {
	readonly rows: Int32Array;
	/** Below 0: the row is rejected already. */
	readonly leads: Int32Array;
	readonly ats: Float64Array;
	readonly types: Int32Array | undefined;
	readonly knowns: Float64Array | undefined;
}

/** The checks of an activity in the order in which they come. */
export interface ActivityChecks {
	readonly badAt: Check;
	readonly noAt: Check;
	readonly lateAt: Check;
	readonly noType: Check;
	readonly badKnown: Check | undefined;
	readonly noKnown: Check | undefined;
	readonly lateKnown: Check | undefined;
	readonly early: Check;
}

/**
 * Checks the rows of a chunk and puts those that stand into the columns. This loop sees every activity: it is a plain
 * function over typed arrays so that it is compiled once and stays so.
 */
export function fillActivities(target: ActivityTarget, chunk: ActivityRows, checks: ActivityChecks): void {
	const { lead, at, type, knownAt, base, asOf, createdAt, typeOf, constant } = target;
	const { rows, leads, ats, types, knowns } = chunk;
	const count = rows.length;
	for (let i = 0; i < count; i++) {
		const who = leads[i]!;
		if (who < 0) continue;
		const row = rows[i]!;
		const when = ats[i]!;
		if (!(when <= asOf)) {
			// NaN: not an instant; Infinity: empty.
			if (when < Number.POSITIVE_INFINITY) checks.lateAt.hit(row);
			else checks.badAt.hit(row);
			continue;
		}
		if (when === PLACEHOLDER) {
			checks.noAt.hit(row);
			continue;
		}
		const what = types === undefined ? constant : types[i]! < 0 ? UNKNOWN : typeOf[types[i]!]!;
		if (what < 0) {
			checks.noType.hit(row);
			continue;
		}
		const place = base + row;
		if (knownAt !== undefined) {
			let seen = knowns === undefined ? when : knowns[i]!;
			if (seen === PLACEHOLDER) {
				checks.noKnown?.hit(row);
				seen = when;
			} else if (seen === Number.POSITIVE_INFINITY) seen = when;
			if (!(seen <= asOf)) {
				if (seen > asOf) checks.lateKnown?.hit(row);
				else checks.badKnown?.hit(row);
				continue;
			}
			knownAt[place] = seen;
		}
		if (when < createdAt[who]!) checks.early.hit(row);
		lead[place] = who;
		at[place] = when;
		type[place] = what;
	}
}
