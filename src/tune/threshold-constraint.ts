import type { CapacityLimit } from "./capacity.ts";

/** How a rate is compared with a floor: `low end` of its 95 % interval (default), or the `point` itself. */
export type FloorBy = "low end" | "point";

/**
 * What a threshold must keep to, and what it should be best at. Everything given holds together.
 *
 * `capacity`, `precision` and `recall` are limits; `profit` and `fBeta` are aims, of which at most one may be given.
 */
export interface ThresholdConstraint {
	/** Leads that sales can work a week. */
	readonly capacity?: CapacityLimit | undefined;
	readonly precision?: { readonly atLeast: number; readonly by?: FloorBy } | undefined;
	readonly recall?: { readonly atLeast: number; readonly by?: FloorBy } | undefined;
	/** Cost of working one lead, and the value of a win: a fixed one, or the amounts recorded with the outcome. */
	readonly profit?: ProfitTerms | undefined;
	/** Recall counts `beta` times as much as precision; 1 by default. */
	readonly fBeta?: { readonly beta?: number } | undefined;
}

/** Money: what working a flagged lead costs and what a hit brings, in the same currency. */
export interface ProfitTerms {
	readonly costPerFlag: number;
	readonly valuePerWin: number | "recorded";
}

/**
 * @throws RangeError when a number is out of range, two aims are given, or nothing is
 */
export function checkConstraint({ capacity, precision, recall, profit, fBeta }: ThresholdConstraint): void {
	if (capacity !== undefined) {
		const { perWeek, maxWaitDays = 7 } = capacity;
		check(Number.isInteger(perWeek) && perWeek >= 1, "perWeek must be a whole number from 1", perWeek);
		check(maxWaitDays >= 0, "maxWaitDays must be at least 0", maxWaitDays);
	}
	for (const [name, floor] of Object.entries({ precision, recall })) {
		if (floor !== undefined) check(floor.atLeast > 0 && floor.atLeast <= 1, `${name} must be in (0, 1]`, floor.atLeast);
	}
	if (profit !== undefined) {
		const { costPerFlag, valuePerWin } = profit;
		check(costPerFlag >= 0 && Number.isFinite(costPerFlag), "costPerFlag must be at least 0", costPerFlag);
		check(
			valuePerWin === "recorded" || (valuePerWin > 0 && Number.isFinite(valuePerWin)),
			"valuePerWin must be above 0",
			valuePerWin,
		);
	}
	if (fBeta?.beta !== undefined) check(fBeta.beta > 0, "beta must be above 0", fBeta.beta);
	check(profit === undefined || fBeta === undefined, "profit and F-beta cannot both be the aim", "both");
	const given = [capacity, precision, recall, profit, fBeta].some((one) => one !== undefined);
	check(given, "a limit or an aim must be given", "none");
}

function check(holds: boolean, rule: string, got: unknown): void {
	if (!holds) throw new RangeError(`chooseThreshold: ${rule}, got ${String(got)}.`);
}
