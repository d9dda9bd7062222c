import type { Measurement } from "../metrics/rates/measured.ts";
import { formatCount } from "./number-format.ts";

/**
 * A measured number with its interval, or that it cannot be told yet, why, and how many more leads it takes. The words come
 * instead of the number, so that nobody reads it alone.
 *
 * @param options.digits decimals; 3 by default
 * @example measurementText(auc) // "0.824 (95 % interval 0.805 to 0.842)"
 * @example measurementText(few) // "cannot tell yet: 3 positives and 40 negatives; at least 20 of each are needed (about 244 more leads)"
 */
export function measurementText(measurement: Measurement, { digits = 3 }: { readonly digits?: number } = {}): string {
	if (measurement.state === "cannot tell yet") {
		return `cannot tell yet: ${measurement.reason}${moreText(measurement.moreNeeded)}`;
	}
	const { value, interval, confidence } = measurement;
	return `${value.toFixed(digits)} (${Math.round(confidence * 100)} % interval ${interval[0].toFixed(digits)} to ${interval[1].toFixed(digits)})`;
}

/**
 * How many more leads it takes, in brackets, where more leads would help.
 *
 * @example moreText(244) // " (about 244 more leads)"
 */
export function moreText(moreNeeded: number | undefined): string {
	return moreNeeded === undefined || moreNeeded <= 0 ? "" : ` (about ${formatCount(moreNeeded)} more leads)`;
}
