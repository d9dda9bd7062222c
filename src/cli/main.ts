#!/usr/bin/env node
import { EXIT } from "./cli-error.ts";
import { runCommandLine } from "./run-command-line.ts";

// Reading stops when the reader has enough, as in `leadlab score ... | head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
	if (error.code === "EPIPE") process.exit(EXIT.done);
	throw error;
});

process.exitCode = await runCommandLine(process.argv.slice(2));
