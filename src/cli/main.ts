#!/usr/bin/env node
import { EXIT } from "./cli-error.ts";
import { fileSystemMessage } from "./file-system-message.ts";
import { runCommandLine } from "./run-command-line.ts";

// A reader that has enough, as in `leadlab score ... | head`, is no fault, and the exit code stays what it is. Any other
// failure of stdout, such as a full disk, is: the result is not there.
process.stdout.once("error", (error: NodeJS.ErrnoException) => {
	process.stdout.on("error", () => {});
	if (error.code === "EPIPE") return;
	process.stderr.write(`error: ${fileSystemMessage(Object.assign(error, { dest: "the output" }))}\n`);
	process.on("exit", () => {
		process.exitCode = EXIT.usage;
	});
});
// Without stderr there is nobody to tell.
process.stderr.on("error", () => {});

process.exitCode = await runCommandLine(process.argv.slice(2));
