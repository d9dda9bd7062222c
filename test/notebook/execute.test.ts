import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Cell, CellPromise } from "../../src/jupyter/pair/cell.ts";
import { formatIpynb } from "../../src/jupyter/pair/format-ipynb.ts";
import { collectOutputs, outputText } from "../../src/jupyter/run/collect-outputs.ts";
import { executeNotebook, failureText } from "../../src/jupyter/run/execute-notebook.ts";
import { markdownHtml } from "../../src/jupyter/run/markdown-html.ts";
import { notebookHtml } from "../../src/jupyter/run/notebook-html.ts";
import { withParameters } from "../../src/jupyter/run/parameters.ts";
import { sameAgain } from "../../src/jupyter/run/same-again.ts";
import { FULL_SIZE } from "../full-size.ts";
import { projectPath } from "./sample.ts";

const code = (id: string, source: string, promises: readonly CellPromise[] = []): Cell => ({
	id,
	kind: "code",
	source,
	tags: [],
	promises,
});
const PARAMETERS = {
	...code("set", 'const dataset = "../x";\nconst days = 90;\nconst deep = true;'),
	tags: ["parameters"],
};
/** What most tests look at; a kernel takes two seconds to start, and this notebook is run once in each kind. */
const SHARED: readonly Cell[] = withParameters(
	[
		PARAMETERS,
		code("use", "console.log(dataset, days + 1)"),
		{ id: "t", kind: "markdown", source: "# A <b>\n\n- one\n- `two`", tags: [], promises: [] },
		code("one", "const a = [1, 2];\nconsole.log(a.length); console.error('odd');"),
		code("two", "await Promise.resolve(); a.map((x) => x * 2)", ["text"]),
		code("markup", "console.log('<script>1</script>')"),
		code("bad", "throw new Error('no such luck');"),
		code("never", "2"),
	],
	{ dataset: "/elsewhere", days: 30 },
	{ name: "01-a" },
);
let sharedRun: ReturnType<typeof executeNotebook> | undefined;
const shared = () => {
	sharedRun ??= executeNotebook(SHARED, { folder });
	return sharedRun;
};
let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "leadlab-run-"));
});
afterAll(() => rm(folder, { recursive: true }));
const run = (
	cells: readonly Cell[],
	options: { timeoutMs?: number; onCell?: (cell: Cell, pid: number | undefined) => void } = {},
) => executeNotebook(cells, { folder, ...options });
const textOf = (result: Awaited<ReturnType<typeof run>>, cell: string) =>
	(result.outputs.get(cell)?.outputs ?? []).map(outputText).join("");

describe("executeNotebook", () => {
	it("shows what cells print, in order, and lets a cell use what an earlier one made", async () => {
		const result = await shared();
		expect(result.outputs.get("one")?.outputs).toEqual([
			{ output_type: "stream", name: "stdout", text: ["2\n"] },
			{ output_type: "stream", name: "stderr", text: ["odd\n"] },
		]);
		expect(textOf(result, "two")).toBe("[ 2, 4 ]\n");
		expect([...result.times.keys()]).toEqual(["set", "injected-parameters", "use", "one", "two", "markup", "bad"]);
	});

	it("stops at a cell that throws and tells its text and its stderr", async () => {
		const result = await shared();
		expect(result.failure).toMatchObject({ cell: "bad", reason: "the cell failed" });
		expect(failureText("01-a", result.failure!)).toMatch(
			/^01-a, cell "bad": the cell failed\n {2}\| throw new Error.*\n.*Error: no such luck/s,
		);
		expect(result.outputs.has("never")).toBe(false);
	});

	it("catches a type error of a cell before it runs", async () => {
		const result = await run([code("typed", 'const n: number = "x"; console.log("ran");')]);
		expect(result.failure?.stderr).toMatch(/Type 'string' is not assignable to type 'number'/);
		expect(textOf(result, "typed")).not.toContain("ran");
	});

	it("catches a promised output that does not come", async () => {
		const cells = (promise: CellPromise) => [code("word", "console.log('no number here')", [promise])];
		expect((await run(cells("chart"))).failure?.reason).toBe("the cell promised to show chart, and did not");
		expect((await run(cells("headline"))).failure?.reason).toBe("the cell promised to show headline, and did not");
	});

	it("ends clearly when the kernel is killed in mid-run, and keeps what was shown", async () => {
		const result = await run(
			[code("before", "console.log('kept')"), code("long", "await new Promise((r) => setTimeout(r, 60000))")],
			{
				onCell: ({ id }, pid) => {
					if (id === "long") setTimeout(() => process.kill(pid!, "SIGKILL"), 300);
				},
			},
		);
		expect(result.failure).toMatchObject({ cell: "long", reason: "the kernel stopped (SIGKILL)." });
		expect(textOf(result, "before")).toBe("kept\n");
		expect(notebookHtml(result, { name: "01-a" })).toContain("the kernel stopped (SIGKILL).");
	});

	it("runs two kernels at once without either seeing the other, and catches what differs when it is run again", async () => {
		const cells = [
			code("mine", "const mine = Math.random();"),
			code("wait", "await new Promise((r) => setTimeout(r, 200));"),
			code("same", "console.log(1)"),
			code("other", "console.log(mine)", ["text"]),
		];
		const [a, b] = await Promise.all([run(cells), run(cells)]);
		expect([a.failure, b.failure]).toEqual([undefined, undefined]);
		expect(textOf(a, "other")).not.toBe(textOf(b, "other"));
		expect(sameAgain(a, b).failure).toMatchObject({
			cell: "other",
			reason: "the cell shows something else when it is run again",
		});
		const sound = cells.slice(0, 3);
		expect(sameAgain({ ...a, cells: sound }, { ...b, cells: sound }).failure).toBeUndefined();
		expect(formatIpynb(sound, a.outputs)).toBe(formatIpynb(sound, b.outputs));
		expect(formatIpynb(sound, a.outputs)).toContain('"execution_count": 3');
	});

	it("ends a cell that takes too long", async () => {
		const result = await run([code("endless", "while (true) {}")], { timeoutMs: 1500 });
		expect(result.failure?.reason).toBe("the cell took longer than 1.5 s and the kernel was ended.");
	});

	it("shows the same in the real kernel, over its sockets", async () => {
		// What a cell writes to stderr comes over another socket, in any order.
		const cells = SHARED.map((cell) => ({ ...cell, source: cell.source.replace(" console.error('odd');", "") }));
		const [handler, real] = await Promise.all([shared(), executeNotebook(cells, { folder, kernel: "real" })]);
		const shown = ({ outputs }: typeof real) => ["use", "two", "markup"].map((id) => outputs.get(id));
		expect(shown(real)).toEqual(shown(handler));
		expect(textOf(real, "one")).toBe("2\n");
		expect(real.failure).toMatchObject({ cell: "bad", reason: "the cell failed" });
		expect(real.failure?.stderr).toContain("Error: no such luck");
	});

	it.runIf(FULL_SIZE)("tells a real kernel that is killed in mid-run", async () => {
		const result = await executeNotebook([code("long", "await new Promise((r) => setTimeout(r, 60000))")], {
			folder,
			kernel: "real",
			onCell: (_, pid) => setTimeout(() => process.kill(pid!, "SIGKILL"), 500),
		});
		expect(result.failure?.reason).toMatch(/^the kernel stopped \(SIGKILL\)\./);
	});

	it("shows an error about the user's files as its issues, not as a stack", async () => {
		const result = await executeNotebook(
			[
				code("import", 'import { changeModel, readModel } from "leadlab";'),
				code("model", 'const { model } = await readModel("../data/models/saas-baseline.yaml");'),
				code("rule", "changeModel(model, { points: { demo: 30 } })"),
			],
			{ folder: projectPath("notebooks") },
		);
		expect(result.failure?.stderr).toMatch(
			/^configuration error: 1 issue\n {2}saas-baseline, .*"demo".*\[unknown-rule\]/,
		);
		expect(result.failure?.stderr).not.toMatch(/\n\s+at /);
		expect(textOf(result, "import")).toMatch(/^leadlab \d+\.\d+\.\d+, build [0-9a-f]{12}\n$/);
	});
});

describe("collectOutputs", () => {
	const shown = (text: string, id: string, update: boolean) =>
		({ kind: "display", update, content: { data: { "text/plain": text }, transient: { display_id: id } } }) as const;

	it("puts a changed display in the place of the first, and drops a line of progress that ended empty", () => {
		const messages = [
			shown("10 %", "a", false),
			shown("reading", "b", false),
			shown("", "b", true),
			shown("done", "a", true),
		];
		expect(collectOutputs(messages).map(outputText)).toEqual(["done"]);
	});

	it("joins the pieces of a stream", () => {
		const piece = (text: string) => ({ kind: "stream", name: "stdout", text }) as const;
		expect(collectOutputs([piece("a"), piece("b\n"), piece("c")])).toEqual([
			{ output_type: "stream", name: "stdout", text: ["ab\n", "c"] },
		]);
	});
});

describe("withParameters", () => {
	const cells = [PARAMETERS, code("use", "dataset")];

	it("adds a cell after the parameters, values in the type they have", () => {
		const changed = withParameters(cells, { dataset: 'a"b', days: "30", deep: "false" }, { name: "01-a" });
		expect(changed.map(({ id }) => id)).toEqual(["set", "injected-parameters", "use"]);
		expect(changed[1]!.source).toBe('const dataset = "a\\"b";\nconst days = 30;\nconst deep = false;');
		expect(withParameters(cells, {}, { name: "01-a" })).toEqual(cells);
	});

	it("refuses a name that is not there and a value of another type", () => {
		expect(() => withParameters(cells, { data: "x" }, { name: "01-a" })).toThrow(/unknown-parameter/);
		expect(() => withParameters(cells, { days: "many" }, { name: "01-a" })).toThrow(/parameter-type/);
		expect(() => withParameters([cells[1]!], { days: 3 }, { name: "01-a" })).toThrow(/has no parameters/);
	});

	it("takes effect in the kernel", async () => {
		expect(textOf(await shared(), "use")).toBe("/elsewhere 31\n");
	});
});

describe("notebookHtml", () => {
	it("shows text, code and outputs, and obeys no markup of theirs", async () => {
		const html = notebookHtml(await shared(), { name: "01-a" });
		expect(html).toContain("<h1>A &lt;b&gt;</h1>\n<ul>\n<li>one</li>\n<li><code>two</code></li>\n</ul>");
		expect(html).toContain('<pre class="stdout">&lt;script&gt;1&lt;/script&gt;\n</pre>');
		expect(html).not.toContain("<script");
	});

	it("reads the Markdown of notebooks", () => {
		expect(markdownHtml("**a** *b* [c](https://d.e/f)")).toBe(
			'<p><strong>a</strong> <em>b</em> <a href="https://d.e/f">c</a></p>',
		);
		expect(markdownHtml("```\n<x>\n```")).toBe("<pre><code>&lt;x&gt;</code></pre>");
		expect(markdownHtml("| a | b |\n|---|---|\n| 1 | 2 |")).toContain("<tr><td>1</td><td>2</td></tr>");
	});
});
