import type { ExitReason } from "../replay/replay-result.ts";
import { formatCount } from "../words/number-format.ts";
import { stageName } from "../words/stage-name.ts";
import { muted } from "./cells.ts";
import { columnsOf, type Table } from "./table.ts";

/** Rows that are shown of a longer list. */
const MOST = 15;

/** Why flagged leads left the ladder, the most frequent reasons first. */
export function exitReasonTable(reasons: readonly ExitReason[]): Table {
	return {
		caption: "Why flagged leads left the ladder",
		columns: columnsOf("flag", "exit", "reason", "leads"),
		rows: reasons
			.slice(0, MOST)
			.map(({ stage, exit, reason, count }) => [
				stageName(stage),
				stageName(exit),
				reason ?? muted("no reason recorded"),
				formatCount(count),
			]),
		...(reasons.length > MOST ? { note: `The ${MOST} most frequent of ${reasons.length}.` } : {}),
	};
}
