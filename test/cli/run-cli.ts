import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

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

/** How a process is started. */
export interface StartOptions {
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
export function startCli(args: readonly string[], { cwd, env = {}, node = [] }: StartOptions = {}): ChildProcess {
	if (!existsSync(MAIN)) throw new Error(`${MAIN} is not there: run "npm run build" first.`);
	return spawn(process.execPath, [...node, MAIN, ...args], {
		cwd,
		env: cleanEnvironment(env),
		stdio: ["ignore", "pipe", "pipe"],
	});
}

/** Runs the built command to its end, in a process of its own. */
export function spawnCli(args: readonly string[], options: StartOptions = {}): Promise<Ran> {
	return finished(startCli(args, options));
}

let turn: Promise<unknown> = Promise.resolve();

/**
 * Runs the built command to its end in this process, which has read its modules once for all: a tenth of the time of
 * {@link spawnCli}. Streams, folder and exit code belong to the process, so that one runs after the other.
 */
export function runCli(args: readonly string[], { cwd = process.cwd() }: { readonly cwd?: string } = {}): Promise<Ran> {
	const ran = turn.then(() => runHere(args, cwd));
	turn = ran.catch(() => {});
	return ran;
}

async function runHere(args: readonly string[], cwd: string): Promise<Ran> {
	const path = join(ROOT, "dist/cli/run-command-line.js");
	if (!existsSync(path)) throw new Error(`${path} is not there: run "npm run build" first.`);
	const { runCommandLine } = (await import(
		pathToFileURL(path).href
	)) as typeof import("../../src/cli/run-command-line.ts");
	const before = { cwd: process.cwd(), exitCode: process.exitCode, env: process.env };
	const stdout = captured(process.stdout);
	const stderr = captured(process.stderr);
	try {
		process.exitCode = undefined;
		process.env = cleanEnvironment();
		process.chdir(cwd);
		const code = await runCommandLine(args);
		return { code, stdout: stdout.text(), stderr: stderr.text() };
	} finally {
		stdout.end();
		stderr.end();
		process.chdir(before.cwd);
		process.env = before.env;
		process.exitCode = before.exitCode;
	}
}

/** Keeps what is written to a stream instead of writing it, until `end`. */
function captured(stream: NodeJS.WriteStream): { readonly text: () => string; readonly end: () => void } {
	const { write } = stream;
	let text = "";
	stream.write = ((chunk: string | Uint8Array, ...rest: readonly unknown[]) => {
		text += typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8");
		const written = rest.at(-1);
		if (typeof written === "function") written();
		return true;
	}) as typeof write;
	return {
		text: () => text,
		end: () => {
			stream.write = write;
		},
	};
}

/** Runs a line of shell, in which `leadlab` is the built command. */
export function runShell(script: string, { cwd, env = {} }: StartOptions = {}): Promise<Ran> {
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
