import {
	adjustedSpread,
	correlatedRateInterval,
	influenceMoments,
	spreadQuantile,
} from "../metrics/rates/correlated-rates.ts";
import { LEAST_EACH } from "../metrics/rates/too-few.ts";
import { isJudged } from "../replay/flag-outcome.ts";
import type { PairedDifference } from "./comparison.ts";
import { flagInfluence } from "./flag-influence.ts";
import { FLAG_MEASURES, type FlagMeasure, isDiffering, measureOf, type PairSums } from "./pair-sums.ts";
import { type PairTable, unitsWith } from "./pair-table.ts";
import { pairedDifference } from "./paired-difference.ts";

/** How differences of flags are measured. */
export interface FlagDifferenceOptions {
	/** In (0, 1); 0.95 by default. */
	readonly confidence?: number;
	/** Of F-beta; 1 by default. */
	readonly beta?: number;
	/** Whether the two are one model, so that no lead can ever count differently. */
	readonly sameModel?: boolean;
	/** All by default. */
	readonly measures?: readonly FlagMeasure[];
}

/** Leads that count differently below which a spread cannot be read from them. */
const LEAST_DIFFERING = 5;

/**
 * Candidate minus baseline of every measure of a hand-off. Rates (precision, recall, F-beta, shares flagged and late) by
 * {@link correlatedRateInterval}, lift by its influences; both from the pairs of states, so what the models do alike
 * cancels, and with accounts taken whole. Nothing is drawn: the same counts give the same interval.
 *
 * "Cannot tell yet" with fewer than 20 leads that reached the outcome, or that did not; with fewer than 20 mature flags of
 * either model (precision, F; 40 for lift); with fewer than 5 leads that count differently. Numbers of leads (`flagged`,
 * `late`) need 40 leads, and 20 that count differently. Where leads share accounts, it is accounts with such leads that are
 * counted.
 *
 * @example flagDifferences(pairTable(pairs.cellOf))[0].measure // "precision"
 */
export function flagDifferences(
	table: PairTable,
	options: FlagDifferenceOptions = {},
): readonly PairedDifference<FlagMeasure>[] {
	const { confidence = 0.95, beta = 1, measures = FLAG_MEASURES } = options;
	const { numbers, counts, sums } = table;
	return measures.map((measure) =>
		pairedDifference({
			measure,
			baseline: measureOf(measure, sums, "baseline", { beta }),
			candidate: measureOf(measure, sums, "candidate", { beta }),
			interval: () => ({
				interval: intervalOf(measure, table, { confidence, beta }),
				method: methodOf(measure, table),
			}),
			confidence,
			differing: numbers.reduce((sum, cell, i) => sum + (isDiffering(measure, cell) ? counts[i]! : 0), 0),
			differingUnits: unitsWith(table, (_, number) => isDiffering(measure, number)),
			leastDiffering: measure === "flagged" || measure === "late" ? LEAST_EACH : LEAST_DIFFERING,
			units: table.clusters === undefined ? "leads" : "accounts",
			leads: sums.leads,
			positives: sums.reached,
			negatives: sums.leads - sums.reached,
			stands: standsOn(measure, table),
			perLead: options.sameModel === true ? 0 : perLead(measure, sums),
		}),
	);
}

function intervalOf(
	measure: FlagMeasure,
	{ cells, counts, clusters, sums }: PairTable,
	{ confidence, beta }: { readonly confidence: number; readonly beta: number },
): readonly [number, number] {
	const from = clusters ?? counts;
	const rate = (of: FlagMeasure, model: "baseline" | "candidate") => ({
		value: (measureOf(of, sums, model, { beta }) ?? 0) / scaleOf(of, sums),
		...flagInfluence(of, sums, cells, { model, beta }),
	});
	const baseline = rate(measure, "baseline");
	const candidate = rate(measure, "candidate");
	if (measure === "lift") {
		const { first, second, shared } = influenceMoments(from, baseline.influence, candidate.influence);
		// Lift is precision over a rate that both share: where precision is near 0 its spread is as much too small.
		const wider = adjustedSpread(from, rate("precision", "baseline"), rate("precision", "candidate"), { more: 2 });
		const error = wider * Math.sqrt(Math.max(0, first + second - 2 * shared));
		const half = spreadQuantile(from, baseline.influence, candidate.influence, { confidence }) * error;
		const difference = candidate.value - baseline.value;
		return [difference - half, difference + half];
	}
	const [low, high] = correlatedRateInterval(from, baseline, candidate, { confidence });
	const scale = scaleOf(measure, sums);
	return [low * scale, high * scale];
}

/** Numbers of leads are measured as shares of all of them. */
const scaleOf = (measure: FlagMeasure, { leads }: PairSums) =>
	measure === "flagged" || measure === "late" ? leads : 1;

function methodOf(measure: FlagMeasure, { clusters }: PairTable): string {
	return `${measure === "lift" ? "delta" : "agresti-caffo, correlated"}${clusters === undefined ? "" : ", by account"}`;
}

/** What a measure stands on, in leads or in accounts that have such leads. */
function standsOn(measure: FlagMeasure, table: PairTable) {
	const units = table.clusters === undefined ? "leads" : "accounts with leads";
	if (measure === "flagged" || measure === "late") {
		return [{ count: unitsWith(table, () => true), noun: units, least: 2 * LEAST_EACH }];
	}
	const outcomes = [
		{ count: unitsWith(table, ({ reached }) => reached), noun: `${units} that reached the outcome` },
		{ count: unitsWith(table, ({ reached }) => !reached), noun: `${units} that did not reach the outcome` },
	];
	if (measure === "recall") return outcomes;
	const flags = table.clusters === undefined ? "mature flags" : "accounts with mature flags";
	const judged = (model: "baseline" | "candidate") => ({
		count: unitsWith(table, (cell) => isJudged(cell[model])),
		noun: `${flags} of the ${model}`,
		// A lift is bounded by that of flags that all hit: with few flags it leans to that side.
		...(measure === "lift" ? { least: 2 * LEAST_EACH } : {}),
	});
	return [judged("baseline"), judged("candidate"), ...outcomes];
}

/** How far one lead that changes its state under one model can move a measure: a unit over what it stands on. */
function perLead(measure: FlagMeasure, sums: PairSums): number {
	const { baseline, candidate, reached, everyone } = sums;
	if (measure === "flagged" || measure === "late") return 1;
	if (measure === "recall") return 1 / reached;
	const share = 1 / Math.min(baseline.hits + baseline.misses, candidate.hits + candidate.misses);
	return measure === "lift" ? (share * everyone.total) / Math.max(1, everyone.hits) : share;
}
