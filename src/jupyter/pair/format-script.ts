import { configurationError } from "../../base/error.ts";
import type { Cell } from "./cell.ts";

/**
 * Cells as a percent script; {@link parseScript} gives them back.
 *
 * @throws LabError (configuration) when a line of a cell would be taken for the start of a cell
 * @example formatScript([{ id: "one", kind: "code", source: "const a = 1;", tags: [], promises: [] }])
 * // '// %% id="one"\nconst a = 1;\n'
 */
export function formatScript(cells: readonly Cell[], { file = "notebook" }: { readonly file?: string } = {}): string {
	return `${cells.map((cell) => cellText(cell, file)).join("\n\n")}\n`;
}

function cellText({ id, kind, source, tags, promises }: Cell, file: string): string {
	const head = [
		kind === "markdown" ? "// %% [markdown]" : "// %%",
		`id="${id}"`,
		...(tags.length > 0 ? [`tags="${tags.join(" ")}"`] : []),
		...(promises.length > 0 ? [`promises="${promises.join(" ")}"`] : []),
	].join(" ");
	if (source === "") return head;
	const body =
		kind === "markdown"
			? source
					.split("\n")
					.map((line) => (line === "" ? "//" : `// ${line}`))
					.join("\n")
			: source;
	if (/^\/\/ %%/m.test(body)) {
		throw configurationError({
			code: "cell-header",
			file,
			column: id,
			message: `the cell "${id}" has a line that in a script would begin with // %%, which starts a cell there.`,
			cure: "Write the line in another way.",
		});
	}
	return `${head}\n${body}`;
}
