import { type Estimate, estimateRate } from "../../src/metrics/rates/estimate.ts";
import { explorationQuota } from "../../src/metrics/selection/exploration-quota.ts";
import { populationRate, withBlindPart } from "../../src/metrics/selection/selection-population.ts";
import { worstCaseBounds } from "../../src/metrics/selection/worst-case-bounds.ts";
import type { SelectionFindings, SelectionReview } from "../../src/selection/selection.ts";
import { regionName, type SelectionRegion, type SelectionState } from "../../src/selection/selection-regions.ts";

type Kind = readonly [SelectionState, low: number, high: number, flags: number, worked: number, hits: number];

/** Findings from counts by kind of flag; the estimates are of no method, only of the right shape. */
export function fixtureFindings(kinds: readonly Kind[]): SelectionFindings {
	const regions = kinds.map(
		([state, low, high, flags, worked, hits]): SelectionRegion => ({
			state,
			scores: [low, high],
			flags,
			worked,
			hits,
			blind: worked < 0.02 * flags,
		}),
	);
	const total = (part: readonly SelectionRegion[], of: "flags" | "worked" | "hits") =>
		part.reduce((sum, region) => sum + region[of], 0);
	const [flags, worked, hits] = [total(regions, "flags"), total(regions, "worked"), total(regions, "hits")];
	const dark = regions.filter(({ blind }) => blind);
	const seen = regions.filter(({ blind }) => !blind);
	const share = flags === 0 ? 0 : total(dark, "flags") / flags;
	const misses = worked - hits;
	const rate = (method: string, by: number): Estimate =>
		hits < 20 || misses < 20
			? {
					state: "cannot tell yet",
					reason: `${hits} positives and ${misses} negatives were worked; at least 20 of each are needed`,
					moreNeeded: 400,
					hits,
					total: hits + misses,
				}
			: {
					state: "measured",
					value: hits / worked - by,
					interval: [hits / worked - by - 0.04, hits / worked - by + 0.04],
					confidence: 0.95,
					method,
					hits,
					total: hits + misses,
				};
	const rates = { weighted: rate("hajek", 0.015), doublyRobust: rate("doubly robust", 0.02) };
	const repeated = (list: readonly [number, number][]) => list.flatMap(([flag, times]) => Array(times).fill(flag));
	const among = share > 0.05 ? "blind" : "unworked";
	const unseen = among === "blind" ? total(dark, "flags") : flags - worked;
	const exploration =
		unseen === 0
			? undefined
			: ({
					among,
					...explorationQuota({ share: unseen / flags, restHalfWidth: 0.04, arriving: unseen / 60 }),
				} as const);
	const moreNeeded = exploration?.leads;
	const partly = withBlindPart(rates.doublyRobust, share);
	const names = (part: readonly SelectionRegion[]) => part.map(regionName);
	return {
		state: "said",
		from: "mql",
		to: "sql",
		threshold: 45,
		horizonDays: 90,
		flags,
		worked,
		touchedBefore: total(
			regions.filter(({ state }) => state === "touched before"),
			"flags",
		),
		workedLate: 12,
		unworkedHits: 0,
		estimatedOn: flags,
		recorded: estimateRate(hits, flags, { reason: "no flag" }),
		workedOnly: estimateRate(hits, worked, { reason: "no flag was worked" }),
		bounds: worstCaseBounds(
			repeated([
				[1, hits],
				[0, flags - hits],
			]),
			repeated([
				[1, worked],
				[0, flags - worked],
			]),
		),
		population: {
			weighted: populationRate(rates.weighted, share, { moreNeeded }),
			doublyRobust: populationRate(rates.doublyRobust, share, { moreNeeded }),
		},
		lookedAt:
			dark.length === 0
				? undefined
				: {
						...rates,
						flags: total(seen, "flags"),
						worked: total(seen, "worked"),
						share: 1 - share,
						regions: names(seen),
					},
		blind: { flags: total(dark, "flags"), share, worked: total(dark, "worked"), regions: names(dark) },
		withBlind: partly.state === "measured" ? partly.interval : undefined,
		overlap: {
			floor: 0.02,
			bins: [],
			belowFloorShare: share,
			effective: 0.9 * worked,
			topShare: worked === 0 ? undefined : 0.018,
			truncated: 0,
			truncationBias: 0,
		},
		regions,
		covariates: {
			used: ["own score at the flag", "industry"],
			leftOut: [{ name: "deal_room_url", reason: "it knows" }],
		},
		exploration,
	};
}

/** Flags of every kind were worked, some more than others. */
export const LOOKED_AT: readonly Kind[] = [
	["touched before", 20, 80, 198, 198, 154],
	["not flagged by the old model", 22, 39, 179, 76, 63],
	["just flagged", 40, 55, 120, 81, 60],
	["just flagged", 56, 73, 100, 80, 72],
];

/** A third of the flags are of kinds that nobody ever worked. */
export const UNSEEN: readonly Kind[] = [
	["touched before", 20, 80, 60, 60, 35],
	["not flagged by the old model", 18.25, 29.5, 130, 0, 0],
	["not flagged by the old model", 30, 39, 110, 1, 1],
	["just flagged", 40, 73, 250, 190, 98],
	["passed over", 41, 111, 4, 0, 0],
];

/** Two models, the second of which hangs on leads nobody looked at. */
export function fixtureReview(kinds = UNSEEN): SelectionReview {
	const candidate = fixtureFindings(kinds);
	return {
		candidate: [candidate, { state: "not said", from: "sql", to: "customer", reason: "no flag is mature" }],
		baseline: [fixtureFindings([["flagged", 40, 60, 700, 640, 250]])],
		comparison: [
			{
				from: "mql",
				to: "sql",
				recorded: -0.1,
				doublyRobust: candidate.population.doublyRobust,
				bounds: [-0.22, 0.31],
				entering: { flags: 240, worked: 1, hits: 1 },
				leaving: { flags: 90, worked: 80, hits: 12 },
				standing: "hangs",
				overturnedBy: undefined,
				toSettle: 60,
				text: "Of 240 flags that only the candidate makes, 239 (99.6 %) were never worked: the comparison hangs on them.",
			},
		],
	};
}
