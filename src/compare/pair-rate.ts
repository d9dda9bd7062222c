import { type Estimate, estimateRate } from "../metrics/rates/estimate.ts";
import { type RateSpread, rateMoments, rateSpread } from "../metrics/rates/rate-spread.ts";
import { FLAG_OUTCOME, isJudged } from "../replay/flag-outcome.ts";
import type { PairTable } from "./pair-table.ts";

/**
 * The precision of one of two models from a table of pairs, over accounts where leads share some.
 *
 * @example pairRate(pairTable(pairs.cellOf), "candidate").hits // 346
 */
export function pairRate(table: PairTable, model: "baseline" | "candidate"): Estimate {
	const { hits, misses } = table.sums[model];
	return estimateRate(hits, hits + misses, { reason: "no mature flag", spread: spreadOver(table, model) });
}

function spreadOver({ cells, clusters }: PairTable, model: "baseline" | "candidate"): RateSpread | undefined {
	if (clusters === undefined) return undefined;
	const accounts = clusters.patterns.flatMap(({ count, cells: held, counts }) => {
		let hits = 0;
		let trials = 0;
		held.forEach((cell, i) => {
			const state = cells[cell]![model];
			if (!isJudged(state)) return;
			trials += counts[i]!;
			if (state === FLAG_OUTCOME.hit) hits += counts[i]!;
		});
		return trials === 0 ? [] : Array.from({ length: count }, () => [hits, trials] as const);
	});
	return accounts.length === 0 ? undefined : rateSpread(rateMoments(accounts));
}
