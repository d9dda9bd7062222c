import { z } from "zod";
import { roundScore } from "../../base/round.ts";
import type { LeadView } from "../../model/lead-view.ts";
import type { Scorer } from "../../model/score.ts";
import { bandOf } from "./band-of.ts";

const value = z.union([z.string(), z.number()]);
const values = z.record(z.string(), value);
const day = z.number().int();

const expectationSchema = z.strictObject({
	score: z.number().describe("The rounded score: must be equal exactly."),
	raw: z.number().describe("Sum of the contributions, rounded to 4 decimals."),
	groups: z.record(z.string(), z.number()).describe("Points of each group, rounded to 4 decimals."),
	contributions: z
		.record(z.string(), z.number())
		.describe("Points of each rule that gives any, rounded to 4 decimals."),
	stages: z.record(z.string(), z.strictObject({ flagged: z.boolean(), gates: z.array(z.boolean()) })),
	band: z.string().optional().describe("Name of the band among those for no stage."),
});

/** A lead with what every scorer of the model must say about it. */
export const parityVectorSchema = z.strictObject({
	name: z.string().describe("What the vector is there to tell."),
	lead: z.strictObject({
		today: day.describe("Day number of the instant of scoring."),
		createdDay: day,
		attributes: values,
		activities: z.array(z.strictObject({ type: z.string(), day, properties: values })),
	}),
	expected: expectationSchema,
});

export type ParityVector = z.infer<typeof parityVectorSchema>;
/** What a scorer must say about a lead. Numbers other than the score are rounded like it, so that engines agree. */
export type Expectation = z.infer<typeof expectationSchema>;

/**
 * What the reference scorer says about a lead. Rules that give nothing are left out of the contributions.
 *
 * @example expectationOf(compileModel(model), view).score // 45
 */
export function expectationOf(scorer: Scorer, view: LeadView): Expectation {
	const { score, raw, groups, contributions } = scorer.explain(view);
	const given = contributions.map(({ rule, points }) => [rule, roundScore(points)] as const);
	const band = bandOf(scorer.model, score);
	return {
		score,
		raw: roundScore(raw),
		groups: Object.fromEntries(groups.map(({ group, points }) => [group, roundScore(points)])),
		contributions: Object.fromEntries(given.filter(([, points]) => points !== 0)),
		stages: stagesOf(scorer, view, score),
		...(band === undefined ? {} : { band: band.name }),
	};
}

function stagesOf({ model, gates }: Scorer, view: LeadView, score: number): Expectation["stages"] {
	return Object.fromEntries(
		Object.entries(model.stages).map(([stage, { score: threshold }]) => {
			const held = gates(view, stage).map(({ holds }) => holds);
			return [stage, { flagged: score >= threshold && held.every(Boolean), gates: held }];
		}),
	);
}

/**
 * A vector from a lead, e.g. one of the user's own. The lead is copied as plain data, unknown values left out.
 *
 * @example vectorFrom(compileModel(model), { name: "lead 17", lead: view })
 */
export function vectorFrom(
	scorer: Scorer,
	{ name, lead }: { readonly name: string; readonly lead: LeadView },
): ParityVector {
	const plain = (record: LeadView["attributes"]) =>
		Object.fromEntries(
			Object.entries(record).filter((entry): entry is [string, string | number] => entry[1] !== undefined),
		);
	const copy = {
		today: lead.today,
		createdDay: lead.createdDay,
		attributes: plain(lead.attributes),
		activities: lead.activities.map(({ type, day, properties }) => ({ type, day, properties: plain(properties) })),
	};
	return { name, lead: copy, expected: expectationOf(scorer, copy) };
}
