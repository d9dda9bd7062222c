import type { PlannedChoice, ThresholdPlan } from "../tune/threshold-plan.ts";
import { shortEstimate } from "../words/estimate-text.ts";
import { formatPoints, rateDifference } from "../words/number-format.ts";
import { amountText } from "../words/plan-words.ts";
import { dayText } from "../words/wall-clock.ts";
import type { Cell, Table } from "./table.ts";

/**
 * Each way to choose a threshold side by side: the one to set with its figures on all leads; what the same choice made earlier
 * gave where it was made and on later leads.
 *
 * @example thresholdTable(plan).rows[0] // ["model as it is", "42", ...]
 */
export function thresholdTable({ choices, split, targets, all }: ThresholdPlan): Table {
	const isCut = "cutAt" in split;
	const withMoney = targets.profit !== undefined;
	const right = (label: string) => ({ label, align: "right" as const });
	return {
		caption: "What each limit and aim asks for",
		columns: [
			{ label: "asked for" },
			right("threshold"),
			right("precision"),
			right("recall"),
			right("flags a week"),
			...(withMoney ? [right("profit a flag")] : []),
			...(isCut
				? [
						right("chosen earlier"),
						right("precision then"),
						right("precision later"),
						right("optimism"),
						right("flags a week later"),
					]
				: []),
		],
		rows: choices.map((choice): Cell[] => {
			const { onAll, earlier, tuned, heldOut } = choice;
			const none: Cell = { text: "n/a", tone: "muted" };
			return [
				choice.aim === "together" ? "all of these together" : choice.words,
				choice.threshold === undefined
					? { text: choice.reason ?? "none", tone: "muted" }
					: { text: formatPoints(choice.threshold), tone: "strong" },
				rateCell(onAll),
				onAll === undefined ? none : shortEstimate(onAll.recall),
				onAll === undefined ? none : onAll.perWeek.toFixed(1),
				...(withMoney ? [onAll?.profit?.perFlag === undefined ? none : amountText(onAll.profit.perFlag)] : []),
				...(isCut
					? [
							earlier === undefined ? none : formatPoints(earlier),
							rateCell(tuned),
							rateCell(heldOut),
							optimismCell(choice),
							heldOut === undefined ? none : heldOut.perWeek.toFixed(1),
						]
					: []),
			];
		}),
		note: isCut
			? `The threshold is chosen on all leads. What to expect of it: the same choice made on leads created before ${dayText(split.cutAt, all.timeZone)}, as known on that day (then), and measured on leads created from then on (later), which had no part in it. Optimism: precision then minus later; in the first row, which nobody chose, the difference of the two periods.`
			: `Nothing is held out: ${split.reason}.`,
	};
}

function rateCell(figures: PlannedChoice["tuned"]): Cell {
	if (figures === undefined) return { text: "n/a", tone: "muted" };
	const text = shortEstimate(figures.precision);
	return figures.precision.total < 10 ? { text, tone: "muted" } : text;
}

function optimismCell({ optimism, tuned, heldOut }: PlannedChoice): Cell {
	const few = Math.min(tuned?.precision.total ?? 0, heldOut?.precision.total ?? 0) < 10;
	const text = rateDifference(optimism?.precision.optimism);
	return few ? { text: "too little data", tone: "muted" } : text;
}
