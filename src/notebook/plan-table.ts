import { columnsOf, type Table } from "../tables/table.ts";
import type { CertificatePlan } from "../tune/certificate-plan.ts";
import type { ThresholdPlan } from "../tune/threshold-plan.ts";
import { formatRate } from "../words/number-format.ts";
import { intervalCell, rateCell } from "./rate-cell.ts";

/** Every way to choose a threshold side by side: where it was chosen, and on later leads. */
export function planTable({ choices }: ThresholdPlan): Table {
	return {
		columns: columnsOf(
			"asked for",
			"threshold",
			"precision where chosen",
			"on later leads",
			"95 % interval",
			"a week",
			"recall",
		),
		rows: choices.map(({ words, threshold, tuned, heldOut, reason }) => [
			words,
			threshold ?? reason,
			tuned && rateCell(tuned.precision),
			heldOut && rateCell(heldOut.precision),
			heldOut && intervalCell(heldOut.precision),
			heldOut?.perWeek.toFixed(1),
			heldOut && rateCell(heldOut.recall),
		]),
	};
}

/** Flags that a certificate takes, by the precision that is then seen. */
export function neededTable({ needed, precision }: CertificatePlan): Table {
	return {
		columns: columnsOf("precision seen", "flags needed"),
		rows: needed.map(({ observed, flags }) => [formatRate(observed), flags]),
		note: `To be certain of a precision of at least ${formatRate(precision)}.`,
	};
}
