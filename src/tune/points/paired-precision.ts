import type { Dataset, HandoffSpec } from "../../dataset/dataset.ts";
import { type CellRate, correlatedRateInterval } from "../../metrics/rates/correlated-rates.ts";
import type { Uncertain } from "../../metrics/rates/estimate.ts";
import type { RateCounts, RateDifference } from "../../metrics/rates/rate-difference.ts";
import { LEAST_EACH } from "../../metrics/rates/too-few.ts";
import { cellClusters } from "../../metrics/sampling/cell-clusters.ts";
import { leadAccounts } from "../../replay/leads/lead-accounts.ts";
import type { Replay } from "../../replay/replay-result.ts";
import { rateDifference } from "../../words/number-format.ts";
import { HIT, judgedFlags, MISS } from "./judged-flags.ts";

/** Leads that the two models count differently below which a spread cannot be read from them. */
const LEAST_DIFFERING = 5;
/** States of a flag: none to judge, hit, miss. */
const STATES = 3;

/** Two precisions on the same leads. */
export interface PrecisionPair {
	readonly candidate: RateCounts;
	readonly baseline: RateCounts;
	readonly difference: number;
	/** 95 %. */
	readonly interval: readonly [number, number];
}

/**
 * Precision of one replay minus that of another on the same leads, among the leads that sales worked where the dataset says
 * which these are. What both models do alike cancels; accounts are taken whole.
 *
 * "Cannot tell yet" with fewer than 20 flags of either to judge, or fewer than 5 leads that count differently.
 *
 * @example precisionPair(history, candidate, baseline, { from: "mql", to: "sql" }) // { difference: 0.01, ... }
 */
export function precisionPair(
	dataset: Dataset,
	candidate: Pick<Replay, "columns" | "horizonDays">,
	baseline: Pick<Replay, "columns" | "horizonDays">,
	handoff: HandoffSpec,
): PrecisionPair | Uncertain {
	const own = judgedFlags(dataset, candidate, handoff);
	const other = judgedFlags(dataset, baseline, handoff);
	const counts = new Float64Array(STATES * STATES);
	const cellOf = Int32Array.from(own, (state, row) => state * STATES + other[row]!);
	for (const cell of cellOf) counts[cell]! += 1;
	const first = rateOf(counts, (cell) => Math.floor(cell / STATES));
	const second = rateOf(counts, (cell) => cell % STATES);
	const both = { hits: first.hits + second.hits, total: first.total + second.total };
	const least = Math.min(first.total, second.total);
	if (least < LEAST_EACH) {
		const reason = `${first.total} and ${second.total} flags to judge; at least ${LEAST_EACH} of each are needed`;
		return { state: "cannot tell yet", reason, moreNeeded: LEAST_EACH - least, ...both };
	}
	const differing = counts.reduce((sum, n, cell) => sum + (Math.floor(cell / STATES) === cell % STATES ? 0 : n), 0);
	if (differing < LEAST_DIFFERING) {
		const reason = `only ${differing} leads count differently`;
		return { state: "cannot tell yet", reason, moreNeeded: undefined, ...both };
	}
	const accounts = leadAccounts(dataset, candidate.columns.lead);
	const from = accounts === undefined ? counts : cellClusters(cellOf, accounts.of, counts.length);
	const interval = correlatedRateInterval(from, second, first);
	return { candidate: first, baseline: second, difference: first.value - second.value, interval };
}

/**
 * {@link precisionPair} as a difference that is told only where its interval leaves 0 out.
 *
 * @example pairedPrecision(history, candidate, baseline, { from: "mql", to: "sql" }).state // "measured"
 */
export function pairedPrecision(...pair: Parameters<typeof precisionPair>): RateDifference | Uncertain {
	const result = precisionPair(...pair);
	if ("state" in result) return result;
	const { candidate: first, baseline: second, difference, interval } = result;
	if (interval[0] > 0 || interval[1] < 0) return { state: "measured", difference, interval, first, second };
	const counts = { hits: first.hits + second.hits, total: first.total + second.total };
	const reason = `${rateDifference(difference, interval)}, which may as well be none`;
	return { state: "cannot tell yet", reason, moreNeeded: undefined, ...counts };
}

/** Precision of one side of a table of pairs. */
function rateOf(counts: Float64Array, stateOf: (cell: number) => number): CellRate & RateCounts {
	let hits = 0;
	let total = 0;
	counts.forEach((n, cell) => {
		if (stateOf(cell) === HIT) hits += n;
		if (stateOf(cell) !== 0) total += n;
	});
	const value = total === 0 ? 0 : hits / total;
	const influence = counts.map((_, cell) => {
		const state = stateOf(cell);
		if (state === 0 || total === 0) return 0;
		return ((state === MISS ? 0 : 1) - value) / total;
	});
	return { hits, total, value, trials: total, influence };
}
