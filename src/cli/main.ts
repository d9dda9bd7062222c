#!/usr/bin/env node
import { Command, CommanderError, Option } from "commander";
import { LabError } from "../base/error.ts";
import { nearest } from "../base/nearest.ts";
import { packageVersion } from "../notebook/package-version.ts";
import { formatCount } from "../words/number-format.ts";
import { CliError, EXIT } from "./cli-error.ts";
import type { CommandContext, CommandModule } from "./command.ts";
import { fileSystemMessage } from "./file-system-message.ts";
import { TOPIC_LIST } from "./help-topics.ts";
import { processTerminal } from "./process-terminal.ts";
import type { Terminal } from "./terminal.ts";

/** Every command with its one line of help; the file of a command is loaded when it is flagged. */
const COMMANDS: Readonly<Record<string, { readonly summary: string; readonly load: () => Promise<CommandModule> }>> = {
	init: {
		summary: "start a workspace: dataset.yaml and a model from a template",
		load: () => import("./commands/init.ts"),
	},
	doctor: {
		summary: "check the machine, a dataset and a model, and say the cure",
		load: () => import("./commands/doctor.ts"),
	},
	sample: { summary: "make a synthetic lead history of any size", load: () => import("./commands/sample.ts") },
	ingest: {
		summary: "read a dataset, report what is wrong, write the rejects",
		load: () => import("./commands/ingest.ts"),
	},
	score: { summary: "score every lead at an instant", load: () => import("./commands/score.ts") },
	explain: { summary: "show the arithmetic behind one lead's score", load: () => import("./commands/explain.ts") },
	replay: { summary: "replay a model and measure its flags", load: () => import("./commands/replay.ts") },
	compare: {
		summary: "compare a candidate with the model in production, lead by lead",
		load: () => import("./commands/compare.ts"),
	},
	leaks: {
		summary: "find attributes, activities and scores that know the future",
		load: () => import("./commands/leaks.ts"),
	},
	drift: {
		summary: "find what moved: scores, attributes, precision, silent rules",
		load: () => import("./commands/drift.ts"),
	},
	report: {
		summary: "write the chart report, alone or against a baseline",
		load: () => import("./commands/report.ts"),
	},
	threshold: {
		summary: "choose a threshold under capacity, money or a certificate",
		load: () => import("./commands/threshold.ts"),
	},
	export: { summary: "write a model for production", load: () => import("./commands/export.ts") },
	notebooks: {
		summary: "keep notebook pairs equal, check and run them",
		load: () => import("./commands/notebooks.ts"),
	},
	verify: { summary: "prove that an exported model scores the same", load: () => import("./commands/verify.ts") },
	help: { summary: "show the help of a command, or a topic", load: () => import("./commands/help.ts") },
};

const EXAMPLES = `
Examples:
  $ leadlab sample --out my-history --leads 5000
  $ leadlab replay --dataset my-history --model saas-candidate
  $ leadlab report --dataset my-history --model saas-candidate --baseline saas-baseline
  $ leadlab explain --dataset my-history --model saas-candidate --lead L-42

Exit codes: 0 done, 1 a check failed, 2 usage or configuration, 3 data contract broken, 70 internal error.
`;

/** Errors that are told one by one. */
const SHOWN = 50;

/** Runs the command line; the result is the exit code. */
export async function main(args: readonly string[]): Promise<number> {
	const [first, second] = args.filter((arg) => !arg.startsWith("-"));
	const name = first === "help" ? second : first;
	const terminal = processTerminal();
	const context: CommandContext = { terminal, now: () => new Date(), environment: process.env };
	const program = new Command("leadlab")
		.description("Replay historical leads through a scoring model and measure how precise its flags would have been.")
		.version(packageVersion())
		.addHelpText("before", EXAMPLES.trimStart())
		.addHelpText("after", TOPIC_LIST)
		.exitOverride()
		.showSuggestionAfterError();
	for (const [command, { summary, load }] of Object.entries(COMMANDS)) {
		const declared = program
			.command(command)
			.summary(summary)
			.description(`${summary[0]?.toUpperCase()}${summary.slice(1)}.`);
		declared.exitOverride().showHelpAfterError(`(leadlab ${command} --help shows examples and all options)`);
		if (command === name || command === first) (await load()).declare(declared, context);
		if (command !== "help") declared.addOption(new Option("-q, --quiet", "no messages and no progress"));
	}
	program.hook("preAction", (_, command) => terminal.setQuiet(command.opts<{ quiet?: boolean }>().quiet === true));
	try {
		if (args.length === 0) {
			program.outputHelp({ error: true });
			return EXIT.usage;
		}
		await program.parseAsync(args, { from: "user" });
		terminal.endProgress();
		return typeof process.exitCode === "number" ? process.exitCode : EXIT.done;
	} catch (error) {
		terminal.endProgress();
		if (error instanceof CommanderError && error.code === "commander.missingMandatoryOptionValue") {
			const hint = misspeltOption(args, program.commands.find((command) => command.name() === name)?.options ?? []);
			if (hint !== undefined) terminal.error(hint);
		}
		return report(error, terminal);
	}
}

/** A required option may be missing because it is misspelt; commander tells only that it is missing. */
function misspeltOption(args: readonly string[], options: readonly Option[]): string | undefined {
	const names = options.flatMap(({ long }) => long ?? []);
	const flag = args.map((arg) => arg.split("=", 1)[0]!).find((arg) => arg.startsWith("--") && !names.includes(arg));
	if (flag === undefined) return undefined;
	const meant = nearest(flag, names);
	return `unknown option '${flag}'${meant === undefined ? "" : `\n(Did you mean ${meant}?)`}`;
}

/** Tells the user what went wrong; the result is the exit code. */
function report(error: unknown, terminal: Terminal): number {
	if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
	if (error instanceof LabError) {
		for (const issue of error.issues.slice(0, SHOWN)) terminal.error(issue);
		const more = error.issues.length - SHOWN;
		if (more > 0) terminal.error(`and ${formatCount(more)} more`);
		return error.kind === "data" ? EXIT.data : EXIT.usage;
	}
	if (error instanceof CliError) {
		terminal.error(error.message);
		return error.exitCode;
	}
	// The file system's own errors name the file and are the user's to mend.
	const message = fileSystemMessage(error);
	if (message !== undefined) {
		terminal.error(message);
		return EXIT.usage;
	}
	process.stderr.write(
		`internal error, please report it with this text:\n${(error as Error)?.stack ?? String(error)}\n`,
	);
	return EXIT.internal;
}

// Reading stops when the reader has enough, as in `leadlab score ... | head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
	if (error.code === "EPIPE") process.exit(EXIT.done);
	throw error;
});

process.exitCode = await main(process.argv.slice(2));
