import { formatCount, formatRate } from "../base/number-format.ts";
import { type Estimate, estimateRate } from "../metrics/estimate.ts";
import { normalTail } from "../metrics/normal.ts";
import type { LeakLabels, LeakOutcome } from "./leak-cohort.ts";
import type { LeakEvidence, LeakLevel } from "./leak-finding.ts";

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

/** Filled leads that reached the outcome: at least this share, at the low end, is what only hindsight gives. */
const PURE = 0.9;
/** Times as often filled among those who reached it, at the near ends of both intervals. */
const TIMES = 5;
const TIMES_TO_LOOK = 2;
const RISK = 0.01;

/**
 * What fill rates say. Honest fields are filled more often by leads that mean it, so a difference alone says nothing:
 * only a field that nearly nobody has who did not reach the stage, and that says nearly for sure that the stage was
 * reached, was written afterwards. A stage that nearly all reach cannot say so (the rate of the empty is held against it).
 *
 * @param adjusted p-value, Holm-adjusted
 */
export function fillEvidence(name: string, rates: FillRates, adjusted: number): LeakEvidence | undefined {
	const { outcome, amongReached, amongOthers, reachedOfFilled } = rates;
	if (adjusted > RISK) return undefined;
	const [low] = amongReached.interval!;
	const [, high] = amongOthers.interval!;
	const isPure = reachedOfFilled.interval![0] >= PURE && low >= TIMES * high;
	let level: LeakLevel | undefined;
	// Who is worked, and who is turned away, is decided by rules on honest attributes too.
	if (isPure) level = outcome.kind === "rung" ? "certain" : outcome.kind === "exit" ? "suspect" : "look at it";
	else if (low >= TIMES_TO_LOOK * high && outcome.kind === "rung") level = "look at it";
	if (level === undefined) return undefined;
	const verb = outcome.kind === "worked" ? "were worked" : `reached ${outcome.stage}`;
	return {
		check: "filled for winners",
		level,
		stage: outcome.stage,
		text: `${name} is filled for ${words(amongReached)} of the leads that later ${verb} and for ${words(amongOthers)} of the others; of the leads that have it, ${words(reachedOfFilled)} ${verb}, of those without, ${words(rates.reachedOfEmpty)}.`,
		rates: [
			{ of: `filled, among those that ${verb}`, rate: amongReached },
			{ of: "filled, among the others", rate: amongOthers },
			{ of: `${verb}, among the filled`, rate: reachedOfFilled },
			{ of: `${verb}, among the empty`, rate: rates.reachedOfEmpty },
		],
		pValue: adjusted,
	};
}

/** A rate with its counts and interval. */
export function words({ value, hits, total, interval }: Estimate): string {
	if (value === undefined || interval === undefined) return "none (nobody to count)";
	return `${formatRate(value)} (${formatCount(hits)} of ${formatCount(total)}; ${(interval[0] * 100).toFixed(1)} to ${formatRate(interval[1])})`;
}

/** Two-sided test of equal rates by the pooled score. 1 when there is no spread. */
export function pooledTest(hits: number, total: number, otherHits: number, otherTotal: number): number {
	const rate = (hits + otherHits) / (total + otherTotal);
	const variance = rate * (1 - rate) * (1 / total + 1 / otherTotal);
	if (!(variance > 0)) return 1;
	return Math.min(1, 2 * normalTail(Math.abs(hits / total - otherHits / otherTotal) / Math.sqrt(variance)));
}
