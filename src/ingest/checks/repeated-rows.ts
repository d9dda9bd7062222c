import type { Source } from "../files/source.ts";
import { repeatedRow } from "./faults.ts";
import { eachRow, type FilePart } from "./file-part.ts";

type Column = Float64Array | Int32Array | Uint16Array | Uint8Array;

/** A file whose rows are held against those of its table. */
export interface RepeatPart extends FilePart {
	readonly source: Source;
	/** Columns of the file that stand in memory; where these are all, the file need not be read again. */
	readonly named: readonly string[];
	/** Files of one description: rows of others do not repeat theirs. */
	readonly group: number;
}

/**
 * Finds rows that repeat an earlier one of their table in every column of the file, also in those that nobody named: an
 * event with an id of its own is no repeat. Rows of equal lead and instant are found in memory, and only of those that
 * are alike in all named columns the file is read again. Rows already rejected do not count.
 *
 * @param columns of the table, in file order; the first two are lead and instant
 */
export async function checkRepeatedRows(
	columns: readonly [lead: Int32Array, at: Float64Array, ...others: Column[]],
	parts: readonly RepeatPart[],
	{ keeps }: { readonly keeps: boolean },
): Promise<void> {
	const fileOf = fileFinder(parts);
	const groups = alike(columns, parts, fileOf);
	if (groups.length === 0) return;
	const isWhole = parts.every(({ source, named }) => source.columns.every((name) => named.includes(name)));
	const repeats = isWhole ? groups.flatMap((group) => group.slice(1)) : await repeatsOf(groups, parts, fileOf);
	const checks = new Map<number, (row: number) => void>();
	for (const place of repeats) {
		const { file, row } = fileOf(place);
		let hit = checks.get(file);
		if (hit === undefined) {
			const { tally, source } = parts[file]!;
			const isTwice = parts.some((other, i) => i !== file && other.source.file === source.file);
			hit = tally.check(repeatedRow(isTwice), keeps).hit;
			checks.set(file, hit);
		}
		hit(row);
	}
}

type FindFile = (place: number) => { readonly file: number; readonly row: number };

function fileFinder(parts: readonly FilePart[]): FindFile {
	const starts: number[] = [];
	let base = 0;
	for (const { rows } of parts) {
		starts.push(base);
		base += rows;
	}
	return (place) => {
		let file = starts.length - 1;
		while (starts[file]! > place) file--;
		return { file, row: place - starts[file]! };
	};
}

/** Places of rows that are alike in all columns in memory, in groups of two and more, in file order. */
function alike(
	columns: readonly [Int32Array, Float64Array, ...Column[]],
	parts: readonly RepeatPart[],
	fileOf: FindFile,
): number[][] {
	const candidates = sameLeadAndInstant(columns, parts);
	if (candidates.length < 2) return [];
	const order = (a: number, b: number): number => {
		for (const column of columns) {
			const difference = column[a]! - column[b]!;
			if (difference !== 0 && !Number.isNaN(difference)) return difference;
		}
		return 0;
	};
	const groupOf = parts.length < 2 ? () => 0 : (place: number) => parts[fileOf(place).file]!.group;
	const sorted = candidates.sort((a, b) => order(a, b) || groupOf(a) - groupOf(b) || a - b);
	const groups: number[][] = [];
	for (let i = 1; i < sorted.length; i++) {
		const [before, here] = [sorted[i - 1]!, sorted[i]!];
		if (order(before, here) !== 0 || groupOf(before) !== groupOf(here)) continue;
		const last = groups.at(-1);
		if (last?.at(-1) === before) last.push(here);
		else groups.push([before, here]);
	}
	return groups;
}

/** Places of at least all rows that share lead and instant with another, few others among them. */
function sameLeadAndInstant(
	[lead, at]: readonly [Int32Array, Float64Array, ...Column[]],
	parts: readonly FilePart[],
): Int32Array {
	const count = at.length;
	let isSorted = parts.every(({ tally }) => tally.reasons() === undefined);
	for (let i = 1; isSorted && i < count; i++) isSorted = at[i - 1]! <= at[i]!;
	const found: number[] = [];
	if (isSorted) {
		// Event logs: equal instants stand side by side.
		for (let from = 0, to = 1; from < count; from = to++) {
			while (to < count && at[to] === at[from]) to++;
			if (to - from < 2) continue;
			const seen = new Map<number, number>();
			for (let i = from; i < to; i++) seen.set(lead[i]!, (seen.get(lead[i]!) ?? 0) + 1);
			if (seen.size < to - from) for (let i = from; i < to; i++) if (seen.get(lead[i]!)! > 1) found.push(i);
		}
		return Int32Array.from(found);
	}
	const bits = Math.max(10, Math.min(30, Math.ceil(Math.log2(count * 32 + 1))));
	const words = new Uint32Array(at.buffer, at.byteOffset, count * 2);
	const hash = (place: number) => {
		let h = Math.imul(lead[place]! + 1, 0x9e3779b1) ^ Math.imul(words[2 * place]! ^ 0x85ebca6b, 0xc2b2ae35);
		h = Math.imul(h ^ (h >>> 15) ^ words[2 * place + 1]!, 0x27d4eb2f);
		h = Math.imul(h ^ (h >>> 13), 0x165667b1);
		return (h ^ (h >>> 16)) >>> (32 - bits);
	};
	const seen = new Uint32Array(1 << (bits - 5));
	const twice = new Uint32Array(1 << (bits - 5));
	let isAny = false;
	eachRow(parts, (place) => {
		const h = hash(place);
		const mask = 1 << (h & 31);
		if ((seen[h >>> 5]! & mask) === 0) seen[h >>> 5]! |= mask;
		else {
			twice[h >>> 5]! |= mask;
			isAny = true;
		}
	});
	if (isAny) {
		eachRow(parts, (place) => {
			const h = hash(place);
			if ((twice[h >>> 5]! & (1 << (h & 31))) !== 0) found.push(place);
		});
	}
	return Int32Array.from(found);
}

/** Of rows alike in memory those that repeat an earlier one in every column of the file. */
async function repeatsOf(
	groups: readonly (readonly number[])[],
	parts: readonly RepeatPart[],
	fileOf: FindFile,
): Promise<number[]> {
	const rowsOf = parts.map((): number[] => []);
	for (const place of groups.flat()) {
		const { file, row } = fileOf(place);
		rowsOf[file]!.push(row);
	}
	const texts = parts.map(() => new Map<number, string>());
	for (const [file, rows] of rowsOf.entries()) {
		if (rows.length === 0) continue;
		const { source } = parts[file]!;
		const names = [...source.columns.keys()].sort((a, b) => (source.columns[a]! < source.columns[b]! ? -1 : 1));
		const header = names.map((i) => source.columns[i]);
		for await (const batch of source.originals(Int32Array.from(rows).sort())) {
			for (const { row, cells } of batch) texts[file]!.set(row, JSON.stringify([header, names.map((i) => cells[i])]));
		}
	}
	return groups.flatMap((group) => {
		const seen = new Set<string>();
		return group.filter((place) => {
			const { file, row } = fileOf(place);
			const text = texts[file]!.get(row) ?? "";
			if (seen.has(text)) return true;
			seen.add(text);
			return false;
		});
	});
}
