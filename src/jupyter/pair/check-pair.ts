import { canonicalJson } from "../../base/canonical-json.ts";
import { LabError } from "../../base/error.ts";
import type { Issue } from "../../base/issue.ts";
import type { Cell } from "./cell.ts";
import { parseIpynb } from "./parse-ipynb.ts";
import { parseScript } from "./parse-script.ts";
import type { PairTexts } from "./sync-pair.ts";

/** Lines that a cell may have: what does not fit belongs into the library. */
export const MOST_LINES = 15;

/**
 * What is wrong with a pair: a side missing, cells that differ, outputs in the notebook, a cell of more than 15 lines.
 * An empty list is a sound pair.
 */
export function checkPair({ script, notebook }: PairTexts, { name }: { readonly name: string }): Issue[] {
	const issue = (code: string, file: string, message: string, cure: string, column?: string): Issue => ({
		code,
		severity: "error",
		file,
		...(column === undefined ? {} : { column }),
		message,
		cure,
	});
	if (script === undefined || notebook === undefined) {
		const [there, missing] = script === undefined ? ["ipynb", "ts"] : ["ts", "ipynb"];
		return [
			issue(
				"pair-missing",
				`${name}.${there}`,
				`its other half ${name}.${missing} is not there.`,
				"Run leadlab notebooks sync.",
			),
		];
	}
	try {
		const ours = parseScript(script, { file: `${name}.ts` });
		const theirs = parseIpynb(notebook, { file: `${name}.ipynb` });
		return [
			...differences(ours, theirs.cells).map((cell) =>
				issue(
					"pair-differs",
					`${name}.ipynb`,
					`the cell "${cell}" is not as in ${name}.ts.`,
					"Run leadlab notebooks sync.",
					cell,
				),
			),
			...theirs.executed.map((cell) =>
				issue(
					"notebook-outputs",
					`${name}.ipynb`,
					`the cell "${cell}" has outputs; they do not belong into the repository.`,
					"Run leadlab notebooks sync.",
					cell,
				),
			),
			...ours
				.filter(({ kind, source }) => kind === "code" && source.split("\n").length > MOST_LINES)
				.map(({ id, source }) =>
					issue(
						"cell-length",
						`${name}.ts`,
						`the cell "${id}" has ${source.split("\n").length} lines; a cell has at most ${MOST_LINES}.`,
						"Split it.",
						id,
					),
				),
		];
	} catch (error) {
		if (error instanceof LabError) return [...error.issues];
		throw error;
	}
}

/** Ids of the cells that differ, are missing, or stand elsewhere. */
function differences(ours: readonly Cell[], theirs: readonly Cell[]): string[] {
	const length = Math.max(ours.length, theirs.length);
	const different = new Set<string>();
	for (let i = 0; i < length; i++) {
		if (canonicalJson(ours[i]) === canonicalJson(theirs[i])) continue;
		const both = ours[i]?.id === theirs[i]?.id;
		different.add(both ? ours[i]!.id : (ours[i] ?? theirs[i])!.id);
	}
	return [...different];
}
