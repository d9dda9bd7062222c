import type { LeadView } from "../../model/lead-view.ts";
import type { ScoringModel } from "../../model/schema.ts";
import { compileModel } from "../../model/score.ts";
import { packProbes } from "./pack-probes.ts";
import { type ParityVector, vectorFrom } from "./parity-vector.ts";
import { probeView } from "./probe.ts";
import { probesOf } from "./probe-rules.ts";
import { searchProbes } from "./probe-search.ts";

export interface ParityOptions {
	/** Largest number of vectors, those of `leads` among them. */
	readonly limit?: number;
	/** Real leads at an instant, whose vectors come first; they carry the data they hold. */
	readonly leads?: readonly { readonly name: string; readonly lead: LeadView }[];
}

/**
 * Leads with the score that every implementation of a model must give, made to tell implementations apart: every
 * case, tier, gate and property condition held and missed; values at, below and above every edge; counts around
 * `at_most`, tiers and caps; ages around windows and steps of decay; other spellings of text and numbers; thresholds
 * just reached and just missed. Equal models give equal vectors.
 *
 * The expected values come from the reference scorer. What a vector cannot tell is told by `parityCoverage`.
 *
 * @throws RangeError when `limit` is not a whole number of at least 1
 * @example parityVectors(model).length // 87
 */
export function parityVectors(model: ScoringModel, { limit = 400, leads = [] }: ParityOptions = {}): ParityVector[] {
	if (!Number.isInteger(limit) || limit < 1) {
		throw new RangeError(`parityVectors: limit must be a whole number of at least 1, got ${limit}.`);
	}
	const scorer = compileModel(model);
	const parts = probesOf(model);
	const given = leads.slice(0, limit).map((one) => vectorFrom(scorer, one));
	const rest = limit - given.length;
	// What the search finds is whole leads, which share with nothing; at least half of the room is for single rules.
	const joint = searchProbes(scorer, parts)
		.sort((a, b) => a.rank - b.rank)
		.slice(0, Math.floor(rest / 2));
	const single = packProbes(parts.probes, { limit: rest - joint.length });
	const made = [...single, ...joint].map((probe) => vectorFrom(scorer, { name: probe.name, lead: probeView(probe) }));
	return [...given, ...made];
}
