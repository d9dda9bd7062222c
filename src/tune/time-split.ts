import { configurationError } from "../base/error.ts";
import { asKnownAt } from "../dataset/as-known-at.ts";
import { DAY_MS } from "../dataset/calendar.ts";
import type { Dataset } from "../dataset/dataset.ts";
import type { ScoringModel } from "../model/schema.ts";
import { cohortLeads } from "../replay/cohort.ts";
import { type ReplayOptions, replay } from "../replay/replay.ts";
import type { Replay } from "../replay/replay-result.ts";
import { type CertifyingLeads, certifyingLeads } from "./certifying-leads.ts";

/** One history cut in two by the time at which leads were created. */
export interface TimeSplit {
	readonly cutAt: number;
	/** Leads created before the cut, with what was known at the cut. */
	readonly older: Replay;
	/** Leads created from the cut on, with all that is known. */
	readonly younger: Replay;
	/** Of the younger those that a certificate may count: one of each account, of accounts that the older leads are none of. */
	readonly certifying: CertifyingLeads & { readonly replay: Replay };
}

/** A history too short to be cut in two. */
export interface NoSplit {
	readonly state: "cannot tell yet";
	readonly reason: string;
}

/** How to cut; the rest as for a replay. */
export interface TimeSplitOptions extends ReplayOptions {
	/** Where to cut, instead of {@link cutInstant}. */
	readonly cutAt?: number | undefined;
}

/**
 * The start of the first day by which as many leads have had their horizon as leads created from it on will have: half of
 * what can be judged on either side, or `olderShare` of it on the older one. Outcomes and scores have no part in it.
 *
 * A lead can be judged on the older side when it was created a horizon before the cut, on the younger side when a horizon
 * before the extract: between the two lies the maturity gap. `undefined` when a side would be empty.
 */
export function cutInstant(
	dataset: Dataset,
	{
		horizonDays = 90,
		from,
		to,
		olderShare = 0.5,
	}: Pick<ReplayOptions, "horizonDays" | "from" | "to"> & { readonly olderShare?: number } = {},
): number | undefined {
	const horizon = horizonDays * DAY_MS;
	const created = Float64Array.from(cohortLeads(dataset, { from, to }), (lead) => dataset.createdAt[lead]!).sort();
	if (created.length === 0) return undefined;
	const { calendar, asOf } = dataset;
	const judged = (until: number) => countUpTo(created, until);
	const last = calendar.dayOf(created.at(-1)!);
	for (let day = calendar.dayOf(created[0]! + horizon); day <= last; day++) {
		const cut = calendar.startOf(day);
		const older = judged(cut - horizon);
		const younger = judged(asOf - horizon) - judged(cut - 1);
		if (younger <= 0) return undefined;
		if (older > 0 && older * (1 - olderShare) >= younger * olderShare) return cut;
	}
	return undefined;
}

/** How many of ascending instants are not after one. */
function countUpTo(instants: Float64Array, until: number): number {
	let low = 0;
	let high = instants.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (instants[middle]! <= until) low = middle + 1;
		else high = middle;
	}
	return low;
}

/**
 * Replays a model on the older leads, as known at the cut, and on the younger ones: what is chosen on the first can be
 * measured on the second, and nothing that happened after the cut has a part in the choice.
 *
 * ```
 * created:   first ──────────── cut ─────────────── extract
 * older:     [ judged ][  gap  ]|                               asOf = cut
 * younger:                      |[ judged   ][  gap  ]          asOf = extract
 * ```
 *
 * @throws LabError (configuration) when `cutAt` leaves a side without leads; and as `replay`
 */
export async function splitInTime(
	dataset: Dataset,
	model: ScoringModel,
	{ cutAt, ...options }: TimeSplitOptions = {},
): Promise<TimeSplit | NoSplit> {
	const { horizonDays = 90, from, to } = options;
	const cut = cutAt ?? cutInstant(dataset, options);
	if (cut === undefined) {
		const reason = `the history is too short to choose on one part and measure on another: each needs leads that have had their ${horizonDays} days`;
		return { state: "cannot tell yet", reason };
	}
	const olderEnd = to === undefined ? cut : Math.min(to, cut);
	const youngerStart = from === undefined ? cut : Math.max(from, cut);
	const sides = [cohortLeads(dataset, { from, to: olderEnd }), cohortLeads(dataset, { from: youngerStart, to })];
	if (cut > dataset.asOf || sides.some(({ length }) => length === 0)) {
		throw configurationError({
			code: "bad-cut",
			file: dataset.name,
			message: `the cut ${new Date(cut).toISOString()} must have leads created before it and leads created after it.`,
			cure: "Cut within the time in which leads were created, or leave the cut to leadlab.",
		});
	}
	const certifying = certifyingLeads(dataset, { older: sides[0]!, younger: sides[1]! });
	const older = await replay(asKnownAt(dataset, cut), model, { ...options, to: olderEnd });
	const younger = await replay(dataset, model, { ...options, from: youngerStart });
	const drawn =
		certifying.keep === undefined
			? younger
			: await replay(dataset, model, { ...options, from: youngerStart, keep: certifying.keep });
	return { cutAt: cut, older, younger, certifying: { ...certifying, replay: drawn } };
}
