import { clusteredDelongInterval } from "../delong/clustered-delong-interval.ts";
import { delongInterval } from "../delong/delong-interval.ts";
import { pairedDelong } from "../delong/paired-delong.ts";
import { auc } from "../ranking/auc.ts";
import type { Measure, TableSums } from "./measure.ts";
import { rarerOutcome } from "./smallest-group.ts";

/**
 * {@link auc} as a measure. Its interval and that of a difference are DeLong's; drawn, it is read from the sums.
 *
 * @example aucMeasure.name // "AUC"
 */
export const aucMeasure: Measure = {
	name: "AUC",
	meaning:
		"chance that a lead that reached the outcome scored higher than one that did not (a tie counts one half); 0.5 is random order",
	kind: "share",
	higherIsBetter: true,
	range: [0, 1],
	of: auc,
	reason: "one of the outcomes is missing",
	reader: () => readAuc,
	smallest: rarerOutcome,
	estimate: (from) => ("patterns" in from ? clusteredDelongInterval(from) : delongInterval(from)),
	pair({ from, confidence }) {
		const { first, second } = "patterns" in from ? from.joint : from;
		return {
			values: [auc(first), auc(second)],
			interval() {
				const found = pairedDelong(from, { confidence });
				return found.state === "measured" ? { interval: found.interval, method: "delong" } : { reason: found.reason };
			},
		};
	},
};

function readAuc({ positives, negatives }: TableSums): number {
	let wins = 0;
	let below = negatives[0]!;
	for (let row = 0; row < positives.length - 1; row++) {
		// Negatives below the row and half of those on it: the mean of what is below its lower and its upper edge.
		wins += (positives[row]! - positives[row + 1]!) * (negatives[0]! - (negatives[row + 1]! + below) / 2);
		below = negatives[row + 1]!;
	}
	return wins / (positives[0]! * negatives[0]!);
}
