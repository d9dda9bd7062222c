import { formatIssue, type Issue } from "../base/issue.ts";
import { visibleText } from "../base/plain-text.ts";
import { wrapText } from "../words/wrap-text.ts";

const INDENT = "  ";

/**
 * An issue with its label, for a person: where it is, what is wrong, and the cure, each on lines that fit the window.
 * Without a window (a pipe, a log) it is one line, so that `grep` and log readers find all of it.
 *
 * @param width characters a line of the terminal holds; `undefined`: not a terminal
 * @example issueText("error", issue) // "error: leads.csv, row 7, column employees: must be a number, got \"x\". Correct it. [type]"
 */
export function issueText(label: string, issue: Issue, width?: number): string {
	const line = `${label}: ${formatIssue(issue)}`;
	if (width === undefined || line.length <= width) return line;
	const { cure, ...rest } = issue;
	const whole = formatIssue(rest);
	const placeEnd = whole.indexOf(visibleText(rest.message)) - 2;
	const head = placeEnd > 0 ? `${label}: ${whole.slice(0, placeEnd)}` : `${label}:`;
	const cures = cure === undefined || cure === "" ? [] : [`cure: ${visibleText(cure)}`];
	return [
		head,
		...[whole.slice(Math.max(placeEnd + 2, 0)), ...cures].map((text) =>
			wrapText(`${INDENT}${text}`, { width, indent: INDENT }),
		),
	].join("\n");
}
