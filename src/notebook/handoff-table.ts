import type { Replay } from "../replay/replay-result.ts";
import { columnsOf, type Table } from "../tables/table.ts";
import { countsText } from "../words/estimate-text.ts";
import { handoffName } from "../words/stage-name.ts";
import { intervalCell, rateCell } from "./rate-cell.ts";

/**
 * The hand-offs of one replay: volume, precision and recall with their counts.
 *
 * @example handoffTable(replay).rows[0][0] // "MQL to SQL"
 */
export function handoffTable({ handoffs }: Replay): Table {
	return {
		columns: columnsOf(
			...["hand-off", "threshold", "flagged", "a week", "precision", "95 % interval", "hits of mature"],
			...["recall", "in time of reached"],
		),
		rows: handoffs.map(({ from, to, threshold, flagged, perWeek, precision, recall }) => [
			handoffName({ from, to }),
			threshold,
			flagged,
			perWeek?.toFixed(1),
			rateCell(precision),
			intervalCell(precision),
			countsText(precision),
			rateCell(recall),
			countsText(recall),
		]),
	};
}
