import type { PopulationStability } from "../metrics/rates/population-stability.ts";
import { shortEstimate } from "../words/estimate-text.ts";
import type { DriftRate, MeanChange } from "./drift-result.ts";

/** A mean change of points as text: `+1.20 (0.90 to 1.50)`. */
export function pointsText({ difference, interval }: MeanChange): string {
	if (difference === undefined) return "no leads to compare";
	const signed = (value: number) => `${value < 0 ? "-" : "+"}${Math.abs(value).toFixed(2)}`;
	return interval === undefined
		? signed(difference)
		: `${signed(difference)} (${signed(interval[0])} to ${signed(interval[1])})`;
}

/** `12.0 % (60 of 500) to 0.0 % (0 of 200)`. */
export function fromTo({ before, after }: Pick<DriftRate, "before" | "after">): string {
	return `from ${shortEstimate(before)} to ${shortEstimate(after)}`;
}

/** `0.31 (0.24 to 0.41; by chance up to 0.02)`. */
export function psiText({ value, interval, highByChance, reason }: PopulationStability): string {
	if (value === undefined || interval === undefined) return `not to be had (${reason ?? "no leads"})`;
	return `${value.toFixed(3)} (${interval[0].toFixed(3)} to ${interval[1].toFixed(3)}; by chance up to ${(highByChance ?? 0).toFixed(3)})`;
}
