import { visibleText } from "./plain-text.ts";

/** How much an issue matters: an `error` stops the work, a `warning` is told and the work goes on. */
export type Severity = "error" | "warning";

/**
 * One thing wrong with what the user gave us: a row of a table, a key of a model file, a line of `dataset.yaml`.
 * Issues are data: they are collected, counted and shown, never thrown one by one.
 */
export interface Issue {
	/** Short stable name, e.g. `orphan-activity`; what configuration and tests refer to. */
	readonly code: string;
	readonly severity: Severity;
	/** File the issue is in, as the user named it. */
	readonly file?: string;
	/** Table of the dataset contract (`leads`, `activities`, `stages`, `attribute_history`). */
	readonly table?: string;
	/** 1-based line (text files) or row (Parquet) in `file`. */
	readonly row?: number;
	/** Column of a table, or the path of a key such as `groups[0].rules[2].points`. */
	readonly column?: string;
	/** What is wrong, the rule that says so, and what was found. */
	readonly message: string;
	/** What to do about it. */
	readonly cure?: string;
}

/**
 * An issue as one line for a person: `leads.csv, row 7, column employees: message. Cure`. What cannot be seen is escaped.
 *
 * @example formatIssue({ code: "type", severity: "warning", file: "leads.csv", row: 7, message: "not a number" })
 * // "leads.csv, row 7: not a number [type]"
 */
export function formatIssue(issue: Issue): string {
	const place = [
		issue.file,
		issue.row === undefined ? undefined : `row ${issue.row}`,
		issue.column === undefined || issue.column === "" ? undefined : `column ${issue.column}`,
	].filter((part) => part !== undefined);
	const where = place.length > 0 ? `${place.join(", ")}: ` : "";
	const cure = issue.cure === undefined ? "" : ` ${issue.cure}`;
	return visibleText(`${where}${issue.message}${cure} [${issue.code}]`);
}
