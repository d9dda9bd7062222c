import { createRandom } from "../base/random.ts";
import { fBeta } from "../metrics/ranking/f-beta.ts";
import type { Estimate } from "../metrics/rates/estimate.ts";
import { LEAST_EACH } from "../metrics/rates/too-few.ts";
import { multinomialDraw } from "../metrics/sampling/multinomial-draw.ts";
import { sortedQuantile } from "../metrics/sampling/sorted-quantile.ts";
import type { FlagCounts } from "../replay/replay-result.ts";

const REPLICATES = 2000;

/**
 * F-beta of a hand-off's flags (precision over mature flags, recall over all who reached the outcome) with a 95 %
 * percentile interval of 2,000 multinomial draws of the leads' cells: hits, misses, caught though immature, reached but
 * not caught, all others. The same counts give the same interval.
 *
 * "Cannot tell yet" below 20 mature flags or 20 leads that reached the outcome. A miss that reached the outcome after its
 * horizon stands in two cells: the sweep does not say how many there are, and their number hardly moves the interval.
 *
 * @param leads leads of the cohort not excluded
 * @throws RangeError when beta is not above 0
 */
export function fBetaMeasurement(
	row: FlagCounts,
	{ leads, beta = 1 }: { readonly leads: number; readonly beta?: number },
): Estimate {
	const { hits, misses, caught, reached } = row;
	const flagged = hits + misses;
	const value = fBeta({ hits, flagged, caught, reached }, { beta });
	const counts = { hits, total: flagged };
	if (value === undefined || flagged < LEAST_EACH || reached < LEAST_EACH) {
		const reason = `${flagged} mature flags and ${reached} leads that reached the outcome; at least ${LEAST_EACH} of each are needed`;
		const moreNeeded = Math.max(LEAST_EACH - flagged, LEAST_EACH - reached);
		return { state: "cannot tell yet", reason, moreNeeded, ...counts };
	}
	const cells = [hits, misses, caught - hits, reached - caught];
	cells.push(Math.max(0, leads - cells.reduce((sum, cell) => sum + cell, 0)));
	const random = createRandom(`f-beta/${row.threshold}`);
	const drawn = new Float64Array(cells.length);
	const values: number[] = [];
	for (let i = 0; i < REPLICATES; i++) {
		multinomialDraw(random, cells, drawn);
		const [h, m, immature, rest] = drawn as unknown as [number, number, number, number];
		const one = fBeta({ hits: h, flagged: h + m, caught: h + immature, reached: h + immature + rest }, { beta });
		if (one !== undefined) values.push(one);
	}
	values.sort((a, b) => a - b);
	const interval = [sortedQuantile(values, 0.025)!, sortedQuantile(values, 0.975)!] as const;
	return { state: "measured", value, interval, confidence: 0.95, method: "bootstrap percentile", ...counts };
}
