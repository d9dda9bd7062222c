import { join } from "node:path";
import type { Command } from "commander";
import { checkHealth } from "../../health/check-health.ts";
import { writeRejects } from "../../ingest/write-rejects.ts";
import { ingestJson } from "../../json/ingest-json.ts";
import { rowsTable } from "../../tables/quality-table.ts";
import { tableText } from "../../tables/render/to-text.ts";
import { healthText } from "../../words/health-text.ts";
import { formatCount } from "../../words/number-format.ts";
import { wrapText } from "../../words/wrap-text.ts";
import type { CommandContext } from "../command.ts";
import { datasetOption, loadDataset } from "../inputs.ts";

const EXAMPLES = `
Examples:
  $ leadlab ingest --dataset data/saas-sample
  $ leadlab ingest --dataset data/saas-sample --rejects reports/rejects --json
`;

/** `leadlab ingest`: reads a dataset, tells its quality, and writes every rejected row with its reason. */
export function declare(command: Command, context: CommandContext): void {
	datasetOption(command.addHelpText("before", EXAMPLES.trimStart()))
		.option("--rejects <folder>", "where rejected rows go; default: rejects/ in the dataset's folder")
		.option("--json", "what was read, as one JSON document")
		.action(async (options: { dataset: string; rejects?: string; json?: boolean }) => {
			const { dataset, rejects } = await loadDataset(options.dataset, context);
			const folder = options.rejects ?? join(options.dataset, "rejects");
			const files = await writeRejects(rejects, folder);
			const { issues } = dataset.quality;
			const { terminal } = context;
			const health = checkHealth({ quality: dataset.quality, warnings: terminal.warnings, dataset });
			if (options.json) {
				terminal.result(JSON.stringify(ingestJson(dataset, { rejects: files, health })));
				return;
			}
			const own = health.filter(({ check }) => check === "data");
			if (own.some(({ state }) => state !== "passed")) {
				terminal.result(`${healthText(own, { width: terminal.width })}\n`);
			}
			terminal.result(tableText(rowsTable(dataset.quality), { width: terminal.width, bold: terminal.style.bold }));
			for (const { table, code, kept, count, example } of issues) {
				const text = `${table}: ${code}, ${formatCount(count)} ${kept ? "kept" : "rejected"}; e.g. ${example}`;
				terminal.result(wrapText(text, { width: terminal.width, indent: "  " }));
			}
			for (const file of files) terminal.result(`wrote ${file}`);
		});
}
