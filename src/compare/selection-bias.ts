import { DAY_MS } from "../dataset/calendar.ts";
import type { Dataset, HandoffSpec } from "../dataset/dataset.ts";
import { type Estimate, estimateRate } from "../metrics/estimate.ts";
import { explorationQuota } from "../metrics/exploration-quota.ts";
import { manskiBounds } from "../metrics/manski.ts";
import type { Measurement } from "../metrics/measured.ts";
import { type SelectionEstimates, selectionEstimates } from "../metrics/selection-estimates.ts";
import { propensityBins } from "../metrics/selection-overlap.ts";
import { MOST_BLIND, populationRate, withBlindPart } from "../metrics/selection-population.ts";
import type { Replay } from "../replay/replay-result.ts";
import type { SelectionBias, SelectionFindings, SelectionUnsaid } from "./selection.ts";
import { type SelectionCalls, selectionCalls } from "./selection-calls.ts";
import { selectionCovariates } from "./selection-covariates.ts";
import { regionName, type SelectionRegion, selectionRegions } from "./selection-regions.ts";
import { selectionScores } from "./selection-scores.ts";

/** How to look at it. */
export interface SelectionBiasOptions {
	/** Replay of the model that decided in the past whom sales worked; the model itself by default. */
	readonly baseline?: Replay | undefined;
	/** Smallest chance of being worked that can be learned from; 0.02 by default. */
	readonly floor?: number;
	/** How well the precision of all calls should be known for the exploration quota; 0.05 by default. */
	readonly halfWidth?: number;
	/** Weeks to spread the quota over; 13 by default. */
	readonly weeks?: number;
}

/**
 * Whether the precision of a hand-off holds for leads that sales never worked. History was made by an old threshold: a
 * lead that nobody worked has no outcome, and counts as a miss.
 *
 * ```
 * calls -> scores and what was known at the call -+-> regions: kinds of calls, and which nobody worked
 *                                                 +-> covariates -> selectionEstimates (weighted, doubly robust)
 * calls -> manskiBounds (no assumption)           regions -> explorationQuota
 * ```
 *
 * No outcome is made up for an unworked lead. Folds are made by account and nothing is drawn: same input, same numbers.
 *
 * @returns "not said" with the reason when the dataset does not say who was worked, or nobody was called
 * @example selectionBias(dataset, replay, { call: "mql", outcome: "sql" }).population.doublyRobust // 0.58, 0.54 to 0.62
 */
export function selectionBias(
	dataset: Dataset,
	replay: Replay,
	handoff: HandoffSpec,
	options: SelectionBiasOptions = {},
): SelectionBias {
	return selectionWork(dataset, replay, handoff, options).findings;
}

/** The findings with what they were made of, for comparing two models. */
export type SelectionWork =
	| {
			readonly findings: SelectionFindings;
			readonly calls: SelectionCalls;
			readonly estimates: SelectionEstimates;
	  }
	| { readonly findings: SelectionUnsaid; readonly calls?: undefined; readonly estimates?: undefined };

/** As {@link selectionBias}, with the calls and estimates behind it. */
export function selectionWork(
	dataset: Dataset,
	replay: Replay,
	handoff: HandoffSpec,
	{ baseline, floor = 0.02, halfWidth = 0.05, weeks = 13 }: SelectionBiasOptions = {},
): SelectionWork {
	const { call, outcome } = handoff;
	const unsaid = (reason: string): SelectionWork => ({ findings: { state: "not said", call, outcome, reason } });
	if (dataset.workedAt === undefined) {
		return unsaid("the dataset does not say which leads sales worked (a worked section in dataset.yaml does)");
	}
	const calls = selectionCalls(dataset, replay, handoff);
	if (calls === undefined) return unsaid("the model makes no such call");
	if (calls.lead.length === 0) return unsaid("no call is mature");
	const scores = selectionScores(dataset, calls, { replay, baseline, call });
	const { regions, regionOf } = selectionRegions(calls, scores, { floor });
	const open = Int32Array.from(calls.lead.keys()).filter((i) => calls.touchedBefore[i] !== 1);
	const covariates = selectionCovariates(dataset, calls, { scores, rows: Int32Array.from(calls.lead.keys()), open });
	const estimates = selectionEstimates(
		{
			features: covariates.features,
			worked: calls.worked,
			outcomes: calls.hit,
			clusters: calls.cluster,
			certain: calls.touchedBefore,
			blind: Uint8Array.from(regionOf, (region) => (regions[region]!.blind ? 1 : 0)),
		},
		{ floor },
	);
	const total = calls.lead.length;
	const count = (holds: (i: number) => boolean) => calls.lead.reduce((sum, _, i) => sum + (holds(i) ? 1 : 0), 0);
	const isBlind = (i: number) => estimates.blind[i] === 1;
	const blindCalls = estimates.blindRows;
	const share = blindCalls / total;
	const rest = { weighted: estimates.weighted, doublyRobust: estimates.doublyRobust };
	const hits = count((i) => calls.hit[i] === 1);
	const worked = count((i) => calls.worked[i] === 1);
	const workedOnly = estimateRate(
		count((i) => calls.hit[i] === 1 && calls.worked[i] === 1),
		worked,
		{ reason: "no call was worked" },
	);
	const among = share > MOST_BLIND ? "blind" : "unworked";
	const dark = among === "blind" ? blindCalls : total - worked;
	const restHalfWidth = halfLength(among === "blind" ? rest.doublyRobust : workedOnly);
	const exploration =
		dark === 0
			? undefined
			: ({
					among,
					...explorationQuota(
						{ share: dark / total, restHalfWidth, arriving: dark / weeksOf(calls) },
						{ halfWidth, weeks },
					),
				} as const);
	const moreNeeded = exploration?.leads;
	const named = (blind: boolean) => namesOf(regions, regionOf, (i) => isBlind(i) === blind);
	const fitted = estimates.propensities.filter((chance) => !Number.isNaN(chance));
	const partly = withBlindPart(rest.doublyRobust, share);
	const findings: SelectionFindings = {
		state: "said",
		call,
		outcome,
		threshold: replay.model.stages[call]!.score,
		horizonDays: replay.horizonDays,
		calls: total,
		worked,
		touchedBefore: count((i) => calls.touchedBefore[i] === 1),
		unworkedHits: count((i) => calls.hit[i] === 1 && calls.worked[i] !== 1),
		recorded: estimateRate(hits, total),
		workedOnly,
		// A hit is an outcome that was seen, worked or not.
		bounds: manskiBounds(
			calls.hit,
			calls.worked.map((one, i) => (one === 1 || calls.hit[i] === 1 ? 1 : 0)),
			{ clusters: calls.cluster },
		),
		population: {
			weighted: populationRate(rest.weighted, share, { moreNeeded }),
			doublyRobust: populationRate(rest.doublyRobust, share, { moreNeeded }),
		},
		lookedAt:
			blindCalls === 0
				? undefined
				: {
						...rest,
						calls: total - blindCalls,
						worked: count((i) => !isBlind(i) && calls.worked[i] === 1),
						share: 1 - share,
						regions: named(false),
					},
		blind: {
			calls: blindCalls,
			share,
			worked: count((i) => isBlind(i) && calls.worked[i] === 1),
			regions: blindCalls === 0 ? [] : named(true),
		},
		withBlind: partly.state === "measured" ? partly.interval : undefined,
		overlap: {
			floor,
			bins: fitted.length < total ? [] : propensityBins(fitted, calls.worked),
			belowFloorShare: fitted.filter((chance) => chance < floor).length / total,
			effective: estimates.effective,
			topShare: estimates.topShare,
			truncated: estimates.truncatedRows,
			truncationBias: estimates.truncationBias,
		},
		regions,
		covariates: { used: covariates.used, leftOut: covariates.leftOut },
		exploration,
	};
	return { findings, calls, estimates };
}

function halfLength(rate: Measurement | Estimate): number | undefined {
	const interval = "state" in rate && rate.state === "cannot tell yet" ? undefined : rate.interval;
	return interval === undefined ? undefined : (interval[1] - interval[0]) / 2;
}

/** Weeks from the first call to the last, at least one. */
function weeksOf({ callAt }: SelectionCalls): number {
	const first = callAt.reduce((least, at) => Math.min(least, at), Number.POSITIVE_INFINITY);
	const last = callAt.reduce((most, at) => Math.max(most, at), Number.NEGATIVE_INFINITY);
	return Math.max(1, (last - first) / (7 * DAY_MS));
}

/** Names of the regions that have such calls, in order. */
function namesOf(
	regions: readonly SelectionRegion[],
	regionOf: Int32Array,
	holds: (i: number) => boolean,
): readonly string[] {
	const held = new Int32Array(regions.length);
	regionOf.forEach((region, i) => {
		if (holds(i)) held[region]!++;
	});
	return regions.flatMap((region, k) => {
		if (held[k] === 0) return [];
		return [held[k] === region.calls ? regionName(region) : `part of: ${regionName(region)}`];
	});
}
