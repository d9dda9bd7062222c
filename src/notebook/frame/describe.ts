import type { FrameRow } from "./frame.ts";
import { isMissing, isNumbers, numbersOf } from "./missing.ts";
import { statisticOf } from "./statistic.ts";

/** Rows of a described frame, its columns and what it leaves out. */
export interface Described {
	readonly rows: readonly FrameRow[];
	readonly columns: readonly string[];
	readonly note: string | undefined;
}

/**
 * Statistics of each column of numbers, one row a statistic; without such a column those of text. Missing cells are left
 * out, and a column that is nothing else has no statistics.
 *
 * @example describeColumns([{ a: 1 }, { a: 3 }], ["a"]).rows[1] // { "": "mean", a: 2 }
 */
export function describeColumns(rows: readonly FrameRow[], columns: readonly string[]): Described {
	const cells = new Map(columns.map((name) => [name, rows.map((row) => row[name])]));
	const numeric = columns.filter((name) => isNumbers(cells.get(name)!));
	const others = columns.filter((name) => !numeric.includes(name));
	if (numeric.length === 0) return { ...describeTexts(cells), note: undefined };
	const told = (name: string, of: (cells: readonly unknown[]) => unknown) => ({
		"": name,
		...Object.fromEntries(numeric.map((column) => [column, of(cells.get(column)!)])),
	});
	return {
		rows: [
			told("count", (column) => statisticOf("count", column)),
			told("mean", (column) => statisticOf("mean", column)),
			told("std", (column) => statisticOf("std", column)),
			told("min", (column) => statisticOf("min", column)),
			...[0.25, 0.5, 0.75].map((share) =>
				told(`${share * 100}%`, (column) => linearQuantile(numbersOf(column), share)),
			),
			told("max", (column) => statisticOf("max", column)),
		],
		columns: ["", ...numeric],
		note: others.length === 0 ? undefined : `Text is left out: ${others.join(", ")}; .counts(name) counts its values.`,
	};
}

function describeTexts(cells: ReadonlyMap<string, readonly unknown[]>): Omit<Described, "note"> {
	const told = new Map([...cells].map(([name, column]) => [name, textStatistics(column)]));
	const rows = (["count", "unique", "top", "freq"] as const).map((statistic) => ({
		"": statistic,
		...Object.fromEntries([...told].map(([name, one]) => [name, one[statistic]])),
	}));
	return { rows, columns: ["", ...cells.keys()] };
}

function textStatistics(column: readonly unknown[]) {
	const counts = new Map<unknown, number>();
	for (const cell of column) if (!isMissing(cell)) counts.set(cell, (counts.get(cell) ?? 0) + 1);
	const [top, freq] = [...counts].reduce<readonly [unknown, number]>(
		(most, one) => (one[1] > most[1] ? one : most),
		[undefined, 0],
	);
	return { count: statisticOf("count", column), unique: counts.size, top, freq: counts.size === 0 ? undefined : freq };
}

/**
 * Between the two nearest numbers, as pandas, NumPy and R (type 7) do. Own, since simple-statistics takes one of the two
 * numbers or their middle, and the quartiles would differ from those an analyst gets elsewhere.
 */
function linearQuantile(numbers: readonly number[], share: number): number | undefined {
	const sorted = numbers.toSorted((a, b) => a - b);
	const place = (sorted.length - 1) * share;
	const low = sorted[Math.floor(place)];
	const high = sorted[Math.ceil(place)];
	return low === undefined || high === undefined ? undefined : low + (high - low) * (place - Math.floor(place));
}
