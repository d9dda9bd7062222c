import type { Measurement } from "./measured.ts";
import { flagsForHalfWidth } from "./sample-size.ts";
import { LEAST_EACH } from "./uncertain.ts";
import { wilsonInterval } from "./wilson.ts";

/**
 * A rate with its 95 % Wilson interval, or "cannot tell yet" when it stands on fewer than 20 trials or is less sure than
 * wanted: then with about how many more trials are needed, were the rate what it is now.
 *
 * @param options.halfWidth the widest half of an interval that still decides; no limit by default
 * @param options.least fewest trials; 20 by default
 * @throws RangeError when `hits` is outside [0, total] or `halfWidth` not in (0, 0.5)
 * @example rateMeasurement(30, 100, { halfWidth: 0.05 }) // cannot tell yet: 220 more
 */
export function rateMeasurement(
	hits: number,
	total: number,
	{ halfWidth, least = LEAST_EACH }: { readonly halfWidth?: number; readonly least?: number } = {},
): Measurement {
	if (!(hits >= 0 && hits <= total)) {
		throw new RangeError(`rateMeasurement: hits must be in [0, total], got ${hits} of ${total}.`);
	}
	const counts = { positives: hits, negatives: total - hits };
	// Without a trial the rate may be anything: one half needs the most.
	const rate = total === 0 ? 0.5 : hits / total;
	const wanted = Math.max(least, 1, halfWidth === undefined ? 0 : flagsForHalfWidth(rate, { halfWidth }));
	if (total < wanted) {
		const reason =
			total < Math.max(least, 1)
				? `${total} trials; at least ${Math.max(least, 1)} are needed`
				: `its interval is wider than ${halfWidth} to each side`;
		return { state: "cannot tell yet", reason, moreNeeded: Math.ceil(wanted - total), ...counts };
	}
	const interval = wilsonInterval(hits, total);
	return { state: "measured", value: rate, interval, confidence: 0.95, method: "wilson", ...counts };
}
