import type { Estimate } from "../metrics/rates/estimate.ts";
import type { SelectionBias, SelectionFindings, SelectionReview } from "../selection/selection.ts";
import { columnsOf, type Table } from "../tables/table.ts";
import { formatCount, formatRate } from "../words/number-format.ts";
import { handoffName } from "../words/stage-name.ts";

/**
 * The precision of a hand-off as recorded and had every flag been worked: weighted, doubly robust, and whatever the unworked
 * flags would have done; each model's line with the flags that were worked, and the share of a kind that nobody worked.
 *
 * @param review of `selectionReview`; of each model the first hand-off is shown
 * @example show(selectionTable(selectionReview(history, candidate, { baseline })))
 */
export function selectionTable(review: SelectionReview): Table {
	const first = (list: readonly SelectionBias[], role: string) =>
		list.slice(0, 1).map((one) => [role, ...(one.state === "said" ? cellsOf(one) : [`not said: ${one.reason}`])]);
	const main = review.candidate[0];
	return {
		columns: columnsOf(
			"model",
			"mature flags",
			"worked",
			"as recorded",
			"weighted",
			"doubly robust",
			"worst and best case",
			"nobody looked at",
		),
		rows: [...first(review.baseline, "baseline"), ...first(review.candidate, "candidate")],
		note: `Precision${main === undefined ? "" : ` of ${handoffName(main)}`} with 95 % intervals. As recorded, an unworked flag counts as a miss; the two estimates ask what worked flags like it did; the last pair takes all unworked flags as misses, then as hits.`,
	};
}

function cellsOf({ flags, worked, recorded, population, bounds, blind }: SelectionFindings): (string | number)[] {
	return [
		flags,
		worked,
		rateText(recorded),
		rateText(population.weighted),
		rateText(population.doublyRobust),
		"reason" in bounds ? "no flag" : `${percent(bounds.lower)} to ${formatRate(bounds.upper)}`,
		formatRate(blind.share),
	];
}

function rateText(rate: Estimate | Estimate): string {
	if ("state" in rate && rate.state === "cannot tell yet") {
		const more = rate.moreNeeded === undefined ? "" : `, about ${formatCount(rate.moreNeeded)} more`;
		return `cannot tell yet${more}`;
	}
	if (rate.value === undefined || rate.interval === undefined) return "no rate";
	return `${formatRate(rate.value)} (${percent(rate.interval[0])} to ${percent(rate.interval[1])})`;
}

function percent(rate: number): string {
	return (rate * 100).toFixed(1);
}
