import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const CHROMIUM = [process.env.LEADLAB_CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser"].find(
	(path) => path !== undefined && existsSync(path),
);

/** What somebody writes against the package: 20 points for the attribute, 2 x 5 for the views; AUC of four leads. */
const SCORES = `
const { model } = parseModel(\`
leadlab: model/1
name: small
groups:
  - id: all
    axis: fit
    rules:
      - { id: industry, attribute: industry, points: [ { is: [software], points: 20 } ] }
      - { id: views, activity: page_view, where: { path: { matches: "^/pricing" } }, points: 5 }
stages: { mql: { score: 25 } }
\`);
const view = (day) => ({ type: "page_view", day, properties: { path: "/pricing" } });
const lead = { today: 100, createdDay: 90, attributes: { industry: "Software" }, activities: [view(95), view(99)] };
const explanation = compileModel(model).explain(lead);
const result = JSON.stringify([
	explanation.score,
	explanationLines(explanation).at(-1),
	auc(scoreTable([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1])),
	measureAll(scoreTable([1, 2], [0, 1]), [{ kind: "auc" }], { random: createRandom(1) })[0].state,
	estimateRate(30, 100).value,
	kaplanMeier([1, 2, 3], [1, 1, 1]).medianTime,
]);`;
const IMPORTS = `
import { compileModel, explanationLines, parseModel } from "leadlab/model";
import { auc, createRandom, estimateRate, kaplanMeier, measureAll, scoreTable } from "leadlab/metrics";`;
const WANTED = [30, "score = 30", 0.75, "cannot tell yet", 0.3, 2];

describe("the package as it is published", () => {
	const folder = mkdtempSync(join(tmpdir(), "leadlab-packed-"));

	beforeAll(() => {
		execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: ROOT });
		const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz"))!;
		const modules = join(folder, "node_modules");
		mkdirSync(modules);
		execFileSync("tar", ["xzf", join(folder, tarball), "-C", modules]);
		execFileSync("mv", [join(modules, "package"), join(modules, "leadlab")]);
		// What npm would install beside it.
		symlinkSync(join(ROOT, "node_modules"), join(modules, "leadlab/node_modules"));
	});
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	const node = (script: string) =>
		execFileSync(process.execPath, ["--input-type=module", "-e", script], { cwd: folder, encoding: "utf8" });

	it("scores and measures by leadlab/model and leadlab/metrics", () => {
		expect(JSON.parse(node(`${IMPORTS}\n${SCORES}\nconsole.log(result);`))).toEqual(WANTED);
	});

	it("replays by leadlab, imported or required", () => {
		const names = `console.log(JSON.stringify([typeof lab.replay, typeof lab.compileModel]))`;
		expect(JSON.parse(node(`import * as lab from "leadlab"; ${names}`))).toEqual(["function", "function"]);
		const required = execFileSync(process.execPath, ["-e", `const lab = require("leadlab"); ${names}`], {
			cwd: folder,
			encoding: "utf8",
			// Node 20 calls it experimental.
			env: { ...process.env, NODE_NO_WARNINGS: "1" },
		});
		expect(JSON.parse(required)).toEqual(["function", "function"]);
	});

	it("has types for every entry", () => {
		for (const entry of ["index", "metrics/index", "model/index"]) {
			expect(existsSync(join(folder, `node_modules/leadlab/dist/${entry}.d.ts`))).toBe(true);
		}
	});

	const inBrowser = CHROMIUM === undefined ? "(SKIPPED: no Chromium found, set LEADLAB_CHROMIUM) " : "";
	it.skipIf(CHROMIUM === undefined)(
		`${inBrowser}scores and measures in a browser, bundled for one, without a module of Node`,
		async () => {
			const { outputFiles, metafile } = await build({
				stdin: { contents: `${IMPORTS}\n${SCORES}\nglobalThis.result = result;`, resolveDir: folder },
				bundle: true,
				write: false,
				metafile: true,
				platform: "browser",
				format: "esm",
				logLevel: "silent",
			});
			const imported = Object.values(metafile.inputs).flatMap(({ imports }) => imports);
			expect(imported.filter(({ external, path }) => external === true || path.startsWith("node:"))).toEqual([]);
			const browser = await chromium.launch({ executablePath: CHROMIUM!, args: ["--no-sandbox", "--disable-gpu"] });
			try {
				const page = await browser.newPage();
				const errors: string[] = [];
				page.on("pageerror", (error) => errors.push(error.message));
				await page.setContent("<title>scores</title>");
				await page.addScriptTag({ content: outputFiles[0]!.text, type: "module" });
				await page.waitForFunction("globalThis.result !== undefined", undefined, { timeout: 10_000 });
				expect(JSON.parse(await page.evaluate<string>("globalThis.result"))).toEqual(WANTED);
				expect(errors).toEqual([]);
			} finally {
				await browser.close();
			}
		},
	);
});
