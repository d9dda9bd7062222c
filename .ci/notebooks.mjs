// Opens each notebook in a real JupyterLab in a headless Chromium, runs all cells, and checks: no error output, every
// promised chart drawn in the page by JupyterLab's own renderer, headline numbers as in the golden files.
//   node .ci/notebooks.mjs [01 03 ...] [--out reports/notebooks/lab] [--chromium /usr/bin/chromium]
// Needs `npm run lab` to have made the environment, or makes it itself. Prints a line a notebook; exit code 1 on a failure.
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { environmentPaths, makeEnvironment } from "../dist/jupyter/lab/jupyter-environment.js";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values: flags, positionals: only } = parseArgs({
	allowPositionals: true,
	options: {
		out: { type: "string", default: join(root, "reports", "notebooks", "lab") },
		chromium: { type: "string", default: process.env.CHROMIUM ?? "/usr/bin/chromium" },
		timeout: { type: "string", default: "180" },
	},
});
const timeout = Number(flags.timeout) * 1000;
const out = resolve(flags.out);
const venv = join(root, ".venv");

await makeEnvironment(venv, { onText: (text) => process.stderr.write(text) });
const place = makePlace();
const names = readdirSync(join(place, "notebooks"))
	.filter((file) => file.endsWith(".ipynb"))
	.map((file) => file.slice(0, -6))
	.filter((name) => only.length === 0 || only.some((wanted) => name.startsWith(wanted)));
if (names.length === 0) throw new Error(`no notebook is named ${only.join(", ")}`);
mkdirSync(out, { recursive: true });

const port = await freePort();
const lab = startLab(port);
// However this ends, no server and no copy stay behind.
process.on("exit", () => {
	lab.process.kill("SIGTERM");
	rmSync(place, { recursive: true, force: true });
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));
let failed = 0;
try {
	await waitForLab(port, lab);
	const browser = await chromium.launch({
		executablePath: flags.chromium,
		args: [
			"--headless",
			"--no-sandbox",
			"--disable-gpu",
			"--disable-quic",
			"--no-first-run",
			"--disable-background-networking",
			"--disable-component-update",
			"--disable-sync",
		],
	});
	try {
		for (const name of names) {
			const start = performance.now();
			const faults = await runInPage(browser, name).catch((error) => [error.message]);
			const seconds = ((performance.now() - start) / 1000).toFixed(1);
			console.log(`${faults.length === 0 ? "ok    " : "FAILED"}  ${name}  ${seconds} s`);
			for (const fault of faults) console.log(`  ${fault.replaceAll("\n", "\n  ")}`);
			if (faults.length > 0) failed++;
		}
	} finally {
		await browser.close();
	}
} catch (error) {
	console.log(`FAILED  ${error.message}`);
	failed++;
}
process.exit(failed > 0 ? 1 : 0);

/** A copy of the notebooks inside the project, since JupyterLab saves into them; paths lead where they always do. */
function makePlace() {
	const folder = join(root, ".leadlab", `lab-check-${process.pid}`);
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	cpSync(join(root, "notebooks"), join(folder, "notebooks"), { recursive: true });
	symlinkSync(join(root, "data"), join(folder, "data"), "junction");
	const settings = join(folder, "settings");
	// All cells in the page at once, so that each chart can be looked for.
	const files = {
		"notebook-extension/tracker.jupyterlab-settings": { windowingMode: "none" },
		"apputils-extension/notification.jupyterlab-settings": { fetchNews: "false", checkForUpdates: false },
	};
	for (const [file, content] of Object.entries(files)) {
		const path = join(settings, "@jupyterlab", file);
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, JSON.stringify(content));
	}
	return folder;
}

function startLab(port) {
	const args = [
		"lab",
		"--no-browser",
		"--allow-root",
		`--port=${port}`,
		"--ServerApp.port_retries=0",
		"--IdentityProvider.token=",
		"--ServerApp.password=",
		`--ServerApp.root_dir=${join(place, "notebooks")}`,
	];
	const child = spawn(environmentPaths(venv).jupyter, args, {
		stdio: ["ignore", "pipe", "pipe"],
		env: {
			...process.env,
			JUPYTERLAB_SETTINGS_DIR: join(place, "settings"),
			JUPYTERLAB_WORKSPACES_DIR: join(place, "workspaces"),
			JUPYTER_RUNTIME_DIR: join(place, "runtime"),
			JUPYTER_CONFIG_DIR: join(place, "config"),
			IPYTHONDIR: join(place, "ipython"),
		},
	});
	const server = { process: child, log: "", ended: false };
	for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (server.log += data));
	child.on("exit", () => (server.ended = true));
	return server;
}

async function waitForLab(port, server) {
	for (let tries = 0; tries < 120; tries++) {
		if (server.ended) break;
		const answer = await fetch(`http://localhost:${port}/api/status`).catch(() => undefined);
		if (answer?.ok) return;
		await new Promise((done) => setTimeout(done, 500));
	}
	throw new Error(`JupyterLab did not start:\n${server.log.slice(-2000)}`);
}

/** Runs a notebook in a page of its own; the result is what is wrong with it. */
async function runInPage(browser, name) {
	const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
	const foreign = [];
	page.on("request", (request) => {
		const to = request.url();
		if (!/^(http:\/\/localhost|ws:\/\/localhost|data:|blob:)/.test(to)) foreign.push(to);
	});
	try {
		await page.goto(`http://localhost:${port}/lab/tree/${name}.ipynb?reset`, { timeout });
		await page.locator(".jp-NotebookPanel").waitFor({ timeout });
		await page.waitForFunction(
			() => /\| Idle/.test(document.querySelector(".jp-StatusBar-Widget, #jp-main-statusbar")?.textContent ?? ""),
			undefined,
			{ timeout },
		);
		await page.locator(".lm-MenuBar-itemLabel", { hasText: /^Run$/ }).click();
		await page.locator(".lm-Menu-itemLabel", { hasText: /^Run All Cells$/ }).click();
		const cells = readNotebook(name).cells.filter((cell) => cell.cell_type === "code");
		await waitForRun(page, cells.length);
		await page.waitForTimeout(1500);
		const charts = cells.filter((cell) => cell.metadata.leadlab?.promises?.includes("chart")).length;
		const drawn = await page
			.locator(
				".jp-RenderedVegaCommon5 canvas, .jp-RenderedVegaCommon5 svg, .jp-OutputArea-output[data-mime-type^='application/vnd.vegalite'] canvas",
			)
			.count();
		const popups = await page.locator(".Toastify__toast").allTextContents();
		if (drawn > 0)
			await page.locator(".jp-OutputArea-output canvas, .jp-OutputArea-output svg").first().scrollIntoViewIfNeeded();
		await page.screenshot({ path: join(out, `${name}.png`) });
		await page.keyboard.press("Control+s");
		await page.waitForTimeout(1500);
		const saved = readNotebook(name);
		writeFileSync(join(out, `${name}.ipynb`), JSON.stringify(saved, null, 1));
		return [
			...faultsOf(name, saved),
			...(drawn < charts ? [`${charts} charts are promised, ${drawn} are drawn in the page`] : []),
			...popups.filter((text) => /news/i.test(text)).map((text) => `a pop-up: ${text}`),
			...foreign.map((url) => `a request to another place: ${url}`),
		];
	} catch (error) {
		await page.screenshot({ path: join(out, `${name}-failed.png`) }).catch(() => {});
		throw error;
	} finally {
		await page.close({ runBeforeUnload: false });
	}
}

/** Until each cell has its number, or one failed and the rest were given up. */
async function waitForRun(page, codeCells) {
	await page.waitForFunction(
		(count) => {
			const prompts = [...document.querySelectorAll(".jp-CodeCell .jp-InputPrompt")].map(
				(one) => one.textContent ?? "",
			);
			const idle = /\| Idle/.test(document.querySelector("#jp-main-statusbar")?.textContent ?? "");
			const done = prompts.filter((text) => /\[\d+\]/.test(text)).length;
			return (done === count || (idle && done > 0)) && !prompts.some((text) => text.includes("*"));
		},
		codeCells,
		{ timeout, polling: 250 },
	);
}

function readNotebook(name) {
	return JSON.parse(readFileSync(join(place, "notebooks", `${name}.ipynb`), "utf8"));
}

/** Cells that did not run or wrote to stderr, and headlines that are not as in the golden file. */
function faultsOf(name, notebook) {
	const faults = [];
	const texts = {};
	for (const cell of notebook.cells.filter((one) => one.cell_type === "code")) {
		const stderr = cell.outputs.filter((one) => one.name === "stderr" || one.output_type === "error");
		const said = stderr.map((one) => joined(one.text ?? one.traceback ?? "")).join("");
		if (stderr.length > 0) faults.push(`cell "${cell.id}" failed:\n${joined(cell.source)}\n${said}`);
		else if (cell.execution_count === null) faults.push(`cell "${cell.id}" did not run`);
		if (cell.metadata.leadlab?.promises?.includes("headline"))
			texts[cell.id] = cell.outputs
				.map((one) => joined(one.text ?? one.data?.["text/plain"] ?? ""))
				// A line of progress that has gone leaves an empty output on a slow machine.
				.filter((text) => text !== "")
				.join("\n");
	}
	const golden = join(root, "test", "golden", "notebooks", `${name}.json`);
	if (!existsSync(golden)) return [...faults, `there is no golden file for ${name}`];
	for (const [id, text] of Object.entries(JSON.parse(readFileSync(golden, "utf8")))) {
		if (texts[id] !== text) faults.push(`cell "${id}" must say:\n${text}\ngot:\n${texts[id]}`);
	}
	return faults;
}

function joined(text) {
	return Array.isArray(text) ? text.join("") : text;
}

function freePort() {
	return new Promise((done) => {
		const server = createServer();
		server.listen(0, "127.0.0.1", () => {
			const { port } = server.address();
			server.close(() => done(port));
		});
	});
}
