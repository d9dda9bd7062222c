import type { PlannedChoice, ThresholdPlan } from "../tune/threshold-plan.ts";
import { shortEstimate } from "../words/estimate-text.ts";
import { formatPoints, rateDifference } from "../words/number-format.ts";
import { amountText } from "../words/plan-words.ts";
import { dayText } from "../words/wall-clock.ts";
import type { Cell, Table } from "./table.ts";

/**
 * Each way to choose a threshold side by side: where it was chosen, on later leads, and chosen again on all.
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
			right(isCut ? "precision where chosen" : "precision"),
			...(isCut ? [right("precision later"), right("optimism")] : []),
			right(isCut ? "recall later" : "recall"),
			right(isCut ? "flags a week later" : "flags a week"),
			...(withMoney ? [right(isCut ? "profit a flag later" : "profit a flag")] : []),
			right("threshold on all leads"),
		],
		rows: choices.map((choice): Cell[] => {
			const shown = isCut ? choice.heldOut : choice.tuned;
			const none: Cell = { text: "n/a", tone: "muted" };
			return [
				choice.aim === "together" ? "all of these together" : choice.words,
				choice.threshold === undefined
					? { text: choice.reason ?? "none", tone: "muted" }
					: { text: formatPoints(choice.threshold), tone: "strong" },
				rateCell(choice.tuned),
				...(isCut ? [rateCell(choice.heldOut), optimismCell(choice)] : []),
				shown === undefined ? none : shortEstimate(shown.recall),
				shown === undefined ? none : shown.perWeek.toFixed(1),
				...(withMoney ? [shown?.profit?.perFlag === undefined ? none : amountText(shown.profit.perFlag)] : []),
				choice.again === undefined
					? formatPoints(choice.threshold ?? Number.NaN)
					: choice.again.chosen === undefined
						? none
						: formatPoints(choice.again.chosen.threshold),
			];
		}),
		note: isCut
			? `Chosen on leads created before ${dayText(split.cutAt, all.timeZone)}, as known on that day; later: leads created from then on, which had no part in the choice. Optimism: precision where chosen minus later; in the first row, which nobody chose, the difference of the two periods.`
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
