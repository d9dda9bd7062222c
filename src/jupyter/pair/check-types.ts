import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { configurationError } from "../../base/error.ts";
import type { Issue } from "../../base/issue.ts";

/**
 * Type-checks the scripts of a folder strictly by its `tsconfig.json`: the cells in a kernel are not checked strictly.
 *
 * @throws LabError (configuration) when there is no `tsconfig.json`
 */
export async function checkTypes(folder: string): Promise<Issue[]> {
	const config = join(folder, "tsconfig.json");
	if (!existsSync(config)) {
		throw configurationError({
			code: "missing-file",
			file: config,
			message: "there is no tsconfig.json beside the notebooks, so their scripts cannot be checked.",
			cure: "Take the one that comes with leadlab.",
		});
	}
	const compiler = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
	const { status, output } = await runNode([compiler, "-p", config, "--pretty", "false"]);
	if (status === 0) return [];
	const issues = output.split("\n").flatMap((line): Issue[] => {
		const match = /^(.*?)\((\d+),\d+\): error (TS\d+): (.*)$/.exec(line);
		if (match === null) return [];
		const [, file = "", row = "0", code = "", message = ""] = match;
		return [
			{
				code,
				severity: "error",
				file: file.replace(/^.*[\\/]/, ""),
				row: Number(row),
				message,
				cure: "Mend the type in the script.",
			},
		];
	});
	if (issues.length > 0) return issues;
	return [
		{
			code: "type-check",
			severity: "error",
			file: config,
			message: output.trim().slice(0, 500),
			cure: "Mend what the compiler says.",
		},
	];
}

function runNode(args: readonly string[]): Promise<{ readonly status: number; readonly output: string }> {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
		let output = "";
		for (const stream of [child.stdout, child.stderr]) stream.on("data", (data: Buffer) => (output += data.toString()));
		child.on("error", reject);
		child.on("close", (code) => resolve({ status: code ?? 1, output }));
	});
}
