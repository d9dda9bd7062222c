import { spawn } from "node:child_process";

/** How a command ended; `status` is -1 when it could not be started. */
export interface CommandRun {
	readonly status: number;
	readonly output: string;
}

/**
 * Runs a command to its end.
 *
 * @param options.onText told what it writes, as it writes it
 * @example (await runCommand("python3", ["--version"])).output // "Python 3.11.7\n"
 */
export function runCommand(
	command: string,
	args: readonly string[],
	{ onText, cwd }: { readonly onText?: (text: string) => void; readonly cwd?: string } = {},
): Promise<CommandRun> {
	return new Promise((resolve) => {
		const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], ...(cwd === undefined ? {} : { cwd }) });
		let output = "";
		for (const stream of [child.stdout, child.stderr]) {
			stream.on("data", (data: Buffer) => {
				output += data.toString();
				onText?.(data.toString());
			});
		}
		child.on("error", (error) => resolve({ status: -1, output: error.message }));
		child.on("close", (code) => resolve({ status: code ?? 1, output }));
	});
}
