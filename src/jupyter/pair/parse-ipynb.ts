import { configurationError, LabError } from "../../base/error.ts";
import type { Issue } from "../../base/issue.ts";
import { schemaIssues } from "../../model/schema-issues.ts";
import { CELL_ID, type Cell, type CellPromise, PROMISES, trimLines } from "./cell.ts";
import { ipynbSchema, joinLines } from "./ipynb.ts";

/** An `.ipynb` with its cells and what a commit must not have. */
export interface ParsedNotebook {
	readonly cells: readonly Cell[];
	/** Fingerprint of the cells when the pair was last made equal. */
	readonly syncedCells: string | undefined;
	/** Ids of the cells that hold outputs or a count of executions. */
	readonly executed: readonly string[];
}

/**
 * Parses an `.ipynb` (nbformat 4).
 *
 * @throws LabError (configuration) when it is no JSON or no notebook, a cell has no usable id, or an id is there twice
 */
export function parseIpynb(text: string, { file = "notebook" }: { readonly file?: string } = {}): ParsedNotebook {
	const data = parseJson(text, file);
	const result = ipynbSchema.safeParse(data);
	if (!result.success) {
		throw new LabError(
			"configuration",
			schemaIssues(result.error.issues, { data, file, lineOf: () => undefined, code: "notebook-schema" }),
		);
	}
	const issues: Issue[] = [];
	const seen = new Set<string>();
	const cells = result.data.cells.map((cell, index): Cell => {
		const id = cell.id ?? "";
		if (!CELL_ID.test(id) || seen.has(id)) {
			issues.push({
				code: "cell-id",
				severity: "error",
				file,
				column: `cells[${index}]`,
				message: seen.has(id)
					? `the id "${id}" is there twice.`
					: `the cell has no id of letters, digits, - and _, got "${id}".`,
				cure: "Save the notebook with a JupyterLab of version 4, which gives ids.",
			});
		}
		seen.add(id);
		const promises = cell.metadata.leadlab?.promises ?? [];
		return {
			id,
			kind: cell.cell_type === "markdown" ? "markdown" : "code",
			source: trimLines(joinLines(cell.source)),
			tags: cell.metadata.tags ?? [],
			promises: promises.filter((word): word is CellPromise => (PROMISES as readonly string[]).includes(word)),
		};
	});
	if (issues.length > 0) throw new LabError("configuration", issues);
	return {
		cells,
		syncedCells: result.data.metadata.leadlab?.cells,
		executed: result.data.cells
			.filter(({ outputs, execution_count }) => (outputs?.length ?? 0) > 0 || typeof execution_count === "number")
			.map(({ id }) => id ?? ""),
	};
}

function parseJson(text: string, file: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		throw configurationError({
			code: "notebook-json",
			file,
			message: `this is no JSON: ${(error as Error).message}.`,
			cure: "Make it again from its script: leadlab notebooks sync --from script.",
		});
	}
}
