import { LabError } from "../../base/error.ts";
import type { Issue } from "../../base/issue.ts";
import { CELL_ID, type Cell, type CellPromise, PROMISES, trimLines } from "./cell.ts";

const HEADER = /^\/\/ %%(?: \[(\w+)\])?((?: \w+="[^"]*")*)\s*$/;

/**
 * Parses a percent script: a cell begins at `// %% id="name"`, a Markdown cell at `// %% [markdown] id="name"` and has
 * its text in comments. `tags="..."` and `promises="..."` hold words with spaces between.
 *
 * @throws LabError (configuration) with every issue: text before the first cell, a header that cannot be read, an id
 * missing, invalid or twice, a Markdown line that is no comment
 * @example parseScript('// %% id="one"\nconst a = 1;\n')[0].source // "const a = 1;"
 */
export function parseScript(text: string, { file = "script" }: { readonly file?: string } = {}): Cell[] {
	const issues: Issue[] = [];
	const fault = (row: number, code: string, message: string, cure: string) =>
		issues.push({ code, severity: "error", file, row, message, cure });
	const cells: Cell[] = [];
	const seen = new Set<string>();
	let open: { readonly row: number; readonly head: Omit<Cell, "source">; readonly lines: string[] } | undefined;
	const close = () => {
		if (open !== undefined) cells.push({ ...open.head, source: trimLines(open.lines.join("\n")) });
	};
	for (const [index, line] of text
		.replace(/^\uFEFF/, "")
		.split(/\r?\n/)
		.entries()) {
		const row = index + 1;
		if (line.startsWith("// %%")) {
			close();
			const head = readHeader(line, (code, message, cure) => fault(row, code, message, cure));
			if (seen.has(head.id)) fault(row, "cell-id", `the id "${head.id}" is there twice.`, "Give each cell its own id.");
			seen.add(head.id);
			open = { row, head, lines: [] };
		} else if (open === undefined) {
			if (line.trim() !== "")
				fault(row, "cell-start", "there is text before the first cell.", 'Begin with // %% [markdown] id="title".');
		} else if (open.head.kind === "code") {
			open.lines.push(line);
		} else if (/^\/\/( |$)/.test(line)) {
			open.lines.push(line.slice(3));
		} else if (line.trim() !== "") {
			fault(
				row,
				"markdown-line",
				"a line of a Markdown cell must begin with //.",
				"Put // before it, or open a code cell.",
			);
		}
	}
	close();
	if (issues.length > 0) throw new LabError("configuration", issues);
	return cells;
}

function readHeader(line: string, fault: (code: string, message: string, cure: string) => void): Omit<Cell, "source"> {
	const cure = 'Write // %% id="name", for text // %% [markdown] id="name".';
	const match = HEADER.exec(line);
	if (match === null || (match[1] !== undefined && match[1] !== "markdown")) {
		fault("cell-header", `this is no header of a cell: ${line}.`, cure);
		return { id: `invalid-${line}`, kind: "code", tags: [], promises: [] };
	}
	const keys = new Map(
		Array.from((match[2] ?? "").matchAll(/(\w+)="([^"]*)"/g), ([, key = "", value = ""]) => [key, value]),
	);
	const id = keys.get("id") ?? "";
	if (!CELL_ID.test(id)) fault("cell-id", `a cell needs an id of letters, digits, - and _, got "${id}".`, cure);
	const promises = words(keys.get("promises"));
	for (const word of promises) {
		if ((PROMISES as readonly string[]).includes(word)) continue;
		fault(
			"cell-promise",
			`a cell cannot promise "${word}"; it can promise ${PROMISES.join(", ")}.`,
			"Correct the word.",
		);
	}
	for (const key of keys.keys()) {
		if (!["id", "tags", "promises"].includes(key)) fault("cell-header", `a cell has no "${key}".`, cure);
	}
	return {
		id,
		kind: match[1] === "markdown" ? "markdown" : "code",
		tags: words(keys.get("tags")),
		promises: promises as CellPromise[],
	};
}

function words(text = ""): string[] {
	return text.split(/\s+/).filter((word) => word !== "");
}
