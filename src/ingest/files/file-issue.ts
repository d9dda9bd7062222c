import { LabError } from "../../base/error.ts";
import type { Issue } from "../../base/issue.ts";
import { nearest } from "../../base/nearest.ts";
import { normalText, plainText } from "../../base/plain-text.ts";
import type { TableName } from "./source.ts";

/** Where a fault of a whole file is. */
export interface FilePlace {
	readonly table: TableName;
	readonly file: string;
}

/** An issue that stops the reading because of a file as a whole. */
export function fileIssue(
	place: FilePlace,
	fault: {
		readonly code: string;
		readonly message: string;
		readonly cure: string;
		readonly column?: string;
		readonly row?: number;
	},
): Issue {
	return { severity: "error", file: place.file, table: place.table, ...fault };
}

/** A file that is there and cannot be read. */
export function unreadableFile(place: FilePlace, cause: unknown): LabError {
	const reason = cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause);
	const issue = fileIssue(place, {
		code: "unreadable-file",
		message: `the file cannot be read: ${reason.slice(0, 300).replace(/[.\s]*$/, "")}.`,
		cure: "It may be damaged, cut off, or in another format than its name or `format` says; export it again.",
	});
	return new LabError("data", [issue], { cause });
}

/**
 * The issues of columns that a file does not have, each with the columns there are and the one that was likely meant;
 * or, where the header is one name with another delimiter in it, the one issue that says so.
 */
export function columnIssues(place: FilePlace, wanted: readonly string[], columns: readonly string[]): Issue[] {
	const names = [...new Set(wanted)].map((name) => ({ name, found: columnsMeant(name, columns) }));
	const missing = names.filter(({ found }) => found.length === 0).map(({ name }) => name);
	const only = columns.length === 1 ? columns[0] : undefined;
	const delimiter = only === undefined ? undefined : [";", "\t", "|", ","].find((one) => only.includes(one));
	if (missing.length > 0 && delimiter !== undefined) {
		return [
			fileIssue(place, {
				code: "wrong-delimiter",
				row: 1,
				message: `the header is read as one column, ${JSON.stringify(only?.slice(0, 80))}; the cells seem to be divided by ${JSON.stringify(delimiter)}.`,
				cure: `Write delimiter: ${JSON.stringify(delimiter)} for this table in dataset.yaml.`,
			}),
		];
	}
	const there =
		columns.length === 0
			? "none"
			: columns
					.slice(0, 50)
					.map((name) => JSON.stringify(name.slice(0, 60)))
					.join(", ");
	const more = columns.length > 50 ? ` and ${columns.length - 50} more` : "";
	const twice = names.filter(({ found }) => found.length > 1);
	return [
		...missing.map((name) => {
			const guess = nearest(name, columns);
			return fileIssue(place, {
				code: "missing-column",
				column: name,
				message: `there is no column ${JSON.stringify(name)}; the columns are ${there}${more}.`,
				cure: guess === undefined ? "Correct the name in dataset.yaml." : `Did you mean ${JSON.stringify(guess)}?`,
			});
		}),
		...twice.map(({ name, found }) =>
			fileIssue(place, {
				code: "duplicate-column",
				row: 1,
				column: name,
				message: found.every((one) => one === name)
					? `two columns are called ${JSON.stringify(name)}, so which one is meant cannot be told.`
					: `the columns ${found.map((one) => JSON.stringify(one)).join(" and ")} are both as good as ${JSON.stringify(name)}, so which one is meant cannot be told.`,
				cure: "Rename or remove one of them.",
			}),
		),
	];
}

/** The columns of a file that a name can mean: those of the same text, else of the same text as names are compared. */
function columnsMeant(name: string, columns: readonly string[]): readonly string[] {
	for (const form of [(text: string) => text, plainText, normalText]) {
		const wanted = form(name);
		const found = columns.filter((column) => form(column) === wanted);
		if (found.length > 0) return found;
	}
	return [];
}

/** A column of activity types that holds something else, e.g. a text for each activity. */
export function tooManyTypes(place: FilePlace, count: number, column: string): LabError {
	return new LabError("data", [
		fileIssue(place, {
			code: "too-many-types",
			column,
			message: `there are ${count} types of activities; at most 65,535 can be told apart.`,
			cure: "Name the column with the kind of activity, and list the present one under properties.",
		}),
	]);
}
