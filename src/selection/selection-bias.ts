import { DAY_MS } from "../dataset/calendar.ts";
import type { Dataset, HandoffSpec } from "../dataset/dataset.ts";
import { usualRange } from "../dataset/usual-range.ts";
import { type Estimate, estimateRate } from "../metrics/rates/estimate.ts";
import { spreadOf } from "../metrics/rates/rate-tally.ts";
import { explorationQuota } from "../metrics/selection/exploration-quota.ts";
import { type SelectionEstimates, selectionEstimates } from "../metrics/selection/selection-estimates.ts";
import { propensityBins } from "../metrics/selection/selection-overlap.ts";
import { MOST_BLIND, populationRate, withBlindPart } from "../metrics/selection/selection-population.ts";
import { worstCaseBounds } from "../metrics/selection/worst-case-bounds.ts";
import type { Replay } from "../replay/replay-result.ts";
import type { SelectionBias, SelectionFindings, SelectionOverlap, SelectionUnsaid } from "./selection.ts";
import { selectionCovariates } from "./selection-covariates.ts";
import { fewerFlags, type SelectionFlags, selectionFlags } from "./selection-flags.ts";
import { regionName, type SelectionRegions, selectionRegions } from "./selection-regions.ts";
import { selectionScores } from "./selection-scores.ts";

/** How to look at it. */
export interface SelectionBiasOptions {
	/** Replay of the model that decided in the past whom sales worked; the model itself by default. */
	readonly baseline?: Replay | undefined;
	/** Smallest chance of being worked that can be learned from; 0.02 by default. */
	readonly floor?: number;
	/** How well the precision of all flags should be known for the exploration quota; 0.05 by default. */
	readonly halfWidth?: number;
	/** Weeks to spread the quota over; 13 by default. */
	readonly weeks?: number;
	/** Flags that estimates are made from, in whole accounts, when there are more; 10,000 by default. */
	readonly mostFlags?: number;
}

/**
 * Whether the precision of a hand-off holds for leads that sales never worked. History was made by an old threshold: a
 * lead that nobody worked has no outcome, and counts as a miss.
 *
 * ```
 * flags -> scores and what was known at the flag -+-> regions: kinds of flags, and which nobody worked
 *                                                 +-> covariates -> selectionEstimates (weighted, doubly robust)
 * flags -> worstCaseBounds (no assumption)           regions -> explorationQuota
 * ```
 *
 * No outcome is made up for an unworked lead. Folds are made by account and nothing is drawn: same input, same numbers.
 *
 * @returns "not said" with the reason when the dataset does not say who was worked, or nobody was flagged
 * @example selectionBias(dataset, replay, { from: "mql", to: "sql" }).population.doublyRobust // 0.58, 0.54 to 0.62
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
			/** All flags, and those that the estimates are of (a row of `estimates` each). */
			readonly flags: SelectionFlags;
			readonly estimated: SelectionFlags;
			readonly estimates: SelectionEstimates;
	  }
	| { readonly findings: SelectionUnsaid; readonly flags?: undefined };

/** As {@link selectionBias}, with the flags and estimates behind it. */
export function selectionWork(
	dataset: Dataset,
	replay: Replay,
	handoff: HandoffSpec,
	{ baseline, floor = 0.02, halfWidth = 0.05, weeks = 13, mostFlags = 10_000 }: SelectionBiasOptions = {},
): SelectionWork {
	const { from: flag, to: outcome } = handoff;
	const unsaid = (reason: string): SelectionWork => ({
		findings: { state: "not said", from: flag, to: outcome, reason },
	});
	if (dataset.workedAt === undefined) {
		return unsaid("the dataset does not say which leads sales worked (a worked section in dataset.yaml does)");
	}
	const flags = selectionFlags(dataset, replay, handoff);
	if (flags === undefined) return unsaid("the model makes no such flag");
	if (flags.lead.length === 0) return unsaid("no flag is mature");
	const counts = countsOf(flags);
	const estimated = fewerFlags(flags, { most: mostFlags });
	const scores = selectionScores(dataset, estimated, { replay, baseline, flag });
	const { regions, regionOf } = selectionRegions(estimated, scores, { floor });
	const rows = Int32Array.from(estimated.lead.keys());
	const open = rows.filter((i) => estimated.touchedBefore[i] !== 1);
	const { features, used, leftOut } = selectionCovariates(dataset, estimated, { scores, rows, open });
	const estimates = selectionEstimates(
		{
			features,
			worked: estimated.worked,
			outcomes: estimated.hit,
			clusters: estimated.cluster,
			certain: estimated.touchedBefore,
			blind: Uint8Array.from(regionOf, (region) => (regions[region]!.blind ? 1 : 0)),
		},
		{ floor },
	);
	const parts = partsOf(estimated, estimates, { regions, regionOf });
	const { share } = parts.blind;
	const { weighted, doublyRobust } = estimates;
	const among = share > MOST_BLIND ? "blind" : "unworked";
	const dark = among === "blind" ? share : 1 - counts.worked / counts.flags;
	const exploration =
		dark === 0
			? undefined
			: ({
					among,
					...explorationQuota(
						{
							share: dark,
							restHalfWidth: halfLength(among === "blind" ? doublyRobust : counts.workedOnly),
							arriving: (dark * counts.flags) / weeksOf(flags),
						},
						{ halfWidth, weeks },
					),
				} as const);
	const moreNeeded = exploration?.leads;
	const partly = withBlindPart(doublyRobust, share);
	const findings: SelectionFindings = {
		state: "said",
		from: flag,
		to: outcome,
		threshold: replay.model.stages[flag]!.score,
		horizonDays: replay.horizonDays,
		...counts,
		estimatedOn: estimated.lead.length,
		population: {
			weighted: populationRate(weighted, share, { moreNeeded }),
			doublyRobust: populationRate(doublyRobust, share, { moreNeeded }),
		},
		lookedAt: parts.blind.flags === 0 ? undefined : { weighted, doublyRobust, ...parts.lookedAt },
		blind: parts.blind,
		withBlind: partly.state === "measured" ? partly.interval : undefined,
		overlap: overlapOf(estimates, estimated, { floor }),
		regions,
		covariates: { used, leftOut },
		exploration,
	};
	return { findings, flags, estimated, estimates };
}

/** What the records say by themselves, and what they do not rule out. */
function countsOf({ hit, worked, touchedBefore, workedLate, cluster }: SelectionFlags) {
	const sum = (flagOf: (i: number) => number) => hit.reduce((total, _, i) => total + flagOf(i), 0);
	const flags = hit.length;
	const workedCount = sum((i) => worked[i]!);
	const workedHits = sum((i) => hit[i]! * worked[i]!);
	const hits = sum((i) => hit[i]!);
	return {
		flags,
		worked: workedCount,
		touchedBefore: sum((i) => touchedBefore[i]!),
		workedLate: sum((i) => workedLate[i]!),
		unworkedHits: hits - workedHits,
		recorded: estimateRate(hits, flags, { spread: spreadOf(hit, cluster) }),
		workedOnly: estimateRate(workedHits, workedCount, {
			reason: "no flag was worked",
			spread: spreadOf(
				hit.filter((_, i) => worked[i] === 1),
				cluster.filter((_, i) => worked[i] === 1),
			),
		}),
		// A hit is an outcome that was seen, worked or not.
		bounds: worstCaseBounds(
			hit,
			worked.map((one, i) => Math.max(one, hit[i]!)),
			{ clusters: cluster },
		),
	};
}

/** The part of the flags that nobody looked at, and the rest. */
function partsOf(
	{ worked }: SelectionFlags,
	{ blind, blindRows }: SelectionEstimates,
	{ regions, regionOf }: SelectionRegions,
) {
	const total = worked.length;
	const share = blindRows / total;
	const workedOf = (side: number) => worked.reduce((sum, one, i) => sum + (blind[i] === side ? one : 0), 0);
	const namesOf = (side: number) => {
		const held = new Int32Array(regions.length);
		regionOf.forEach((region, i) => {
			if (blind[i] === side) held[region]!++;
		});
		return regions.flatMap((region, k) => {
			if (held[k] === 0) return [];
			return [held[k] === region.flags ? regionName(region) : `part of: ${regionName(region)}`];
		});
	};
	return {
		blind: { flags: blindRows, share, worked: workedOf(1), regions: namesOf(1) },
		lookedAt: { flags: total - blindRows, share: 1 - share, worked: workedOf(0), regions: namesOf(0) },
	};
}

function overlapOf(
	estimates: SelectionEstimates,
	{ worked }: SelectionFlags,
	{ floor }: { readonly floor: number },
): SelectionOverlap {
	const { propensities } = estimates;
	const isFitted = !propensities.some(Number.isNaN);
	return {
		floor,
		bins: isFitted ? propensityBins(propensities, worked) : [],
		belowFloorShare: propensities.filter((chance) => chance < floor).length / worked.length,
		effective: estimates.effective,
		topShare: estimates.topShare,
		truncated: estimates.truncatedRows,
		truncationBias: estimates.truncationBias,
	};
}

function halfLength(rate: Estimate | Estimate): number | undefined {
	const interval = "state" in rate && rate.state === "cannot tell yet" ? undefined : rate.interval;
	return interval === undefined ? undefined : (interval[1] - interval[0]) / 2;
}

/** Weeks from the first flag to the last that is not years away from all others, at least one. */
function weeksOf({ flaggedAt }: SelectionFlags): number {
	const usual = usualRange(flaggedAt.length, (i) => flaggedAt[i]!);
	return usual === undefined ? 1 : Math.max(1, (usual.to - usual.from) / (7 * DAY_MS));
}
