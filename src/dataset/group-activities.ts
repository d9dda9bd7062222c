import { UNKNOWN } from "./dataset.ts";
import type { RawActivities } from "./raw-columns.ts";
import { sharedFloat64, sharedInt32, sharedUint16 } from "./shared-array.ts";

/** Columns of activities grouped by lead; of each lead in the order in which they become known. */
export interface GroupedActivities {
	readonly offsets: Int32Array;
	readonly type: Uint16Array;
	readonly at: Float64Array;
	readonly knownAt: Float64Array;
	/** Codes of each property. */
	readonly codes: readonly Int32Array[];
}

/** Leads of one block: the rows of a block are scattered within what a core keeps close. */
const BLOCK_BITS = 12;

/**
 * Groups activities by lead and orders each lead's rows by `knownAt`; equal instants stay in file order. Files in lead
 * order are taken as they are. Others are split into blocks of neighbouring leads first, so that the scattered writes of
 * the second pass stay close together; event logs, which are in the order of time, need no sorting after that.
 */
export function groupActivities(raw: RawActivities, knownAt: Float64Array, leadCount: number): GroupedActivities {
	const { count, lead, at, type, properties } = raw;
	const offsets = sharedInt32(leadCount + 1);
	let isGrouped = true;
	for (let i = 0; i < count; i++) {
		offsets[lead[i]! + 1]!++;
		if (isGrouped && i > 0) {
			const before = lead[i - 1]!;
			isGrouped = before < lead[i]! || (before === lead[i]! && knownAt[i - 1]! <= knownAt[i]!);
		}
	}
	for (let i = 0; i < leadCount; i++) offsets[i + 1]! += offsets[i]!;
	const codes = properties.map((property) => property.codes);
	if (isGrouped) return { offsets, type, at, knownAt, codes };
	const blocks = splitIntoBlocks({ count, lead, at, knownAt, type, codes }, offsets);
	return sortRuns(scatter(blocks, offsets), offsets, leadCount);
}

interface Columns {
	readonly count: number;
	readonly lead: Int32Array;
	readonly at: Float64Array;
	/** The same array as `at` where every activity is known when it occurs. */
	readonly knownAt: Float64Array;
	readonly type: Uint16Array;
	readonly codes: readonly Int32Array[];
}

/** Rows in the order of their leads' blocks, and in file order within a block. */
function splitIntoBlocks(from: Columns, offsets: Int32Array): Columns {
	const { count, lead, at, knownAt, type, codes } = from;
	const blockCount = (offsets.length - 2) >> BLOCK_BITS;
	const next = new Int32Array(blockCount + 1);
	for (let block = 0; block <= blockCount; block++) next[block] = offsets[block << BLOCK_BITS]!;
	const to = {
		count,
		lead: new Int32Array(count),
		at: new Float64Array(count),
		type: new Uint16Array(count),
		codes: codes.map(() => new Int32Array(count)),
	};
	const own = knownAt === at ? to.at : new Float64Array(count);
	const place = new Int32Array(count);
	for (let i = 0; i < count; i++) {
		const p = next[lead[i]! >> BLOCK_BITS]!++;
		place[i] = p;
		to.lead[p] = lead[i]!;
		to.at[p] = at[i]!;
		to.type[p] = type[i]!;
	}
	if (own !== to.at) for (let i = 0; i < count; i++) own[place[i]!] = knownAt[i]!;
	codes.forEach((column, c) => {
		const split = to.codes[c]!;
		for (let i = 0; i < count; i++) split[place[i]!] = column[i]!;
	});
	return { ...to, knownAt: own };
}

/** Rows at their leads' places, in file order. */
function scatter({ count, lead, at, knownAt, type, codes }: Columns, offsets: Int32Array): Omit<Columns, "lead"> {
	const next = offsets.slice();
	const to = { count, at: sharedFloat64(count), type: sharedUint16(count), codes: codes.map(() => sharedInt32(count)) };
	const own = knownAt === at ? to.at : sharedFloat64(count);
	const place = lead;
	for (let i = 0; i < count; i++) {
		const p = next[lead[i]!]!++;
		place[i] = p;
		to.at[p] = at[i]!;
		to.type[p] = type[i]!;
	}
	if (own !== to.at) for (let i = 0; i < count; i++) own[place[i]!] = knownAt[i]!;
	codes.forEach((column, c) => {
		const placed = to.codes[c]!;
		for (let i = 0; i < count; i++) placed[place[i]!] = column[i] ?? UNKNOWN;
	});
	return { ...to, knownAt: own };
}

/** Orders each lead's rows by `knownAt`, where they are not yet in order. */
function sortRuns(columns: Omit<Columns, "lead">, offsets: Int32Array, leadCount: number): GroupedActivities {
	const { at, knownAt, type, codes } = columns;
	for (let lead = 0; lead < leadCount; lead++) {
		const from = offsets[lead]!;
		const to = offsets[lead + 1]!;
		if (isInOrder(knownAt, from, to)) continue;
		const order = Int32Array.from({ length: to - from }, (_, i) => from + i);
		order.sort((a, b) => knownAt[a]! - knownAt[b]! || a - b);
		for (const column of new Set<Float64Array | Uint16Array | Int32Array>([at, knownAt, type, ...codes])) {
			const sorted = Array.from(order, (row) => column[row]!);
			column.set(sorted, from);
		}
	}
	return { offsets, at, knownAt, type, codes };
}

function isInOrder(knownAt: Float64Array, from: number, to: number): boolean {
	for (let i = from + 1; i < to; i++) if (knownAt[i - 1]! > knownAt[i]!) return false;
	return true;
}
