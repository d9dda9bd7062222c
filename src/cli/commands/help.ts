import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import { nearest } from "../../base/nearest.ts";
import { usageError } from "../cli-error.ts";
import type { CommandContext } from "../command.ts";
import { chapterOf, HELP_TOPICS, TOPIC_LIST } from "../help-topics.ts";
import { markdownText } from "../markdown-text.ts";
import { PACKAGE_ROOT } from "../package-root.ts";

const EXAMPLES = `
Examples:
  $ leadlab help replay
  $ leadlab help dataset
`;

/** `leadlab help`: help with a command, or one of the documents. */
export function declare(command: Command, { terminal, tree }: CommandContext): void {
	const topics = Object.keys(HELP_TOPICS);
	command
		.addHelpText("before", EXAMPLES.trimStart())
		.addHelpText("after", TOPIC_LIST)
		.argument("[topic]", "a command or a topic")
		.action(async (topic: string | undefined) => {
			const program = await tree();
			const about = topic === undefined ? program : program.commands.find((one) => one.name() === topic);
			if (about !== undefined) {
				about.outputHelp();
				return;
			}
			const found = Object.hasOwn(HELP_TOPICS, topic!) ? HELP_TOPICS[topic!] : undefined;
			if (found === undefined) {
				const meant = nearest(topic!, [...program.commands.map((one) => one.name()), ...topics]);
				throw usageError(
					`help: there is no command and no topic "${topic}".${meant === undefined ? "" : ` Did you mean ${meant}?`} The topics are ${topics.join(", ")}.`,
				);
			}
			const page = await readFile(join(PACKAGE_ROOT, found.file), "utf8");
			const text = found.chapter === undefined ? page : chapterOf(page, found.chapter);
			const { width, style } = terminal;
			terminal.result(width === undefined ? text.trimEnd() : markdownText(text, { width, bold: style.bold }));
		});
}
