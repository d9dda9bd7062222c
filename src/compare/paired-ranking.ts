import type { Random } from "../base/random.ts";
import { DAY_MS } from "../dataset/calendar.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { type CellInterval, cellIntervals } from "../metrics/cell-bootstrap.ts";
import { cellClusters } from "../metrics/cell-clusters.ts";
import { delongTest } from "../metrics/delong-test.ts";
import { jointScoreTable } from "../metrics/joint-score-table.ts";
import { type MeasureSpec, measureFrom } from "../metrics/registry.ts";
import { tableStatistics } from "../metrics/table-statistics.ts";
import type { LeadAccounts } from "../replay/lead-accounts.ts";
import type { Replay } from "../replay/replay-result.ts";
import type { PairedRanking, RankingMeasure } from "./comparison.ts";
import { type JointCells, jointCells } from "./joint-cells.ts";
import { pairedDifference } from "./paired-difference.ts";

/** How rankings are compared. */
export interface PairedRankingOptions {
	readonly outcome: string;
	readonly random: Random;
	readonly accounts?: LeadAccounts | undefined;
	/** 2,000 by default; fewer on very many distinct pairs of scores. */
	readonly replicates?: number;
	/** In (0, 1); 0.95 by default. */
	readonly confidence?: number;
}

const SPECS: readonly (readonly [RankingMeasure, MeasureSpec])[] = [
	["auc", { kind: "auc" }],
	["average-precision", { kind: "average-precision" }],
	["ks", { kind: "kolmogorov-smirnov" }],
	["lift-at-10", { kind: "lift-at", fraction: 0.1 }],
];
/** Cells times draws, and cells times kinds of units left out, that take about a second. */
const MOST_WORK = 60_000_000;

/**
 * How well the two scores at the landmark order the same leads: those at risk of the outcome whose horizon has passed, as
 * a replay's ranking has them. Differences of AUC, average precision, KS and lift in the top tenth, all from the same draws
 * of pairs of scores, with accounts drawn whole; and DeLong's test of the AUCs.
 *
 * @example pairedRanking(history, baseline, candidate, { outcome: "sql", random: createRandom(1) }).delong
 */
export function pairedRanking(
	dataset: Dataset,
	baseline: Replay,
	candidate: Replay,
	{ outcome, random, accounts, replicates = 2000, confidence = 0.95 }: PairedRankingOptions,
): PairedRanking | undefined {
	const own = baseline.ranking.find((one) => one.outcome === outcome);
	const other = candidate.ranking.find((one) => one.outcome === outcome);
	if (own === undefined || other === undefined) return undefined;
	const atRisk = leadsAtRisk(dataset, baseline, candidate, outcome);
	const joint = jointScoreTable(atRisk.candidate, atRisk.baseline, atRisk.outcomes);
	const delong = delongTest(joint, { confidence });
	const cells = jointCells(atRisk.candidate, atRisk.baseline, atRisk.outcomes);
	const intervals = drawnIntervals(cells, {
		random,
		replicates,
		confidence,
		accounts: accounts === undefined ? undefined : Int32Array.from(atRisk.rows, (row) => accounts.of[row]!),
	});
	const positives = atRisk.outcomes.reduce((sum, one) => sum + one, 0);
	const leads = atRisk.rows.length;
	const differing = atRisk.rows.reduce((sum, _, i) => sum + (atRisk.candidate[i] === atRisk.baseline[i] ? 0 : 1), 0);
	const base = Math.min(positives, leads - positives);
	return {
		outcome,
		atRisk: leads,
		positives,
		baseline: own,
		candidate: other,
		differences: SPECS.map(([measure, spec], i) => {
			const of = measureFrom(spec).of;
			return pairedDifference({
				measure,
				baseline: of(joint.second),
				candidate: of(joint.first),
				// DeLong's own interval where leads are independent, so that it and the test say the same.
				interval: measure === "auc" && accounts === undefined ? delongInterval(delong) : intervals[i]!,
				confidence,
				differing,
				leads,
				positives,
				negatives: leads - positives,
				base: { baseline: base, candidate: base, noun: "leads of the scarcer outcome" },
				// Scores that are equal for every lead order them alike: there is nothing to draw.
				perLead: 0,
			});
		}),
		delong: delong.state === "measured" ? { z: delong.z, pValue: delong.pValue } : delong,
	};
}

function delongInterval(delong: ReturnType<typeof delongTest>): CellInterval {
	if (delong.state === "cannot tell yet") return { reason: delong.reason };
	return { value: delong.difference, interval: delong.interval, method: "delong" };
}

function leadsAtRisk(dataset: Dataset, baseline: Replay, candidate: Replay, outcome: string) {
	const { columns, landmarkDays, horizonDays, asOf } = candidate;
	const reachedAt = dataset.stages.firstAt[dataset.stages.names.indexOf(outcome)]!;
	const rows: number[] = [];
	const outcomes: number[] = [];
	for (let row = 0; row < columns.lead.length; row++) {
		const lead = columns.lead[row]!;
		const landmark = dataset.createdAt[lead]! + landmarkDays * DAY_MS;
		const end = landmark + horizonDays * DAY_MS;
		const reached = reachedAt[lead]!;
		if (reached <= landmark || end > asOf) continue;
		rows.push(row);
		outcomes.push(reached <= end ? 1 : 0);
	}
	return {
		rows,
		outcomes,
		baseline: Float64Array.from(rows, (row) => baseline.columns.landmarkScore[row]!),
		candidate: Float64Array.from(rows, (row) => columns.landmarkScore[row]!),
	};
}

function drawnIntervals(
	cells: JointCells,
	options: {
		readonly random: Random;
		readonly replicates: number;
		readonly confidence: number;
		readonly accounts: Int32Array | undefined;
	},
) {
	const { accounts, random, replicates, confidence } = options;
	const specs = SPECS.map(([, spec]) => spec);
	const sides = [cells.first, cells.second].map(({ scores, rowOf }) => ({
		rowOf,
		counts: new Float64Array(2 * scores.length),
		negatives: scores.length,
		statistics: tableStatistics(scores, specs),
		into: new Float64Array(specs.length),
	}));
	const from = accounts === undefined ? cells.counts : cellClusters(cells.cellOf, accounts, cells.counts.length);
	const kinds = from instanceof Float64Array ? from.length : from.patterns.length;
	const width = cells.counts.length + cells.first.scores.length + cells.second.scores.length;
	return cellIntervals(
		from,
		{
			size: specs.length,
			evaluate(drawn, into) {
				for (const { rowOf, counts, negatives, statistics, into: own } of sides) {
					counts.fill(0);
					for (let cell = 0; cell < drawn.length; cell++) {
						counts[rowOf[cell]! + (cells.outcome[cell] === 1 ? 0 : negatives)]! += drawn[cell]!;
					}
					statistics.evaluate(counts, own);
				}
				for (let i = 0; i < specs.length; i++) into[i] = sides[0]!.into[i]! - sides[1]!.into[i]!;
			},
			reason: (index) => measureFrom(specs[index]!).reason,
		},
		{
			random,
			confidence,
			replicates: Math.max(200, Math.min(replicates, Math.floor(MOST_WORK / Math.max(1, width + kinds)))),
			// One table for each kind of unit left out: at the size of a history of millions that is no longer worth it.
			method: kinds * width <= 4 * MOST_WORK ? "bca" : "percentile",
		},
	);
}
