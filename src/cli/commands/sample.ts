import { join } from "node:path";
import type { Command } from "commander";
import { writeAtomic } from "../../ingest/files/write-atomic.ts";
import { sampleJson } from "../../json/sample-json.ts";
import { writeSample } from "../../sample/tables/write-sample.ts";
import { formatCount } from "../../words/number-format.ts";
import { usageError } from "../cli-error.ts";
import type { CommandContext } from "../command.ts";
import { wholeNumber } from "../inputs.ts";

interface Options {
	readonly out: string;
	readonly leads: string;
	readonly seed: string;
	readonly dirty?: string;
	readonly asOf?: string;
	readonly truth?: boolean;
	readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  $ leadlab sample --out my-history
  $ leadlab sample --out dirty-history --leads 2000 --seed 7 --dirty 0.02
`;

/** `leadlab sample`: a synthetic B2B SaaS history with its truth known. */
export function declare(command: Command, { terminal }: CommandContext): void {
	command
		.addHelpText("before", EXAMPLES.trimStart())
		.requiredOption("-o, --out <folder>", "where the files go")
		.option("-n, --leads <count>", "number of leads, 100 to 1,000,000", "5000")
		.option("-s, --seed <text>", "same seed and options, same files", "1")
		.option("--dirty <share>", "share of bad rows in every table, 0 to 0.5", "0")
		.option("--as-of <date>", "last day of the history")
		.option("--truth", "also truth.csv: each lead's true chances")
		.option("--json", "the folder and its files, as one JSON document")
		.action(async (options: Options) => {
			const dirty = Number(options.dirty);
			if (!(dirty >= 0 && dirty <= 0.5)) throw usageError(`--dirty must be from 0 to 0.5, got "${options.dirty}".`);
			const leads = wholeNumber("--leads", options.leads, { least: 100, most: 1_000_000 });
			const files = await writeSample(
				{
					write: async (name, chunks) => {
						terminal.onProgress({ step: `writing ${name}`, done: 0 });
						await writeAtomic(join(options.out, name), chunks);
					},
				},
				{
					seed: options.seed,
					leads,
					dirty,
					truthByLead: options.truth === true,
					...(options.asOf === undefined ? {} : { asOf: options.asOf }),
				},
			);
			terminal.endProgress();
			terminal.result(
				options.json
					? JSON.stringify(sampleJson(options.out, files))
					: `${formatCount(leads)} synthetic leads are in ${options.out}: ${files.join(", ")}`,
			);
		});
}
