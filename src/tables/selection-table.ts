import { type Estimate, seenOf } from "../metrics/rates/estimate.ts";
import type { SelectionBias, SelectionReview } from "../selection/selection.ts";
import { countsText, isEnough, shortEstimate } from "../words/estimate-text.ts";
import { formatCount, formatRate } from "../words/number-format.ts";
import { handoffName } from "../words/stage-name.ts";
import { muted } from "./cells.ts";
import type { Cell, Table } from "./table.ts";

/**
 * The precision of each hand-off counted in several ways: as recorded, of worked leads alone, weighted, doubly robust, and
 * whatever the unworked leads would have done.
 *
 * @example selectionTable(selectionReview(history, candidate, { baseline }))
 */
export function selectionTable({ candidate, baseline }: Pick<SelectionReview, "candidate" | "baseline">): Table {
	const named = (who: string, all: readonly SelectionBias[]) =>
		all.flatMap((one) => (one.state === "said" ? [{ who, one }] : []));
	const rows = candidate.flatMap((trial) => {
		const same = baseline.filter(({ from: flag, to: outcome }) => flag === trial.from && outcome === trial.to);
		return [...named("candidate", [trial]), ...named("baseline", same)];
	});
	const pair = baseline.length > 0;
	return {
		caption: "Precision, counted in several ways",
		columns: [
			{ label: "hand-off" },
			{ label: "worked", align: "right" },
			{ label: "as recorded", align: "right" },
			{ label: "worked alone", align: "right" },
			{ label: "weighted", align: "right" },
			{ label: "doubly robust", align: "right" },
			{ label: "worst case", align: "right" },
		],
		rows: rows.map(({ who, one }): Cell[] => [
			`${handoffName(one)}${pair ? `, ${who}` : ""}`,
			`${formatCount(one.worked)} of ${formatCount(one.flags)}`,
			rateCell(one.recorded),
			rateCell(one.workedOnly),
			measureCell(one.population.weighted),
			measureCell(one.population.doublyRobust),
			one.bounds.state === "measured" ? span(one.bounds.lower, one.bounds.upper) : muted("no flag"),
		]),
		note: "Weighted and doubly robust: had all flags been worked, with 95 % interval. Worst case: every unworked lead a miss, or every one a hit.",
	};
}

function rateCell(rate: Estimate): Cell {
	if (seenOf(rate).value === undefined) return muted("no rate");
	return isEnough(rate) ? `${formatRate(rate.value)} (${countsText(rate)})` : muted(shortEstimate(rate));
}

function measureCell(rate: Estimate): Cell {
	if (rate.state === "cannot tell yet") return muted("cannot tell yet");
	return `${formatRate(rate.value)} (${span(...rate.interval)})`;
}

function span(low: number, high: number): string {
	return `${(low * 100).toFixed(1)} to ${formatRate(high)}`;
}
