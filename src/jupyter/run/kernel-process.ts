import { createRequire } from "node:module";
import type { FromKernel, ToKernel } from "./kernel-messages.ts";

/** What is used of tslab: the handler that its kernel has behind the sockets. */
interface TslabParts {
	readonly createConverter: (options: { readonly isJS: boolean; readonly isBrowser: boolean }) => { close(): void };
	readonly createExecutor: (
		root: string,
		converters: { readonly node: unknown; readonly browser: unknown; close(): void },
		console: { readonly log: typeof globalThis.console.log; readonly error: typeof globalThis.console.error },
	) => unknown;
	readonly JupyterHandlerImpl: new (
		executor: unknown,
		isJs: boolean,
	) => {
		handleExecute(
			request: { readonly code: string },
			stream: (name: "stdout" | "stderr", text: string) => void,
			display: (content: unknown, update: boolean) => void,
		): Promise<{ readonly status: string; readonly execution_count?: number }>;
		close(): void;
	};
}

/**
 * A process that runs cells as tslab's kernel does, without Python and without sockets: cells come and outputs go over
 * the channel to the parent. The same handler, converter and executor as behind JupyterLab.
 */
function serve(): void {
	const require = createRequire(import.meta.url);
	const { createConverter } = require("tslab/dist/converter.js") as TslabParts;
	const { createExecutor } = require("tslab/dist/executor.js") as TslabParts;
	const { JupyterHandlerImpl } = require("tslab/dist/jupyter.js") as TslabParts;
	const converter = createConverter({ isJS: false, isBrowser: false });
	const converters = { node: converter, browser: converter, close: () => converter.close() };
	const { log, error } = console;
	const handler = new JupyterHandlerImpl(createExecutor(process.cwd(), converters, { log, error }), false);
	const send = (message: FromKernel) => process.send?.(message);

	process.on("uncaughtException", (cause) => error("UncaughtException:", cause));
	process.on("unhandledRejection", (reason) => error("UnhandledPromiseRejection:", reason));
	process.on("message", async ({ code }: ToKernel) => {
		const reply = await handler.handleExecute(
			{ code },
			(name, text) => send({ kind: "stream", name, text }),
			(content, update) =>
				send({ kind: "display", content: content as Extract<FromKernel, { kind: "display" }>["content"], update }),
		);
		send({ kind: "done", ok: reply.status === "ok", count: reply.execution_count ?? 0 });
	});
	process.on("disconnect", () => process.exit(0));
	send({ kind: "ready" });
}

serve();
