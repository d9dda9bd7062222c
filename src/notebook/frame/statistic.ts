import { max, mean, median, min, sampleStandardDeviation, sum } from "simple-statistics";
import { isMissing, numbersOf } from "./missing.ts";

/** What a group of cells comes to. `count` counts the cells that are not missing; `std` divides by n - 1. */
export type Statistic = "count" | "sum" | "mean" | "median" | "min" | "max" | "std";

const OF_NUMBERS: Readonly<Record<Exclude<Statistic, "count">, (numbers: number[]) => number | undefined>> = {
	sum: (numbers) => sum(numbers),
	mean: (numbers) => (numbers.length === 0 ? undefined : mean(numbers)),
	median: (numbers) => (numbers.length === 0 ? undefined : median(numbers)),
	min: (numbers) => (numbers.length === 0 ? undefined : min(numbers)),
	max: (numbers) => (numbers.length === 0 ? undefined : max(numbers)),
	std: (numbers) => (numbers.length < 2 ? undefined : sampleStandardDeviation(numbers)),
};

/** The statistics by name. */
export const STATISTICS: readonly Statistic[] = [
	"count",
	...(Object.keys(OF_NUMBERS) as Exclude<Statistic, "count">[]),
];

/**
 * One statistic of some cells, missing ones left out; `undefined` where there are too few numbers for it.
 *
 * @example statisticOf("mean", [1, undefined, 3]) // 2
 */
export function statisticOf(statistic: Statistic, cells: readonly unknown[]): number | undefined {
	if (statistic === "count") return cells.filter((cell) => !isMissing(cell)).length;
	return OF_NUMBERS[statistic](numbersOf(cells));
}
