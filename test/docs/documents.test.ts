import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseDatasetSpec } from "../../src/ingest/checks/parse-dataset-spec.ts";
import { parseModel } from "../../src/model/parse-model.ts";
import { ROOT, runCli, runShell, temporaryFolder } from "../cli/run-cli.ts";
import { blocksOf, DOCUMENTS, readDocument, withOutputs } from "./documents.ts";

const { folder, remove } = temporaryFolder();
const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: Record<string, string> };

/** Commands that this test does not run, and why. */
const NOT_RUN: readonly [RegExp, string][] = [
	[/^npm (ci|test|start|run (build|typecheck|lint|docs))\b|^npx vitest\b/, "run by .ci/run, or it is this test"],
	[/^npm run (house|bench|coverage|oracles)\b/, "measures for long; test/house and .ci/run do"],
	[/^npm run lab\b/, "starts a JupyterLab; .ci/notebooks.mjs does"],
	[/^npm run notebooks\b/, "runs kernels for minutes; test/notebook and .ci/run do"],
	[/^node test\/docs\/verdict-picture[.]mjs/, "needs Chromium"],
	[/^node run[.]mjs leadlab replay --dataset test\/real\//, "needs data that is not in this repository"],
];
/** What must come first on a line of a block of shell. */
const COMMAND = /^(leadlab|npm|npx|node) /;

/** Only README.md shows what commands print of the sample; for time the others run on a smaller history of that name. */
beforeAll(async () => {
	cpSync(join(ROOT, "data/saas-sample"), join(folder, "saas-sample"), { recursive: true });
	const small = await runCli(["sample", "--out", join(folder, "small-sample"), "--leads", "600", "--seed", "7"]);
	expect(small.code, small.stderr).toBe(0);
});
afterAll(remove);

describe.each(DOCUMENTS)("%s", (page) => {
	const text = readDocument(page);
	const blocks = blocksOf(text);
	const work = join(folder, page.replaceAll("/", "-"));

	beforeAll(() => {
		mkdirSync(join(work, "data"), { recursive: true });
		const history = page === "README.md" ? "saas-sample" : "small-sample";
		symlinkSync(join(folder, history), join(work, "data/saas-sample"), "junction");
		for (const { file, code } of blocks) {
			if (file === undefined) continue;
			mkdirSync(dirname(join(work, file)), { recursive: true });
			writeFileSync(join(work, file), code);
		}
	});

	it("says of every block what it is, and names the files", () => {
		expect(blocks.filter(({ language }) => !/^(sh|ts|text|yaml|csv)$/.test(language))).toEqual([]);
		expect(blocks.filter(({ language, file }) => /^(yaml|csv)$/.test(language) !== (file !== undefined))).toEqual([]);
		const lines = blocks.filter(({ language }) => language === "sh").flatMap(({ code }) => code.trimEnd().split("\n"));
		expect(lines.filter((line) => !COMMAND.test(line))).toEqual([]);
		const named = lines.flatMap((line) => /^npm run ([\w-]+)/.exec(line)?.[1] ?? []);
		expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
	});

	it("links to files that are there, and names scripts that package.json has", () => {
		const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link = ""]) => link);
		expect(links.filter((link) => !existsSync(join(ROOT, dirname(page), link)))).toEqual([]);
		const named = [...text.matchAll(/`npm run ([\w-]+)/g)].map(([, name = ""]) => name);
		expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
	});

	it.runIf(blocks.some(({ language }) => language === "sh"))("runs, and shows what it prints", async () => {
		const outputs = new Map<number, string>();
		for (const [place, { language, code }] of blocks.entries()) {
			if (language !== "sh") continue;
			const lines = code.split("\n").filter((line) => !NOT_RUN.some(([what]) => what.test(line)));
			const script = lines.join("\n").replaceAll(/^npm run leadlab -- /gm, "leadlab ");
			const ran = await runShell(`set -e -o pipefail\n${script}`, { cwd: work });
			expect(ran.code, ran.stderr).toBe(0);
			if (blocks[place + 1]?.language === "text") outputs.set(place + 1, ran.stdout);
		}
		if (outputs.size > 0) await expect(withOutputs(text, outputs)).toMatchFileSnapshot(join(ROOT, page));
	});

	it.runIf(blocks.some(({ language }) => language === "yaml"))("shows files that are read without a warning", () => {
		for (const { file = "", code } of blocks.filter(({ language }) => language === "yaml")) {
			if (file.endsWith("dataset.yaml")) expect(parseDatasetSpec(code).ladder.length).toBeGreaterThan(1);
			else expect(parseModel(code).warnings).toEqual([]);
		}
	});
});

describe("notebooks/README.md", () => {
	it("shows cells that run, one after the other", async () => {
		const cells = blocksOf(readDocument("notebooks/README.md")).filter(({ language }) => language === "ts");
		const file = join(folder, "cells.mjs");
		const built = pathToFileURL(join(ROOT, "dist/index.js")).href;
		const code = cells.map((cell) => cell.code.replace('"leadlab"', `"${built}"`)).join("");
		writeFileSync(file, `${code}\nprocess.stdout.write(String(after.finding.length > 0));\n`);
		mkdirSync(join(folder, "cells"));
		mkdirSync(join(folder, "data"));
		symlinkSync(join(folder, "small-sample"), join(folder, "data/saas-sample"), "junction");
		const ran = await runShell(`'${process.execPath}' '${file}'`, { cwd: join(folder, "cells") });
		expect([ran.code, ran.stdout.endsWith("true")], ran.stderr).toEqual([0, true]);
	});
});

describe("README.md", () => {
	it("has at most 1,200 words", () => {
		expect(readDocument("README.md").split(/\s+/).length).toBeLessThanOrEqual(1200);
	});

	it("lists every command that help lists", async () => {
		const { stdout } = await runCli(["--help"]);
		const commands = [...stdout.matchAll(/^ {2}(\w+) \[/gm)].map(([, name = ""]) => name);
		expect(commands.length).toBeGreaterThan(14);
		expect(commands.filter((name) => !readDocument("README.md").includes(`\`${name}\``))).toEqual([]);
	});
});
