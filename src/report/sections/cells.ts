import type { Comparison, PairedDifference } from "../../compare/comparison.ts";
import type { Estimate } from "../../metrics/rates/estimate.ts";
import type { Cell } from "../../tables/table.ts";
import { type ComparedMeasure, cellDifference } from "../../words/difference-text.ts";
import { estimateText, isEnough } from "../../words/estimate-text.ts";
import { formatRate } from "../../words/number-format.ts";

/** A rate as a cell, grey with too little data. */
export function estimateCell(estimate: Estimate): Cell {
	return isEnough(estimate) ? estimateText(estimate) : muted(estimateText(estimate));
}

/** A paired difference as a cell: strong when its interval leaves 0 out, grey when it cannot be told yet. */
export function differenceCell(difference: PairedDifference<ComparedMeasure> | undefined): Cell {
	if (difference === undefined) return "";
	const text = cellDifference(difference);
	const { standing } = difference;
	if (standing === "higher" || standing === "lower") return { text, tone: "strong" };
	return standing === "same" ? text : muted(text);
}

/** Text in grey: too little data, or nothing to say. */
export function muted(text: string): Cell {
	return { text, tone: "muted" };
}

/** Head of a column of differences. */
export function differenceLabel({ confidence }: Pick<Comparison, "confidence">): string {
	return `candidate minus baseline (${formatRate(confidence, 0)} interval)`;
}
