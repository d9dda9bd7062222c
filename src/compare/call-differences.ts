import type { Random } from "../base/random.ts";
import { cellIntervals } from "../metrics/cell-bootstrap.ts";
import { cellClusters } from "../metrics/cell-clusters.ts";
import type { PairedDifference } from "./comparison.ts";
import { CALL_MEASURES, type CallMeasure, isDiffering, measureOf, pairSums } from "./pair-sums.ts";
import { PAIR_CELLS, pairCell, STATE } from "./paired-calls.ts";
import { pairedDifference } from "./paired-difference.ts";

/** How differences of calls are measured. */
export interface CallDifferenceOptions {
	readonly random: Random;
	/** Account of each entry of `cellOf`, when leads share accounts. */
	readonly accounts?: Int32Array | undefined;
	/** 2,000 by default. */
	readonly replicates?: number;
	/** Of F-beta; 1 by default. */
	readonly beta?: number;
	/** All by default. */
	readonly measures?: readonly CallMeasure[];
}

/**
 * Candidate minus baseline of every measure of a hand-off, all from the same draws: pairs of states are drawn, so what
 * both models do alike cancels. Leads that share an account are drawn together.
 *
 * @param cellOf cell of each lead; negative: set aside
 * @example callDifferences(pairs.cellOf, { random: createRandom(1) })[0].measure // "precision"
 */
export function callDifferences(
	cellOf: ArrayLike<number>,
	{ random, accounts, replicates = 2000, beta = 1, measures = CALL_MEASURES }: CallDifferenceOptions,
): readonly PairedDifference<CallMeasure>[] {
	const all = new Float64Array(PAIR_CELLS);
	for (let i = 0; i < cellOf.length; i++) if (cellOf[i]! >= 0) all[cellOf[i]!]!++;
	const used = [...all.keys()].filter((cell) => all[cell]! > 0);
	const cells = used.map(pairCell);
	const counts = Float64Array.from(used, (cell) => all[cell]!);
	const sums = pairSums(counts, cells);
	const differing = measures.map((measure) =>
		used.reduce((sum, cell, i) => sum + (isDiffering(measure, cell) ? counts[i]! : 0), 0),
	);
	const difference = (measure: CallMeasure, drawn: ReturnType<typeof pairSums>): number =>
		(measureOf(measure, drawn, "candidate", { beta }) ?? Number.NaN) -
		(measureOf(measure, drawn, "baseline", { beta }) ?? Number.NaN);
	// Nothing differs: there is nothing to draw for, and the interval is a point.
	const isDrawn = differing.some((count) => count > 0);
	const from = accounts === undefined ? counts : clustersOf(cellOf, used, accounts);
	const intervals = isDrawn
		? cellIntervals(
				from,
				{
					size: measures.length,
					evaluate(drawn, into) {
						const own = pairSums(drawn, cells);
						for (let i = 0; i < measures.length; i++) into[i] = difference(measures[i]!, own);
					},
					reason: () => "one of the models has nothing to measure",
				},
				{ random, replicates },
			)
		: [];
	const either = (state: number) =>
		cells.reduce((sum, { baseline, candidate }, i) => {
			return sum + (baseline === state || candidate === state ? counts[i]! : 0);
		}, 0);
	const judged = (model: "baseline" | "candidate") => sums[model].hits + sums[model].misses;
	return measures.map((measure, i) =>
		pairedDifference({
			measure,
			baseline: measureOf(measure, sums, "baseline", { beta }),
			candidate: measureOf(measure, sums, "candidate", { beta }),
			interval: intervals[i] ?? { reason: "no lead counts differently" },
			differing: differing[i]!,
			leads: sums.leads,
			positives: either(STATE.hit),
			negatives: either(STATE.miss),
			base:
				measure === "recall"
					? { baseline: sums.reached, candidate: sums.reached, noun: "leads that reached the outcome" }
					: measure === "called" || measure === "late"
						? { baseline: sums.leads, candidate: sums.leads, noun: "leads" }
						: { baseline: judged("baseline"), candidate: judged("candidate"), noun: "mature calls" },
		}),
	);
}

function clustersOf(cellOf: ArrayLike<number>, used: readonly number[], accounts: Int32Array) {
	const index = new Int32Array(PAIR_CELLS).fill(-1);
	used.forEach((cell, i) => {
		index[cell] = i;
	});
	const own = Int32Array.from(cellOf, (cell) => (cell < 0 ? -1 : index[cell]!));
	return cellClusters(own, accounts, used.length);
}
