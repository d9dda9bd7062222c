import { DAY_MS } from "./calendar.ts";

/** The time in which nearly all instants of a column lie. */
export interface UsualRange {
	/** First and last instant that is not far from all others. */
	readonly from: number;
	readonly to: number;
	/** Instants that are. */
	readonly outside: number;
}

const BUCKET_MS = 30 * DAY_MS;
/** About three years without a single instant. */
const LEAST_EMPTY = 36;
/** The empty time is also this many times as long as all that the others span. */
const SPAN_FACTOR = 1.5;
/** Fewer others say nothing about what is usual. */
const LEAST_OTHERS = 5;

/**
 * The range of a column without the instants that are far from all others: a minority with at least three empty years
 * between it and the rest, and at least one and a half times what the rest spans. A single creation of 1970 among those of
 * 2024 is such an instant; the few first years of a history that has grown are not. Bounds of periods and figures a week
 * hang on this range and not on the extremes. Order of the instants plays no part; instants that are not finite do not count.
 *
 * @param at instant by index
 * @returns `undefined` without a finite instant
 * @example usualRange(6, (i) => (i === 0 ? 0 : Date.UTC(2024, i))) // from Date.UTC(2024, 1), outside 1
 */
export function usualRange(count: number, at: (index: number) => number): UsualRange | undefined {
	let first = Number.POSITIVE_INFINITY;
	let last = Number.NEGATIVE_INFINITY;
	for (let i = 0; i < count; i++) {
		const instant = at(i);
		if (!Number.isFinite(instant)) continue;
		if (instant < first) first = instant;
		if (instant > last) last = instant;
	}
	if (first > last) return undefined;
	const base = Math.floor(first / BUCKET_MS);
	const buckets = Math.floor(last / BUCKET_MS) - base + 1;
	if (buckets <= LEAST_EMPTY) return { from: first, to: last, outside: 0 };
	const counts = new Int32Array(buckets);
	for (let i = 0; i < count; i++) {
		const instant = at(i);
		if (Number.isFinite(instant)) counts[Math.floor(instant / BUCKET_MS) - base]!++;
	}
	const { low, high } = crowded(counts);
	if (low === 0 && high === buckets - 1) return { from: first, to: last, outside: 0 };
	const usual = { from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY, outside: 0 };
	for (let i = 0; i < count; i++) {
		const instant = at(i);
		if (!Number.isFinite(instant)) continue;
		const bucket = Math.floor(instant / BUCKET_MS) - base;
		if (bucket < low || bucket > high) usual.outside++;
		else {
			if (instant < usual.from) usual.from = instant;
			if (instant > usual.to) usual.to = instant;
		}
	}
	return usual;
}

/** First and last bucket of the majority, once every minority that lies far away is taken off. */
function crowded(counts: Int32Array): { readonly low: number; readonly high: number } {
	const filled = Array.from(counts.keys()).filter((bucket) => counts[bucket]! > 0);
	const before = [0];
	for (const bucket of filled) before.push(before.at(-1)! + counts[bucket]!);
	let [from, to] = [0, filled.length - 1];
	for (let again = true; again; ) {
		again = false;
		for (let i = from; i < to; i++) {
			const empty = filled[i + 1]! - filled[i]! - 1;
			if (empty < LEAST_EMPTY) continue;
			const older = before[i + 1]! - before[from]!;
			const younger = before[to + 1]! - before[i + 1]!;
			const span = older > younger ? filled[i]! - filled[from]! + 1 : filled[to]! - filled[i + 1]! + 1;
			if (older === younger || Math.max(older, younger) < LEAST_OTHERS || empty < SPAN_FACTOR * span) continue;
			if (older > younger) to = i;
			else from = i + 1;
			again = true;
			break;
		}
	}
	return { low: filled[from]!, high: filled[to]! };
}
