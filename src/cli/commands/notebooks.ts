import { constants } from "node:fs";
import { access, mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Argument, type Command, Option } from "commander";
import { formatIssue, type Issue } from "../../base/issue.ts";
import { writeAtomic } from "../../ingest/files/write-atomic.ts";
import { type NotebooksDone, notebooksJson } from "../../json/notebooks-json.ts";
import { checkPair } from "../../jupyter/pair/check-pair.ts";
import { checkTypes } from "../../jupyter/pair/check-types.ts";
import { formatIpynb } from "../../jupyter/pair/format-ipynb.ts";
import { type PairOnDisk, readPairs } from "../../jupyter/pair/pairs-on-disk.ts";
import { parseIpynb } from "../../jupyter/pair/parse-ipynb.ts";
import { parseScript } from "../../jupyter/pair/parse-script.ts";
import { type SyncFrom, syncPair } from "../../jupyter/pair/sync-pair.ts";
import { executeNotebook, failureText, type KernelKind } from "../../jupyter/run/execute-notebook.ts";
import { notebookHtml } from "../../jupyter/run/notebook-html.ts";
import { withParameters } from "../../jupyter/run/parameters.ts";
import { sameAgain } from "../../jupyter/run/same-again.ts";
import { EXIT, usageError } from "../cli-error.ts";
import type { CommandContext } from "../command.ts";
import { wholeNumber } from "../inputs.ts";
import { PACKAGE_ROOT } from "../package-root.ts";

interface Options {
	readonly folder: string;
	readonly from: SyncFrom;
	readonly out: string;
	readonly dataset?: string;
	readonly model?: string;
	readonly set?: readonly string[];
	readonly timeout: string;
	readonly twice?: boolean;
	readonly kernel: KernelKind;
	readonly python?: string;
	readonly jupyter?: string;
	readonly browser: boolean;
	readonly port?: string;
	readonly json?: boolean;
}

const TASKS = ["sync", "check", "run", "html", "lab"] as const;
type Task = (typeof TASKS)[number];

const EXAMPLES = `
Examples:
  $ leadlab notebooks check
  $ leadlab notebooks sync 03
  $ leadlab notebooks run
  $ leadlab notebooks html 08 --dataset my-history --model my-model.yaml
  $ leadlab notebooks lab
`;

/** `leadlab notebooks`: keeps pairs equal, checks them, runs them, with other parameters too. Exit code 1 on a failure. */
export function declare(command: Command, context: CommandContext): void {
	command
		.addHelpText("before", EXAMPLES.trimStart())
		.addArgument(new Argument("<task>", TASKS.join(", ")).choices(TASKS))
		.argument("[notebooks...]", "numbers or names; default: all")
		.option("--folder <folder>", "where the notebooks lie", join(PACKAGE_ROOT, "notebooks"))
		.addOption(
			new Option("--from <side>", "sync: who wins").choices(["changed", "script", "notebook"]).default("changed"),
		)
		.option("-o, --out <folder>", "run, html: where executed copies go", join("reports", "notebooks"))
		.option("-d, --dataset <folder>", "run, html: value of the parameter dataset")
		.option("-m, --model <file>", "run, html: value of the parameter model, a file or the name of a template")
		.option("--set <name=value...>", "run, html: other parameters")
		.option("--timeout <seconds>", "run, html: longest time of a cell", "600")
		.addOption(
			new Option("--kernel <kind>", "run, html: the kernel program, or tslab's handler alone")
				.choices(["real", "handler"])
				.default("real"),
		)
		.option("--twice", "run, html: a second time too; every output must be the same, byte for byte")
		.option("--python <command>", "lab: the Python to make the environment with")
		.option("--jupyter <command>", "lab: an existing Jupyter instead of an environment of its own")
		.option("--no-browser", "lab: open no browser")
		.option("--port <port>", "lab: port of the server")
		.option("--json", "one JSON document with what was found")
		.action(async (task: Task, only: string[], options: Options) => {
			if (task === "lab") {
				process.exitCode = await lab(options, context);
				return;
			}
			const pairs = await readPairs(options.folder, only);
			const report = await DO[task](pairs, options, context);
			if (!report.ok) process.exitCode = EXIT.gateFailed;
			if (options.json) context.terminal.result(JSON.stringify(notebooksJson(report.done)));
		});
}

interface TaskReport {
	readonly ok: boolean;
	readonly done: NotebooksDone;
}

type DoTask = (pairs: readonly PairOnDisk[], options: Options, context: CommandContext) => Promise<TaskReport>;

const DO: Readonly<Record<Exclude<Task, "lab">, DoTask>> = {
	sync: async (pairs, options, { terminal }) => {
		const written: string[] = [];
		for (const pair of pairs) {
			const { script, notebook, from } = syncPair(pair, { name: pair.name, from: options.from });
			const files = [
				[`${pair.name}.ts`, pair.script, script],
				[`${pair.name}.ipynb`, pair.notebook, notebook],
			] as const;
			for (const [file, old, text] of files) {
				if (old === text) continue;
				await writeAtomic(join(options.folder, file), text);
				written.push(file);
				terminal.message(`wrote ${file} (from the ${from})`);
			}
		}
		if (!options.json)
			terminal.result(`${pairsText(pairs.length)} equal, ${countText(written.length, "file")} written`);
		return { ok: true, done: { task: "sync", pairs: pairs.length, written } };
	},
	check: async (pairs, options, { terminal }) => {
		const issues: Issue[] = pairs.flatMap((pair) => checkPair(pair, pair));
		issues.push(...(await checkTypes(options.folder)));
		for (const issue of issues) terminal.message(`error: ${formatIssue(issue)}`);
		if (!options.json)
			terminal.result(issues.length === 0 ? `${pairsText(pairs.length)} sound` : countText(issues.length, "fault"));
		return { ok: issues.length === 0, done: { task: "check", pairs: pairs.length, issues } };
	},
	run: (pairs, options, context) => runAll(pairs, options, context, { html: false }),
	html: (pairs, options, context) => runAll(pairs, options, context, { html: true }),
};

async function lab(
	{ folder, python, jupyter, browser, port }: Options,
	{ terminal, environment }: CommandContext,
): Promise<number> {
	const { openLab } = await import("../../jupyter/lab/open-lab.ts");
	return openLab({
		folder: resolve(folder),
		venv: join(PACKAGE_ROOT, ".venv"),
		dataFolder: join(PACKAGE_ROOT, ".leadlab", "jupyter"),
		python,
		jupyter,
		browser,
		args: port === undefined ? [] : [`--port=${wholeNumber("--port", port, { least: 1, most: 65_535 })}`],
		onText: (text) => terminal.message(text.trimEnd()),
		environment,
	});
}

async function runAll(
	pairs: readonly PairOnDisk[],
	options: Options,
	{ terminal }: CommandContext,
	{ html }: { readonly html: boolean },
): Promise<TaskReport> {
	const values = parameters(options);
	const timeoutMs = wholeNumber("--timeout", options.timeout, { least: 1, most: 86_400 }) * 1000;
	// Before any work, so that a folder that cannot be written costs none.
	await mkdir(options.out, { recursive: true });
	await access(options.out, constants.W_OK);
	const runs: NonNullable<NotebooksDone["runs"]>[number][] = [];
	for (const pair of pairs) {
		const start = performance.now();
		const cells = withParameters(cellsOf(pair), values, pair);
		const execute = () =>
			executeNotebook(cells, {
				folder: options.folder,
				timeoutMs,
				kernel: options.kernel,
				onCell: ({ id }) => terminal.onProgress({ step: `${pair.name}: ${id}`, done: 0 }),
			});
		const first = await execute();
		const run = options.twice && first.failure === undefined ? sameAgain(first, await execute()) : first;
		terminal.endProgress();
		const file = join(options.out, `${pair.name}.ipynb`);
		await writeAtomic(file, formatIpynb(run.cells, run.outputs));
		if (html) await writeAtomic(join(options.out, `${pair.name}.html`), notebookHtml(run, pair));
		const seconds = (performance.now() - start) / 1000;
		const ok = run.failure === undefined;
		runs.push({ notebook: pair.name, ok, seconds, file, cells: run.times });
		if (run.failure !== undefined) terminal.message(failureText(pair.name, run.failure));
		if (!options.json) terminal.result(`${ok ? "ok    " : "FAILED"}  ${pair.name}  ${seconds.toFixed(1)} s  ${file}`);
	}
	return { ok: runs.every(({ ok }) => ok), done: { task: html ? "html" : "run", pairs: pairs.length, runs } };
}

function cellsOf(pair: PairOnDisk) {
	if (pair.script !== undefined) return parseScript(pair.script, { file: `${pair.name}.ts` });
	return parseIpynb(pair.notebook ?? "", { file: `${pair.name}.ipynb` }).cells;
}

/** Parameters from the options; a path is meant from where the command is given, not from the notebook. */
function parameters({ dataset, model, set = [] }: Options): Record<string, string> {
	const values: Record<string, string> = {};
	if (dataset !== undefined) values.dataset = resolve(dataset);
	if (model !== undefined) values.model = /[\\/.]/.test(model) ? resolve(model) : model;
	for (const one of set) {
		const at = one.indexOf("=");
		if (at < 1) throw usageError(`--set must be name=value, got "${one}".`);
		values[one.slice(0, at)] = one.slice(at + 1);
	}
	return values;
}

function pairsText(count: number): string {
	return `${countText(count, "pair")} ${count === 1 ? "is" : "are"}`;
}

function countText(count: number, noun: string): string {
	return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
