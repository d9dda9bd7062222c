import { formatCount } from "../words/number-format.ts";
import { stageName } from "../words/stage-name.ts";
import type { LeakFinding, LeakLevel } from "./leak-finding.ts";
import type { Leaks } from "./leaks.ts";

/** What looking for leaks came to. */
export interface LeakVerdict {
	/** `leak`: a certain one; `suspect`: to be asked about; `none found`; `cannot tell yet`: too few leads for most checks. */
	readonly state: "leak" | "suspect" | "none found" | "cannot tell yet";
	/** One sentence, e.g. `1 attribute knows the future: deal_room_url`. */
	readonly text: string;
	/** Why it cannot be told, or what could not be. */
	readonly few?: string;
}

/**
 * The verdict of a search for leaks. `cannot tell yet` when nothing is found and no stage was both reached and missed by 20
 * leads: then nothing could have been found.
 *
 * @example leakVerdict(await findLeaks(dataset)).text // "1 attribute knows the future: deal_room_url"
 */
export function leakVerdict({ findings, looks, outcomes, mature, horizonDays }: Leaks): LeakVerdict {
	const names = (level: LeakLevel) => findings.filter((one) => one.level === level);
	const [certain, suspects] = [names("certain"), names("suspect")];
	const rungs = outcomes.filter(({ kind }) => kind === "rung");
	const untold = rungs.filter(({ few }) => few !== undefined);
	const few =
		untold.length === 0
			? {}
			: {
					few: `${untold
						.map(
							({ stage, reached, others, few }) =>
								`${stageName(stage)} was reached by ${formatCount(reached)} and not by ${formatCount(others)} of the leads that are ${horizonDays} days old${few?.moreNeeded === undefined ? "" : ` (about ${formatCount(few.moreNeeded)} more are needed)`}`,
						)
						.join("; ")}.`,
				};
	if (certain.length > 0) {
		const more = suspects.length === 0 ? "" : `; ${formatCount(suspects.length)} more may: ${list(suspects)}`;
		return {
			state: "leak",
			text: `${noun(certain)} ${certain.length === 1 ? "knows" : "know"} the future: ${list(certain)}${more}`,
			...few,
		};
	}
	if (suspects.length > 0) {
		return { state: "suspect", text: `${noun(suspects)} may know the future: ${list(suspects)}`, ...few };
	}
	if (untold.length === rungs.length) {
		return {
			state: "cannot tell yet",
			text: `Cannot tell yet whether an attribute knows the future: of ${formatCount(mature)} leads that are ${horizonDays} days old, too few reached or missed a stage`,
			...few,
		};
	}
	return {
		state: "none found",
		text: `None of ${formatCount(looks.length)} attributes knows the future, as far as these checks can see`,
		...few,
	};
}

function noun(findings: readonly LeakFinding[]): string {
	const kind = findings.every((one) => one.kind === findings[0]!.kind) ? findings[0]!.kind : "fact";
	const many = kind === "activity" ? "activities" : `${kind}s`;
	return `${formatCount(findings.length)} ${findings.length === 1 ? kind : many}`;
}

function list(findings: readonly LeakFinding[]): string {
	return findings.map(({ name }) => name).join(", ");
}
