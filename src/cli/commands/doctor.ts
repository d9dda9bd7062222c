import { availableParallelism, totalmem } from "node:os";
import type { Command } from "commander";
import { LabError } from "../../base/error.ts";
import { formatIssue, type Issue } from "../../base/issue.ts";
import type { Dataset } from "../../dataset/dataset.ts";
import { readDataset } from "../../ingest/read-dataset.ts";
import { readModel } from "../../ingest/read-model.ts";
import { type DoctorCheck, doctorJson } from "../../json/doctor-json.ts";
import { packageVersion } from "../../notebook/display/package-version.ts";
import { bindModel } from "../../replay/bind-model.ts";
import { handoffsFor } from "../../replay/default-handoffs.ts";
import { formatCount } from "../../words/number-format.ts";
import { wrapText } from "../../words/wrap-text.ts";
import { CliError, EXIT } from "../cli-error.ts";
import type { CommandContext } from "../command.ts";
import { modelPath } from "../inputs.ts";
import { PACKAGE_ROOT } from "../package-root.ts";
import type { Style } from "../terminal.ts";

const EXAMPLES = `
Examples:
  $ leadlab doctor
  $ leadlab doctor --dataset my-history --model my-model.yaml
`;

/** As wide as the longest mark, and two blanks. */
const INDENT = " ".repeat(12);

interface Check {
	readonly name: string;
	readonly state: "ok" | "warning" | "fault" | "untested";
	readonly found: string;
	readonly cure?: string;
}

/** `leadlab doctor`: what is wrong with the machine, a dataset or a model, and the cure. Exit code 1 on a fault. */
export function declare(command: Command, { terminal }: CommandContext): void {
	command
		.addHelpText("before", EXAMPLES.trimStart())
		.option("-d, --dataset <folder>", "also check this dataset")
		.option("-m, --model <file>", "also check this model, with the dataset if there is one")
		.option("--json", "every check and its cure, as one JSON document")
		.action(async (options: { dataset?: string; model?: string; json?: boolean }) => {
			const { labChecks } = await import("../../jupyter/lab/lab-checks.ts");
			const checks: Check[] = [...(await machineChecks()), ...(await labChecks(PACKAGE_ROOT))];
			let dataset: Dataset | undefined;
			if (options.dataset !== undefined) {
				checks.push(
					...(await tryCheck("dataset", async () => {
						const loaded = await readDataset(options.dataset!, { onProgress: terminal.onProgress });
						dataset = loaded.dataset;
						return [datasetCheck(loaded.dataset), ...loaded.warnings.map((issue) => checkOf("dataset", issue))];
					})),
				);
			}
			if (options.model !== undefined) {
				checks.push(
					...(await tryCheck("model", async () => {
						const file = modelPath(options.model!);
						const { model, warnings, lineOf } = await readModel(file);
						const unfit = dataset === undefined ? [] : bindModel(model, dataset, { file, lineOf });
						if (dataset !== undefined) handoffsFor(model, dataset, undefined);
						return [
							{
								name: "model",
								state: "ok" as const,
								found: `${model.name} is valid${dataset === undefined ? "" : " and fits the dataset"}`,
							},
							...[...warnings, ...unfit].map((issue) => checkOf("model", issue)),
						];
					})),
				);
			}
			for (const name of ["dataset", "model"] as const) {
				if (options[name] !== undefined) continue;
				checks.push({ name, state: "untested", found: "none was named", cure: `Name one with --${name}.` });
			}
			terminal.endProgress();
			if (checks.some(({ state }) => state === "fault")) process.exitCode = EXIT.gateFailed;
			if (options.json) {
				terminal.result(JSON.stringify(doctorJson(checks.map(publish), { version: packageVersion() })));
				return;
			}
			for (const { name, state, found, cure } of checks) {
				const mark = MARKS[state](terminal.style);
				const lines = [`${name}: ${found}`, ...(cure === undefined ? [] : [`cure: ${cure}`])];
				// The mark is as wide as the indent, escape codes apart.
				const layout = { width: terminal.width, indent: INDENT };
				const text = lines.map((line) => wrapText(INDENT + line, layout)).join("\n");
				terminal.result(`${mark}  ${text.slice(INDENT.length)}`);
			}
		});
}

const STATES = { ok: "passed", warning: "warning", fault: "failed", untested: "not tested" } as const;

const MARKS: Readonly<Record<Check["state"], (style: Style) => string>> = {
	ok: () => "ok        ",
	warning: (style) => style.warning("warning   "),
	fault: (style) => style.bold("FAULT     "),
	untested: () => "not tested",
};

function publish({ name, state, found, cure }: Check): DoctorCheck {
	return { check: name, state: STATES[state], message: found, cure };
}

async function machineChecks(): Promise<Check[]> {
	const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
	const isOld = major < 20 || (major === 20 && minor < 19);
	const gigabytes = totalmem() / 2 ** 30;
	return [
		{
			name: "node",
			state: isOld ? "fault" : "ok",
			found: `version ${process.versions.node}`,
			...(isOld ? { cure: "Install Node 20.19 or newer." } : {}),
		},
		{
			name: "machine",
			state: gigabytes < 2 ? "warning" : "ok",
			found: `${availableParallelism()} cores, ${gigabytes.toFixed(1)} GB of memory`,
			...(gigabytes < 2 ? { cure: "Ten million activities need about 2 GB." } : {}),
		},
		...(await tryCheck("reader of files (DuckDB)", async () => {
			const { default: duckdb } = await import("@duckdb/node-api");
			return [{ name: "reader of files (DuckDB)", state: "ok" as const, found: `version ${duckdb.version()}` }];
		})),
		...(await tryCheck("charts (Vega)", async () => {
			const { renderPng, renderSvg, vegaSpec } = await import("../../report/render.ts");
			const spec = await vegaSpec({
				data: { values: [{ x: 1 }] },
				mark: "point",
				encoding: { x: { field: "x", type: "quantitative" } },
			});
			const png = await renderPng(await renderSvg(spec));
			return [
				{
					name: "charts (Vega)",
					state: "ok" as const,
					found: `a test chart is drawn (${formatCount(png.length)} bytes)`,
				},
			];
		})),
	];
}

function datasetCheck({ name, leadCount, quality }: Dataset): Check {
	const read = Object.values(quality.tables).reduce((sum, table) => sum + table.read, 0);
	const rejected = Object.values(quality.tables).reduce((sum, table) => sum + table.rejected, 0);
	const found = `${name}: ${formatCount(leadCount)} leads, ${formatCount(read)} rows read, ${formatCount(rejected)} rejected`;
	return rejected === 0
		? { name: "dataset", state: "ok", found }
		: { name: "dataset", state: "warning", found, cure: "leadlab ingest writes the rejected rows with their reasons." };
}

/** An issue as a check that did not pass. */
function checkOf(name: string, { cure, ...issue }: Issue): Check {
	const state = issue.severity === "error" ? "fault" : "warning";
	return { name, state, found: formatIssue(issue), ...(cure ? { cure } : {}) };
}

/** Runs a check; what it throws is its fault. */
async function tryCheck(name: string, check: () => Promise<Check[]>): Promise<Check[]> {
	try {
		return await check();
	} catch (error) {
		if (error instanceof LabError) return error.issues.map((issue) => checkOf(name, issue));
		if (error instanceof CliError) return [{ name, state: "fault", found: error.message }];
		return [
			{
				name,
				state: "fault",
				found: (error as Error).message,
				cure: "Install again: remove node_modules and run npm ci.",
			},
		];
	}
}
