import type { Comparison, PairedDifference } from "../compare/comparison.ts";
import type { Estimate } from "../metrics/rates/estimate.ts";
import { type ComparedMeasure, cellDifference } from "../words/difference-text.ts";
import { estimateText, isEnough } from "../words/estimate-text.ts";
import { formatRate } from "../words/number-format.ts";
import type { Cell, Column } from "./table.ts";

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

/** The column of differences. */
export function differenceColumn({ confidence }: Pick<Comparison, "confidence">): Column {
	return { label: `difference (${formatRate(confidence, 0)} interval)`, align: "left" };
}
