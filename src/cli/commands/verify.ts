import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Command } from "commander";
import { parseProductionConfig } from "../../export/production-config.ts";
import { type ScorerModule, type VerifyReport, verifyConfig, verifyScorer } from "../../export/verify.ts";
import { readText } from "../../ingest/read-model.ts";
import { verifyJson } from "../../json/verify-json.ts";
import { EXIT, usageError } from "../cli-error.ts";
import type { CommandContext } from "../command.ts";

const EXAMPLES = `
Examples:
  $ leadlab verify production/saas-candidate.json
  $ leadlab verify production/saas-candidate.scorer.mjs --config production/saas-candidate.json
`;
const SHOWN = 20;

/** `leadlab verify`: replays the parity vectors against an exported artefact. Exit code 1 when one fails. */
export function declare(command: Command, { terminal }: CommandContext): void {
	command
		.addHelpText("before", EXAMPLES.trimStart())
		.argument("<artefact>", "production configuration (.json, .yaml) or scorer module (.js, .mjs)")
		.option("-c, --config <file>", "configuration that holds the vectors, for a scorer module")
		.option("--json", "every difference, as one JSON document")
		.action(async (artefact: string, options: { config?: string; json?: boolean }) => {
			const report = /\.[mc]?js$/.test(artefact)
				? await verifyModule(artefact, options.config)
				: verifyConfig(await readText(artefact, "a production configuration"), { file: artefact });
			const failed = report.vectors - report.passed;
			if (failed > 0 || report.vectors === 0) process.exitCode = EXIT.gateFailed;
			if (options.json) {
				terminal.result(JSON.stringify(verifyJson(artefact, report)));
				return;
			}
			if (report.vectors === 0) {
				terminal.result(`${artefact}: there is no parity vector, so nothing is proved`);
				return;
			}
			terminal.result(`${artefact}: ${report.passed} of ${report.vectors} parity vectors give the expected score`);
			for (const { vector, what, expected, got } of report.failures.slice(0, SHOWN)) {
				terminal.result(`  ${vector}: ${what} must be ${expected}, got ${got}`);
			}
			const more = report.failures.length - SHOWN;
			if (more > 0) terminal.result(`  and ${more} more differences`);
		});
}

async function verifyModule(file: string, config: string | undefined): Promise<VerifyReport> {
	if (config === undefined) {
		throw usageError("a scorer module is verified with the vectors of its configuration: add --config <file>.");
	}
	const { vectors } = parseProductionConfig(await readText(config, "a production configuration"), { file: config });
	await readText(file, "a scorer module");
	let module: unknown;
	try {
		module = await import(pathToFileURL(resolve(file)).href);
	} catch (error) {
		throw usageError(`${file} cannot be loaded as an ES module: ${(error as Error).message}`);
	}
	return verifyScorer(module as ScorerModule, vectors);
}
