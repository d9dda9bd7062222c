import type { Summary } from "../base/summary.ts";
import { countOf, formatCount } from "../words/number-format.ts";
import { stageName } from "../words/stage-name.ts";
import type { LeakFinding, LeakLevel } from "./leak-finding.ts";
import type { AttributeCheck } from "./leak-looks.ts";
import type { Leaks } from "./leaks.ts";

/**
 * What looking for leaks came to. `failed`: one is certain; `warning`: one is to be asked about; `not tested`: nothing is found,
 * but some attributes were not looked at; `cannot tell yet`: too few leads for most checks. `looked` of `all` are attributes;
 * one that is empty for every lead counts as looked at.
 */
export interface LeakVerdict extends Summary {
	/** Why it cannot be told, or what could not be. */
	readonly few?: string;
}

/**
 * The verdict of a search for leaks. `cannot tell yet` when nothing is found and no stage was both reached and missed by 20
 * leads: then nothing could have been found.
 *
 * @example leakVerdict(await findLeaks(dataset)).text // "1 attribute knows the future: deal_room_url"
 */
export function leakVerdict(leaks: Leaks): LeakVerdict {
	const { findings, looks, outcomes, mature, horizonDays } = leaks;
	const names = (level: LeakLevel) => findings.filter((one) => one.level === level);
	const [certain, suspects] = [names("certain"), names("suspect")];
	const rungs = outcomes.filter(({ kind }) => kind === "rung");
	const untold = rungs.filter(({ few }) => few !== undefined);
	const missed = unlookedAt(looks);
	const rest = { looked: looks.length - missed.length, all: looks.length, ...takesOf(missed), ...fewOf(leaks) };
	const open =
		missed.length === 0
			? ""
			: `; ${formatCount(missed.length)} of ${countOf(looks.length, "attribute")} ${missed.length === 1 ? "was" : "were"} not looked at`;
	if (certain.length > 0) {
		const more = suspects.length === 0 ? "" : `; ${formatCount(suspects.length)} more may: ${list(suspects)}`;
		const verb = certain.length === 1 ? "knows" : "know";
		return { state: "failed", text: `${noun(certain)} ${verb} the future: ${list(certain)}${more}${open}`, ...rest };
	}
	if (suspects.length > 0) {
		return { state: "warning", text: `${noun(suspects)} may know the future: ${list(suspects)}${open}`, ...rest };
	}
	if (untold.length === rungs.length) {
		return {
			state: "cannot tell yet",
			text: `Cannot tell yet whether an attribute knows the future: of ${formatCount(mature)} leads that are ${horizonDays} days old, too few reached or missed a stage`,
			...rest,
		};
	}
	if (missed.length > 0) {
		return { state: "not tested", text: partlyText(rest, missed), ...rest };
	}
	return {
		state: "passed",
		text: `None of ${formatCount(looks.length)} attributes knows the future, as far as these checks can see`,
		...rest,
	};
}

function partlyText({ looked, all }: Pick<Summary, "looked" | "all">, missed: readonly AttributeCheck[]): string {
	if (looked === 0) return `None of ${countOf(all, "attribute")} was looked at: ${whyNot(missed)}`;
	const seen =
		looked === 1 ? "1 was looked at, and it does not know" : `${formatCount(looked)} were looked at, and none knows`;
	const not = `${formatCount(missed.length)} ${missed.length === 1 ? "was" : "were"} not: ${whyNot(missed)}`;
	return `Of ${countOf(all, "attribute")} ${seen} the future as far as these checks can see; ${not}`;
}

/** Attributes that have values somewhere and could not be looked at. */
export function unlookedAt(looks: readonly AttributeCheck[]): readonly AttributeCheck[] {
	return looks.filter(({ skipped, isEmpty }) => skipped !== undefined && isEmpty !== true);
}

/** The reasons, each once, with how many it is true of when there are several. */
function whyNot(missed: readonly AttributeCheck[]): string {
	const reasons = [...new Set(missed.map(({ skipped }) => skipped!))];
	return reasons.length === 1 ? reasons[0]! : "no lead or too few have a value at their moment";
}

/** The landmark at which all that only wait for it have their values. */
function takesOf(missed: readonly AttributeCheck[]): { readonly takes?: string } {
	const days = missed.flatMap(({ fromDays }) => fromDays ?? []);
	return days.length === 0 ? {} : { takes: `--landmark-days ${Math.max(...days)}` };
}

function fewOf({ outcomes, horizonDays }: Leaks): { readonly few?: string } {
	const untold = outcomes.filter(({ kind, few }) => kind === "rung" && few !== undefined);
	if (untold.length === 0) return {};
	const texts = untold.map(
		({ stage, reached, others, few }) =>
			`${stageName(stage)} was reached by ${formatCount(reached)} and not by ${formatCount(others)} of the leads that are ${horizonDays} days old${few?.moreNeeded === undefined ? "" : ` (about ${formatCount(few.moreNeeded)} more are needed)`}`,
	);
	return { few: `${texts.join("; ")}.` };
}

function noun(findings: readonly LeakFinding[]): string {
	const kind = findings.every((one) => one.kind === findings[0]!.kind) ? findings[0]!.kind : "fact";
	const many = kind === "activity" ? "activities" : `${kind}s`;
	return `${formatCount(findings.length)} ${findings.length === 1 ? kind : many}`;
}

function list(findings: readonly LeakFinding[]): string {
	return findings.map(({ name }) => name).join(", ");
}
