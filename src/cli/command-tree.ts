import { Command, Option } from "commander";
import { packageVersion } from "../notebook/display/package-version.ts";
import type { CommandContext, CommandModule } from "./command.ts";
import { TOPIC_LIST } from "./help-topics.ts";

/** Every command with its one line of help; the file of a command is loaded when it is used. */
const COMMANDS: Readonly<Record<string, { readonly summary: string; readonly load: () => Promise<CommandModule> }>> = {
	init: {
		summary: "start a workspace: dataset.yaml and a model from a template",
		load: () => import("./commands/init.ts"),
	},
	doctor: {
		summary: "check the machine, a dataset and a model, and say the cure",
		load: () => import("./commands/doctor.ts"),
	},
	sample: { summary: "make a synthetic lead history of any size", load: () => import("./commands/sample.ts") },
	ingest: {
		summary: "read a dataset, report what is wrong, write the rejects",
		load: () => import("./commands/ingest.ts"),
	},
	score: { summary: "score every lead at an instant", load: () => import("./commands/score.ts") },
	explain: { summary: "show the arithmetic behind one lead's score", load: () => import("./commands/explain.ts") },
	replay: { summary: "replay a model and measure its flags", load: () => import("./commands/replay.ts") },
	compare: {
		summary: "compare a candidate with the baseline, lead by lead",
		load: () => import("./commands/compare.ts"),
	},
	threshold: {
		summary: "choose a threshold under capacity, money or a certificate",
		load: () => import("./commands/threshold.ts"),
	},
	tune: {
		summary: "find points that history supports, and what to expect of them",
		load: () => import("./commands/tune.ts"),
	},
	audit: {
		summary: "find what each rule of a model does for its precision",
		load: () => import("./commands/audit.ts"),
	},
	leaks: {
		summary: "find attributes, activities and scores that know the future",
		load: () => import("./commands/leaks.ts"),
	},
	drift: {
		summary: "find what moved: scores, attributes, precision, silent rules",
		load: () => import("./commands/drift.ts"),
	},
	report: {
		summary: "write the chart report, alone or against a baseline",
		load: () => import("./commands/report.ts"),
	},
	export: { summary: "write a model for production", load: () => import("./commands/export.ts") },
	verify: { summary: "prove that an exported model scores the same", load: () => import("./commands/verify.ts") },
	notebooks: {
		summary: "keep notebook pairs equal, check and run them",
		load: () => import("./commands/notebooks.ts"),
	},
	completion: {
		summary: "print what lets a shell complete commands and options",
		load: () => import("./commands/completion.ts"),
	},
	help: { summary: "help with a command, or a document", load: () => import("./commands/help.ts") },
};

const EXAMPLES = `
Examples:
  $ leadlab sample --out my-history --leads 5000
  $ leadlab replay --dataset my-history --model saas-candidate
  $ leadlab report --dataset my-history --model saas-candidate --baseline saas-baseline
  $ leadlab explain --dataset my-history --model saas-candidate --lead L-42

Exit codes: 0 done, 1 a check failed, 2 usage or configuration, 3 data contract broken, 70 internal error.
`;

/**
 * The command line as commander has it. Only the named commands declare their options; all do without names.
 *
 * @example (await commandTree(context, ["replay"])).parseAsync(["replay", "--help"], { from: "user" })
 */
export async function commandTree(
	context: Omit<CommandContext, "tree">,
	names: readonly string[] = Object.keys(COMMANDS),
): Promise<Command> {
	const program = new Command("leadlab")
		.description("Replay historical leads through a scoring model and measure how precise its flags would have been.")
		.version(packageVersion())
		.addHelpText("before", EXAMPLES.trimStart())
		.addHelpText("after", TOPIC_LIST)
		.helpCommand(false)
		.exitOverride()
		.showSuggestionAfterError();
	const withTree: CommandContext = { ...context, tree: () => commandTree(context) };
	for (const [name, { summary, load }] of Object.entries(COMMANDS)) {
		const command = program.command(name).summary(summary);
		command.description(`${summary[0]?.toUpperCase()}${summary.slice(1)}.`);
		command.exitOverride().showHelpAfterError(`(leadlab ${name} --help shows examples and all options)`);
		if (names.includes(name)) (await load()).declare(command, withTree);
		command.addOption(new Option("-q, --quiet", "no messages and no progress"));
	}
	return program;
}
