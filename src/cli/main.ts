#!/usr/bin/env node
import { Command, CommanderError, Option } from "commander";
import { LabError } from "../base/error.ts";
import { formatIssue } from "../base/issue.ts";
import { CliError, EXIT } from "./cli-error.ts";
import type { CommandContext, CommandModule } from "./command.ts";
import { processTerminal } from "./process-terminal.ts";
import { version } from "./version.ts";

/** Every command with its one line of help; the file of a command is loaded when it is called. */
const COMMANDS: Readonly<Record<string, { readonly summary: string; readonly load: () => Promise<CommandModule> }>> = {
	init: { summary: "start a workspace: dataset.yaml and a model from a template", load: () => import("./commands/init.ts") },
	doctor: { summary: "check the machine, a dataset and a model, and say the cure", load: () => import("./commands/doctor.ts") },
	sample: { summary: "make a synthetic lead history of any size", load: () => import("./commands/sample.ts") },
	ingest: { summary: "read a dataset, report what is wrong, write the rejects", load: () => import("./commands/ingest.ts") },
	score: { summary: "score every lead at an instant", load: () => import("./commands/score.ts") },
	explain: { summary: "show the arithmetic behind one lead's score", load: () => import("./commands/explain.ts") },
	replay: { summary: "replay a model and measure its calls", load: () => import("./commands/replay.ts") },
	report: { summary: "write the chart report, alone or against a baseline", load: () => import("./commands/report.ts") },
	export: { summary: "write a model for production", load: () => import("./commands/export.ts") },
	verify: { summary: "prove that an exported model scores the same", load: () => import("./commands/verify.ts") },
};

const EXAMPLES = `
Examples:
  $ leadlab sample --out my-history --leads 5000
  $ leadlab replay --dataset my-history --model saas-candidate
  $ leadlab report --dataset my-history --model saas-candidate --baseline saas-baseline --out review.html
  $ leadlab explain --dataset my-history --model saas-candidate --lead L-00042

Exit codes: 0 done, 1 a check failed, 2 usage or configuration, 3 data contract broken, 70 internal error.
`;

/** Runs the command line; the result is the exit code. */
export async function main(args: readonly string[]): Promise<number> {
	const name = args.find((arg) => !arg.startsWith("-"));
	const terminal = processTerminal({ quiet: args.includes("--quiet") });
	const context: CommandContext = { terminal, now: () => new Date(), environment: process.env };
	const program = new Command("leadlab")
		.description("Replay historical leads through a scoring model and measure how precise its calls would have been.")
		.version(version())
		.addHelpText("before", EXAMPLES.trimStart())
		.exitOverride()
		.showSuggestionAfterError();
	for (const [command, { summary, load }] of Object.entries(COMMANDS)) {
		const declared = program.command(command).summary(summary).description(`${summary[0]?.toUpperCase()}${summary.slice(1)}.`);
		declared.addOption(new Option("-q, --quiet", "no messages and no progress").default(false));
		declared.exitOverride();
		if (command === name) (await load()).declare(declared, context);
	}
	try {
		if (args.length === 0) {
			program.outputHelp();
			return EXIT.usage;
		}
		await program.parseAsync(args, { from: "user" });
		return typeof process.exitCode === "number" ? process.exitCode : EXIT.done;
	} catch (error) {
		terminal.endProgress();
		return report(error);
	}
}

/** Tells the user what went wrong; the result is the exit code. */
function report(error: unknown): number {
	if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
	if (error instanceof LabError) {
		for (const issue of error.issues.slice(0, 50)) process.stderr.write(`error: ${formatIssue(issue)}\n`);
		if (error.issues.length > 50) process.stderr.write(`and ${error.issues.length - 50} more\n`);
		return error.kind === "data" ? EXIT.data : EXIT.usage;
	}
	if (error instanceof CliError) {
		process.stderr.write(`error: ${error.message}\n`);
		return error.exitCode;
	}
	// The file system's own errors name the file and are the user's to mend.
	const { code, syscall } = error as NodeJS.ErrnoException;
	if (code !== undefined && syscall !== undefined) {
		process.stderr.write(`error: ${(error as Error).message}\n`);
		return EXIT.usage;
	}
	process.stderr.write(`internal error, please report it with this text:\n${(error as Error)?.stack ?? String(error)}\n`);
	return EXIT.internal;
}

// Reading stops when the reader has enough, as in `leadlab score ... | head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
	if (error.code === "EPIPE") process.exit(EXIT.done);
	throw error;
});

process.exitCode = await main(process.argv.slice(2));
