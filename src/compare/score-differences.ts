import type { Random } from "../base/random.ts";
import { type CellInterval, cellIntervals } from "../metrics/cell-bootstrap.ts";
import { cellClusters } from "../metrics/cell-clusters.ts";
import { clusteredDelongTest } from "../metrics/clustered-delong.ts";
import { clusteredJoint } from "../metrics/clustered-joint.ts";
import { type DelongComparison, delongTest } from "../metrics/delong-test.ts";
import { jointScoreTable } from "../metrics/joint-score-table.ts";
import { type MeasureSpec, measureFrom } from "../metrics/registry.ts";
import { tableStatistics } from "../metrics/table-statistics.ts";
import type { Uncertain } from "../metrics/uncertain.ts";
import type { PairedDifference, RankingMeasure } from "./comparison.ts";
import { type JointCells, jointCells } from "./joint-cells.ts";
import { type DifferenceInterval, pairedDifference } from "./paired-difference.ts";

/** Two scores of the same leads and what became of them. */
export interface PairedScores {
	readonly baseline: ArrayLike<number>;
	readonly candidate: ArrayLike<number>;
	/** 1 or 0. */
	readonly outcomes: ArrayLike<number>;
	/** Account of each lead, when leads share them. */
	readonly accounts?: ArrayLike<number> | undefined;
}

/** How differences of scores are measured. */
export interface ScoreDifferenceOptions {
	readonly random: Random;
	/** 1,000 by default. */
	readonly replicates?: number;
	/** In (0, 1); 0.95 by default. */
	readonly confidence?: number;
}

/** Differences of all measures of rank, and the test of the AUCs. */
export interface ScoreDifferences {
	readonly differences: readonly PairedDifference<RankingMeasure>[];
	/** Candidate first. */
	readonly delong: DelongComparison | Uncertain;
}

/** All but AUC are drawn. */
const DRAWN: readonly (readonly [RankingMeasure, MeasureSpec])[] = [
	["average-precision", { kind: "average-precision" }],
	["ks", { kind: "kolmogorov-smirnov" }],
	["lift-at-10", { kind: "lift-at", fraction: 0.1 }],
];
const SPECS: readonly (readonly [RankingMeasure, MeasureSpec])[] = [["auc", { kind: "auc" }], ...DRAWN];

/** Leads with unequal scores below which a spread cannot be read from them. */
const LEAST_DIFFERING = 10;

/** Cells times kinds of units left out up to which BCa is worth its price: about two seconds. */
const MOST_LEFT_OUT = 240_000_000;

/**
 * Candidate minus baseline of AUC, average precision, KS and lift in the top tenth. AUC by DeLong, over accounts where leads
 * share them; the others by the bootstrap of pairs of scores, all from the same draws, with accounts drawn whole.
 *
 * "Cannot tell yet" with fewer than 20 leads of either outcome, or fewer than 10 with unequal scores. Scores that are equal
 * for every lead order them alike: a difference of exactly 0.
 *
 * @example scoreDifferences({ baseline, candidate, outcomes }, { random: createRandom(1) }).differences[0].measure // "auc"
 */
export function scoreDifferences(scores: PairedScores, options: ScoreDifferenceOptions): ScoreDifferences {
	const { baseline, candidate, outcomes, accounts } = scores;
	const { confidence = 0.95 } = options;
	const joint = jointScoreTable(candidate, baseline, outcomes);
	const delong =
		accounts === undefined
			? delongTest(joint, { confidence })
			: clusteredDelongTest(clusteredJoint(candidate, baseline, outcomes, accounts), { confidence });
	const leads = outcomes.length;
	let positives = 0;
	let differing = 0;
	for (let i = 0; i < leads; i++) {
		if (outcomes[i] === 1) positives++;
		if (candidate[i] !== baseline[i]) differing++;
	}
	let drawn: readonly CellInterval[] | undefined;
	const interval = (index: number, values: readonly [number, number]): DifferenceInterval => {
		if (index === 0) {
			if (delong.state === "cannot tell yet") return { reason: delong.reason };
			return { interval: delong.interval, method: accounts === undefined ? "delong" : "delong, by account" };
		}
		drawn ??= drawnIntervals(scores, options);
		const found = drawn[index - 1]!;
		if ("reason" in found) return found;
		// Very many scores are drawn with near ones put together: the spread holds, the value is off by a little.
		const shift = values[1] - values[0] - found.value;
		const [low, high] = found.interval;
		return {
			interval: [low + shift, high + shift],
			method: accounts === undefined ? found.method : `${found.method}, by account`,
		};
	};
	const differences = SPECS.map(([measure, spec], index) => {
		const { of } = measureFrom(spec);
		const values = [of(joint.second), of(joint.first)] as const;
		return pairedDifference({
			measure,
			baseline: values[0],
			candidate: values[1],
			interval: () => interval(index, values as readonly [number, number]),
			confidence,
			differing,
			leastDiffering: LEAST_DIFFERING,
			leads,
			positives,
			negatives: leads - positives,
			stands: [
				{ count: positives, noun: "leads that reached the outcome" },
				{ count: leads - positives, noun: "leads that did not reach the outcome" },
			],
			perLead: 0,
		});
	});
	return { differences, delong };
}

function drawnIntervals(
	{ baseline, candidate, outcomes, accounts }: PairedScores,
	{ random, replicates = 1000, confidence = 0.95 }: ScoreDifferenceOptions,
): readonly CellInterval[] {
	const cells = jointCells(candidate, baseline, outcomes);
	const specs = DRAWN.map(([, spec]) => spec);
	const sides = [cells.first, cells.second].map((side) => sideOf(side, cells, specs));
	const from = accounts === undefined ? cells.counts : cellClusters(cells.cellOf, accounts, cells.counts.length);
	const kinds = from instanceof Float64Array ? from.length : from.patterns.length;
	return cellIntervals(
		from,
		{
			size: specs.length,
			evaluate(drawn, into) {
				const [first, second] = sides.map((side) => side(drawn));
				for (let i = 0; i < specs.length; i++) into[i] = first![i]! - second![i]!;
			},
			reason: (index) => measureFrom(specs[index]!).reason,
		},
		{
			random,
			confidence,
			replicates,
			// One table for each kind of unit left out: at the size of a history of many thousands no longer worth it.
			method: kinds * cells.counts.length <= MOST_LEFT_OUT ? "bca" : "percentile",
		},
	);
}

/** The measures of one model from drawn joint counts. */
function sideOf({ scores, rowOf }: JointCells["first"], { outcome }: JointCells, specs: readonly MeasureSpec[]) {
	const rows = scores.length;
	// Where the leads of a cell are counted in the table of this model: positives by row, then negatives.
	const placeOf = Int32Array.from(rowOf, (row, cell) => row + (outcome[cell] === 1 ? 0 : rows));
	const counts = new Float64Array(2 * rows);
	const statistics = tableStatistics(scores, specs);
	const values = new Float64Array(specs.length);
	return (drawn: Float64Array): Float64Array => {
		counts.fill(0);
		for (let cell = 0; cell < drawn.length; cell++) counts[placeOf[cell]!]! += drawn[cell]!;
		statistics.evaluate(counts, values);
		return values;
	};
}
