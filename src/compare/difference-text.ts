import { formatCount, formatRate } from "../words/number-format.ts";
import type { PairedDifference } from "./comparison.ts";

const LEADS = new Set(["flagged", "late"]);
const PLAIN = new Set(["lift", "lift-at-10", "auc", "average-precision", "ks", "f-beta"]);

/**
 * A number with its sign, so that a difference is seen to be one.
 *
 * @example signed(0.042, 3) // "+0.042"
 */
export function signed(value: number, decimals: number): string {
	const text = value.toFixed(decimals);
	// -0.04 to one decimal is no difference to the eye, and has no sign.
	if (Number(text) === 0) return (0).toFixed(decimals);
	return value > 0 ? `+${text}` : text;
}

/**
 * A measure's value as people read it: rates in per cent, numbers of leads whole, lift and F plain.
 *
 * @example measureText("precision", 0.412) // "41.2 %"
 */
export function measureText(measure: string, value: number | undefined): string {
	if (value === undefined) return "n/a";
	if (LEADS.has(measure)) return formatCount(value);
	if (PLAIN.has(measure)) return value.toFixed(3);
	return formatRate(value);
}

/**
 * A difference with its interval, in percentage points where the measure is a rate: `+4.2 points (+1.0 to +7.4)`; or why
 * it cannot be told yet.
 *
 * @example differenceText(recall) // "-8.1 points (-10.2 to -6.0)"
 */
export function differenceText({ measure, difference }: PairedDifference): string {
	if (difference.state === "cannot tell yet") {
		const more = difference.moreNeeded;
		return `cannot tell yet: ${difference.reason}${more === undefined ? "" : `; about ${formatCount(more)} more leads`}`;
	}
	const [scale, decimals, unit] = LEADS.has(measure)
		? [1, 0, " leads"]
		: PLAIN.has(measure)
			? [1, 3, ""]
			: [100, 1, " points"];
	const text = (value: number) => signed(value * scale, decimals);
	const [low, high] = difference.interval;
	return `${text(difference.value)}${unit} (${text(low)} to ${text(high)})`;
}
