import { configurationError } from "../../base/error.ts";
import { type Cell, cellsFingerprint } from "./cell.ts";
import { formatIpynb } from "./format-ipynb.ts";
import { formatScript } from "./format-script.ts";
import { parseIpynb } from "./parse-ipynb.ts";
import { parseScript } from "./parse-script.ts";

/** The texts of a pair; `undefined` where a file is not there. */
export interface PairTexts {
	readonly script: string | undefined;
	readonly notebook: string | undefined;
}

/** Which side wins. `changed`: the one that was changed since both were last equal. */
export type SyncFrom = "changed" | "script" | "notebook";

/**
 * Makes a pair equal and takes the outputs out of the notebook. The notebook remembers the fingerprint of the cells at
 * the last sync, so that it is known which side was edited since, without trusting the time of files.
 *
 * @throws LabError (configuration) `pair-conflict` when both were edited and `from` does not say who wins, and when the
 * winning side cannot be parsed
 */
export function syncPair(
	{ script, notebook }: PairTexts,
	{ name, from = "changed" }: { readonly name: string; readonly from?: SyncFrom },
): { readonly script: string; readonly notebook: string; readonly from: "script" | "notebook" } {
	const winner = from === "changed" ? changedSide({ script, notebook }, name) : from;
	const text = winner === "script" ? script : notebook;
	if (text === undefined) {
		throw configurationError({
			code: "missing-file",
			file: name,
			message: `there is no ${winner === "script" ? `${name}.ts` : `${name}.ipynb`} to sync from.`,
			cure: "Sync from the other side.",
		});
	}
	const cells =
		winner === "script" ? parseScript(text, { file: `${name}.ts` }) : parseIpynb(text, { file: `${name}.ipynb` }).cells;
	return { script: formatScript(cells, { file: `${name}.ipynb` }), notebook: formatIpynb(cells), from: winner };
}

function changedSide({ script, notebook }: PairTexts, name: string): "script" | "notebook" {
	if (notebook === undefined) return "script";
	if (script === undefined) return "notebook";
	const ours: readonly Cell[] = parseScript(script, { file: `${name}.ts` });
	const theirs = parseIpynb(notebook, { file: `${name}.ipynb` });
	const print = cellsFingerprint(ours);
	if (print === cellsFingerprint(theirs.cells) || cellsFingerprint(theirs.cells) === theirs.syncedCells)
		return "script";
	if (print === theirs.syncedCells) return "notebook";
	throw configurationError({
		code: "pair-conflict",
		file: name,
		message: `both ${name}.ts and ${name}.ipynb were changed since they were last equal; nothing was written.`,
		cure: "Say which one wins: leadlab notebooks sync --from script, or --from notebook.",
	});
}
