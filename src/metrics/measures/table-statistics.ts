import type { CellStatistics } from "../sampling/cell-bootstrap.ts";
import type { TableReader, TableSums } from "./measure.ts";
import { type MeasureSpec, measureFrom } from "./registry.ts";

/**
 * Several measures of one score table, computed together: one cumulative pass over the counts serves all of them. The
 * cells are the positives by row of `scores`, then the negatives. NaN where a measure has no value. The same numbers as
 * `measureFrom(spec).of`, without its lists.
 *
 * @param scores distinct and ascending, as in a `ScoreTable`
 * @param more numbers that are read after those of the specs, from the same sums
 * @throws RangeError when a parameter of a spec is out of range
 * @example tableStatistics(Float64Array.of(1, 2), [{ kind: "auc" }]).size // 1
 */
export function tableStatistics(
	scores: Float64Array,
	specs: readonly MeasureSpec[],
	more: readonly TableReader[] = [],
): CellStatistics {
	const rows = scores.length;
	const sums: TableSums = { positives: new Float64Array(rows + 1), negatives: new Float64Array(rows + 1) };
	const readers = [...specs.map((spec) => measureFrom(spec).reader(scores)), ...more];
	return {
		size: readers.length,
		evaluate(counts, into) {
			const { positives, negatives } = sums;
			let p = 0;
			let n = 0;
			for (let row = rows - 1; row >= 0; row--) {
				p += counts[row]!;
				n += counts[rows + row]!;
				positives[row] = p;
				negatives[row] = n;
			}
			for (let i = 0; i < readers.length; i++) into[i] = readers[i]!(sums, counts);
		},
		reason: (index) => (index < specs.length ? measureFrom(specs[index]!).reason : "it has no value"),
	};
}
