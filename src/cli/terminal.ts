import type { Issue } from "../base/issue.ts";
import type { OnProgress } from "../base/progress.ts";

/** Where a command's words go: results to stdout, messages and progress to stderr. */
export interface Terminal {
	/** A line of the result. */
	result(text: string): void;
	/** A message for the person. */
	message(text: string): void;
	/** A warning for the person, about their input; told once however often it is found. */
	warning(issue: Issue): void;
	/** Every warning so far, also those that were not printed since messages are not wanted: they belong to the result. */
	readonly warnings: readonly Issue[];
	/** Why the command stopped; told even when messages are not wanted. */
	error(issue: Issue | string): void;
	/** Shows progress when stderr is a terminal and the work takes more than a second. */
	readonly onProgress: OnProgress;
	/** Removes the progress line. */
	endProgress(): void;
	/** Whether messages and progress are left out. */
	setQuiet(quiet: boolean): void;
	/** Attributes of text on stdout. */
	readonly style: Style;
	/** Characters a line on stdout holds; `undefined` when it is no terminal, and lines may be of any length. */
	readonly width: number | undefined;
}

/** Text attributes; they change nothing without a terminal or with NO_COLOR. */
export interface Style {
	bold(text: string): string;
	dim(text: string): string;
	warning(text: string): string;
}

/** Whether escape codes may be written: a terminal, and NO_COLOR (no-color.org) not set. */
export function styleFor(isTerminal: boolean, environment: NodeJS.ProcessEnv): Style {
	const plain = !isTerminal || (environment.NO_COLOR ?? "") !== "" || environment.TERM === "dumb";
	const wrap = (open: number, close: number) => (text: string) =>
		plain ? text : `\u001b[${open}m${text}\u001b[${close}m`;
	return { bold: wrap(1, 22), dim: wrap(2, 22), warning: wrap(33, 39) };
}
