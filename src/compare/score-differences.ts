import type { DelongComparison } from "../metrics/delong/delong-test.ts";
import { pairedDelong } from "../metrics/delong/paired-delong.ts";
import type { Measure } from "../metrics/measures/measure.ts";
import { influencePair, type MeasurePair, pairTotals, type ScorePair } from "../metrics/measures/measure-pair.ts";
import {
	RANKING_KEYS,
	RANKING_MEASURES,
	type RankingCode,
	rankingMeasure,
} from "../metrics/measures/ranking-measures.ts";
import type { Uncertain } from "../metrics/rates/estimate.ts";
import { clusteredJoint } from "../metrics/tables/clustered-joint.ts";
import { jointScoreTable } from "../metrics/tables/joint-score-table.ts";
import type { PairedDifference } from "./comparison.ts";
import { pairedDifference } from "./paired-difference.ts";

/** Two scores of the same leads and what became of them. */
export interface PairedScores {
	readonly baseline: ArrayLike<number>;
	readonly candidate: ArrayLike<number>;
	/** 1 or 0. */
	readonly outcomes: ArrayLike<number>;
	/** Account of each lead, when leads share them. */
	readonly accounts?: ArrayLike<number> | undefined;
}

/** Differences of all measures of rank, and the test of the AUCs. */
export interface ScoreDifferences {
	readonly differences: readonly PairedDifference<RankingCode>[];
	/** Candidate first. */
	readonly delong: DelongComparison | Uncertain;
}

/** Leads with unequal scores below which a spread cannot be read from them. */
const LEAST_DIFFERING = 10;

/**
 * Candidate minus baseline of every measure of ranking, with accounts whole where leads share them. Nothing is drawn: AUC by
 * DeLong; lift (as the share of all who reached the outcome that is found in the top tenth) by `correlatedRateInterval`; the
 * others by the normal interval of their influences. How a measure is compared stands in its own file. The bootstrap of these
 * holds the truth in 82 to 93 of 100 histories where 20 to 100 leads reached the outcome.
 *
 * "Cannot tell yet" with fewer than 20 leads of either outcome, or fewer than 10 with unequal scores; average precision also
 * with fewer than 30 leads that reached the outcome, lift with fewer than 20 leads in the top tenth, or than 20 that reached
 * the outcome in that of the better model. Scores that are equal for every lead order them alike: a difference of exactly 0.
 *
 * @throws RangeError when `confidence` is not in (0, 1)
 * @example scoreDifferences({ baseline, candidate, outcomes }).differences[0].measure // "auc"
 */
export function scoreDifferences(
	{ baseline, candidate, outcomes, accounts }: PairedScores,
	{ confidence = 0.95 }: { readonly confidence?: number } = {},
): ScoreDifferences {
	const from =
		accounts === undefined
			? jointScoreTable(candidate, baseline, outcomes)
			: clusteredJoint(candidate, baseline, outcomes, accounts);
	const pair: ScorePair = { from, confidence };
	const { positives, negatives } = pairTotals(pair);
	let differing = 0;
	const apart = new Set<number>();
	for (let i = 0; i < outcomes.length; i++) {
		if (candidate[i] === baseline[i]) continue;
		differing++;
		apart.add(accounts?.[i] ?? i);
	}
	const classes = [
		{ count: positives, noun: "leads that reached the outcome" },
		{ count: negatives, noun: "leads that did not reach the outcome" },
	];
	const suffix = accounts === undefined ? "" : ", by account";
	return {
		delong: pairedDelong(from, { confidence }),
		differences: RANKING_KEYS.map((key) => {
			const { values, interval, stands = [] } = comparedBy(rankingMeasure(key), pair);
			return pairedDifference({
				measure: RANKING_MEASURES[key].code,
				baseline: values[1],
				candidate: values[0],
				interval() {
					const found = interval();
					return "reason" in found ? found : { ...found, method: `${found.method}${suffix}` };
				},
				confidence,
				differing,
				differingUnits: apart.size,
				units: accounts === undefined ? "leads" : "accounts",
				leastDiffering: LEAST_DIFFERING,
				leads: positives + negatives,
				positives,
				negatives,
				stands: [...classes, ...stands],
				perLead: 0,
			});
		}),
	};
}

function comparedBy({ of, influence, pair: own }: Measure, pair: ScorePair): MeasurePair {
	if (own !== undefined) return own(pair);
	if (influence !== undefined) return influencePair(influence, pair);
	const { first, second } = "patterns" in pair.from ? pair.from.joint : pair.from;
	return {
		values: [of(first), of(second)],
		interval: () => ({ reason: "no interval is known for a difference of this measure" }),
	};
}
