import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { describe, expect, it } from "vitest";
import type { CommandModule } from "../../src/cli/command.ts";
import * as compare from "../../src/cli/commands/compare.ts";
import * as drift from "../../src/cli/commands/drift.ts";
import * as leaks from "../../src/cli/commands/leaks.ts";
import * as replay from "../../src/cli/commands/replay.ts";
import * as threshold from "../../src/cli/commands/threshold.ts";
import { styleFor, type Terminal } from "../../src/cli/terminal.ts";

const FOLDER = fileURLToPath(new URL("../golden/cli/", import.meta.url));
const DATASET = fileURLToPath(new URL("../../data/saas-sample", import.meta.url));
const WIDTH = 80;

/** Every command that writes more than a line or two, with options that bring out its tables. */
const OUTPUTS: readonly (readonly [name: string, command: CommandModule, args: string])[] = [
	["replay", replay, "--model saas-candidate --by source"],
	["replay-few", replay, "--model saas-candidate --from 2024-05-01 --to 2024-05-15"],
	["compare", compare, "--baseline saas-baseline --model saas-candidate --capacity 12"],
	["compare-few", compare, "--baseline saas-baseline --model saas-candidate --from 2024-05-01 --to 2024-05-15"],
	["threshold", threshold, "--model saas-candidate --capacity 12 --min-recall 0.2"],
	["drift", drift, "--model saas-candidate"],
	["leaks", leaks, "--model saas-candidate"],
];

/** What a command writes to a terminal of {@link WIDTH} characters a line. */
async function textOf({ declare }: CommandModule, args: string): Promise<string> {
	const lines: string[] = [];
	const nothing = () => {};
	const terminal: Terminal = {
		result: (text) => lines.push(text),
		message: nothing,
		warning: nothing,
		warnings: [],
		error: nothing,
		onProgress: nothing,
		endProgress: nothing,
		setQuiet: nothing,
		style: styleFor(false, {}),
		width: WIDTH,
	};
	const command = new Command();
	declare(command, {
		terminal,
		now: () => new Date(0),
		environment: {},
		tree: () => Promise.reject(new Error("no command tree here")),
	});
	await command.parseAsync(["--dataset", DATASET, ...args.split(" ")], { from: "user" });
	return `${lines.join("\n")}\n`;
}

describe("the text of a command at 80 columns", () => {
	it.each(OUTPUTS)("%s is what it was", { timeout: 120_000 }, async (name, command, args) => {
		const text = await textOf(command, args);
		const path = `${FOLDER}${name}.txt`;
		if (!existsSync(path)) {
			expect(process.env.CI, `golden file cli/${name}.txt must be committed`).toBeFalsy();
			mkdirSync(FOLDER, { recursive: true });
			writeFileSync(path, text);
		}
		expect(text.split("\n").filter((line) => line.length > WIDTH)).toEqual([]);
		expect(text).toBe(readFileSync(path, "utf8"));
	});
});
