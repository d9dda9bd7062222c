import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { projectPath } from "./sample.ts";

/** Runs a script in the folder of the notebooks, where a kernel would run. */
function runScript(script: string): string {
	const { status, stdout, stderr } = spawnSync(process.execPath, ["-e", script], {
		cwd: projectPath("notebooks"),
		encoding: "utf8",
	});
	expect(stderr).toBe("");
	expect(status).toBe(0);
	return stdout;
}

describe("leadlab in a cell", () => {
	it("can be required: nothing waits at the top level, and nothing is printed outside a kernel", () => {
		const names = JSON.parse(
			runScript('process.stdout.write(JSON.stringify(Object.keys(require("leadlab"))))'),
		) as string[];
		expect(names).toEqual(
			expect.arrayContaining([
				"load",
				"loadModel",
				"replay",
				"show",
				"frame",
				"withPoints",
				"withThresholds",
				"sweepTable",
			]),
		);
	});

	it("loads neither danfo nor tslab until they are needed", () => {
		const script =
			'require("leadlab"); process.stdout.write(Object.keys(require.cache).filter((f) => /node_modules.(danfojs|tslab|zeromq)/.test(f)).join())';
		expect(runScript(script)).toBe("");
	});

	it("warns when a data frame becomes slow, and not before", () => {
		const script = (rows: number) =>
			`const { frame } = require("leadlab"); frame(Array.from({ length: ${rows} }, (_, i) => ({ i })))`;
		expect(runScript(script(20_000))).toBe("");
		expect(runScript(script(20_001))).toMatch(/^20,001 rows: above 20,000 a data frame becomes slow/);
	});

	it("is found by tslab's compiler with its types: completion, quick info, and a wrong argument is an error", () => {
		const script = `
			const { createConverter } = require("tslab/dist/converter.js");
			const converter = createConverter({ isJS: false, isBrowser: false });
			const first = converter.convert("", 'import { load, loadModel, replay, withPoints } from "leadlab"; const h = await load("x"); const r = await replay(h, await loadModel("m"));');
			const complete = (code) => converter.complete(first.declOutput, code, code.length).candidates;
			const wrong = converter.convert(first.declOutput, 'withPoints(r.model, { demo: "many" })').diagnostics;
			const info = converter.inspect(first.declOutput, "withPoints", 3);
			process.stdout.write(JSON.stringify({ diagnostics: first.diagnostics, members: complete("r.hand"), name: complete("withPo"), wrong, doc: info.documentation.map((d) => d.text).join("") }));
			converter.close();`;
		const found = JSON.parse(runScript(script)) as {
			diagnostics: unknown[];
			members: string[];
			name: string[];
			wrong: unknown[];
			doc: string;
		};
		expect(found.diagnostics).toEqual([]);
		expect(found.members).toContain("handoffs");
		expect(found.name).toContain("withPoints");
		expect(found.wrong).toHaveLength(1);
		expect(found.doc).toMatch(/other points for some rules/);
	});
});
