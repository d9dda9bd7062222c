import type { Handoff } from "../replay/replay-result.ts";
import { formatPoints } from "../words/number-format.ts";
import { handoffName } from "../words/stage-name.ts";
import { estimateCell } from "./cells.ts";
import { columnsOf, type Table } from "./table.ts";

/**
 * The hand-offs of a replay: the threshold, flags and what became of them, precision and recall with their intervals.
 *
 * @example handoffTable(replay.handoffs).rows[0] // ["MQL to SQL", "42", 745, 83, 91, "60.6 % (346 of 571; ...)", ...]
 */
export function handoffTable(handoffs: readonly Handoff[]): Table {
	const excluded = handoffs.filter((handoff) => handoff.excluded > 0);
	const counts = [...new Set(excluded.map((handoff) => handoff.excluded))];
	const whose =
		counts.length === 1 && excluded.length === handoffs.length
			? `${counts[0]}${handoffs.length > 1 ? " for each hand-off" : ""}`
			: excluded.map((one) => `${one.excluded} for ${handoffName(one)}`).join(", ");
	return {
		columns: columnsOf("hand-off", "threshold", "flagged", "late", "immature", "precision", "recall"),
		rows: handoffs.map((one) => [
			handoffName(one),
			formatPoints(one.threshold),
			one.flagged,
			one.late,
			one.immature,
			estimateCell(one.precision),
			estimateCell(one.recall),
		]),
		note: `Late: already at the outcome when flagged. Immature: too recent to judge.${excluded.length === 0 ? "" : ` Excluded, already at the outcome when created: ${whose}.`}`,
	};
}
