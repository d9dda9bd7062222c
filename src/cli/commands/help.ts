import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import { nearest } from "../../base/nearest.ts";
import { usageError } from "../cli-error.ts";
import type { CommandContext } from "../command.ts";
import { HELP_TOPICS } from "../help-topics.ts";
import { PACKAGE_ROOT } from "../package-root.ts";

const EXAMPLES = `
Examples:
  $ leadlab help replay
  $ leadlab help data
`;

/** `leadlab help`: help with a command, or one of the documents. */
export function declare(command: Command, { terminal, tree }: CommandContext): void {
	const topics = Object.entries(HELP_TOPICS).filter(([, { file }]) => existsSync(join(PACKAGE_ROOT, file)));
	const list = topics.map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`).join("\n");
	command
		.addHelpText("before", EXAMPLES.trimStart())
		.addHelpText("after", `\nTopics:\n${list}`)
		.argument("[topic]", "a command or a topic")
		.action(async (topic: string | undefined) => {
			const program = await tree();
			const about = topic === undefined ? program : program.commands.find((one) => one.name() === topic);
			if (about !== undefined) {
				about.outputHelp();
				return;
			}
			const found = topics.find(([name]) => name === topic);
			if (found === undefined) {
				const names = [...program.commands.map((one) => one.name()), ...topics.map(([name]) => name)];
				const meant = nearest(topic!, names);
				throw usageError(
					`help: there is no command and no topic "${topic}".${meant === undefined ? "" : ` Did you mean ${meant}?`} The topics are ${topics.map(([name]) => name).join(", ")}.`,
				);
			}
			terminal.result((await readFile(join(PACKAGE_ROOT, found[1].file), "utf8")).trimEnd());
		});
}
