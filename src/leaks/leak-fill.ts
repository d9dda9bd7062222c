import { normalTail } from "../metrics/distributions/normal.ts";
import { type Estimate, estimateRate, seenOf } from "../metrics/rates/estimate.ts";
import { estimateText } from "../words/estimate-text.ts";
import { stageName } from "../words/stage-name.ts";
import type { LeakOutcome } from "./leak-cohort.ts";
import type { LeakEvidence, LeakLevel } from "./leak-finding.ts";
import type { LeakLabels } from "./leak-view.ts";

/** Fewest leads on either side for a comparison of fill rates. */
const LEAST = 20;

/** How often an attribute is filled among leads that reached an outcome, and among those that did not. */
export interface FillRates {
	readonly outcome: LeakOutcome;
	readonly amongReached: Estimate;
	readonly amongOthers: Estimate;
	/** Share of the filled leads that reached it. */
	readonly reachedOfFilled: Estimate;
	readonly reachedOfEmpty: Estimate;
	/** Two-sided, of no difference in fill; not adjusted. */
	readonly pValue: number;
}

/**
 * Fill rates of one attribute by one outcome; `undefined` when either side has fewer than 20 leads, or the attribute is
 * filled for all or for none.
 *
 * @param filled whether the attribute is known, lead by lead of the cohort
 */
export function fillRates(filled: ArrayLike<number>, labels: LeakLabels, outcome: LeakOutcome): FillRates | undefined {
	const count = { reached: 0, filledReached: 0, others: 0, filledOthers: 0 };
	for (let row = 0; row < labels.length; row++) {
		if (labels[row]! < 0) continue;
		const isFilled = filled[row] === 1 ? 1 : 0;
		if (labels[row] === 1) {
			count.reached++;
			count.filledReached += isFilled;
		} else {
			count.others++;
			count.filledOthers += isFilled;
		}
	}
	const all = count.filledReached + count.filledOthers;
	if (count.reached < LEAST || count.others < LEAST) return undefined;
	if (all === 0 || all === count.reached + count.others) return undefined;
	return {
		outcome,
		amongReached: estimateRate(count.filledReached, count.reached),
		amongOthers: estimateRate(count.filledOthers, count.others),
		reachedOfFilled: estimateRate(count.filledReached, all),
		reachedOfEmpty: estimateRate(count.reached - count.filledReached, count.reached + count.others - all),
		pValue: pooledTest(count.filledReached, count.reached, count.filledOthers, count.others),
	};
}

/** Filled leads that reached the outcome: at least this share, at the low end, is what hindsight gives. */
const PURE = 0.9;
/** Times as often filled among those who reached it, at the near ends of both intervals. */
const TIMES = 5;
const TIMES_TO_LOOK = 2;
/** Where more than this share of the empty reach the stage too, it is the stage that is common. */
const COMMON = 0.5;
/** A form that only few and sure buyers fill in can be as pure; one that most buyers fill in cannot. */
const MOST_WINNERS = 0.5;
const RISK = 0.01;

/**
 * What fill rates say. Honest fields are filled more often by leads that mean it, so a difference alone says little:
 * - `certain`: at least nine in ten of the leads that have it reach the stage, at most half of the others do, it is filled
 *   five times as often among those who reach it, and for most of these (all at the near ends of the intervals);
 * - `suspect`: the same, but filled for fewer than half of the winners; or it foretells an exit so;
 * - `look at it`: filled twice as often among those who reach a rung (told of attributes that are not weak alone); or it foretells so that sales act, which honest
 *   attributes do when rules on them decide who is worked.
 *
 * Values with instants of their own (a history, a column of instants) are filled early where sales were early: of these only
 * the first two are told, as `suspect`.
 *
 * @param options.adjusted p-value, Holm-adjusted over attributes and outcomes; above 0.01 nothing is said
 */
export function fillEvidence(
	rates: FillRates,
	{ adjusted, isDated }: { readonly adjusted: number; readonly isDated: boolean },
): LeakEvidence | undefined {
	const { outcome, amongReached, amongOthers, reachedOfFilled, reachedOfEmpty } = rates;
	if (adjusted > RISK) return undefined;
	const [low] = seenOf(amongReached).interval!;
	const [, high] = seenOf(amongOthers).interval!;
	const isPure =
		seenOf(reachedOfFilled).interval![0] >= PURE &&
		seenOf(reachedOfEmpty).interval![1] <= COMMON &&
		low >= TIMES * high;
	let level: LeakLevel | undefined;
	if (isPure && outcome.kind === "rung") level = low >= MOST_WINNERS ? "certain" : "suspect";
	else if (isPure) level = outcome.kind === "exit" ? "suspect" : "look at it";
	else if (low >= TIMES_TO_LOOK * high && outcome.kind === "rung") level = "look at it";
	if (isDated && level !== undefined) level = isPure && outcome.kind !== "worked" ? "suspect" : undefined;
	if (level === undefined) return undefined;
	const verb = outcome.kind === "worked" ? "were worked" : `reached ${stageName(outcome.stage)}`;
	return {
		check: "filled for winners",
		level,
		stage: outcome.stage,
		text: `filled for ${estimateText(amongReached)} of the leads that later ${verb}, for ${estimateText(amongOthers)} of the others`,
		rates: [
			{ of: `filled, among those that ${verb}`, rate: amongReached },
			{ of: "filled, among the others", rate: amongOthers },
			{ of: `${verb}, among the filled`, rate: reachedOfFilled },
			{ of: `${verb}, among the empty`, rate: reachedOfEmpty },
		],
		pValue: adjusted,
	};
}

/** Two-sided test of equal rates by the pooled score. 1 when there is no spread. */
export function pooledTest(hits: number, total: number, otherHits: number, otherTotal: number): number {
	const rate = (hits + otherHits) / (total + otherTotal);
	const variance = rate * (1 - rate) * (1 / total + 1 / otherTotal);
	if (!(variance > 0)) return 1;
	return Math.min(1, 2 * normalTail(Math.abs(hits / total - otherHits / otherTotal) / Math.sqrt(variance)));
}
