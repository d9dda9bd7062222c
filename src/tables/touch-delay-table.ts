import type { TouchDelay } from "../replay/replay-result.ts";
import { handoffName } from "../words/stage-name.ts";
import { estimateCell } from "./cells.ts";
import { columnsOf, type Table } from "./table.ts";

/** The precision of each hand-off by the time from the flag to the first sales touch. */
export function touchDelayTable(delays: readonly TouchDelay[]): Table {
	return {
		caption: "Precision by time from the flag to the first sales touch",
		columns: columnsOf("hand-off", "first touch", "precision"),
		rows: delays.map((delay) => [handoffName(delay), delayText(delay), estimateCell(delay.precision)]),
		note: "Sales may have touched the better leads first: this is what happened, not what a faster touch would cause.",
	};
}

function delayText({ fromDays: from, toDays: to }: Pick<TouchDelay, "fromDays" | "toDays">): string {
	if (from === undefined && to === undefined) return "never";
	if (to === undefined) return `after ${from} days or more`;
	return `after ${from ?? 0} to below ${to} days`;
}
