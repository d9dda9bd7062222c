import { createRandom } from "../base/random.ts";
import { DAY_MS } from "../dataset/calendar.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { usualRange } from "../dataset/usual-range.ts";
import { type Estimate, estimateRate } from "../metrics/rates/estimate.ts";
import type { ScoringModel } from "../model/schema.ts";
import { compileModel } from "../model/score.ts";
import { leadViewAt } from "../replay/lead-view-at.ts";
import { replay } from "../replay/replay.ts";
import { cutDataset, type DatedFact, factsAfter, factText } from "./leak-cut.ts";

/** Reads a score off a dataset: of these leads, each at this instant. What is on trial for knowing the future. */
export type ScoreReader = (
	dataset: Dataset,
	leads: readonly number[],
	instant: number,
) => ArrayLike<number> | Promise<ArrayLike<number>>;

/** A score that was another once the future was taken away, or made up. */
export interface MovedScore {
	readonly lead: string;
	/** Instant of the score, ms. */
	readonly at: number;
	readonly withFuture: number;
	readonly withoutFuture: number;
	/** Facts whose removal alone moves it, without their content; all later ones together when none does alone. */
	readonly facts: readonly string[];
}

/** What "truncate, perturb, compare" found. */
export interface LeakProbe {
	/** Scores compared, each with the future removed and with the future scrambled. */
	readonly scores: number;
	readonly leads: number;
	readonly cutoffs: number;
	/** Scores that moved, of those compared. */
	readonly movedWhenRemoved: Estimate;
	readonly movedWhenScrambled: Estimate;
	/** Scores of the fast replay of the truncated history that differ from those read off the whole history. */
	readonly replayDiffers: Estimate;
	/** Facts that were taken away or scrambled in all. */
	readonly laterFacts: number;
	/** A few of the moved, with the facts that moved them. */
	readonly examples: readonly MovedScore[];
}

/** How to probe. */
export interface ProbeOptions {
	/** Instants at which the history is cut; 8 by default. */
	readonly cutoffs?: number;
	/** Leads at each; 40 by default. */
	readonly leads?: number;
	/** Seed of the choice of leads and of the scrambling. */
	readonly seed?: number | string;
	/** Reads the scores; by default the model as it is defined, on the view of what was known. */
	readonly reader?: ScoreReader;
}

const EXAMPLES = 5;

/** The model as it is defined: the view of what was known at the instant, and nothing else. */
export function definedReader(model: ScoringModel): ScoreReader {
	const scorer = compileModel(model);
	return (dataset, leads, instant) => leads.map((lead) => scorer.explain(leadViewAt(dataset, lead, instant)).score);
}

/**
 * Truncate, perturb, compare: the score of a lead at t must be the same whether the history goes on after t, ends at t, or
 * goes on in another way. A score that moves has used what nobody knew at t. The fast replay is held to the same: of the
 * history that ends at t it must give the score that the definition gives of the whole.
 *
 * ```
 * whole history --reader--> score at t   =?   history that ends at t --reader--> score at t
 *                                        =?   history scrambled after t --reader--> score at t
 *                                        =?   history that ends at t --fast replay--> last score
 * ```
 *
 * Values without a date (wide columns taken as known at creation) cannot be cut: other checks look at them.
 *
 * @example (await probeScores(dataset, model)).movedWhenRemoved.hits // 0
 */
export async function probeScores(
	dataset: Dataset,
	model: ScoringModel,
	options: ProbeOptions = {},
): Promise<LeakProbe> {
	const { cutoffs = 8, leads: aCutoff = 40, seed = "probe", reader = definedReader(model) } = options;
	const random = createRandom(seed);
	const span = spanOf(dataset);
	const count = { scores: 0, removed: 0, scrambled: 0, replay: 0, replayed: 0, facts: 0 };
	const examples: MovedScore[] = [];
	const seen = new Set<number>();
	let cuts = 0;
	for (let i = 0; i < cutoffs && span !== undefined; i++) {
		const [first, last] = span;
		const at = Math.floor(first + ((last - first) * (i + 1)) / (cutoffs + 1));
		const leads = sampleAlive(dataset, at, aCutoff, random.fork(`leads ${i}`));
		if (leads.length === 0) continue;
		cuts++;
		const places = leads.map((_, place) => place);
		const keepPast = (fact: DatedFact) => (fact.knownAt <= at ? "keep" : "remove");
		const draw = random.fork(`scramble ${i}`);
		const ended = cutDataset(dataset, leads, { asOf: at, random: draw, fate: keepPast });
		const scrambled = cutDataset(dataset, leads, {
			asOf: dataset.asOf,
			random: draw,
			fate: (fact) =>
				fact.knownAt <= at
					? "keep"
					: { scrambledAt: at + 1 + Math.floor(draw.next() * Math.max(1, dataset.asOf - at - 1)) },
		});
		const whole = await reader(dataset, leads, at);
		const short = await reader(ended, places, at);
		const other = await reader(scrambled, places, at);
		const fast =
			options.reader === undefined ? (await replay(ended, model, { threads: 1 })).columns.finalScore : undefined;
		for (const [place, lead] of leads.entries()) {
			seen.add(lead);
			count.scores++;
			count.facts += factsAfter(dataset, lead, at).length;
			if (fast !== undefined) {
				count.replayed++;
				if (!Object.is(fast[place]! + 0, whole[place]! + 0)) count.replay++;
			}
			const moved = !Object.is(whole[place], short[place]);
			if (moved) count.removed++;
			if (!Object.is(whole[place], other[place])) count.scrambled++;
			if (moved && examples.length < EXAMPLES) {
				examples.push({
					lead: dataset.idOf(lead),
					at,
					withFuture: whole[place]!,
					withoutFuture: short[place]!,
					facts: await movers(dataset, { lead, at, reader, score: whole[place]! }),
				});
			}
		}
	}
	const none = { reason: "no lead was alive at any cutoff" };
	return {
		scores: count.scores,
		leads: seen.size,
		cutoffs: cuts,
		movedWhenRemoved: estimateRate(count.removed, count.scores, none),
		movedWhenScrambled: estimateRate(count.scrambled, count.scores, none),
		replayDiffers: estimateRate(count.replay, count.replayed, none),
		laterFacts: count.facts,
		examples,
	};
}

/** First creation that is not far from all others, and end of the extract. */
function spanOf({ createdAt, asOf, leadCount }: Dataset): readonly [number, number] | undefined {
	const first = usualRange(leadCount, (lead) => createdAt[lead]!)?.from ?? asOf;
	return leadCount === 0 || asOf - first < DAY_MS ? undefined : [first, asOf];
}

/** Some of the leads that were there at an instant; those with later facts first, since only they can tell. */
function sampleAlive(dataset: Dataset, at: number, most: number, random: ReturnType<typeof createRandom>): number[] {
	const alive: number[] = [];
	for (let lead = 0; lead < dataset.leadCount; lead++) if (dataset.createdAt[lead]! <= at) alive.push(lead);
	const chosen: number[] = [];
	for (let tries = 0; tries < 20 * most && chosen.length < most && alive.length > 0; tries++) {
		const place = random.integer(alive.length);
		const lead = alive[place]!;
		// The last fifth of the tries takes anybody: a score that moves without a later fact is a fault too.
		if (tries < 16 * most && factsAfter(dataset, lead, at).length === 0) continue;
		chosen.push(lead);
		alive[place] = alive.at(-1)!;
		alive.pop();
	}
	return chosen.sort((a, b) => a - b);
}

/** The later facts whose removal alone moves the score; all of them when none does alone. */
async function movers(
	dataset: Dataset,
	{
		lead,
		at,
		reader,
		score,
	}: { readonly lead: number; readonly at: number; readonly reader: ScoreReader; readonly score: number },
): Promise<readonly string[]> {
	const later = factsAfter(dataset, lead, at);
	const moving: string[] = [];
	for (const fact of later) {
		const without = cutDataset(dataset, [lead], {
			asOf: dataset.asOf,
			random: createRandom(0),
			fate: ({ kind, row }) => (kind === fact.kind && row === fact.row ? "remove" : "keep"),
		});
		const [now] = Array.from(await reader(without, [0], at));
		if (!Object.is(now, score)) moving.push(factText(dataset, fact));
		if (moving.length >= EXAMPLES) break;
	}
	return moving.length > 0 ? moving : [`all ${later.length} later facts together`];
}
