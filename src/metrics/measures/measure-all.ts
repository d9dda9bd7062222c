import type { Random } from "../../base/random.ts";
import type { Estimate } from "../rates/estimate.ts";
import {
	LEAST_EACH,
	LEAST_EACH_PERCENTILE,
	tooFew,
	tooFewAccounts,
	tooFewFlags,
	undetermined,
} from "../rates/too-few.ts";
import { type CellStatistics, cellIntervals } from "../sampling/cell-bootstrap.ts";
import { accountsHolding } from "../sampling/cell-clusters.ts";
import type { ClusteredTable } from "../tables/clustered-table.ts";
import { type ScoreTable, tableCounts, tableTotals } from "../tables/score-table.ts";
import { tableCells } from "../tables/table-cells.ts";
import type { Measure } from "./measure.ts";
import { type MeasureSpec, measureFrom } from "./registry.ts";
import { tableStatistics } from "./table-statistics.ts";

/** How the intervals of measures are made. */
export interface BootstrapOptions {
	readonly random: Random;
	/** 2,000 by default. */
	readonly replicates?: number;
	/** `bca` by default. */
	readonly method?: "bca" | "percentile";
	/** In (0, 1); 0.95 by default. */
	readonly confidence?: number;
	/** Keeps the numbers of positives and of negatives as they are; not for clusters. `false` by default. */
	readonly stratified?: boolean;
	/** Fewer positives or negatives than this cannot tell; 20 by default; for `percentile` 30, or 50 stratified. */
	readonly leastEach?: number;
}

/**
 * Measures of a score table with their bootstrap intervals, all from the same draws: each drawn table is summed up once
 * and read by every measure, so ten measures cost little more than one, and their replicates belong together.
 *
 * A clustered table draws whole clusters. Few leads (or accounts) spread less when they are drawn again than they should:
 * more confidence is asked of their replicates, see `smallSampleConfidence`. A measure may have an interval of its own
 * making (KS has: `ksInterval`).
 *
 * "Cannot tell yet", measure by measure, below 20 positives, negatives or (for precision, F-beta and lift) flags, or
 * accounts that hold them, and where `cellIntervals` has a reason.
 *
 * @returns one for each spec, in order
 * @throws RangeError when a count is not whole, `replicates` is below 100, `confidence` is not in (0, 1), a parameter of
 *   a spec is out of range, or clusters are to be stratified
 * @example measureAll(table, [{ kind: "auc" }, { kind: "lift-at", fraction: 0.1 }], { random }).map(({ state }) => state)
 */
export function measureAll(
	from: ScoreTable | ClusteredTable,
	specs: readonly MeasureSpec[],
	{ stratified = false, leastEach, ...options }: BootstrapOptions,
): Estimate[] {
	const clustered = "patterns" in from;
	if (clustered && stratified) throw new RangeError("measureAll: clusters cannot be stratified by outcome.");
	const table = clustered ? from.table : from;
	const percentile = LEAST_EACH_PERCENTILE[stratified ? "stratified" : "free"];
	const least = { leastEach: leastEach ?? (options.method === "percentile" ? percentile : LEAST_EACH) };
	const few = specs.map((spec) => {
		const { flagged } = measureFrom(spec);
		return (
			tooFew(table, least) ??
			(flagged === undefined ? undefined : tooFewFlags(table, flagged(table), least)) ??
			(clustered ? tooFewAccounts(table, from.patterns, table.scores.length, least) : undefined)
		);
	});
	const asked = specs.filter((_, i) => few[i] === undefined);
	const holding = clustered ? accountsHolding(from.patterns, table.scores.length) : undefined;
	const intervals = cellIntervals(clustered ? from : tableCells(table), statisticsOf(table, asked), {
		...options,
		unitsOf: (index) => spreadUnits(measureFrom(asked[index] ?? specs[0]!), table, holding),
		...(stratified ? { strataAt: [table.scores.length] } : {}),
	});
	let next = 0;
	return few.map((uncertain): Estimate => {
		if (uncertain !== undefined) return uncertain;
		const found = intervals[next++]!;
		if ("reason" in found) return undetermined(table, found.reason);
		return { state: "measured", ...found, confidence: options.confidence ?? 0.95, ...tableCounts(table) };
	});
}

/**
 * How many units a measure's spread hangs on: leads of the smallest group that matters to it, or the accounts that hold
 * them where leads share accounts and there are fewer of those.
 *
 * @example spreadUnits(measureFrom({ kind: "auc" }), scoreTable([1, 2, 3], [0, 1, 1])) // 1, the one negative
 */
export function spreadUnits(
	{ smallest }: Measure,
	table: ScoreTable,
	accounts?: { readonly accounts: number; readonly positive: number; readonly negative: number },
): number {
	const leads = smallest(table);
	if (accounts === undefined) return leads;
	const { positives, negatives } = tableTotals(table);
	const hangsOnScarcer = leads <= Math.min(positives, negatives);
	return Math.min(leads, hangsOnScarcer ? Math.min(accounts.positive, accounts.negative) : accounts.accounts);
}

/** The measures' own numbers; behind them those that the intervals of some are made of. */
function statisticsOf(table: ScoreTable, specs: readonly MeasureSpec[]): CellStatistics {
	let next = specs.length;
	const own = specs.map((spec) => {
		const made = measureFrom(spec).interval?.(table);
		if (made === undefined) return undefined;
		const from = next;
		next += made.readers.length;
		return { ...made, from, to: next };
	});
	return {
		...tableStatistics(
			table.scores,
			specs,
			own.flatMap((made) => made?.readers ?? []),
		),
		ownInterval(index, draws, confidence) {
			const made = own[index];
			return made?.interval(draws.slice(made.from, made.to), confidence);
		},
	};
}
