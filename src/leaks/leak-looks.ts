import { type Dataset, UNKNOWN } from "../dataset/dataset.ts";
import { holmAdjusted } from "../metrics/rates/holm-adjusted.ts";
import { type KnownLate, knownLate } from "../replay/leads/known-late.ts";
import { estimateText } from "../words/estimate-text.ts";
import { countOf } from "../words/number-format.ts";
import { stageName } from "../words/stage-name.ts";
import { type ActivityCounts, activityCounts } from "./leak-activity-counts.ts";
import { type AloneStrength, foldsById, lowEndAmong, strengthAlone } from "./leak-alone.ts";
import { aloneEvidence, namedEvidence } from "./leak-alone-evidence.ts";
import { valueBins } from "./leak-bins.ts";
import type { LeakCohort } from "./leak-cohort.ts";
import { countsFutureEvidence } from "./leak-counts.ts";
import { dateAheadEvidence } from "./leak-date-ahead.ts";
import { type FillRates, fillEvidence, fillRates } from "./leak-fill.ts";
import type { LeakEvidence } from "./leak-finding.ts";
import { holdsEvidence } from "./leak-holds.ts";
import { knownByDays } from "./leak-known-days.ts";
import { lateValueEvidence } from "./leak-late-value.ts";
import { attributeView, codesAt, leakLabels } from "./leak-view.ts";

/** An attribute as the checks saw it, found or not. */
export interface AttributeCheck {
	readonly attribute: string;
	/** Moment at which its value was taken, e.g. `at creation`. */
	readonly when: string;
	/** Whether each value has an instant of its own. */
	readonly isDated: boolean;
	/** Leads of the cohort that have a value there. */
	readonly filled: number;
	/** Strength alone on each rung. */
	readonly strengths: readonly AloneStrength[];
	/** Fill rates by outcome, where either side has twenty leads and some have a value and some have not. */
	readonly fills: readonly FillRates[];
	/** Why it was not looked at. */
	readonly skipped?: string;
	/** Age in days at which it could be looked at instead, where only the landmark stands in the way. */
	readonly fromDays?: number;
	/** Whether no lead ever has a value: there is nothing to look at, and nothing that could know. */
	readonly isEmpty?: boolean;
}

/** What was seen of each attribute, by its index. */
export interface LeakLooks {
	readonly looks: readonly AttributeCheck[];
	readonly evidence: ReadonlyMap<number, readonly LeakEvidence[]>;
	/** Whether each lead of the cohort has a value at the moment of the view. */
	readonly filled: readonly Uint8Array[];
}

/** With fewer leads that have a value no check could find anything. */
const LEAST = 20;
/** Late instants from this share on are worth a look; most leads cannot have used the attribute then. */
const OFTEN_LATE = 0.5;

/**
 * Every check on every attribute; p-values are adjusted over all attributes and outcomes together. With `only`, on those
 * alone; unless one of them is strong: whether it stands out shows only beside all others, so that all are looked at then.
 */
export function lookAtAttributes(dataset: Dataset, cohort: LeakCohort, options: LookOptions): LeakLooks {
	const found = lookAt(dataset, cohort, options);
	if (options.only === undefined) return found;
	const isStrong = [...found.evidence.values()]
		.flat()
		.some(({ check, level }) => check === "too good alone" && level !== "certain");
	if (!isStrong) return found;
	const all = lookAt(dataset, cohort, { ...options, only: undefined });
	return {
		...all,
		looks: all.looks.filter(({ attribute }) => options.only!.has(attribute)),
		evidence: new Map([...all.evidence].filter(([index]) => options.only!.has(dataset.attributes[index]!.name))),
	};
}

interface LookOptions {
	readonly landmarkDays: number;
	readonly step: (done: number) => void;
	/** Names of the attributes to look at; left out: all. */
	readonly only?: ReadonlySet<string> | undefined;
}

function lookAt(dataset: Dataset, cohort: LeakCohort, { landmarkDays, step, only }: LookOptions): LeakLooks {
	const evidence = new Map<number, LeakEvidence[]>();
	const add = (index: number, found: LeakEvidence | undefined) => {
		if (found !== undefined) evidence.set(index, [...(evidence.get(index) ?? []), found]);
	};
	const filled: Uint8Array[] = [];
	const folds = foldsById(cohort.leads, dataset.idOf);
	let counts: ActivityCounts | undefined;
	const isOut = ({ name }: { readonly name: string }) => only !== undefined && !only.has(name);
	const looks = dataset.attributes.map((attribute, index): AttributeCheck => {
		step(index);
		if (isOut(attribute)) {
			filled.push(new Uint8Array(0));
			return { attribute: attribute.name, when: "", isDated: false, filled: 0, strengths: [], fills: [] };
		}
		const view = attributeView(dataset, cohort, { attribute: index, landmarkDays });
		const codes = codesAt(dataset, cohort.leads, { attribute: index, view });
		const has = Uint8Array.from(codes, (code) => (code === UNKNOWN ? 0 : 1));
		filled.push(has);
		add(index, lateValueEvidence(dataset, index));
		add(index, dateAheadEvidence(dataset, index));
		for (const found of tooLateEvidence(dataset, cohort, index)) add(index, found);
		const look = {
			attribute: attribute.name,
			when: view.when,
			isDated: view.isDated,
			filled: has.reduce((sum, one) => sum + one, 0),
		};
		if (look.filled === 0)
			return { ...look, strengths: [], fills: [], ...unlooked(dataset, cohort, { attribute: index, look }) };
		add(index, holdsEvidence(dataset, cohort, { attribute: index, codes, view }));
		if (attribute.type === "number" && attribute.knownAt === undefined) {
			counts ??= activityCounts(dataset, cohort);
			add(index, countsFutureEvidence(dataset, { attribute: index, codes, counts }));
		}
		const bins = valueBins(codes, { values: attribute.values, isNumber: attribute.type === "number" });
		const labels = cohort.outcomes.map((outcome) => leakLabels(cohort, view, outcome));
		return {
			...look,
			strengths: cohort.outcomes.flatMap((outcome, i) =>
				outcome.kind === "rung" ? [strengthAlone(bins, labels[i]!, { folds, name: attribute.name, outcome })] : [],
			),
			fills: cohort.outcomes.flatMap((outcome, i) => fillRates(has, labels[i]!, outcome) ?? []),
		};
	});
	const tests = looks.reduce((sum, { strengths }) => sum + strengths.length, 0);
	for (const { index, found } of fillFindings(looks, { tests })) add(index, found);
	const isGrave = (index: number) => (evidence.get(index) ?? []).some(({ level }) => level !== "look at it");
	looks.forEach((look, index) => {
		if (!look.isDated) add(index, namedEvidence(look, { tests }));
	});
	const suspects = new Set(
		looks.flatMap(({ attribute }, index) =>
			isGrave(index) || (evidence.get(index) ?? []).some(({ check }) => check === "named as a state")
				? [attribute]
				: [],
		),
	);
	for (const outcome of cohort.outcomes) {
		const strengths = looks.flatMap((look) => look.strengths.filter((one) => one.outcome === outcome));
		for (const [name, found] of aloneEvidence(strengths, { suspects, tests })) {
			add(
				looks.findIndex(({ attribute }) => attribute === name),
				found,
			);
		}
	}
	const told = looks.map((look, index) =>
		look.filled === 0 || look.filled >= LEAST || evidence.has(index)
			? look
			: { ...look, ...unlooked(dataset, cohort, { attribute: index, look }) },
	);
	return { looks: told.filter((_, index) => !isOut(dataset.attributes[index]!)), evidence, filled };
}

/** Why an attribute with no value, or of too few leads, at its moment was not looked at, and what it takes. */
function unlooked(
	dataset: Dataset,
	cohort: LeakCohort,
	{
		attribute,
		look: { filled, when, isDated },
	}: { readonly attribute: number; readonly look: Pick<AttributeCheck, "filled" | "when" | "isDated"> },
): Pick<AttributeCheck, "skipped" | "fromDays" | "isEmpty"> {
	const skipped =
		filled === 0
			? `no lead has a value ${when}`
			: `only ${countOf(filled, "lead")} ${filled === 1 ? "has" : "have"} a value ${when}`;
	const fromDays = knownByDays(dataset, cohort, attribute);
	if (fromDays === undefined) return { skipped, isEmpty: true };
	return isDated ? { skipped, fromDays } : { skipped };
}

/** An attribute that says less than this of a stage can do little harm there, leak or not. */
const WORTH_A_MINUTE = 0.65;

function fillFindings(
	looks: readonly AttributeCheck[],
	{ tests }: { readonly tests: number },
): { readonly index: number; readonly found: LeakEvidence }[] {
	const all = looks.flatMap(({ fills }, index) => fills.map((rates) => ({ index, rates })));
	const adjusted = holmAdjusted(all.map(({ rates }) => rates.pValue));
	return all.flatMap(({ index, rates }, i) => {
		const { isDated, strengths } = looks[index]!;
		const found = fillEvidence(rates, { adjusted: adjusted[i]!, isDated });
		if (found === undefined) return [];
		const alone = strengths.find(({ outcome }) => outcome === rates.outcome);
		const isWeak = alone !== undefined && lowEndAmong(alone, { tests }) < WORTH_A_MINUTE;
		return found.level === "look at it" && isWeak ? [] : [{ index, found }];
	});
}

/** The earliest outcome that an attribute with instants of its own comes too late for. */
function tooLateEvidence(dataset: Dataset, { outcomes }: LeakCohort, attribute: number): LeakEvidence[] {
	const isOutcome = ({ stage }: KnownLate) => outcomes.some((outcome) => outcome.stage === stage);
	const first = knownLate(dataset, { attribute, share: OFTEN_LATE }).find(isOutcome);
	return (first === undefined ? [] : [first]).map(({ stage, rate }) => ({
		check: "known too late",
		level: "look at it",
		stage,
		text: `of the leads that reached ${stageName(stage)} and have it, it became known only then or later for ${estimateText(rate)}: it can hardly help to flag them in time`,
		rates: [{ of: `known at ${stageName(stage)} or later`, rate }],
	}));
}
