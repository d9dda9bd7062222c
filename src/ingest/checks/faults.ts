import { plainText } from "../../base/plain-text.ts";
import { whyNotInstant } from "../files/instant-text.ts";
import type { InstantColumn } from "./dataset-spec.ts";
import type { Fault } from "./tally.ts";

/** A cell in a message, cut to what can be read. */
export function shown(cell: string): string {
	return JSON.stringify(cell.length > 60 ? `${cell.slice(0, 57)}...` : cell);
}

/** Name of a column that may come with a date format. */
export function columnName(column: InstantColumn): string {
	return typeof column === "string" ? column : column.column;
}

/** The date format of a column, its own or the table's. */
export function dateFormatOf(
	column: InstantColumn,
	table: string | readonly string[] | undefined,
): string | readonly string[] | undefined {
	return typeof column === "string" ? table : (column.date_format ?? table);
}

/** A cell that should be an instant and is not. */
export function notAnInstant(column: string, format: string | readonly string[] | undefined): Fault {
	const rule = format === undefined ? "" : ` in the format ${[format].flat().map(shown).join(" or ")}`;
	return {
		code: "type",
		column,
		message: (cell) =>
			`must be a date or time${rule}, got ${shown(cell)}: ${format === undefined || plainText(cell) === "" ? whyNotInstant(cell) : "it does not fit"}.`,
		cure: `Correct the cell, or say how dates are written with date_format, e.g. date_format: "%d/%m/%Y".`,
	};
}

/** `missing-id`: a row that names no lead. */
export const missingId = (column: string): Fault => ({
	code: "missing-id",
	column,
	message: () => "the id of the lead is empty; a row that names no lead has no meaning.",
	cure: "Fill the id in the source system.",
});

/** `duplicate-id`: a second acceptable row of a lead. */
export const duplicateId = (column: string): Fault => ({
	code: "duplicate-id",
	column,
	message: (cell) => `the lead ${shown(cell)} is there already; the first row of an id counts.`,
	cure: "Merge the rows, or put dated values into attribute_history.",
});

/** A row about a lead that the leads table does not have. */
export function orphan(code: "orphan-activity" | "orphan-stage" | "orphan-history", column: string): Fault {
	return {
		code,
		column,
		message: (cell) => `there is no lead ${shown(cell)} in the table leads (or its row was rejected).`,
		cure: "Export the missing leads too, or check that both files use the same kind of id.",
	};
}

/** `after-as-of`: a fact from after the extract was taken. */
export function afterAsOf(column: string, asOf: string): Fault {
	return {
		code: "after-as-of",
		column,
		message: (cell) => `${shown(cell)} is after as_of (${asOf}); an extract cannot know what comes later.`,
		cure: "Check as_of and time_zone in dataset.yaml; planned events do not belong in the history.",
	};
}

/** `date-ahead`: a value that is a day after the moment from which it is declared known. */
export const dateAhead = (column: string): Fault => ({
	code: "date-ahead",
	column,
	message: (cell) => `${shown(cell)} is a day after the moment from which it is declared known: nobody knew it then.`,
	cure: `Say when it is known: known: { column: ... } or known: { stage: ... } in leads.attributes; or leave it out.`,
});

/** `before-creation`: an activity from before its lead was created. */
export const beforeCreation = (column: string): Fault => ({
	code: "before-creation",
	column,
	message: (cell) => `the activity at ${shown(cell)} is before its lead was created; it is known from creation on.`,
	cure: "Normal for visits before a form was filled; otherwise check the time zones of the two tables.",
});

/** `before-creation`: a stage reached before its lead was created. */
export const stageBeforeCreation = (column: string): Fault => ({
	code: "before-creation",
	column,
	message: (cell) =>
		`the stage is reached at ${shown(cell)}, before its lead was created; the lead is left out where that stage is the outcome.`,
	cure: "Check the time zones and date formats of the two tables, and whether creation is when the record was imported.",
});

/** `before-creation`: an attribute value known before its lead was created. */
export const knownBeforeCreation = (column: string): Fault => ({
	code: "before-creation",
	column,
	message: (cell) => `the value is known from ${shown(cell)}, before its lead was created; it counts from creation on.`,
	cure: "Check the time zones and date formats of the two tables.",
});

/**
 * `placeholder-instant`: a date that stands for no date.
 *
 * @param then what that makes of the row, as the end of a sentence
 */
export function placeholderInstant(column: string, then: string): Fault {
	return {
		code: "placeholder-instant",
		column,
		message: (cell) => `${shown(cell)} stands for no date; ${then}.`,
		cure: "Export an empty cell where there is no date.",
	};
}

/** `far-instant`: an instant that lies years away from all others of its column. */
export function farInstant(column: string, usual: { readonly from: string; readonly to: string }): Fault {
	return {
		code: "far-instant",
		column,
		message: (cell) =>
			`${shown(cell)} is years away from all others of its column, ${usual.from} to ${usual.to}; no period and no figure a week hangs on it.`,
		cure: "Correct the date, or leave such rows out with checks: { far-instant: { action: reject } }.",
	};
}

/** `repeated-row`: a row that repeats an earlier one in every column. */
export const repeatedRow = (isTwice: boolean): Fault => ({
	code: "repeated-row",
	message: () => "the row repeats another of its table in every column.",
	cure: isTwice
		? "Its file is named twice in dataset.yaml: remove one."
		: "Exported twice? Leave repeats out with checks: { repeated-row: { action: reject } }.",
});

/** `unknown-stage`: a stage that the contract does not name. */
export function unknownStage(column: string | undefined, names: readonly string[]): Fault {
	return {
		code: "unknown-stage",
		column,
		message: (cell) => `the stage ${shown(cell)} is neither on the ladder nor an exit (${names.join(", ")}).`,
		cure: "Add it to ladder or exits in dataset.yaml, or rename it in the export.",
	};
}

/** `unknown-attribute`: a dated value of an attribute that is not declared. */
export function unknownAttribute(column: string, names: readonly string[]): Fault {
	return {
		code: "unknown-attribute",
		column,
		message: (cell) =>
			`the attribute ${shown(cell)} is not declared (declared: ${names.slice(0, 30).join(", ") || "none"}).`,
		cure: "Declare it under leads.attributes; column: false when only the history has it.",
	};
}

/** `stage-order`: a rung reached before an earlier one. */
export const stageOrder = (column: string): Fault => ({
	code: "stage-order",
	column,
	message: (cell) => `the stage is reached at ${shown(cell)}, before an earlier rung of the ladder was.`,
	cure: "Stages entered late are often dated wrongly; check how the source system writes them.",
});

/** `type`: an activity whose type is empty. */
export const emptyType = (column: string): Fault => ({
	code: "type",
	column,
	message: () => "the type of the activity is empty; no rule can count it.",
	cure: "Fill the type in the export.",
});

/** `type`: a cell that is not of the type of its column. */
export function wrongType(column: string, type: string, { comma = false }: { readonly comma?: boolean } = {}): Fault {
	return {
		code: "type",
		column,
		message: (cell) =>
			`must be ${type === "number" ? "a number" : "true or false"}, got ${shown(cell)}; the value is unknown.`,
		cure: comma
			? 'Numbers with a decimal comma need decimal: "," for this table in dataset.yaml.'
			: "Correct the cell, list it under null_values, or declare the column as text.",
	};
}

/** `number-notation`: a number that fits by accident. */
export const numberNotation = (column: string): Fault => ({
	code: "number-notation",
	column,
	message: (cell) =>
		`${shown(cell)} is read as ${Number(cell)}, but other cells of the column have a decimal comma, so it may be ${Number(cell.replaceAll(".", ""))}.`,
	cure: 'Write decimal: "," for this table in dataset.yaml.',
});

/** `number-range`: a number that is not finite or beyond 1e15. */
export const numberRange = (column: string): Fault => ({
	code: "number-range",
	column,
	message: (cell) => `a number must be finite and at most 1e15 either way, got ${shown(cell)}; the value is unknown.`,
	cure: "Such numbers are ids or slips of the keyboard; correct them, or declare the column as text.",
});

/** `large-cell`: a text of more than a million characters. */
export const largeCell = (column: string): Fault => ({
	code: "large-cell",
	column,
	message: (cell) =>
		`the cell has ${cell.length} characters; more than 1,048,576 are rarely meant. It begins with ${shown(cell)}.`,
	cure: "Leave the column out of dataset.yaml unless a rule needs it.",
});
