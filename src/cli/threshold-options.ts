import type { Command } from "commander";
import type { Dataset } from "../dataset/dataset.ts";
import type { ThresholdTargets } from "../tune/threshold-plan.ts";
import { usageError } from "./cli-error.ts";
import { instantOption, wholeNumber } from "./inputs.ts";

/** Options that say what sales can bear, what a flag costs and what is to be promised. */
export interface ThresholdOptionTexts {
	readonly capacity?: string;
	readonly maxWait?: string;
	readonly cost?: string;
	readonly value?: string;
	readonly minRecall?: string;
	readonly minPrecision?: string;
	readonly beta?: string;
	readonly certify?: string;
	readonly delta?: string;
	readonly cut?: string;
}

/** What a threshold must keep to and be best at: the same options wherever a threshold is recommended. */
export function limitOptions(command: Command): Command {
	return command
		.option("--capacity <leads>", "leads that sales can work a week, worked first in, first out")
		.option("--max-wait <days>", "with --capacity: longest wait of a flag, whole weeks", "7")
		.option("--min-recall <share>", "smallest recall, at the low end of its interval")
		.option("--min-precision <share>", "smallest precision, at the low end of its interval")
		.option("--cost <amount>", "cost of working one flagged lead; with --value")
		.option("--value <amount>", 'value of a win, or "recorded" for the amounts in the history');
}

/** Options shared by `leadlab threshold` and `leadlab report`. */
export function businessOptions(command: Command): Command {
	return limitOptions(command).option("--certify <precision>", "precision to certify, e.g. 0.3 or 30%");
}

/** The options that only `leadlab threshold` has. */
export function choiceOptions(command: Command): Command {
	return businessOptions(command)
		.option("--beta <number>", "the largest F-beta; 2 counts recall twice as much as precision")
		.option("--delta <risk>", "chance of a false certificate", "0.05")
		.option("--cut <date>", "choose on leads created before this day, measure on the others");
}

/** The targets of the options; an empty object when none is given. */
export function targetsOf(options: ThresholdOptionTexts): ThresholdTargets {
	const { capacity, maxWait, cost, value, minRecall, minPrecision, beta, certify, delta } = options;
	if ((cost === undefined) !== (value === undefined)) {
		throw usageError("--cost and --value go together: what a flag costs and what a win brings.");
	}
	if (cost !== undefined && beta !== undefined) {
		throw usageError("--cost and --value cannot go with --beta: the threshold can be best at one of them only.");
	}
	const wait = maxWait === undefined ? {} : { maxWaitDays: wholeNumber("--max-wait", maxWait) };
	return {
		...(capacity === undefined
			? {}
			: { capacity: { perWeek: wholeNumber("--capacity", capacity, { least: 1, most: 1e6 }), ...wait } }),
		...(minPrecision === undefined ? {} : { precision: { atLeast: share("--min-precision", minPrecision) } }),
		...(minRecall === undefined ? {} : { recall: { atLeast: share("--min-recall", minRecall) } }),
		...(cost === undefined || value === undefined
			? {}
			: {
					profit: {
						costPerFlag: amount("--cost", cost, { least: 0 }),
						valuePerWin: value === "recorded" ? value : amount("--value", value, { least: Number.MIN_VALUE }),
					},
				}),
		...(beta === undefined ? {} : { fBeta: { beta: amount("--beta", beta, { least: Number.MIN_VALUE }) } }),
		...(certify === undefined
			? {}
			: {
					certify: {
						precision: share("--certify", certify),
						...(delta === undefined ? {} : { risk: share("--delta", delta) }),
					},
				}),
	};
}

/** Where to cut the history, if the option says so. */
export function cutOf({ cut }: ThresholdOptionTexts, { calendar }: Dataset): number | undefined {
	return cut === undefined ? undefined : instantOption("--cut", cut, calendar, "start");
}

function share(option: string, text: string): number {
	const number = text.endsWith("%") ? Number(text.slice(0, -1)) / 100 : Number(text);
	if (text.trim() !== "" && number > 0 && number < 1) return number;
	throw usageError(`${option} must be a share between 0 and 1, such as 0.3 or 30%, got "${text}".`);
}

function amount(option: string, text: string, { least }: { readonly least: number }): number {
	const number = Number(text);
	if (text.trim() !== "" && number >= least && number <= 1e12) return number;
	throw usageError(`${option} must be a number ${least === 0 ? "from 0" : "above 0"}, got "${text}".`);
}
