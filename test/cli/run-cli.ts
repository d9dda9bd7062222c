import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Root of the checkout. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** The built command. */
export const MAIN = join(ROOT, "dist/cli/main.js");
/** The history that comes with leadlab. */
export const SAMPLE = join(ROOT, "data/saas-sample");

/** What a finished process left. */
export interface Ran {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

export interface RunOptions {
	readonly cwd?: string;
	readonly env?: Readonly<Record<string, string>>;
	/** Arguments of Node before the command. */
	readonly node?: readonly string[];
}

/** Environment without what would change the output. */
export function cleanEnvironment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
	const { NO_COLOR: _, FORCE_COLOR: __, NODE_OPTIONS: ___, ...rest } = process.env;
	return { ...rest, ...more };
}

/** Starts the built command. */
export function startCli(args: readonly string[], { cwd, env = {}, node = [] }: RunOptions = {}): ChildProcess {
	if (!existsSync(MAIN)) throw new Error(`${MAIN} is not there: run "npm run build" first.`);
	return spawn(process.execPath, [...node, MAIN, ...args], {
		cwd,
		env: cleanEnvironment(env),
		stdio: ["ignore", "pipe", "pipe"],
	});
}

/** Runs the built command to its end. */
export function runCli(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
	return finished(startCli(args, options));
}

/** Runs a line of shell, in which `leadlab` is the built command. */
export function runShell(script: string, { cwd, env = {} }: RunOptions = {}): Promise<Ran> {
	const leadlab = `leadlab() { '${process.execPath}' '${MAIN}' "$@"; }\n`;
	return finished(
		spawn("bash", ["-c", leadlab + script], { cwd, env: cleanEnvironment(env), stdio: ["ignore", "pipe", "pipe"] }),
	);
}

/** Waits for a process to end. */
export function finished(child: ChildProcess): Promise<Ran> {
	return new Promise((resolve, reject) => {
		const out: Buffer[] = [];
		const err: Buffer[] = [];
		child.stdout?.on("data", (chunk: Buffer) => out.push(chunk));
		child.stderr?.on("data", (chunk: Buffer) => err.push(chunk));
		child.on("error", reject);
		child.on("close", (code) =>
			resolve({ code, stdout: Buffer.concat(out).toString("utf8"), stderr: Buffer.concat(err).toString("utf8") }),
		);
	});
}

/** A new folder, and how to remove it. */
export function temporaryFolder(): { readonly folder: string; readonly remove: () => void } {
	const folder = mkdtempSync(join(tmpdir(), "leadlab-cli-"));
	return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
