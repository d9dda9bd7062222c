import { Argument, type Command } from "commander";
import type { CommandContext } from "../command.ts";
import { completionScript, SHELLS, type Shell } from "../completion-script.ts";

const EXAMPLES = `
Examples:
  $ leadlab completion zsh > ~/.zfunc/_leadlab
  $ source <(leadlab completion bash)
  $ leadlab completion fish > ~/.config/fish/completions/leadlab.fish
`;

/** `leadlab completion`: a script for a shell, made from the commands and options as they are. */
export function declare(command: Command, { terminal, tree }: CommandContext): void {
	command
		.addHelpText("before", EXAMPLES.trimStart())
		.addArgument(new Argument("<shell>", SHELLS.join(", ")).choices(SHELLS))
		.action(async (shell: Shell) => terminal.result(completionScript(await tree(), shell)));
}
