import type { Dataset } from "../dataset/dataset.ts";
import { NEVER } from "../dataset/dataset.ts";
import { estimateRate } from "../metrics/rates/estimate.ts";
import { spreadOf } from "../metrics/rates/rate-tally.ts";
import { FLAG_OUTCOME } from "../replay/flag-outcome.ts";
import { flaggedAtOf } from "../replay/flagged-at.ts";
import type { LeadAccounts } from "../replay/leads/lead-accounts.ts";
import type { Replay } from "../replay/replay-result.ts";
import type { SwapExample, SwapGroup, SwapSet } from "./comparison.ts";
import { headStart } from "./head-start.ts";
import { PAIR_STATES, type PairedFlags, pairCell } from "./paired-flags.ts";

/** Examples of each kind (right, wrong) in a group. */
const EXAMPLES = 3;

/**
 * Who enters, leaves and stays when the candidate takes the baseline's place, and what became of them. An entering or
 * leaving lead is judged by the only flag it has, a staying one by the candidate's.
 *
 * Examples are the leads whose largest scores, each counted from its model's threshold, lie farthest apart; equal ones in
 * the order of their ids.
 *
 * @example swapSet(history, candidate, baseline, pairs).enters.precision // { hits: 12, total: 51, ... }
 */
export function swapSet(
	dataset: Dataset,
	candidate: Replay,
	baseline: Replay,
	{ accounts, ...pairs }: PairedFlags & { readonly accounts?: LeadAccounts | undefined },
): SwapSet {
	const { from: flag, cellOf } = pairs;
	const before = flaggedAtOf(baseline.columns, flag);
	const after = flaggedAtOf(candidate.columns, flag);
	const groups = { enters: [] as number[], leaves: [] as number[], stays: [] as number[] };
	const earlier: number[] = [];
	for (let row = 0; row < cellOf.length; row++) {
		if (cellOf[row]! < 0) continue;
		const wasFlagged = before[row] !== NEVER;
		const isFlagged = after[row] !== NEVER;
		if (wasFlagged && isFlagged) {
			groups.stays.push(row);
			earlier.push(before[row]! - after[row]!);
		} else if (isFlagged) groups.enters.push(row);
		else if (wasFlagged) groups.leaves.push(row);
	}
	const { both: _, ...moved } = headStart(earlier);
	const group = (rows: readonly number[], by: "baseline" | "candidate") =>
		groupOf(dataset, candidate, baseline, { pairs, rows, by, accounts });
	return {
		enters: group(groups.enters, "candidate"),
		leaves: group(groups.leaves, "baseline"),
		stays: group(groups.stays, "candidate"),
		moved,
	};
}

interface GroupInput {
	readonly pairs: PairedFlags;
	readonly rows: readonly number[];
	/** Whose flag the leads are judged by. */
	readonly by: "baseline" | "candidate";
	readonly accounts: LeadAccounts | undefined;
}

function groupOf(
	dataset: Dataset,
	candidate: Replay,
	baseline: Replay,
	{ pairs, rows, by, accounts }: GroupInput,
): SwapGroup {
	const { lead: leads } = candidate.columns;
	const { workedAt } = dataset;
	const byState = new Float64Array(PAIR_STATES);
	const right: number[] = [];
	const wrong: number[] = [];
	let reached = 0;
	let worked = 0;
	for (const row of rows) {
		const cell = pairCell(pairs.cellOf[row]!);
		byState[cell[by]]!++;
		if (cell.reached) reached++;
		if (cell[by] === FLAG_OUTCOME.hit) right.push(row);
		if (cell[by] === FLAG_OUTCOME.miss) wrong.push(row);
		if (workedAt !== undefined && workedAt[leads[row]!] !== NEVER) worked++;
	}
	const example = (outcome: SwapExample["outcome"]) => (row: number) => ({
		lead: dataset.idOf(leads[row]!),
		outcome,
		baselineMargin: marginOf(baseline, pairs.from, row),
		candidateMargin: marginOf(candidate, pairs.from, row),
	});
	const telling = (list: readonly SwapExample[]) =>
		list
			.toSorted(
				(a, b) =>
					Math.abs(b.candidateMargin - b.baselineMargin) - Math.abs(a.candidateMargin - a.baselineMargin) ||
					(a.lead < b.lead ? -1 : 1),
			)
			.slice(0, EXAMPLES);
	return {
		flagged: rows.length,
		late: byState[FLAG_OUTCOME.late]!,
		immature: byState[FLAG_OUTCOME.immature]! + byState[FLAG_OUTCOME.immatureCaught]!,
		precision: estimateRate(right.length, right.length + wrong.length, {
			reason: "no mature flag",
			spread: spreadOf(
				[...right.map(() => 1), ...wrong.map(() => 0)],
				accounts && [...right, ...wrong].map((row) => accounts.of[row]!),
			),
		}),
		reached,
		worked: workedAt === undefined ? undefined : worked,
		examples: [...telling(right.map(example("hit"))), ...telling(wrong.map(example("miss")))],
	};
}

function marginOf({ columns, model }: Replay, flag: string, row: number): number {
	return columns.largestScore[row]! - model.stages[flag]!.score;
}
