import { createRandom } from "../base/random.ts";
import { sortedQuantile } from "../metrics/sampling/sorted-quantile.ts";
import type { ThresholdFigures } from "./threshold-figures.ts";

const DRAWS = 2000;

/** What a win brings on average, its mean square, and what a flag costs. */
interface Worth {
	readonly meanValue: number;
	readonly meanSquare: number;
	readonly costPerFlag: number;
}

/**
 * Lowest and highest threshold whose profit cannot be told from that of the best one, all comparisons together at 95 %
 * (multiple comparisons with the best, Hsu 1984).
 *
 * Two thresholds differ by the mature flags that only one of them makes; flags that both make are the same leads and
 * cancel. From step to step the net hits and misses bring a variance of hits (value - cost)² + misses cost², and those of
 * the steps between two thresholds add up. The largest difference in standard errors that luck alone brings anywhere comes
 * from 2,000 normal random walks over these steps; equal input, equal result. A lead flagged at another moment by a lower
 * threshold may change its verdict unseen: where that is frequent the range is a little too narrow.
 *
 * @param allowed ascending by threshold; the chosen one among them
 * @example likeTheBest(figures, best, { meanValue: 400, meanSquare: 160_000, costPerFlag: 50 }) // [38, 47]
 */
export function equivalentThresholds(
	allowed: readonly ThresholdFigures[],
	best: ThresholdFigures,
	{ meanValue, meanSquare, costPerFlag }: Worth,
): readonly [number, number] {
	const perHit = Math.max(0, meanSquare - 2 * costPerFlag * meanValue + costPerFlag ** 2);
	const place = allowed.indexOf(best);
	const variance = (from: number, to: number) => {
		const [a, b] = [allowed[from]!.counts, allowed[to]!.counts];
		return Math.abs(a.hits - b.hits) * perHit + Math.abs(a.misses - b.misses) * costPerFlag ** 2;
	};
	const sides = [
		Array.from({ length: place }, (_, i) => variance(place - i - 1, place - i)),
		Array.from({ length: allowed.length - place - 1 }, (_, i) => variance(place + i, place + i + 1)),
	];
	const reach = reachOf(sides);
	const error = new Float64Array(allowed.length);
	sides.forEach((steps, side) => {
		let sum = 0;
		steps.forEach((step, i) => {
			sum += step;
			error[side === 0 ? place - i - 1 : place + i + 1] = Math.sqrt(sum);
		});
	});
	const same = allowed.filter(
		({ profit }, i) =>
			i === place || (profit!.matureCalls > 0 && best.profit!.total - profit!.total <= reach * error[i]!),
	);
	return [same[0]!.threshold, same.at(-1)!.threshold];
}

/** 95 % quantile of the largest standardised value of random walks that go out from the best to both sides. */
function reachOf(sides: readonly (readonly number[])[]): number {
	const random = createRandom("equivalent-thresholds");
	const largest = new Float64Array(DRAWS);
	for (let draw = 0; draw < DRAWS; draw++) {
		let most = 0;
		for (const steps of sides) {
			let sum = 0;
			let walked = 0;
			for (const step of steps) {
				if (step === 0) continue;
				sum += step;
				walked += Math.sqrt(step) * random.normal();
				if (walked > most * Math.sqrt(sum)) most = walked / Math.sqrt(sum);
			}
		}
		largest[draw] = most;
	}
	return sortedQuantile(largest.sort(), 0.95) ?? 0;
}
