import { resolve } from "node:path";
import type { Command } from "commander";
import { stringify } from "yaml";
import { fingerprint } from "../../base/fingerprint.ts";
import { writeAtomic } from "../../ingest/files/write-atomic.ts";
import { tuneJson } from "../../json/tune/tune-json.ts";
import { findLeaks } from "../../leaks/leaks.ts";
import { tunePoints } from "../../tune/points/tune-points.ts";
import { wrapText } from "../../words/wrap-text.ts";
import { usageError } from "../cli-error.ts";
import type { CommandContext } from "../command.ts";
import {
	datasetOption,
	loadDataset,
	loadModel,
	modelOption,
	type ReplayOptionTexts,
	replayOptions,
	toReplayOptions,
	wholeNumber,
} from "../inputs.ts";
import { tuneText } from "../tune-text.ts";

interface Options extends ReplayOptionTexts {
	readonly dataset: string;
	readonly model: string;
	readonly out?: string;
	readonly maxRules?: string;
	readonly mostPoints: string;
	readonly step: string;
	readonly minLeads: string;
	readonly fix?: readonly string[];
	readonly freeSigns?: boolean;
	readonly suspects?: boolean;
	readonly seed: string;
	readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  $ leadlab tune --dataset data/saas-sample --model saas-baseline --out tuned.yaml
  $ leadlab tune -d my-history -m my-model.yaml --max-rules 6 --step 5 --fix demo-request
  $ leadlab tune -d data/saas-sample -m saas-baseline --json > tune.json
`;

/** `leadlab tune`: points that history supports, for the rules of a model, and what to expect of them on later leads. */
export function declare(command: Command, context: CommandContext): void {
	modelOption(datasetOption(command.addHelpText("before", EXAMPLES.trimStart())))
		.option("--out <file>", "write the tuned model here (YAML), and the record of the run beside it (.record.json)")
		.option("--max-rules <n>", "at most so many rules (default: every number is tried)")
		.option("--most-points <n>", "most points that a rule gives a lead", "20")
		.option("--step <n>", "points are multiples of this", "1")
		.option("--min-leads <n>", "points only where so many leads tell", "20")
		.option("--fix <rules...>", "rules whose points stay")
		.option("--free-signs", "points may change their sign")
		.option("--suspects", "also offer what is suspected of knowing the future; what is certain to is never offered")
		.option("--seed <n>", "seed of the search", "1");
	replayOptions(command)
		.option("--json", "the record of the run, as one JSON document")
		.action(async (options: Options) => {
			const { terminal } = context;
			const maxRules =
				options.maxRules === undefined ? undefined : wholeNumber("--max-rules", options.maxRules, { least: 1 });
			const most = wholeNumber("--most-points", options.mostPoints, { least: 1 });
			const step = wholeNumber("--step", options.step, { least: 1 });
			const minLeads = wholeNumber("--min-leads", options.minLeads);
			const seed = wholeNumber("--seed", options.seed, { most: 2_147_483_647 });
			const { dataset } = await loadDataset(options.dataset, context);
			const model = await loadModel(options.model, context, dataset);
			const rules = model.groups.flatMap((group) => group.rules.map(({ id }) => id));
			for (const rule of options.fix ?? [])
				if (!rules.includes(rule))
					throw usageError(`--fix: the model has no rule "${rule}"; it has ${rules.join(", ")}.`);
			const how = toReplayOptions({ ...options, by: [] }, dataset, context);
			const { horizonDays = 90, landmarkDays = 14 } = how;
			const { findings } = await findLeaks(dataset, { horizonDays, landmarkDays });
			const levels = options.suspects ? ["certain"] : ["certain", "suspect"];
			const avoid = new Map(
				findings
					.filter(({ level }) => levels.includes(level))
					.map(({ name, level }) => [name, `${level === "certain" ? "knows" : "is suspected of knowing"} the future`]),
			);
			const tuned = await tunePoints(dataset, model, {
				...how,
				...{ most, step, minLeads, avoid, fixed: options.fix ?? [], freeSigns: options.freeSigns === true },
				...(maxRules === undefined ? {} : { maxRules }),
				...(how.handoffs?.[0] === undefined ? {} : { handoff: how.handoffs[0] }),
				search: { seed },
			});
			terminal.endProgress();
			const file = tuned.state === "tuned" ? options.out : undefined;
			const record = tuneJson(tuned, {
				model: { name: model.name, fingerprint: fingerprint(model) },
				dataset: { name: dataset.name, fingerprint: dataset.fingerprint },
				...{ asOf: dataset.asOf, horizonDays, landmarkDays, seed, file },
			});
			if (file !== undefined && tuned.state === "tuned") {
				await writeAtomic(resolve(file), stringify(tuned.candidate, { lineWidth: 120 }));
				await writeAtomic(
					resolve(`${file.replace(/\.ya?ml$/, "")}.record.json`),
					`${JSON.stringify(record, null, "\t")}\n`,
				);
			}
			if (options.json) terminal.result(JSON.stringify(record));
			else if (tuned.state === "tuned")
				terminal.result(tuneText(tuned, { width: terminal.width, timeZone: dataset.calendar.zone }));
			else terminal.result(wrapText(`Cannot tell yet: ${tuned.reason}.`, { width: terminal.width, indent: "  " }));
		});
}
