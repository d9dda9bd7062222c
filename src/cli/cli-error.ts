/** Exit codes of the command line. */
export const EXIT = { done: 0, gateFailed: 1, usage: 2, data: 3, internal: 70 } as const;

/** Ends a command with an exit code and a message for the user. */
export class CliError extends Error {
	readonly exitCode: number;

	constructor(exitCode: number, message: string, options?: ErrorOptions) {
		super(message, options);
		this.name = "CliError";
		this.exitCode = exitCode;
	}
}

/** A mistake in how a command was given: exit code 2. */
export function usageError(message: string): CliError {
	return new CliError(EXIT.usage, message);
}
