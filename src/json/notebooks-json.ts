import type { CheckState } from "../base/check-state.ts";
import type { Issue } from "../base/issue.ts";
import { resultJson } from "./result-json.ts";

/** What `leadlab notebooks --json` prints. */
export type NotebooksJson = ReturnType<typeof notebooksJson>;

/** What a task did with the pairs; empty where it is not its task. */
export interface NotebooksDone {
	readonly task: "sync" | "check" | "run" | "html";
	readonly pairs: number;
	/** Files written by `sync`. */
	readonly written?: readonly string[];
	/** Faults found by `check`. */
	readonly issues?: readonly Issue[];
	/** Notebooks executed by `run` and `html`, with the seconds of each cell by its id. */
	readonly runs?: readonly {
		readonly notebook: string;
		readonly ok: boolean;
		readonly seconds: number;
		readonly file: string;
		readonly cells: ReadonlyMap<string, number>;
	}[];
}

/**
 * What was done with notebooks as plain JSON.
 *
 * @example notebooksJson({ task: "check", pairs: 8 }).health[0].state // "passed"
 */
export function notebooksJson({ task, pairs, written = [], issues = [], runs = [] }: NotebooksDone) {
	const faults = issues.length + runs.filter(({ ok }) => !ok).length;
	const state: CheckState = faults === 0 ? "passed" : "failed";
	const health = [{ check: "notebooks", state, message: `${pairs} pairs, ${faults} faults` }];
	return resultJson({ leadlab: "notebooks/2" as const, health, ...{ task, pairs, written, issues, runs } });
}
