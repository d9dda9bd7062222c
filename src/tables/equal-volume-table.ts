import type { Comparison, PairedHandoff } from "../compare/comparison.ts";
import type { EqualVolumePoint } from "../compare/volume/equal-volume.ts";
import type { VolumeSide } from "../compare/volume/volume-side.ts";
import { shortEstimate } from "../words/estimate-text.ts";
import { formatPoints } from "../words/number-format.ts";
import { handoffName } from "../words/stage-name.ts";
import { differenceCell, differenceColumn, muted } from "./cells.ts";
import { type Cell, type Column, columnsOf, type Table } from "./table.ts";

/**
 * Both models where they flag as many leads a week: at each volume the two thresholds, the precision of each, and candidate
 * minus baseline.
 *
 * @param handoff one of the comparison; left out: the first
 * @example equalVolumeTable(comparison).rows[0] // ["14.9 (the baseline's)", "40", "41.9 % (539 of 1,285)", "30 (14.8 a week)", ...]
 */
export function equalVolumeTable(
	comparison: Comparison,
	handoff: PairedHandoff | undefined = comparison.handoffs[0],
): Table {
	const difference = (label: string): Column => ({
		...differenceColumn(comparison),
		label: `${label}: ${differenceColumn(comparison).label}`,
	});
	const { points = [], curve = [] } = handoff?.equalVolume ?? {};
	return {
		caption: handoff === undefined ? "No hand-off in common" : `${handoffName(handoff)} at equal volume`,
		columns: [
			...columnsOf("whose volume", "baseline", "its precision", "candidate", "its precision"),
			difference("precision"),
			difference("recall"),
			...columnsOf("better"),
		],
		rows: (curve.length > 0 ? curve : points).map(rowOf),
		note: "Each row is two thresholds with about as many flags a week (within a tenth), on the same leads; differences are candidate minus baseline, each interval for its row alone. Thresholds are chosen by volume alone.",
	};
}

const WHOSE: Readonly<Record<EqualVolumePoint["at"], string>> = {
	baseline: "the baseline's",
	candidate: "the candidate's",
	recommended: "the one recommended",
	curve: "",
};

function rowOf({ at, baseline, candidate, precision, recall, better, reason }: EqualVolumePoint): Cell[] {
	return [
		WHOSE[at],
		sideText(baseline),
		shortEstimate(baseline.precision),
		sideText(candidate),
		shortEstimate(candidate.precision),
		precision === undefined ? muted(`cannot tell: ${reason ?? "no such volume"}`) : differenceCell(precision),
		differenceCell(recall),
		better === "candidate" || better === "baseline" ? { text: better, tone: "strong" } : muted(betterText(better)),
	];
}

function sideText({ threshold, perWeek }: VolumeSide): string {
	return `${perWeek.toFixed(1)} a week at ${formatPoints(threshold)}`;
}

function betterText(better: EqualVolumePoint["better"]): string {
	return better === "mixed" ? "more precise, but fewer found" : "cannot tell yet";
}
