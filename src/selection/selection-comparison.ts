import { type Dataset, type HandoffSpec, NEVER } from "../dataset/dataset.ts";
import { type Estimate, seenOf } from "../metrics/rates/estimate.ts";
import { Z_95 } from "../metrics/rates/wilson-interval.ts";
import { clusteredVariance } from "../metrics/selection/selection-interval.ts";
import { flaggedAtOf } from "../replay/flagged-at.ts";
import type { Replay } from "../replay/replay-result.ts";
import { leadsToSettle } from "./leads-to-settle.ts";
import type { OneSidedFlags, SelectionComparison, SelectionReview } from "./selection.ts";
import { type SelectionBiasOptions, type SelectionWork, selectionWork } from "./selection-bias.ts";
import type { SelectionFlags } from "./selection-flags.ts";
import { overturningOdds, type SensitivitySide } from "./selection-sensitivity.ts";
import { comparisonText } from "./selection-words.ts";

type Worked = Extract<SelectionWork, { readonly flags: SelectionFlags }>;

/**
 * Selection bias of every hand-off of a model, and of the baseline, and whether the comparison of the two hangs on leads
 * that sales never worked.
 *
 * @param options.baseline model of the past over the same leads; left out: the candidate alone
 * @example selectionReview(dataset, candidate, { baseline }).comparison[0].standing // "supported"
 */
export function selectionReview(
	dataset: Dataset,
	candidate: Replay,
	options: SelectionBiasOptions = {},
): SelectionReview {
	const { baseline } = options;
	const work = (replay: Replay, old: Replay | undefined) =>
		replay.handoffs.map(({ from: flag, to: outcome }) =>
			selectionWork(dataset, replay, { from: flag, to: outcome }, { ...options, baseline: old }),
		);
	const trial = work(candidate, baseline);
	const before = baseline === undefined ? [] : work(baseline, undefined);
	const comparison = trial.flatMap((one) => {
		const { from: flag, to: outcome } = one.findings;
		const other = before.find(({ findings }) => findings.from === flag && findings.to === outcome);
		if (baseline === undefined || one.flags === undefined || other?.flags === undefined) return [];
		const flagged = { candidate: flaggedBy(candidate, flag), baseline: flaggedBy(baseline, flag) };
		return [compareSelection({ from: flag, to: outcome }, other, one, flagged)];
	});
	return {
		candidate: trial.map(({ findings }) => findings),
		baseline: before.map(({ findings }) => findings),
		comparison,
	};
}

/**
 * What the difference of two precisions hangs on. Its worst-case bounds give every unworked lead the outcome that moves
 * the difference most, the same for both models where both flag it. The doubly robust difference is that of the means of
 * each model's values; its variance comes from the values of both, summed by account, since they share leads.
 */
function compareSelection(
	{ from: flag, to: outcome }: HandoffSpec,
	baseline: Worked,
	candidate: Worked,
	flagged: { readonly candidate: ReadonlySet<number>; readonly baseline: ReadonlySet<number> },
): SelectionComparison {
	const entering = oneSided(candidate.flags, flagged.baseline);
	const leaving = oneSided(baseline.flags, flagged.candidate);
	const recordedOf = ({ findings }: Worked) => seenOf(findings.recorded).value;
	const [before, after] = [recordedOf(baseline), recordedOf(candidate)];
	const recorded = before === undefined || after === undefined ? undefined : after - before;
	const bounds = recorded === undefined ? undefined : differenceBounds(baseline.flags, candidate.flags, recorded);
	const doublyRobust = robustDifference(baseline, candidate);
	const interval = doublyRobust.state === "measured" ? doublyRobust.interval : undefined;
	const standing =
		bounds !== undefined && (bounds[0] > 0 || bounds[1] < 0)
			? "settled"
			: interval !== undefined && (interval[0] > 0 || interval[1] < 0)
				? "supported"
				: "hangs";
	const sides = {
		candidate: sensitivitySide(candidate, flagged.baseline),
		baseline: sensitivitySide(baseline, flagged.candidate),
	};
	const open = (side: OneSidedFlags, { flags }: Worked) => ({
		flags: flags.lead.length,
		unworked: side.flags - side.worked,
	});
	const found = {
		from: flag,
		to: outcome,
		recorded,
		doublyRobust,
		bounds,
		entering,
		leaving,
		standing,
		overturnedBy: interval === undefined ? undefined : overturningOdds(interval, sides),
		toSettle: leadsToSettle(open(entering, candidate), open(leaving, baseline), { margin: SMALLEST_DIFFERENCE }),
	} as const;
	return { ...found, text: comparisonText(found) };
}

/** Smallest difference of two precisions that is worth working leads for: 3 percentage points. */
const SMALLEST_DIFFERENCE = 0.03;

function sensitivitySide({ estimated, estimates }: Worked, theirs: ReadonlySet<number>): SensitivitySide {
	return { flags: estimated, estimates, isFlaggedByOther: (lead) => theirs.has(lead) };
}

/** Leads that a model flags, whatever became of the flag. */
function flaggedBy({ columns }: Replay, flag: string): ReadonlySet<number> {
	const flaggedAt = flaggedAtOf(columns, flag);
	return new Set(columns.lead.filter((_, row) => flaggedAt[row] !== NEVER));
}

/** Flags of leads that the other model does not flag. */
function oneSided(flags: SelectionFlags, theirs: ReadonlySet<number>): OneSidedFlags {
	const own = [...flags.lead.keys()].filter((i) => !theirs.has(flags.lead[i]!));
	const sum = (flags: Uint8Array) => own.reduce((count, i) => count + flags[i]!, 0);
	return { flags: own.length, worked: sum(flags.worked), hits: sum(flags.hit) };
}

/** The least and the largest difference that unworked leads can make of the recorded one. */
function differenceBounds(
	baseline: SelectionFlags,
	candidate: SelectionFlags,
	recorded: number,
): readonly [number, number] {
	// What one more hit of a lead adds to the difference.
	const pull = new Map<number, number>();
	const add = (flags: SelectionFlags, each: number) =>
		flags.lead.forEach((lead, i) => {
			if (flags.worked[i] !== 1 && flags.hit[i] !== 1) pull.set(lead, (pull.get(lead) ?? 0) + each);
		});
	add(candidate, 1 / candidate.lead.length);
	add(baseline, -1 / baseline.lead.length);
	let low = recorded;
	let high = recorded;
	for (const each of pull.values()) {
		if (each < 0) low += each;
		else high += each;
	}
	return [low, high];
}

function robustDifference(baseline: Worked, candidate: Worked): Estimate {
	const rates = [baseline, candidate].map(({ findings }) => findings.population.doublyRobust);
	for (const rate of rates) if (rate.state === "cannot tell yet") return rate;
	const influence = new Map<string, number>();
	const means = [baseline, candidate].map(({ estimated: flags, estimates }, side) => {
		const rows = [...flags.lead.keys()].filter((i) => estimates.blind[i] !== 1);
		const mean = rows.reduce((sum, i) => sum + estimates.values[i]!, 0) / rows.length;
		for (const i of rows) {
			const off = ((side === 0 ? -1 : 1) * (estimates.values[i]! - mean)) / rows.length;
			influence.set(flags.cluster[i]!, (influence.get(flags.cluster[i]!) ?? 0) + off);
		}
		return mean;
	});
	const groups = Float64Array.from(influence.values());
	// Sums by account already stand for n = 1 / share of each lead.
	const variance = clusteredVariance(groups.map((sum) => sum * groups.length));
	const counts = {
		hits: rates.reduce((sum, { hits }) => sum + hits, 0),
		total: rates.reduce((sum, { total }) => sum + total, 0),
	};
	if (variance === undefined) {
		return { state: "cannot tell yet", reason: "all leads belong to one account", moreNeeded: undefined, ...counts };
	}
	const value = means[1]! - means[0]!;
	const reach = Z_95 * Math.sqrt(variance);
	const [less, more] = [candidate.findings.blind.share, baseline.findings.blind.share];
	return {
		state: "measured",
		value,
		// Leads nobody looked at in the worst case, of either model.
		interval: [Math.max(-1, value - reach - less - more), Math.min(1, value + reach + less + more)],
		confidence: 0.95,
		method: "doubly robust",
		...counts,
	};
}
