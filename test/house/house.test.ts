import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const SCRIPT = fileURLToPath(new URL("house.mjs", import.meta.url));
const FILES: Readonly<Record<string, string>> = {
	"package.json": JSON.stringify({
		name: "hut",
		bin: { hut: "./dist/cli/main.js" },
		exports: { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" }, "./sums": "./dist/sums/index.js" },
	}),
	"README.md": "# A hut\n\nThree more words.\n",
	"src/index.ts": 'export * from "./sums/index.ts";\nexport { type Sum, unused } from "./sums/sum.ts";\n',
	"src/sums/index.ts": 'export { sum as total } from "./sum.ts";\n',
	"src/sums/sum.ts": [
		"/** A sum. */",
		"export type Sum = number;",
		"",
		"/**",
		" * Adds, `one` by one.",
		" */",
		"export function sum(all: readonly Sum[]): Sum {",
		"\t// From the first to the last.",
		"\tlet total = 0; // This line is code.",
		"\tfor (const one of all) total += one;",
		"",
		"\treturn total;",
		"}",
		"export const tested = () => unused({ sum: `",
		"// not a comment",
		"` });",
		"export const unused = (it: any) => it;",
		"",
	].join("\n"),
	"src/charts/bar.ts": [
		'import type { Run } from "../cli/run.ts";',
		'export const bar = (run: Run) => [run, { mark: { type: "rule" as const } }, { mark: "rule" }, { mark: "bar" }];',
		"",
	].join("\n"),
	"src/cli/run.ts":
		'import { bar } from "../charts/bar.ts";\nexport type Run = number;\nexport const run = () => bar(1);\n',
	"src/cli/main.ts": 'const { run } = await import("./run.ts");\nrun();\n',
	"test/sum.test.ts": 'import { tested, sum } from "../src/sums/sum.ts";\ntested(sum([]));\n',
	"test/golden/sum.json": "{}\n",
	"notebooks/01.ts": 'import { total } from "hut/sums";\ntotal([1]);\n',
};
let root = "";
beforeAll(() => {
	root = mkdtempSync(join(tmpdir(), "hut-"));
	for (const [path, text] of Object.entries(FILES)) {
		mkdirSync(dirname(join(root, path)), { recursive: true });
		writeFileSync(join(root, path), text);
	}
});
afterAll(() => rmSync(root, { recursive: true, force: true }));
const measure = () =>
	JSON.parse(execFileSync(process.execPath, [SCRIPT, "--root", root, "--json"], { encoding: "utf8" }));

describe("npm run house", () => {
	const house = (): Record<string, unknown> & { lists: Record<string, unknown> } => measure();

	it("measures files, comments, functions, exports, arrows and marks of a checkout", () => {
		const { lists, name: _, ...figures } = house();
		expect(figures).toEqual({
			files: 6,
			lines: 27,
			commentShare: 0.185,
			testFiles: 1,
			testLines: 2,
			notebookLines: 2,
			goldenFiles: 1,
			rooms: 4,
			roomsAbove25: 0,
			largestRoom: 2,
			deepestFolder: 1,
			medianFileLines: 2,
			filesAbove400: 0,
			longestFunction: 7,
			functionsAbove100: 0,
			exports: 7,
			documentedShare: 0.286,
			publicNames: 3,
			publicNamesOfMain: 3,
			namesInNotebooks: 1,
			importedByTestsAlone: 1,
			unreachedExports: 2,
			anys: 1,
			ruleMarks: 2,
			ruleMarkFiles: 1,
			// The chart imports only a type of the command line: that is no arrow.
			twoWayArrows: 0,
			circles: 0,
			readmeWords: 6,
		});
		expect(lists.rooms).toEqual({ ".": 1, charts: 1, cli: 2, sums: 2 });
		expect(lists.entries).toEqual({ ".": ["Sum", "total", "unused"], "./sums": ["total"] });
		expect(lists.importedByTestsAlone).toEqual(["src/sums/sum.ts:14 tested"]);
		// A public entry lists `unused`, and only `tested` uses it.
		expect(lists.unreachedExports).toEqual(["src/sums/sum.ts:14 tested", "src/sums/sum.ts:17 unused"]);
	});

	it("finds circles and two-way arrows once values are imported", () => {
		writeFileSync(join(root, "src/charts/bar.ts"), 'import { run } from "../cli/run.ts";\nexport const bar = run;\n');
		const { lists } = house();
		expect(lists.twoWayArrows).toEqual(["charts cli"]);
		expect(lists.circles).toEqual([["src/charts/bar.ts", "src/cli/run.ts"]]);
	});
});
