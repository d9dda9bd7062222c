import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LabError } from "../../src/base/error.ts";
import { type Cell, PROMISES } from "../../src/jupyter/pair/cell.ts";
import { checkPair } from "../../src/jupyter/pair/check-pair.ts";
import { checkTypes } from "../../src/jupyter/pair/check-types.ts";
import { formatIpynb } from "../../src/jupyter/pair/format-ipynb.ts";
import { formatScript } from "../../src/jupyter/pair/format-script.ts";
import { parseIpynb } from "../../src/jupyter/pair/parse-ipynb.ts";
import { parseScript } from "../../src/jupyter/pair/parse-script.ts";
import { syncPair } from "../../src/jupyter/pair/sync-pair.ts";
import { projectPath } from "./sample.ts";

const CELLS: readonly Cell[] = [
	{ id: "title", kind: "markdown", source: "# Title\n\ntext", tags: [], promises: [] },
	{ id: "one", kind: "code", source: "const a = 1;", tags: ["parameters"], promises: ["text"] },
];
const pairOf = (cells: readonly Cell[]) => ({ script: formatScript(cells), notebook: formatIpynb(cells) });
const codes = (run: () => unknown) => {
	try {
		run();
	} catch (error) {
		if (error instanceof LabError)
			return error.issues.map(({ code, row }) => (row === undefined ? code : `${code}@${row}`));
		throw error;
	}
	return [];
};

const line = fc.string({
	unit: fc.constantFrom("a", "é", " ", "\t", "{", '"', "/", "%", "#", "`", "\\", "$", "1"),
	maxLength: 12,
});
const source = fc.array(line, { maxLength: 6 }).map((lines) =>
	lines
		.join("\n")
		.replace(/^(?:[ \t]*\n)+/, "")
		.trimEnd(),
);
const cell = fc.record({
	kind: fc.constantFrom("code" as const, "markdown" as const),
	source: source.filter((text) => !/^(\/\/ )?%%/m.test(text)),
	tags: fc.subarray(["parameters", "slow"]),
	promises: fc.subarray([...PROMISES]),
});
const notebooks = fc
	.array(cell, { minLength: 1, maxLength: 8 })
	.map((cells): Cell[] => cells.map((one, i) => ({ id: `cell-${i}`, ...one })));

describe("a pair", () => {
	it("gives any cells back from the script and from the notebook", () => {
		fc.assert(
			fc.property(notebooks, (cells) => {
				expect(parseScript(formatScript(cells))).toEqual(cells);
				expect(parseIpynb(formatIpynb(cells)).cells).toEqual(cells);
				expect(checkPair(pairOf(cells), { name: "01-any" })).toEqual([]);
				expect(syncPair(pairOf(cells), { name: "01-any" })).toMatchObject(pairOf(cells));
			}),
			{ seed: 4, numRuns: 300 },
		);
	});

	it("has in its notebook ids, the kernel, no outputs, and the layout that Jupyter saves", () => {
		const text = formatIpynb(CELLS);
		const notebook = JSON.parse(text) as {
			metadata: { kernelspec: { name: string } };
			cells: { id: string; outputs?: unknown[] }[];
		};
		expect(notebook.metadata.kernelspec.name).toBe("tslab");
		expect(notebook.cells.map(({ id, outputs }) => [id, outputs])).toEqual([
			["title", undefined],
			["one", []],
		]);
		expect(text.startsWith('{\n "cells": [\n  {\n   "cell_type": "markdown",\n   "id": "title",')).toBe(true);
	});

	it("tells each fault of a script with its line", () => {
		expect(codes(() => parseScript("const a = 1;\n"))).toEqual(["cell-start@1"]);
		expect(codes(() => parseScript('// %% id="a"\n\n// %% id="a"\n'))).toEqual(["cell-id@3"]);
		expect(codes(() => parseScript("// %%\n"))).toEqual(["cell-id@1"]);
		expect(codes(() => parseScript('// %% [raw] id="a"\n'))).toEqual(["cell-header@1"]);
		expect(codes(() => parseScript('// %% id="a" colour="red"\n'))).toEqual(["cell-header@1"]);
		expect(codes(() => parseScript('// %% id="a" promises="gold"\n'))).toEqual(["cell-promise@1"]);
		expect(codes(() => parseScript('// %% [markdown] id="a"\n// text\nno comment\n'))).toEqual(["markdown-line@3"]);
		expect(codes(() => parseIpynb("{"))).toEqual(["notebook-json"]);
		expect(codes(() => parseIpynb("{}")).every((code) => code === "notebook-schema")).toBe(true);
		expect(codes(() => formatScript([{ ...CELLS[1]!, source: "// %% x" }]))).toEqual(["cell-header"]);
		expect(codes(() => formatScript([{ ...CELLS[0]!, source: "%% x" }]))).toEqual(["cell-header"]);
	});
});

describe("syncPair", () => {
	const old = pairOf(CELLS);
	const edited = CELLS.map((one) => (one.id === "one" ? { ...one, source: "const a = 2;" } : one));

	it("follows the side that was edited, whichever it is", () => {
		const fromScript = syncPair({ ...old, script: formatScript(edited) }, { name: "01-a" });
		expect(fromScript).toEqual({ ...pairOf(edited), from: "script" });
		// As JupyterLab saves: the cells changed, outputs are there, our metadata is as it was.
		const saved = JSON.parse(old.notebook) as {
			cells: { source: string | string[]; outputs?: unknown[]; execution_count?: number }[];
		};
		Object.assign(saved.cells[1]!, {
			source: "const a = 2;",
			execution_count: 3,
			outputs: [{ output_type: "stream", name: "stdout", text: "2" }],
		});
		const fromNotebook = syncPair({ ...old, notebook: JSON.stringify(saved) }, { name: "01-a" });
		expect(fromNotebook).toEqual({ ...pairOf(edited), from: "notebook" });
	});

	it("writes nothing when both were edited, unless told who wins", () => {
		const other = CELLS.map((one) => (one.id === "one" ? { ...one, source: "const a = 3;" } : one));
		const theirs = JSON.parse(pairOf(other).notebook) as { metadata: { leadlab: unknown } };
		theirs.metadata.leadlab = (JSON.parse(old.notebook) as typeof theirs).metadata.leadlab;
		const both = { script: formatScript(edited), notebook: JSON.stringify(theirs) };
		expect(codes(() => syncPair(both, { name: "01-a" }))).toEqual(["pair-conflict"]);
		expect(syncPair(both, { name: "01-a", from: "notebook" })).toEqual({ ...pairOf(other), from: "notebook" });
		expect(syncPair(both, { name: "01-a", from: "script" })).toEqual({ ...pairOf(edited), from: "script" });
	});

	it("makes the half that is missing", () => {
		expect(syncPair({ script: old.script, notebook: undefined }, { name: "01-a" })).toMatchObject(old);
		expect(syncPair({ script: undefined, notebook: old.notebook }, { name: "01-a" })).toMatchObject(old);
		expect(
			codes(() => syncPair({ script: old.script, notebook: undefined }, { name: "01-a", from: "notebook" })),
		).toEqual(["missing-file"]);
	});
});

describe("checkPair", () => {
	const found = (pair: { script: string | undefined; notebook: string | undefined }) =>
		checkPair(pair, { name: "01-a" }).map(({ code, column }) => [code, column]);
	const old = pairOf(CELLS);

	it("catches an edited source cell, on either side", () => {
		expect(found({ ...old, script: old.script.replace("a = 1", "a = 2") })).toEqual([["pair-differs", "one"]]);
		expect(found({ ...old, notebook: old.notebook.replace("a = 1", "a = 2") })).toEqual([["pair-differs", "one"]]);
	});

	it("catches a missing half, a missing cell, outputs, a cell that is too long, a damaged file", () => {
		expect(found({ ...old, notebook: undefined })).toEqual([["pair-missing", undefined]]);
		expect(found({ ...old, notebook: formatIpynb(CELLS.slice(0, 1)) })).toEqual([["pair-differs", "one"]]);
		const executed = formatIpynb(CELLS, new Map([["one", { executionCount: 1, outputs: [] }]]));
		expect(found({ ...old, notebook: executed })).toEqual([["notebook-outputs", "one"]]);
		const long = [{ ...CELLS[1]!, source: Array(16).fill("a;").join("\n") }];
		expect(found(pairOf(long))).toEqual([["cell-length", "one"]]);
		expect(found({ ...old, notebook: "{" })).toEqual([["notebook-json", undefined]]);
	});
});

describe("checkTypes", () => {
	it("catches what is no error in a kernel: an unchecked index under strict rules", async () => {
		const folder = await mkdtemp(join(tmpdir(), "leadlab-types-"));
		try {
			const options = JSON.parse(await readFile(projectPath("tsconfig.json"), "utf8")) as {
				compilerOptions: { types?: string[] };
			};
			delete options.compilerOptions.types;
			await writeFile(join(folder, "package.json"), '{ "type": "module" }');
			await writeFile(
				join(folder, "tsconfig.json"),
				JSON.stringify({ compilerOptions: { ...options.compilerOptions, types: [] }, include: ["*.ts"] }),
			);
			await writeFile(join(folder, "01-a.ts"), '// %% id="one"\nexport const first: number = [1, 2][0];\n');
			expect(await checkTypes(folder)).toMatchObject([{ code: "TS2322", file: "01-a.ts", row: 2 }]);
			await writeFile(join(folder, "01-a.ts"), '// %% id="one"\nexport const first: number | undefined = [1, 2][0];\n');
			expect(await checkTypes(folder)).toEqual([]);
			await rm(join(folder, "tsconfig.json"));
			await expect(checkTypes(folder)).rejects.toThrow(/tsconfig/);
		} finally {
			await rm(folder, { recursive: true });
		}
	});
});
