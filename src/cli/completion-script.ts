import type { Command } from "commander";

/** Shells with a script. */
export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

/** A command as a shell needs to know it. */
interface Words {
	readonly name: string;
	readonly summary: string;
	readonly options: readonly { readonly long: string; readonly summary: string; readonly choices: readonly string[] }[];
	/** Values of its first argument, when these are known. */
	readonly choices: readonly string[];
}

/**
 * A script that completes commands, options and values that are one of few; everything else completes as a file.
 *
 * @example completionScript(program, "bash") // "_leadlab() { ..."
 */
export function completionScript(program: Command, shell: Shell): string {
	return SCRIPTS[shell](program.commands.map(wordsOf));
}

const SCRIPTS: Readonly<Record<Shell, (commands: readonly Words[]) => string>> = {
	bash: (commands) => `_leadlab() {
  local current="\${COMP_WORDS[COMP_CWORD]}" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then words="${commands.map(({ name }) => name).join(" ")}"
  else case "\${COMP_WORDS[1]} \${COMP_WORDS[COMP_CWORD-1]}" in
${valueCases(commands, (words) => `words="${words}"`)}
    *) case "\${COMP_WORDS[1]}" in
${optionCases(commands, (words) => `words="${words}"`)}
    esac ;;
  esac; fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -o bashdefault -F _leadlab leadlab`,
	zsh: (commands) => `#compdef leadlab
_leadlab() {
  local -a commands=(
${commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`).join("\n")}
  )
  if (( CURRENT == 2 )); then _describe command commands; return; fi
  case "\${words[2]} \${words[CURRENT-1]}" in
${valueCases(commands, (words) => `compadd -- ${words}`)}
    *) if [[ "\${words[CURRENT]}" != -* ]]; then _files; return; fi
    case "\${words[2]}" in
${optionCases(commands, (words) => `compadd -- ${words}`)}
    esac ;;
  esac
}
if [ "$funcstack[1]" = _leadlab ]; then _leadlab "$@"; else compdef _leadlab leadlab; fi`,
	fish: (commands) =>
		commands
			.flatMap(({ name, summary, options, choices }) => {
				const within = `complete -c leadlab -n '__fish_seen_subcommand_from ${name}'`;
				return [
					`complete -c leadlab -f -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
					...(choices.length === 0 ? [] : [`${within} -f -a '${choices.join(" ")}'`]),
					...options.map(({ long, summary: what, choices: values }) => {
						const value = values.length === 0 ? "" : ` -x -a '${values.join(" ")}'`;
						return `${within} -l ${long.slice(2)}${value} -d ${quoted(what)}`;
					}),
				];
			})
			.join("\n"),
};

function wordsOf(command: Command): Words {
	return {
		name: command.name(),
		summary: command.summary(),
		options: command.options
			.filter(({ hidden, long }) => !hidden && typeof long === "string")
			.map(({ long, description, argChoices }) => ({ long: long!, summary: description, choices: argChoices ?? [] })),
		choices: command.registeredArguments[0]?.argChoices ?? [],
	};
}

/** What may follow a word: the values of an option, or of a command's first argument. */
function valueCases(commands: readonly Words[], offer: (words: string) => string): string {
	return commands
		.flatMap(({ name, options, choices }) => [
			...options
				.filter((option) => option.choices.length > 0)
				.map(({ long, choices: values }) => `    "${name} ${long}") ${offer(values.join(" "))} ;;`),
			...(choices.length === 0 ? [] : [`    "${name} ${name}") ${offer(choices.join(" "))} ;;`]),
		])
		.join("\n");
}

function optionCases(commands: readonly Words[], offer: (words: string) => string): string {
	return commands
		.filter(({ options }) => options.length > 0)
		.map(({ name, options }) => `    ${name}) ${offer(options.map(({ long }) => long).join(" "))} ;;`)
		.join("\n");
}

/** In single quotes, as all three shells read them. */
function quoted(text: string): string {
	return `'${text.replaceAll("'", "’")}'`;
}
