import { type ChildProcess, spawn } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kernelSpec } from "../lab/kernel-spec.ts";
import type { CellRun, Kernel } from "./kernel-client.ts";
import { watchKernel } from "./kernel-loss.ts";
import type { FromKernel } from "./kernel-messages.ts";

/** What is used of zeromq, which tslab brings. */
interface Socket extends AsyncIterable<Buffer[]> {
	connect(address: string): void;
	subscribe(topic: string): void;
	send(parts: readonly (string | Buffer)[]): Promise<void>;
	close(): void;
}
interface Zmq {
	readonly Dealer: new () => Socket;
	readonly Subscriber: new () => Socket;
}

/** A message of the Jupyter protocol 5.3, as far as it is read. */
interface Message {
	readonly type: string;
	readonly parent: string;
	readonly content: Readonly<Record<string, unknown>>;
}

/**
 * Starts the real kernel, the program that JupyterLab starts, and talks to it over its sockets; no Python is needed.
 * The same as `startKernel` otherwise.
 *
 * Source: jupyter_client, "Messaging in Jupyter" (wire protocol 5.3).
 */
export async function startSocketKernel(
	folder: string,
	{ timeoutMs = 600_000 }: { readonly timeoutMs?: number } = {},
): Promise<Kernel> {
	const place = await mkdtemp(join(tmpdir(), "leadlab-kernel-"));
	const [shell_port, iopub_port, stdin_port, control_port, hb_port] = await freePorts(5);
	const key = randomUUID();
	const connection = {
		transport: "tcp",
		ip: "127.0.0.1",
		signature_scheme: "hmac-sha256",
		key,
		shell_port,
		iopub_port,
		stdin_port,
		control_port,
		hb_port,
	};
	const file = join(place, "connection.json");
	await writeFile(file, JSON.stringify(connection), { mode: 0o600 });
	const [command = "", ...args] = kernelSpec().argv.map((arg) => (arg === "{connection_file}" ? file : arg));
	const child = spawn(command, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
	let stray = "";
	for (const stream of [child.stdout, child.stderr]) stream.on("data", (data: Buffer) => (stray += data.toString()));
	const zmq = createRequire(createRequire(import.meta.url).resolve("tslab/package.json"))("zeromq") as Zmq;
	const shell = new zmq.Dealer();
	const iopub = new zmq.Subscriber();
	shell.connect(`tcp://127.0.0.1:${shell_port}`);
	iopub.connect(`tcp://127.0.0.1:${iopub_port}`);
	iopub.subscribe("");
	const listeners = new Set<(from: "shell" | "iopub", message: Message) => void>();
	const tell = (from: "shell" | "iopub") => (message: Message) => {
		for (const listener of listeners) listener(from, message);
	};
	void listen(shell, tell("shell"));
	void listen(iopub, tell("iopub"));
	const request = (type: string, content: unknown): string => {
		const id = randomUUID();
		const header = {
			msg_id: id,
			session: key,
			username: "leadlab",
			date: new Date().toISOString(),
			msg_type: type,
			version: "5.3",
		};
		const parts = [header, {}, {}, content].map((part) => JSON.stringify(part));
		const signature = createHmac("sha256", key).update(parts.join("")).digest("hex");
		void shell.send(["<IDS|MSG>", signature, ...parts]);
		return id;
	};
	const close = () => {
		child.kill("SIGKILL");
		shell.close();
		iopub.close();
		void rm(place, { recursive: true, force: true });
	};
	const unready = await untilReady(child, { listeners, ask: () => request("kernel_info_request", {}) });
	if (unready !== undefined) {
		close();
		throw new Error(`the kernel did not start: ${unready} ${stray}`.trim());
	}
	return {
		pid: child.pid,
		run: (code) =>
			runCell(child, {
				listeners,
				timeoutMs,
				stray: () => stray,
				send: () =>
					request("execute_request", {
						code,
						silent: false,
						store_history: true,
						user_expressions: {},
						allow_stdin: false,
						stop_on_error: true,
					}),
			}),
		close,
	};
}

type Listeners = Set<(from: "shell" | "iopub", message: Message) => void>;

/** Asks until an answer comes on the channel of outputs too: what is sent before it is connected is lost. */
function untilReady(
	child: ChildProcess,
	{ listeners, ask }: { readonly listeners: Listeners; readonly ask: () => string },
): Promise<string | undefined> {
	return new Promise((resolve) => {
		const finish = (why?: string) => {
			clearInterval(again);
			clearTimeout(limit);
			listeners.delete(listener);
			child.off("exit", onExit);
			resolve(why);
		};
		const listener = (from: "shell" | "iopub", { type, content }: Message) => {
			if (from === "iopub" && type === "status" && content.execution_state === "idle") finish();
		};
		const onExit = (code: number | null, signal: string | null) =>
			finish(`it ended with ${signal ?? `exit code ${code}`}.`);
		listeners.add(listener);
		child.once("exit", onExit);
		child.once("error", (error) => finish(error.message));
		const again = setInterval(ask, 200);
		const limit = setTimeout(() => finish("it did not answer within 60 s."), 60_000);
	});
}

function runCell(
	child: ChildProcess,
	{
		listeners,
		timeoutMs,
		stray,
		send,
	}: {
		readonly listeners: Listeners;
		readonly timeoutMs: number;
		readonly stray: () => string;
		readonly send: () => string;
	},
): Promise<CellRun> {
	return new Promise((resolve) => {
		const messages: FromKernel[] = [];
		let reply: Message["content"] | undefined;
		let idle = false;
		const finish = (run: Omit<CellRun, "messages">) => {
			unwatch();
			listeners.delete(listener);
			resolve({ messages, ...run });
		};
		const listener = (from: "shell" | "iopub", { type, parent, content }: Message) => {
			if (parent !== id) return;
			if (from === "shell" && type === "execute_reply") reply = content;
			else if (type === "status") idle = content.execution_state === "idle";
			else if (type === "stream")
				messages.push({ kind: "stream", name: content.name as "stdout", text: String(content.text) });
			else if (type === "display_data" || type === "update_display_data") {
				messages.push({
					kind: "display",
					update: type !== "display_data",
					content: content as Extract<FromKernel, { kind: "display" }>["content"],
				});
			}
			if (idle && reply !== undefined) finish({ ok: reply.status === "ok", count: Number(reply.execution_count ?? 0) });
		};
		const onLoss = (stopped: string) => finish({ ok: false, count: 0, stopped });
		const unwatch = watchKernel(child, { timeoutMs, stray, onLoss });
		listeners.add(listener);
		const id = send();
	});
}

async function listen(socket: Socket, tell: (message: Message) => void): Promise<void> {
	for await (const frames of socket) {
		const start = frames.findIndex((frame) => frame.toString() === "<IDS|MSG>");
		const [header, parent, , content] = frames
			.slice(start + 2)
			.map((frame) => JSON.parse(frame.toString()) as Record<string, unknown>);
		tell({ type: String(header?.msg_type), parent: String(parent?.msg_id ?? ""), content: content ?? {} });
	}
}

async function freePorts(count: number): Promise<number[]> {
	const servers = await Promise.all(
		Array.from(
			{ length: count },
			() =>
				new Promise<ReturnType<typeof createServer>>((resolve) => {
					const server = createServer().listen(0, "127.0.0.1", () => resolve(server));
				}),
		),
	);
	const ports = servers.map((server) => (server.address() as { port: number }).port);
	await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
	return ports;
}
