import { ratesBand } from "../../metrics/rates/rates-band.ts";
import type { Sweep } from "../../replay/replay-result.ts";

/** Between which precisions the trade-off lies at one recall. */
export interface TradeOffBandPoint {
	readonly recall: number;
	readonly low: number;
	readonly high: number;
}

const GRID = 80;

/**
 * Band around the precision-recall curve of a hand-off that holds precision and recall of all thresholds at once, at least
 * 95 % of the time: half of the risk goes to each of the two, shared among their thresholds (`ratesBand`), so that every
 * threshold has a box and all boxes hold together. The band is the outline of the boxes, drawn at 81 recalls: at each the
 * lowest and the highest end of the boxes that reach over it. Only thresholds with at least 20 mature flags, and only when
 * at least 20 leads reached the outcome; empty else.
 *
 * @example tradeOffBand(sweep)[40] // { recall: 0.5, low: 0.21, high: 0.34 }
 */
export function tradeOffBand({ rows, spreads }: Sweep): readonly TradeOffBandPoint[] {
	const precision = ratesBand(
		rows.map(({ hits, misses }, i) => ({ hits, total: hits + misses, spread: spreads?.[i]?.precision })),
		{ families: 2 },
	);
	const recall = ratesBand(
		rows.map(({ caught, reached }, i) => ({ hits: caught, total: reached, spread: spreads?.[i]?.recall })),
		{ families: 2 },
	);
	const boxes = rows.flatMap((_, i) => {
		const [across, up] = [recall[i], precision[i]];
		return across === undefined || up === undefined ? [] : [{ across, up }];
	});
	if (boxes.length === 0) return [];
	const from = Math.min(...boxes.map(({ across }) => across[0]));
	const to = Math.max(...boxes.map(({ across }) => across[1]));
	const grid = Array.from({ length: GRID + 1 }, (_, i) => from + (i / GRID) * (to - from));
	return grid.flatMap((at) => {
		// The ends of the grid may miss their box by a rounding error.
		const over = boxes.filter(({ across }) => at >= across[0] - 1e-12 && at <= across[1] + 1e-12);
		if (over.length === 0) return [];
		return [
			{
				recall: at,
				low: Math.min(...over.map(({ up }) => up[0])),
				high: Math.max(...over.map(({ up }) => up[1])),
			},
		];
	});
}
