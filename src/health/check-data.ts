import { countOf, formatCount } from "../words/number-format.ts";
import type { Check } from "./health-input.ts";

/** A table that loses more than this share of its rows is not the history any more. */
const MOST_LOST = 0.5;

/** Whether rows of the tables were rejected or kept with a warning. */
export const checkData: Check = ({ quality: { tables, issues } }) => {
	const all = Object.entries(tables);
	const read = all.reduce((sum, [, counts]) => sum + counts.read, 0);
	const rejected = all.reduce((sum, [, counts]) => sum + counts.rejected, 0);
	const lost = all.find(([, counts]) => counts.rejected > MOST_LOST * counts.read);
	if (lost !== undefined) {
		const [table, counts] = lost;
		const message = `${formatCount(counts.rejected)} of ${formatCount(counts.read)} rows of ${table} are rejected`;
		return { state: "failed", message };
	}
	const warnings = issues.reduce((sum, { kept, count }) => sum + (kept ? count : 0), 0);
	const kept = warnings === 0 ? "" : `, ${countOf(warnings, "warning")} on rows that are kept`;
	const message = `${formatCount(rejected)} of ${countOf(read, "row")} are rejected${kept}`;
	return { state: rejected === 0 && warnings === 0 ? "passed" : "warning", message };
};
