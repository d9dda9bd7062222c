import { CommanderError, type Option } from "commander";
import { LabError } from "../base/error.ts";
import { nearest } from "../base/nearest.ts";
import { formatCount } from "../words/number-format.ts";
import { CliError, EXIT } from "./cli-error.ts";
import { commandTree } from "./command-tree.ts";
import { fileSystemMessage } from "./file-system-message.ts";
import { processTerminal } from "./process-terminal.ts";
import type { Terminal } from "./terminal.ts";

/** Errors that are told one by one. */
const SHOWN = 50;

/**
 * Runs the command line on the streams of this process; the result is the exit code.
 *
 * @example process.exitCode = await runCommandLine(["replay", "--help"])
 */
export async function runCommandLine(args: readonly string[]): Promise<number> {
	const name = args.find((arg) => !arg.startsWith("-"));
	const terminal = processTerminal();
	const context = { terminal, now: () => new Date(), environment: process.env };
	const program = await commandTree(context, name === undefined ? [] : [name]);
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
