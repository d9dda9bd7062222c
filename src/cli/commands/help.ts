import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import { nearest } from "../../base/nearest.ts";
import { usageError } from "../cli-error.ts";
import type { CommandContext } from "../command.ts";
import { chapterOf, HELP_TOPICS } from "../help-topics.ts";
import { markdownText } from "../markdown-text.ts";
import { PACKAGE_ROOT } from "../package-root.ts";

/** `leadlab help [command|topic]`: the help of a command, or a document of the package. */
export function declare(command: Command, { terminal }: CommandContext): void {
	command
		.argument("[topic]", "a command or a topic")
		.helpOption(false)
		.action(async (name: string | undefined) => {
			const program = command.parent!;
			if (name === undefined) return program.outputHelp();
			const named = program.commands.find((one) => one !== command && one.name() === name);
			if (named !== undefined) return named.outputHelp();
			const topic = Object.hasOwn(HELP_TOPICS, name) ? HELP_TOPICS[name] : undefined;
			if (topic === undefined) {
				const names = [...program.commands.map((one) => one.name()), ...Object.keys(HELP_TOPICS)];
				const meant = nearest(name, names);
				throw usageError(
					`there is no command or topic "${name}".${meant === undefined ? "" : ` Did you mean ${meant}?`} Topics: ${Object.keys(HELP_TOPICS).join(", ")}.`,
				);
			}
			const page = await readFile(join(PACKAGE_ROOT, topic.file), "utf8");
			const text = topic.chapter === undefined ? page : chapterOf(page, topic.chapter);
			const { width, style } = terminal;
			terminal.result(width === undefined ? text.trimEnd() : markdownText(text, { width, bold: style.bold }));
		});
}
