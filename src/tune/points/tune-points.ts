import type { Dataset, HandoffSpec } from "../../dataset/dataset.ts";
import type { Estimate } from "../../metrics/rates/estimate.ts";
import type { ScoringModel } from "../../model/schema.ts";
import { type ReplayOptions, replay } from "../../replay/replay.ts";
import { replayAll } from "../../replay/replay-all.ts";
import type { Replay } from "../../replay/replay-result.ts";
import { findHandoff } from "../find-handoff.ts";
import { type Optimism, optimismOf } from "../optimism.ts";
import { type LandmarkPatterns, landmarkPatterns } from "../patterns/landmark-patterns.ts";
import { cardLoss } from "../search/card-loss.ts";
import { type FoundCard, MIN_OUTCOMES, type SearchOptions, searchPoints } from "../search/search-points.ts";
import { figuresAt, type ThresholdFigures } from "../threshold-figures.ts";
import type { NoSplit } from "../time-split.ts";
import { withPoints } from "./candidate-model.ts";
import { isSameVolume, thresholdForVolume, volumeAt, withThresholds } from "./equal-volume.ts";
import { type PartLimits, partLimits } from "./part-limits.ts";
import { type TuningPeriod, tuningPeriods } from "./tuning-periods.ts";
import { workedPrecision } from "./worked-precision.ts";

/** What to tune for, and within what. */
export interface TuneOptions extends Omit<ReplayOptions, "keep" | "segmentBy">, PartLimits {
	/** Hand-off that the points should tell; the first when left out. */
	readonly handoff?: HandoffSpec;
	/** At most so many rules; every number up to that of the model is tried when left out. */
	readonly maxRules?: number;
	readonly search?: Pick<SearchOptions, "seed" | "restarts" | "signal">;
}

/** Both models at the baseline's volume, on the leads of one period. */
export interface TunedPeriod {
	readonly baseline: ThresholdFigures;
	readonly candidate: ThresholdFigures;
	/** Precision among the leads that sales worked; `undefined` where the dataset does not say whom. */
	readonly worked: { readonly baseline: Estimate; readonly candidate: Estimate } | undefined;
}

/** A card that was tried in the period of the choice. */
export interface TriedCard {
	readonly maxRules: number;
	readonly rules: number;
	readonly points: Readonly<Record<string, number>>;
	/** Log loss in nats a lead, where the points were sought. */
	readonly loss: number;
	/** The same on the leads of the choice. */
	readonly laterLoss: number | undefined;
	readonly chosen: TunedPeriod;
}

/** A tuned model, and what to expect of it. */
export interface TunedPoints extends HandoffSpec {
	readonly state: "tuned";
	readonly baseline: ScoringModel;
	/** With the thresholds at which it flags as many of all leads as the baseline does. */
	readonly candidate: ScoringModel;
	readonly cuts: readonly [number, number];
	/** Leads that were judged at the landmark where points were sought, and how many of them had the outcome. */
	readonly leads: number;
	readonly positives: number;
	/** Fewest rules first. */
	readonly tried: readonly TriedCard[];
	readonly tune: TunedPeriod;
	readonly choose: TunedPeriod;
	readonly certify: TunedPeriod;
	/** Of the candidate: where points were sought against the certifying leads. */
	readonly optimism: Optimism;
	/** Both on the certifying leads, the candidate with its thresholds there. */
	readonly certified: { readonly dataset: Dataset; readonly baseline: Replay; readonly candidate: Replay };
	/** Rules that were not offered to the search, and why. */
	readonly notOffered: readonly { readonly rule: string; readonly reason: string }[];
}

/**
 * Better points for the rules of a model, with the price of finding them.
 *
 * ```
 * oldest leads ─► what each rule counts at the landmark ─► patterns ─► search, once for each number of rules
 *   ─► next leads: event replay of every card at the baseline's volume ─► the card
 *   ─► last leads: event replay of baseline and card at the same volume ─► what to expect, optimism
 * ```
 *
 * The card with the smallest log loss on the leads of the choice is taken: it hears every lead, where a precision hears the
 * flagged ones alone. Points are sought on leads whose
 * outcome was there to be seen, see `landmarkPatterns`; the counts of flags are as recorded.
 *
 * @returns "cannot tell yet" for a history too short to be cut in three, or with too few outcomes
 * @throws LabError (configuration) as `replay` and `searchPoints`
 */
export async function tunePoints(
	dataset: Dataset,
	baseline: ScoringModel,
	options: TuneOptions = {},
): Promise<TunedPoints | NoSplit> {
	const periods = tuningPeriods(dataset, options);
	if ("state" in periods) return periods;
	const base = await replayIn(periods.tune, baseline, options);
	const handoff = findHandoff(base, options.handoff && `${options.handoff.from}:${options.handoff.to}`).own;
	const patterns = landmarkPatterns(periods.tune.dataset, base, handoff.to);
	if (Math.min(patterns.positives, patterns.leads - patterns.positives) < MIN_OUTCOMES) {
		const reason = `too few leads to seek points on: ${patterns.leads} can be judged, ${patterns.positives} of them reached ${handoff.to}, and it takes ${MIN_OUTCOMES} that did and ${MIN_OUTCOMES} that did not`;
		return { state: "cannot tell yet", reason };
	}
	const offered = partLimits(baseline, patterns, options);
	const cards = searchSizes(patterns, offered, options);
	if (cards.length === 0) {
		const reason = "the leads that were worked stand for too few outcomes to seek points on";
		return { state: "cannot tell yet", reason };
	}
	const models = cards.map(({ card }) => withPoints(baseline, card.points));
	const chosen = await atEqualVolume(periods.choose, [baseline, ...models], handoff, options);
	const later = landmarkPatterns(periods.choose.dataset, chosen.baseline, handoff.to, patterns.grid);
	const tried = cards.map(
		({ card, maxRules }, i): TriedCard => ({
			maxRules,
			rules: models[i]!.groups.reduce((sum, { rules }) => sum + rules.length, 0),
			points: card.points,
			loss: cardLoss(patterns.table, card)!,
			laterLoss: cardLoss(later.table, card),
			chosen: chosen.periods[i]!,
		}),
	);
	const best = bestLater(tried);
	const model = { ...models[best]!, name: `${baseline.name}-tuned` };
	const tune = await atEqualVolume(periods.tune, [baseline, model], handoff, options);
	const certify = await atEqualVolume(periods.certify, [baseline, model], handoff, options);
	const everyone = await replayAll(dataset, [baseline, model], replayOptions(options));
	const [certified] = certify.periods;
	return {
		state: "tuned",
		from: handoff.from,
		to: handoff.to,
		baseline,
		candidate: withThresholds(model, thresholdsFor(everyone[1]!, everyone[0]!)),
		cuts: periods.cuts,
		leads: patterns.leads,
		positives: patterns.positives,
		tried,
		tune: tune.periods[0]!,
		choose: tried[best]!.chosen,
		certify: certified!,
		optimism: optimismOf(tune.periods[0]!.candidate, certified!.candidate),
		certified: { dataset, baseline: certify.baseline, candidate: certify.equal[0]! },
		notOffered: offered.notOffered,
	};
}

/** The best card of every number of rules. */
function searchSizes(
	{ table }: LandmarkPatterns,
	{ limits, mostRules }: ReturnType<typeof partLimits>,
	{ maxRules, search }: TuneOptions,
): { readonly card: FoundCard; readonly maxRules: number }[] {
	const sizes = maxRules === undefined ? Array.from({ length: mostRules.all }, (_, i) => i + 1) : [maxRules];
	const cards = new Map<string, { card: FoundCard; maxRules: number }>();
	for (const size of sizes.filter((one) => maxRules !== undefined || one >= Math.max(2, mostRules.fixed))) {
		const found = searchPoints(table, { ...limits, maxRules: size }, search);
		// Weights may leave fewer than there are leads.
		if (found === undefined) continue;
		const key = JSON.stringify(found.best.points);
		if (!cards.has(key)) cards.set(key, { card: found.best, maxRules: size });
		if (search?.signal?.aborted === true) break;
	}
	return [...cards.values()];
}

/**
 * Index of the card with the smallest loss on the later leads, of those that can flag about as many leads as the baseline
 * (of all, where none can); of equal ones that with the fewest rules.
 */
function bestLater(tried: readonly TriedCard[]): number {
	const fits = ({ chosen }: TriedCard) => isSameVolume(chosen.baseline.perWeek, chosen.candidate.perWeek);
	const some = tried.some(fits);
	const loss = (i: number) =>
		some && !fits(tried[i]!) ? Number.POSITIVE_INFINITY : (tried[i]!.laterLoss ?? Number.MAX_VALUE);
	return tried.reduce((best, _, i) => (loss(i) < loss(best) - 1e-9 ? i : best), 0);
}

/** Replays a baseline and others on a period, and reads the others where they flag as many leads as the baseline. */
async function atEqualVolume(
	period: TuningPeriod,
	models: readonly ScoringModel[],
	handoff: HandoffSpec,
	options: TuneOptions,
): Promise<{ readonly periods: readonly TunedPeriod[]; readonly baseline: Replay; readonly equal: readonly Replay[] }> {
	const { dataset, from, to } = period;
	const replays = await replayAll(dataset, models, { ...replayOptions(options), from, to });
	const [base, ...others] = replays;
	const threshold = base!.model.stages[handoff.from]!.score;
	const baseline = figuresAt(base!, handoff, { threshold });
	const worked = workedPrecision(dataset, base!, handoff);
	// Read again with these thresholds, so that every lead's own flag is there to be looked at.
	const equal = await replayAll(
		dataset,
		others.map((other) => withThresholds(other.model, thresholdsFor(other, base!))),
		{ ...replayOptions(options), from, to },
	);
	const periods = equal.map((other): TunedPeriod => {
		const own = workedPrecision(dataset, other, handoff);
		return {
			baseline,
			candidate: figuresAt(other, handoff, { threshold: other.model.stages[handoff.from]!.score }),
			worked: worked && own && { baseline: worked, candidate: own },
		};
	});
	return { periods, baseline: base!, equal };
}

/** For each stage the threshold at which a replay flags as many leads as another does at its own. */
function thresholdsFor(result: Replay, as: Replay): ReadonlyMap<string, number> {
	const thresholds = new Map<string, number>();
	for (const [stage, { score }] of Object.entries(as.model.stages)) {
		const volume = volumeAt(as, stage, score);
		const threshold = volume === undefined ? undefined : thresholdForVolume(result, stage, volume);
		if (threshold !== undefined) thresholds.set(stage, threshold);
	}
	return thresholds;
}

async function replayIn(
	{ dataset, from, to }: TuningPeriod,
	model: ScoringModel,
	options: TuneOptions,
): Promise<Replay> {
	return replay(dataset, model, { ...replayOptions(options), from, to });
}

function replayOptions({ horizonDays, landmarkDays, from, to, threads, handoffs }: TuneOptions): ReplayOptions {
	return {
		...(horizonDays === undefined ? {} : { horizonDays }),
		...(landmarkDays === undefined ? {} : { landmarkDays }),
		...(threads === undefined ? {} : { threads }),
		from,
		to,
		handoffs,
	};
}
