import { delongTest } from "../ranking/delong-test.ts";
import type { Estimate } from "../rates/estimate.ts";
import { tooFew, tooFewAccounts, tooFewFlags, undetermined } from "../rates/too-few.ts";
import { type CellStatistics, cellIntervals } from "../sampling/cell-bootstrap.ts";
import { accountsHolding } from "../sampling/cell-clusters.ts";
import type { ClusteredJoint } from "../tables/clustered-joint.ts";
import type { JointScoreTable } from "../tables/joint-score-table.ts";
import { tableCounts } from "../tables/score-table.ts";
import { type BootstrapOptions, cellsOf, spreadUnits } from "./measure-all.ts";
import { type MeasureSpec, measureFrom } from "./registry.ts";
import { tableStatistics } from "./table-statistics.ts";

/** The same measure of both models; or one of each, when they differ in a parameter (the models' own thresholds). */
export type PairedSpec = MeasureSpec | readonly [first: MeasureSpec, second: MeasureSpec];

/**
 * A measure of the first model minus that of the second, on the same leads, with its interval. Leads (or accounts) are
 * drawn with both their scores, so what the two models share cancels out.
 *
 * AUC by DeLong (against Student's t), the rest and everything clustered by the bootstrap of the joint table's cells. "Cannot tell yet" below
 * 20 positives, negatives or (for precision, F-beta and lift) flags of either model, or accounts that hold them, and where `cellIntervals` has a reason;
 * two models that flag the same leads differ in nothing, which is such a reason too.
 *
 * @throws RangeError as `pairedDifferences`
 * @example pairedDifference(joint, { kind: "precision-at", threshold: 45 }, { random }).state // "measured"
 */
export function pairedDifference(
	joint: JointScoreTable | ClusteredJoint,
	spec: PairedSpec,
	options: Omit<BootstrapOptions, "stratified">,
): Estimate {
	return pairedDifferences(joint, [spec], options)[0]!;
}

/**
 * Several differences of two models from the same draws; see {@link pairedDifference}.
 *
 * @returns one for each spec, in order
 * @throws RangeError when a count is not whole, `replicates` is below 100, `confidence` is not in (0, 1) or a parameter of
 *   a spec is out of range
 * @example pairedDifferences(joint, [{ kind: "auc" }, { kind: "average-precision" }], { random }).length // 2
 */
export function pairedDifferences(
	from: JointScoreTable | ClusteredJoint,
	specs: readonly PairedSpec[],
	{ leastEach, ...options }: Omit<BootstrapOptions, "stratified">,
): Estimate[] {
	const clustered = "patterns" in from;
	const joint = clustered ? from.joint : from;
	const least = leastEach === undefined ? {} : { leastEach };
	const { confidence = 0.95 } = options;
	const rows = joint.positives.length;
	const known = specs.map((spec) => {
		const [first, second] = pairOf(spec);
		const few =
			tooFew(joint.first, least) ??
			tooFewOf(joint.first, first, least) ??
			tooFewOf(joint.second, second, least) ??
			(clustered ? tooFewAccounts(joint.first, from.patterns, rows, least) : undefined);
		if (few !== undefined || clustered || first.kind !== "auc" || second.kind !== "auc") return few;
		return delongDifference(joint, { ...least, confidence });
	});
	const asked = specs.filter((_, i) => known[i] === undefined);
	if (asked.length === 0) return known as Estimate[];
	const cells = clustered ? from : cellsOf(joint);
	const unitsOf = (index: number) => {
		const [first, second] = pairOf(asked[index]!);
		const units = (table: JointScoreTable["first"], spec: MeasureSpec) =>
			spreadUnits(measureFrom(spec), table, clustered ? accountsHolding(from.patterns, rows) : undefined);
		return Math.min(units(joint.first, first), units(joint.second, second));
	};
	const intervals = cellIntervals(cells, differenceStatistics(joint, asked), { ...options, unitsOf });
	let next = 0;
	return known.map((found): Estimate => {
		if (found !== undefined) return found;
		const interval = intervals[next++]!;
		if ("reason" in interval) return undetermined(joint.first, interval.reason);
		return { state: "measured", ...interval, confidence, ...tableCounts(joint.first) };
	});
}

function pairOf(spec: PairedSpec): readonly [MeasureSpec, MeasureSpec] {
	return "kind" in spec ? [spec, spec] : spec;
}

function tooFewOf(table: JointScoreTable["first"], spec: MeasureSpec, least: { readonly leastEach?: number }) {
	const { flagged } = measureFrom(spec);
	return flagged === undefined ? undefined : tooFewFlags(table, flagged(table), least);
}

function delongDifference(
	joint: JointScoreTable,
	options: { readonly confidence: number; readonly leastEach?: number },
): Estimate {
	const compared = delongTest(joint, { ...options, reference: "student" });
	if (compared.state !== "measured") return compared;
	const { difference, interval, confidence, positives, negatives } = compared;
	return {
		state: "measured",
		value: difference,
		interval,
		confidence,
		method: "delong",
		hits: positives,
		total: positives + negatives,
	};
}

/** Both margins of the drawn joint counts, measured, and the one taken from the other. */
function differenceStatistics(joint: JointScoreTable, specs: readonly PairedSpec[]): CellStatistics {
	const pairs = specs.map(pairOf);
	const rows = joint.positives.length;
	const side = (scores: Float64Array, rowOf: Int32Array, which: 0 | 1) => {
		const statistics = tableStatistics(
			scores,
			pairs.map((pair) => pair[which]),
		);
		const margin = new Float64Array(2 * scores.length);
		const values = new Float64Array(pairs.length);
		return (counts: Float64Array): Float64Array => {
			margin.fill(0);
			for (let row = 0; row < rows; row++) {
				margin[rowOf[row]!]! += counts[row]!;
				margin[scores.length + rowOf[row]!]! += counts[rows + row]!;
			}
			statistics.evaluate(margin, values);
			return values;
		};
	};
	const first = side(joint.first.scores, joint.firstRow, 0);
	const second = side(joint.second.scores, joint.secondRow, 1);
	return {
		size: pairs.length,
		evaluate(counts, into) {
			const a = first(counts);
			const b = second(counts);
			for (let i = 0; i < into.length; i++) into[i] = a[i]! - b[i]!;
		},
		reason: (index) => measureFrom(pairs[index]![0]).reason,
	};
}
