import { z } from "zod";
import type { Health } from "../health/health.ts";
import { type Estimate, seenOf } from "../metrics/rates/estimate.ts";
import type { Replay } from "../replay/replay-result.ts";

const count = z.number().int().min(0);
const rateSchema = z.strictObject({
	hits: count,
	total: count,
	value: z.number().nullable().describe("hits / total; null when total is 0."),
	interval: z.tuple([z.number(), z.number()]).nullable().describe("95 % interval."),
});

/** On what a model was measured before it was exported; every rate with its counts and its interval. */
export const provenanceSchema = z.strictObject({
	generatedAt: z.string().describe("When the configuration was written, ISO 8601 with offset."),
	toolVersion: z.string(),
	dataset: z.strictObject({ name: z.string(), fingerprint: z.string(), asOf: z.string() }),
	cohort: z.strictObject({
		from: z.string().nullable().describe("First day of creation; null: from the beginning."),
		to: z.string().nullable().describe("Day after the last; null: to the end."),
		leads: count,
	}),
	horizonDays: z.number(),
	landmarkDays: z.number(),
	handoffs: z.array(
		z.strictObject({
			from: z.string().describe("The stage flagged."),
			to: z.string().describe("The outcome."),
			threshold: z.number(),
			leads: count,
			flagged: count,
			late: count,
			immature: count,
			hits: count,
			misses: count,
			reached: count,
			caught: count,
			precision: rateSchema,
			recall: rateSchema,
		}),
	),
	health: z
		.array(
			z.strictObject({
				check: z.string(),
				state: z.enum(["passed", "warning", "failed", "cannot tell yet", "not tested"]),
				message: z.string(),
				takes: z.string().nullable().describe("What it takes to test what was not."),
				link: z.string().describe("Where it is explained."),
			}),
		)
		.optional()
		.describe("The checks that stood before the result on which it was exported."),
	accepted: z
		.array(z.string())
		.optional()
		.describe(
			"What somebody answered for: `leak:NAME`, an attribute or activity the model uses that knows the future.",
		),
});

export type Provenance = z.infer<typeof provenanceSchema>;

/**
 * The provenance of a model from its replay. Instants are written in UTC.
 *
 * @param options.generatedAt when it is written, ISO 8601: passed in, since this folder has no clock
 * @param options.accepted leaks that somebody answered for, each as `leak:NAME`
 * @example provenanceOf(replay, { generatedAt: "2024-09-30T12:00:00Z", toolVersion: "0.1.0" }).cohort.leads // 1000
 */
export function provenanceOf(
	replay: Replay,
	{
		generatedAt,
		toolVersion,
		health,
		accepted = [],
	}: {
		readonly generatedAt: string;
		readonly toolVersion: string;
		readonly health?: Health | undefined;
		readonly accepted?: readonly string[];
	},
): Provenance {
	const instant = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString());
	return {
		generatedAt,
		toolVersion,
		dataset: {
			name: replay.datasetName,
			fingerprint: replay.datasetFingerprint,
			asOf: new Date(replay.asOf).toISOString(),
		},
		cohort: { from: instant(replay.cohort.from), to: instant(replay.cohort.to), leads: replay.cohort.leads },
		horizonDays: replay.horizonDays,
		landmarkDays: replay.landmarkDays,
		handoffs: replay.handoffs.map((handoff) => ({
			from: handoff.from,
			to: handoff.to,
			threshold: handoff.threshold,
			leads: handoff.leads,
			flagged: handoff.flagged,
			late: handoff.late,
			immature: handoff.immature,
			hits: handoff.hits,
			misses: handoff.misses,
			reached: handoff.reached,
			caught: handoff.caught,
			precision: rateOf(handoff.precision),
			recall: rateOf(handoff.recall),
		})),
		...(health === undefined
			? {}
			: {
					health: health.map(({ check, state, message, takes = null, link }) => ({
						check,
						state,
						message,
						takes,
						link,
					})),
				}),
		...(accepted.length === 0 ? {} : { accepted: [...accepted] }),
	};
}

function rateOf(estimate: Estimate): Provenance["handoffs"][number]["precision"] {
	const { hits, total } = estimate;
	const { value, interval } = seenOf(estimate);
	return { hits, total, value: value ?? null, interval: interval === undefined ? null : [interval[0], interval[1]] };
}
