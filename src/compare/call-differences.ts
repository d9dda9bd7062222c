import type { Random } from "../base/random.ts";
import { cellIntervals } from "../metrics/cell-bootstrap.ts";
import { cellClusters } from "../metrics/cell-clusters.ts";
import type { PairedDifference } from "./comparison.ts";
import { CALL_MEASURES, type CallMeasure, isDiffering, measureOf, type PairSums, pairSums } from "./pair-sums.ts";
import { PAIR_CELLS, pairCell, STATE } from "./paired-calls.ts";
import { canBeDrawn, pairedDifference } from "./paired-difference.ts";

/** How differences of calls are measured. */
export interface CallDifferenceOptions {
	readonly random: Random;
	/** Account of each entry of `cellOf`, when leads share accounts. */
	readonly accounts?: Int32Array | undefined;
	/** 2,000 by default. */
	readonly replicates?: number;
	/** In (0, 1); 0.95 by default. */
	readonly confidence?: number;
	/** Whether the two are one model, so that no lead can ever count differently. */
	readonly sameModel?: boolean;
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
	options: CallDifferenceOptions,
): readonly PairedDifference<CallMeasure>[] {
	const { random, accounts, replicates = 2000, confidence = 0.95, beta = 1, measures = CALL_MEASURES } = options;
	const all = new Float64Array(PAIR_CELLS);
	for (let i = 0; i < cellOf.length; i++) if (cellOf[i]! >= 0) all[cellOf[i]!]!++;
	const used = [...all.keys()].filter((cell) => all[cell]! > 0);
	const cells = used.map(pairCell);
	const counts = Float64Array.from(used, (cell) => all[cell]!);
	const sums = pairSums(counts, cells);
	const either = (state: number) =>
		cells.reduce((sum, { baseline, candidate }, i) => {
			return sum + (baseline === state || candidate === state ? counts[i]! : 0);
		}, 0);
	const known = measures.map((measure) => {
		const base = baseOf(measure, sums);
		return {
			measure,
			baseline: measureOf(measure, sums, "baseline", { beta }),
			candidate: measureOf(measure, sums, "candidate", { beta }),
			confidence,
			differing: used.reduce((sum, cell, i) => sum + (isDiffering(measure, cell) ? counts[i]! : 0), 0),
			leads: sums.leads,
			positives: either(STATE.hit),
			negatives: either(STATE.miss),
			base,
			perLead: options.sameModel === true ? 0 : perLead(measure, sums),
		};
	});
	// What too few leads stand behind is not drawn for: its interval would not be shown.
	const drawn = known.filter(canBeDrawn).map(({ measure }) => measure);
	const difference = (measure: CallMeasure, own: PairSums): number =>
		(measureOf(measure, own, "candidate", { beta }) ?? Number.NaN) -
		(measureOf(measure, own, "baseline", { beta }) ?? Number.NaN);
	const intervals = cellIntervals(
		accounts === undefined ? counts : clustersOf(cellOf, used, accounts),
		{
			size: drawn.length,
			evaluate(draw, into) {
				const own = pairSums(draw, cells);
				for (let i = 0; i < drawn.length; i++) into[i] = difference(drawn[i]!, own);
			},
			reason: () => "one of the models has nothing to measure",
		},
		{ random, replicates, confidence },
	);
	return known.map((one) => {
		const interval = intervals[drawn.indexOf(one.measure)] ?? { reason: "no lead counts differently" };
		return pairedDifference({ ...one, interval });
	});
}

/** The leads that a measure stands on under each model. */
function baseOf(measure: CallMeasure, { baseline, candidate, reached, leads }: PairSums) {
	if (measure === "recall") return { baseline: reached, candidate: reached, noun: "leads that reached the outcome" };
	if (measure === "called" || measure === "late") return { baseline: leads, candidate: leads, noun: "leads" };
	return {
		baseline: baseline.hits + baseline.misses,
		candidate: candidate.hits + candidate.misses,
		noun: "mature calls",
	};
}

/** How far one lead that changes its state under one model can move a measure: a unit over what it stands on. */
function perLead(measure: CallMeasure, sums: PairSums): number {
	const { baseline, candidate } = baseOf(measure, sums);
	if (measure === "called" || measure === "late") return 1;
	const share = 1 / Math.min(baseline, candidate);
	return measure === "lift" ? (share * sums.everyone.total) / Math.max(1, sums.everyone.hits) : share;
}

function clustersOf(cellOf: ArrayLike<number>, used: readonly number[], accounts: Int32Array) {
	const index = new Int32Array(PAIR_CELLS).fill(-1);
	used.forEach((cell, i) => {
		index[cell] = i;
	});
	const own = Int32Array.from(cellOf, (cell) => (cell < 0 ? -1 : index[cell]!));
	return cellClusters(own, accounts, used.length);
}
