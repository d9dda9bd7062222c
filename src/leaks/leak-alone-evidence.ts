import { formatCount } from "../words/number-format.ts";
import { type AloneStrength, lowEndAmong } from "./leak-alone.ts";
import type { LeakEvidence, LeakLevel } from "./leak-finding.ts";
import { isNamedAsState } from "./leak-name.ts";

/**
 * From here on an attribute known at creation is rare enough to be asked about: the best honest ones of the histories we
 * have seen (minutes on the site, occupation, outcome of an earlier campaign) have 0.60 to 0.76.
 */
export const BAR = 0.75;
export const BAR_TO_LOOK = 0.7;
/** What nothing but the outcome itself gives. */
const ALL_BUT_TOLD = 0.95;
/** A history whose best attributes lie close together may just be predictable: a leak stands out. */
const AHEAD = 0.08;
const AHEAD_TO_LOOK = 0.04;

/**
 * What the strengths of all attributes on one outcome say of each. Being good is no crime: it takes an interval that lies
 * wholly above 0.75 *and* 0.08 above the best attribute that is not itself under suspicion (0.70 and 0.04: a minute's
 * look). 0.95 is what only the outcome itself gives, and `certain`.
 *
 * @param strengths of every attribute on the same outcome
 * The low ends are those of an interval that holds for all attributes and stages together; the text has the usual one.
 *
 * @param options.tests how many strengths are looked at in all
 * @param options.suspects attributes that another check has found: they are no measure of what is honest
 */
export function aloneEvidence(
	strengths: readonly AloneStrength[],
	{ suspects, tests }: { readonly suspects: ReadonlySet<string>; readonly tests: number },
): ReadonlyMap<string, LeakEvidence> {
	const measured = strengths.flatMap((one) =>
		one.auc.state === "measured"
			? [{ name: one.name, outcome: one.outcome, auc: one.auc, low: lowEndAmong(one, { tests }) }]
			: [],
	);
	const honest = measured.filter(({ name, low }) => low < BAR && !suspects.has(name));
	const best = honest.toSorted((a, b) => b.auc.value - a.auc.value || (a.name < b.name ? -1 : 1));
	const found = new Map<string, LeakEvidence>();
	for (const { name, outcome, auc, low } of measured) {
		const next = best.find((one) => one.name !== name);
		const ahead = low - Math.max(0.5, next?.auc.value ?? 0.5);
		let level: LeakLevel | undefined;
		if (low >= ALL_BUT_TOLD) level = "certain";
		else if (low >= BAR && ahead >= AHEAD) level = "suspect";
		else if (low >= BAR_TO_LOOK && ahead >= AHEAD_TO_LOOK) level = "look at it";
		if (level === undefined) continue;
		const [from, to] = auc.interval;
		const total = formatCount(auc.total);
		found.set(name, {
			check: "too good alone",
			level,
			stage: outcome.stage,
			text: `alone it puts leads in order by ${outcome.stage} with AUC ${auc.value.toFixed(3)} (${from.toFixed(3)} to ${to.toFixed(3)}; ${formatCount(auc.hits)} of ${total} leads)${next === undefined ? "; no other attribute could be measured" : `; the best of the others, ${next.name}, has ${next.auc.value.toFixed(3)}`}`,
			rates: [],
			auc,
		});
	}
	return found;
}

/** An attribute that is named as a state is only worth a word when it says something. */
const SAYS_SOMETHING = 0.6;

/**
 * A column known at creation, as the contract has it, whose name says that it is a state of the day of the extract, and
 * that puts leads in order on some rung (AUC 0.6 or more at the low end). Never more than `look at it`: a name proves nothing.
 */
export function namedEvidence(
	{ attribute, strengths }: { readonly attribute: string; readonly strengths: readonly AloneStrength[] },
	{ tests }: { readonly tests: number },
): LeakEvidence | undefined {
	if (!isNamedAsState(attribute)) return undefined;
	const told = strengths.flatMap((one) =>
		one.auc.state === "measured" && lowEndAmong(one, { tests }) >= SAYS_SOMETHING
			? [{ stage: one.outcome.stage, auc: one.auc }]
			: [],
	);
	const best = told.toSorted((a, b) => b.auc.value - a.auc.value)[0];
	if (best === undefined) return undefined;
	const { value, interval } = best.auc;
	return {
		check: "named as a state",
		level: "look at it",
		stage: best.stage,
		text: `its name says that it is read off when the extract is made, and alone it puts leads in order by ${best.stage} with AUC ${value.toFixed(3)} (${interval[0].toFixed(3)} to ${interval[1].toFixed(3)})`,
		rates: [],
		auc: best.auc,
	};
}
