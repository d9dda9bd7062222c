import type { RankingFigures } from "../evaluate/ranking-figures.ts";
import type { Estimate } from "../metrics/rates/estimate.ts";
import type { Handoff, Replay } from "../replay/replay-result.ts";
import { textTable } from "../tables/to-text.ts";
import { estimateText, moreText } from "../words/estimate-text.ts";
import { formatCount, formatPoints } from "../words/number-format.ts";
import { dayText } from "../words/wall-clock.ts";
import { wrapText } from "../words/wrap-text.ts";

/** The head line of a replay: model, population, horizon. */
export function populationText(replay: Replay): string {
	const created = replay.createdRange?.map((at) => dayText(at, replay.timeZone)).join(" to ") ?? "no lead";
	return `${replay.model.name} on ${replay.datasetName}: ${formatCount(replay.cohort.leads)} leads created ${created}, outcomes within ${replay.horizonDays} days, as of ${dayText(replay.asOf, replay.timeZone)}`;
}

/**
 * The hand-offs as a table, or as a paragraph each when the terminal is too narrow for the table.
 *
 * @param options.width characters a line of the terminal holds; left out: no limit
 */
export function handoffTable(
	handoffs: readonly Handoff[],
	{ width }: { readonly width?: number | undefined } = {},
): string {
	const table = textTable([
		["hand-off", "flagged at", "flagged", "late", "immature", "precision (95 % interval)", "recall (95 % interval)"],
		...handoffs.map((handoff) => [
			`${handoff.from} -> ${handoff.to}`,
			formatPoints(handoff.threshold),
			formatCount(handoff.flagged),
			formatCount(handoff.late),
			formatCount(handoff.immature),
			estimateText(handoff.precision),
			estimateText(handoff.recall),
		]),
	]);
	const longest = Math.max(...table.split("\n").map((line) => line.length));
	const body = width === undefined || longest <= width ? table : handoffs.map(handoffLines).join("\n");
	const excluded = handoffs.filter((handoff) => handoff.excluded > 0);
	if (excluded.length === 0) return body;
	const counts = excluded.map(
		({ from: flag, to: outcome, excluded }) => `${formatCount(excluded)} for ${flag} -> ${outcome}`,
	);
	const note = `excluded, having reached the outcome by creation: ${counts.join(", ")}`;
	return `${body}\n${wrapText(note, { width, indent: "  " })}`;
}

function handoffLines(handoff: Handoff): string {
	const { from: flag, to: outcome, threshold, flagged, late, immature, precision, recall } = handoff;
	return [
		`${flag} -> ${outcome}, flagged at ${formatPoints(threshold)}: ${formatCount(flagged)} flagged, ${formatCount(late)} late, ${formatCount(immature)} immature`,
		`  precision ${estimateText(precision)}`,
		`  recall    ${estimateText(recall)}`,
	].join("\n");
}

/** Ranking at the landmark as lines: the measures with their intervals, and in words when the order is no good. */
export function rankingLines(
	{ landmarkDays }: Pick<Replay, "landmarkDays">,
	ranking: readonly RankingFigures[],
): string[] {
	return ranking.flatMap(({ stage: outcome, atRisk, positives, auc, averagePrecision, ks, liftAt10, finding }) => {
		const who = `ranking at day ${landmarkDays} for ${outcome}: ${formatCount(positives)} of ${formatCount(atRisk)} leads`;
		if (auc.state === "cannot tell yet") return [`${who}; ${estimateText(auc, { as: "number" })}`];
		const measures = [
			`AUC ${intervalText(auc)}`,
			`average precision ${intervalText(averagePrecision)}`,
			`KS ${intervalText(ks)}`,
			`lift at 10 % ${intervalText(liftAt10, 2)}`,
		];
		const line = `${who}; ${measures.join(", ")}`;
		// An order that is better than chance is in the numbers; anything less has to be said.
		if (finding.kind === "order") return [line];
		return [line, `  for ${outcome} ${finding.text}${moreText(finding.moreNeeded)}`];
	});
}

function intervalText(measurement: Estimate, digits = 3): string {
	return estimateText(measurement, { as: "number", digits }).replace("95 % interval ", "");
}
