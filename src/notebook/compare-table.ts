import type { Handoff, Replay } from "../replay/replay-result.ts";
import { columnsOf, type Table } from "../tables/table.ts";
import { countsText } from "../words/estimate-text.ts";
import { formatPoints } from "../words/number-format.ts";
import { intervalCell, rateCell } from "./rate-cell.ts";

/**
 * Replays side by side: each hand-off of each model with its counts, precision and recall, the baseline first. The last
 * column is the change of precision against the first replay in percentage points; whether it is more than chance says
 * the comparison of the two, not this table.
 *
 * @example show(compareTable(baseline, candidate))
 */
export function compareTable(baseline: Replay, ...others: readonly Replay[]): Table {
	const replays = [baseline, ...others];
	const names = [...new Set(replays.flatMap(({ handoffs }) => handoffs.map(nameOf)))];
	const rows = names.flatMap((name) => {
		const first = baseline.handoffs.find((one) => nameOf(one) === name);
		return replays.flatMap((replay) => {
			const handoff = replay.handoffs.find((one) => nameOf(one) === name);
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
					rateCell(precision),
					intervalCell(precision),
					countsText(recall),
					rateCell(recall),
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
		note: `${baseline.datasetName}: ${baseline.cohort.leads} leads; outcome within ${baseline.horizonDays} days of the flag; change: points of precision against ${baseline.model.name}.`,
	};
}

function nameOf({ from: flag, to: outcome }: Handoff): string {
	return `${flag} -> ${outcome}`;
}

function changeOf(before: Handoff | undefined, after: Handoff): string {
	if (before?.precision.state !== "measured" || after.precision.state !== "measured") return "";
	const points = (after.precision.value - before.precision.value) * 100;
	return `${points < 0 ? "-" : "+"}${Math.abs(points).toFixed(1)}`;
}
