import type { Command as CommanderCommand } from "commander";
import type { Terminal } from "./terminal.ts";

/** What a command may touch besides the disk. */
export interface CommandContext {
	readonly terminal: Terminal;
	/** Current time, for the "generated at" of what is written. */
	readonly now: () => Date;
	readonly environment: NodeJS.ProcessEnv;
	/** The whole command line, every command with its options. */
	readonly tree: () => Promise<CommanderCommand>;
}

/** One command: its file declares options and what it does, and is loaded only when it is used. */
export interface CommandModule {
	/** Declares arguments, options, examples and the action on a commander command. */
	readonly declare: (command: CommanderCommand, context: CommandContext) => void;
}
