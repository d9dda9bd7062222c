import type { Handoff, Replay } from "../replay/replay-result.ts";
import { countsText, intervalText, rateText } from "../words/estimate-text.ts";
import { formatCount, formatPoints, rateDifference } from "../words/number-format.ts";
import { handoffName } from "../words/stage-name.ts";
import { columnsOf, type Table } from "./table.ts";

/**
 * Replays side by side: each hand-off of each model with its counts, precision and recall, the baseline first. The last
 * column is the change of precision against the first replay in pp; whether it is more than chance says
 * the comparison of the two, not this table.
 *
 * @example compareTable(baseline, candidate)
 */
export function compareTable(baseline: Replay, ...others: readonly Replay[]): Table {
	const replays = [baseline, ...others];
	const names = [...new Set(replays.flatMap(({ handoffs }) => handoffs.map(handoffName)))];
	const rows = names.flatMap((name) => {
		const first = baseline.handoffs.find((one) => handoffName(one) === name);
		return replays.flatMap((replay) => {
			const handoff = replay.handoffs.find((one) => handoffName(one) === name);
			if (handoff === undefined) return [];
			const { precision, recall, perWeek } = handoff;
			return [
				[
					name,
					replay.model.name,
					formatPoints(handoff.threshold),
					handoff.flagged,
					perWeek?.toFixed(1),
					countsText(precision),
					rateText(precision),
					intervalText(precision),
					countsText(recall),
					rateText(recall),
					replay === baseline ? "" : changeOf(first, handoff),
				],
			];
		});
	});
	return {
		columns: columnsOf(
			"hand-off",
			"model",
			"threshold",
			"flagged",
			"a week",
			"hits of mature",
			"precision",
			"95 % interval",
			"flagged of reached",
			"recall",
			"change",
		),
		rows,
		note: `${baseline.datasetName}: ${formatCount(baseline.cohort.leads)} leads; outcome within ${baseline.horizonDays} days of the flag; change: precision against ${baseline.model.name}.`,
	};
}

function changeOf(before: Handoff | undefined, after: Handoff): string {
	if (before?.precision.state !== "measured" || after.precision.state !== "measured") return "";
	return rateDifference(after.precision.value - before.precision.value);
}
