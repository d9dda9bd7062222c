import { configurationError } from "../../base/error.ts";
import type { ThresholdDifferences } from "./kernel-input.ts";
import { HIT_SUMS, VERDICTS } from "./kernel-input.ts";

const ARRAYS = [...VERDICTS, ...HIT_SUMS];

/** Largest score for which a table of every integer threshold is made. */
export const LARGEST_THRESHOLD = 100_000;

/**
 * Collects verdicts over ranges of integer thresholds. Between two steps of a lead's running maximum every threshold
 * has the same flag time and so the same verdict: two additions say it for the whole range.
 */
export class ThresholdCollector {
	private arrays: Float64Array[] = ARRAYS.map(() => new Float64Array(256));

	/** Counts one lead with this verdict for every threshold from `low` to `high`. */
	add(low: number, high: number, verdict: number, caught: boolean): void {
		if (high < low) return;
		if (high + 2 > this.arrays[0]!.length) this.grow(high + 2);
		this.addTo(0, low, high);
		this.addTo(verdict, low, high);
		if (caught) this.addTo(5, low, high);
	}

	/** Adds the amount (in hundredths) of a hit for every threshold from `low` to `high`; after {@link add}. */
	addAmount(low: number, high: number, amount: number): void {
		if (high < low || amount === 0) return;
		const squared = Math.round(amount / 100) ** 2;
		const [sums, squares] = [this.arrays[6]!, this.arrays[7]!];
		sums[low]! += amount;
		sums[high + 1]! -= amount;
		squares[low]! += squared;
		squares[high + 1]! -= squared;
	}

	/** The collected differences. */
	get differences(): ThresholdDifferences {
		return this.arrays;
	}

	private addTo(index: number, low: number, high: number): void {
		const array = this.arrays[index]!;
		array[low]!++;
		array[high + 1]!--;
	}

	private grow(length: number): void {
		if (length > LARGEST_THRESHOLD + 2) {
			throw configurationError({
				code: "score-too-large",
				column: "cap",
				message: `a lead scores ${length - 2}, and the table of every integer threshold ends at ${LARGEST_THRESHOLD}.`,
				cure: "Give the model or its groups a cap, or use smaller points.",
			});
		}
		const size = Math.max(length, this.arrays[0]!.length * 2);
		this.arrays = this.arrays.map((array) => {
			const larger = new Float64Array(size);
			larger.set(array);
			return larger;
		});
	}
}

/** Sums of the differences of several runs. */
export function addDifferences(all: readonly ThresholdDifferences[]): ThresholdDifferences {
	return ARRAYS.map((_, verdict) => {
		const length = all.reduce((most, one) => Math.max(most, one[verdict]!.length), 0);
		const sum = new Float64Array(length);
		for (const one of all) for (let i = 0; i < one[verdict]!.length; i++) sum[i]! += one[verdict]![i]!;
		return sum;
	});
}
