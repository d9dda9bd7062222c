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
		expect(names.length).toBeLessThanOrEqual(60);
		expect(names).toEqual(expect.arrayContaining(["open", "show", "frame", "chart", "replay"]));
	});

	it("loads neither danfo nor tslab until they are needed", () => {
		const script =
			'require("leadlab"); process.stdout.write(Object.keys(require.cache).filter((f) => /node_modules.(danfojs|tslab|zeromq)/.test(f)).join())';
		expect(runScript(script)).toBe("");
	});

	it("is found by tslab's compiler with its types: completion, quick info, and a wrong argument is an error", () => {
		const script = `
			const { createConverter } = require("tslab/dist/converter.js");
			const converter = createConverter({ isJS: false, isBrowser: false });
			const first = converter.convert("", 'import * as lab from "leadlab"; const h = await lab.open("x"); const r = await h.replay("m");');
			const complete = (code) => converter.complete(first.declOutput, code, code.length).candidates;
			const wrong = converter.convert(first.declOutput, 'r.model.with({ points: { demo: "many" } })').diagnostics;
			const info = converter.inspect(first.declOutput, "r.against", 4);
			process.stdout.write(JSON.stringify({ diagnostics: first.diagnostics, members: complete("r."), frame: complete("r.leads()."), charts: complete('r.chart("'), wrong, doc: info.documentation.map((d) => d.text).join("") }));
			converter.close();`;
		const found = JSON.parse(runScript(script)) as {
			diagnostics: unknown[];
			members: string[];
			frame: string[];
			charts: string[];
			wrong: unknown[];
			doc: string;
		};
		expect(found.diagnostics).toEqual([]);
		expect(found.members).toEqual(expect.arrayContaining(["against", "chart", "finding", "leads", "model", "sweep"]));
		expect(found.members.filter((name) => /face|evaluation$|^_/.test(name))).toEqual(["evaluation"]);
		expect(found.frame).toEqual(expect.arrayContaining(["groupby", "describe", "sort", "danfo"]));
		expect(found.charts).toContain("funnel");
		expect(found.wrong).toHaveLength(1);
		expect(found.doc).toMatch(/against a baseline on the same leads/);
	});
});
