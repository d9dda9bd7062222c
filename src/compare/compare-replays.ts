import { canonicalJson } from "../base/canonical-json.ts";
import { configurationError } from "../base/error.ts";
import type { Dataset, HandoffSpec } from "../dataset/dataset.ts";
import { isCaught } from "../replay/flag-outcome.ts";
import { flaggedAtOf } from "../replay/flagged-at.ts";
import { measureFunnel } from "../replay/funnel.ts";
import { type LeadAccounts, leadAccounts } from "../replay/leads/lead-accounts.ts";
import type { Replay } from "../replay/replay-result.ts";
import { selectionReview } from "../selection/selection-comparison.ts";
import type { CapacityLimit } from "../tune/capacity.ts";
import { recommendedThreshold } from "../tune/recommended-threshold.ts";
import type { ThresholdConstraint } from "../tune/threshold-constraint.ts";
import { cohortParts } from "./cohort-parts.ts";
import { compareSlices } from "./compare-slices.ts";
import type { Comparison, HeadStart, PairedDifference, PairedHandoff } from "./comparison.ts";
import { comparisonVerdict } from "./comparison-verdict.ts";
import { discordantTests } from "./discordant-tests.ts";
import { type FlagDifferenceOptions, flagDifferences } from "./flag-differences.ts";
import { guardrails } from "./guardrails.ts";
import { headStart } from "./head-start.ts";
import { type PairTable, pairTable } from "./pair-table.ts";
import { type PairedFlags, pairCell, pairedFlags } from "./paired-flags.ts";
import { pairedRanking } from "./paired-ranking.ts";
import { swapSet } from "./swap-set.ts";
import { compareVolumes, type RecommendedVolume } from "./volume/compare-volumes.ts";
import type { ComparedRecommendation } from "./volume/recommended.ts";

/** How two replays are compared. */
export interface CompareOptions {
	/** What sales can work, a whole number of flags a week, or also the longest wait; left out: volume is told but not judged. */
	readonly capacity?: number | CapacityLimit | undefined;
	/** What else the threshold recommended must keep to, and what it should be best at. */
	readonly limits?: Omit<ThresholdConstraint, "capacity"> | undefined;
	/** Recall of the last rung that may be lost, in [0, 1]; 0.05 by default. */
	readonly recallTolerance?: number;
	/** Of the intervals, in (0, 1); 0.95 by default. */
	readonly confidence?: number;
	/** Of F-beta, above 0; 1 by default. */
	readonly beta?: number;
	/** Chance of any false "better" or "worse" among the slices, in (0, 1); 0.05 by default. */
	readonly risk?: number;
}

/**
 * Compares two replays of the same leads: every difference is candidate minus baseline, with an interval that
 * takes leads in pairs (accounts whole, where leads share them), so that what both models do alike cancels.
 *
 * ```
 * baseline + candidate -> same leads? (else an error)
 *   -> each hand-off of both: table of pairs (state x state) -> differences, McNemar, head start, swap set
 *   -> landmark scores: joint table -> differences of AUC, AP, KS, lift; DeLong
 *   -> main hand-off in each segment and month -> differences, Kosinski's test, Holm
 *   -> who was worked: the difference had all been worked
 *   -> each hand-off at equal weekly volume; the threshold to set under what was asked
 *   -> guardrails -> decision -> verdict in words
 * ```
 *
 * Nothing is drawn: the same replays give the same numbers to the last digit, in whatever order their rows come.
 *
 * The first hand-off of the candidate that the baseline makes too is the main one.
 *
 * @throws LabError (configuration) when the replays are of different data, leads, horizons or landmarks
 * @throws RangeError when an option is out of range
 * @example compareReplays(history, candidate, baseline, { capacity: 40 }).verdict.decision // "discuss"
 */
export function compareReplays(
	dataset: Dataset,
	candidate: Replay,
	baseline: Replay,
	options: CompareOptions = {},
): Comparison {
	const { recallTolerance = 0.05, confidence = 0.95, beta = 1, risk = 0.05 } = options;
	const capacity = typeof options.capacity === "number" ? { perWeek: options.capacity } : options.capacity;
	checkOptions({ recallTolerance, confidence, beta, risk, capacity });
	checkSameLeads(dataset, candidate, baseline);
	const sameModel = baseline.modelFingerprint === candidate.modelFingerprint;
	const accounts = leadAccounts(dataset, candidate.columns.lead);
	const measuring = { confidence, sameModel };
	const differencesOf = (pairs: PairedFlags) =>
		flagDifferences(pairTable(pairs.cellOf, accounts?.of), { beta, ...measuring });

	const specs = candidate.handoffs
		.filter((one) => handoffOf(baseline, one) !== undefined)
		.map(({ from, to }) => ({ from, to }));
	const tables = specs.map((spec) => pairedFlags(dataset, candidate, baseline, spec));
	const proposed = specs[0] && proposals(candidate, baseline, specs[0], { ...options.limits, capacity });
	const lastStage = laterStage(dataset, specs[0]);
	const atVolume = compareVolumes(dataset, candidate, baseline, {
		handoffs: specs,
		measure: (pairs) => precisionAndRecall(pairTable(pairs.cellOf, accounts?.of), { beta, ...measuring }),
		recommended: proposed?.candidate.threshold,
		lastStage,
	});
	const handoffs = tables.map(
		(pairs, i): PairedHandoff => ({
			from: pairs.from,
			to: pairs.to,
			baseline: handoffOf(baseline, pairs)!,
			candidate: handoffOf(candidate, pairs)!,
			differences: differencesOf(pairs),
			tests: discordantTests(pairs.counts),
			headStart: headStartOfCaught(candidate, baseline, pairs, { confidence }),
			swap: swapSet(dataset, candidate, baseline, { ...pairs, accounts }),
			equalVolume: atVolume.volumes[i]!,
		}),
	);
	const outcomes = [...new Set(specs.map(({ to: outcome }) => outcome))];
	const ranking = outcomes.flatMap(
		(outcome) =>
			pairedRanking(dataset, candidate, baseline, {
				outcome,
				accounts,
				confidence,
			}) ?? [],
	);
	const slices =
		tables[0] === undefined
			? []
			: compareSlices(tables[0], cohortParts(dataset, candidate), {
					accounts,
					risk,
					...measuring,
				});
	const [main] = handoffs;
	const lastRung = lastRungRecall(dataset, candidate, baseline, { handoffs, differencesOf, stage: lastStage });
	const recommended = proposed && recommendation(proposed, atVolume.recommended, lastStage);
	const checked = guardrails({
		baseline,
		candidate,
		main,
		slices,
		lastRung,
		capacity,
		recallTolerance,
	});
	const selection = selectionReview(dataset, candidate, { baseline });
	return {
		baseline: { name: baseline.model.name, fingerprint: baseline.modelFingerprint },
		candidate: { name: candidate.model.name, fingerprint: candidate.modelFingerprint },
		dataset: { name: candidate.datasetName, fingerprint: candidate.datasetFingerprint },
		asOf: candidate.asOf,
		timeZone: candidate.timeZone,
		leads: candidate.cohort.leads,
		accounts: accountsOf(accounts),
		horizonDays: candidate.horizonDays,
		landmarkDays: candidate.landmarkDays,
		confidence,
		beta,
		handoffs,
		ranking,
		slices,
		selection,
		guardrails: checked,
		recommended,
		verdict: comparisonVerdict({
			handoffs,
			guardrails: checked,
			recommended,
			lastRungRecall: lastRung?.recall,
			selection: selection.comparison.find(({ from, to }) => from === main?.from && to === main?.to),
		}),
	};
}

function handoffOf({ handoffs }: Replay, { from: flag, to: outcome }: HandoffSpec) {
	return handoffs.find((one) => one.from === flag && one.to === outcome);
}

function accountsOf(accounts: LeadAccounts | undefined) {
	return accounts === undefined ? undefined : { count: accounts.count, sharedLeads: accounts.shared };
}

/** By how much the candidate flags the leads earlier that both flag in time. */
function headStartOfCaught(
	candidate: Replay,
	baseline: Replay,
	{ from: flag, cellOf }: PairedFlags,
	options: { readonly confidence: number },
): HeadStart {
	const before = flaggedAtOf(baseline.columns, flag);
	const after = flaggedAtOf(candidate.columns, flag);
	const earlier: number[] = [];
	cellOf.forEach((number, row) => {
		if (number < 0) return;
		const cell = pairCell(number);
		if (isCaught(cell.baseline) && isCaught(cell.candidate)) earlier.push(before[row]! - after[row]!);
	});
	return headStart(earlier, options);
}

/** The last stage of the ladder, when it comes after the main flag. */
function laterStage({ ladder }: Dataset, main: HandoffSpec | undefined): string | undefined {
	const stage = ladder.at(-1);
	return main === undefined || stage === main.from ? undefined : stage;
}

/** The thresholds of both models under what was asked. */
function proposals(
	candidate: Replay,
	baseline: Replay,
	main: HandoffSpec,
	constraint: ThresholdConstraint,
): Pick<ComparedRecommendation, "candidate" | "baseline"> {
	return {
		candidate: recommendedThreshold(candidate, main, constraint),
		baseline: recommendedThreshold(baseline, main, constraint),
	};
}

function recommendation(
	proposed: Pick<ComparedRecommendation, "candidate" | "baseline">,
	found: RecommendedVolume | undefined,
	stage: string | undefined,
): ComparedRecommendation {
	if (found === undefined) return { ...proposed, against: undefined, equalVolume: undefined };
	const { against, lastStage, equalVolume } = found;
	const last = stage === undefined || lastStage === undefined ? undefined : { stage, recall: lastStage };
	return { ...proposed, against: { ...against, lastStage: last }, equalVolume };
}

function precisionAndRecall(table: PairTable, options: FlagDifferenceOptions) {
	const [precision, recall] = flagDifferences(table, { ...options, measures: ["precision", "recall"] });
	return {
		precision: precision as PairedDifference<"precision">,
		recall: recall as PairedDifference<"recall">,
	};
}

/** The recall of the last rung of the ladder by the main flag, measured even when it is no hand-off of the models. */
function lastRungRecall(
	dataset: Dataset,
	candidate: Replay,
	baseline: Replay,
	from: {
		readonly handoffs: readonly PairedHandoff[];
		readonly differencesOf: (pairs: PairedFlags) => readonly PairedDifference[];
		readonly stage: string | undefined;
	},
): { readonly stage: string; readonly recall: PairedDifference } | undefined {
	const [main] = from.handoffs;
	const { stage } = from;
	if (main === undefined || stage === undefined) return undefined;
	const known = from.handoffs.find(({ from: flag, to: outcome }) => flag === main.from && outcome === stage);
	const differences =
		known?.differences ?? from.differencesOf(pairedFlags(dataset, candidate, baseline, { from: main.from, to: stage }));
	return { stage, recall: differences.find(({ measure }) => measure === "recall")! };
}

function checkSameLeads(dataset: Dataset, candidate: Replay, baseline: Replay): void {
	const fault = differentLeads(dataset, candidate, baseline);
	if (fault === undefined) return;
	throw configurationError({
		code: "different-leads",
		message: `a paired comparison needs two replays of the same leads: ${fault}.`,
		cure: "Replay both models over the same dataset with the same from, to, horizonDays and landmarkDays.",
	});
}

/** What is not the same in two replays, or in them and the dataset. */
function differentLeads(dataset: Dataset, candidate: Replay, baseline: Replay): string | undefined {
	const data = ({ datasetName, datasetFingerprint }: Replay) => `${datasetName} (${datasetFingerprint || "in memory"})`;
	const days = ({ horizonDays, landmarkDays }: Replay) => `${horizonDays} and ${landmarkDays}`;
	if (baseline.datasetFingerprint !== candidate.datasetFingerprint || baseline.asOf !== candidate.asOf) {
		return `the baseline was replayed over ${data(baseline)}, the candidate over ${data(candidate)}`;
	}
	if (dataset.fingerprint !== candidate.datasetFingerprint || dataset.asOf !== candidate.asOf) {
		return `the dataset given is not ${data(candidate)}, over which the models were replayed`;
	}
	if (days(baseline) !== days(candidate)) {
		return `horizon and landmark days are ${days(baseline)} for the baseline and ${days(candidate)} for the candidate`;
	}
	if (!isEqual(baseline.columns.lead, candidate.columns.lead)) {
		return `the baseline's cohort has ${baseline.cohort.leads} leads and the candidate's ${candidate.cohort.leads}, and they are not the same`;
	}
	// Histories made in memory have no fingerprint; what became of their leads tells them apart.
	const reached = ({ createdRange, funnel }: Pick<Replay, "createdRange" | "funnel">) =>
		canonicalJson([createdRange ?? [], funnel.map((step) => [step.stage, step.reached])]);
	const own = { createdRange: candidate.createdRange, funnel: measureFunnel(dataset, candidate.columns) };
	if (reached(baseline) !== reached(candidate) || reached(candidate) !== reached(own)) {
		return `${data(candidate)} is another history for one of them: its leads were created at other times or reached other stages`;
	}
	return undefined;
}

function isEqual(a: Int32Array, b: Int32Array): boolean {
	return a.length === b.length && a.every((lead, row) => lead === b[row]);
}

function checkOptions(options: {
	readonly recallTolerance: number;
	readonly confidence: number;
	readonly beta: number;
	readonly risk: number;
	readonly capacity: CapacityLimit | undefined;
}): void {
	const { recallTolerance, confidence, beta, risk, capacity } = options;
	const wrong = (name: string, rule: string, got: number) =>
		new RangeError(`compareReplays: ${name} must be ${rule}, got ${got}.`);
	if (!(recallTolerance >= 0 && recallTolerance <= 1)) throw wrong("recallTolerance", "in [0, 1]", recallTolerance);
	if (!(confidence > 0 && confidence < 1)) throw wrong("confidence", "in (0, 1)", confidence);
	if (!(beta > 0 && Number.isFinite(beta))) throw wrong("beta", "above 0", beta);
	if (!(risk > 0 && risk < 1)) throw wrong("risk", "in (0, 1)", risk);
	if (capacity !== undefined && !(Number.isInteger(capacity.perWeek) && capacity.perWeek >= 1))
		throw wrong("capacity", "a whole number from 1", capacity.perWeek);
}
