import { configurationError } from "../base/error.ts";
import { isBackwards } from "../dataset/backwards-handoff.ts";
import type { Dataset, HandoffSpec } from "../dataset/dataset.ts";
import type { ScoringModel } from "../model/schema.ts";

const USUAL: readonly HandoffSpec[] = [
	{ from: "mql", to: "sql" },
	{ from: "sql", to: "customer" },
	{ from: "mql", to: "customer" },
];

/**
 * The hand-offs to measure: those the caller names; else those of the contract whose flag the model makes; else
 * MQL -> SQL, SQL -> customer and MQL -> customer as far as the model makes the flag and the ladder has the outcome;
 * else every flag with the rungs after it (all rungs but the first when the flag is no rung).
 *
 * @throws LabError (configuration) when one names a flag the model does not make or an outcome the ladder does not have
 */
export function handoffsFor(
	model: ScoringModel,
	dataset: Pick<Dataset, "ladder" | "exits" | "handoffs">,
	asked: readonly HandoffSpec[] | undefined,
): readonly HandoffSpec[] {
	const flags = Object.keys(model.stages);
	const own = dataset.handoffs?.filter(({ from }) => flags.includes(from));
	const named = asked ?? (own?.length === 0 ? undefined : own);
	if (named !== undefined) {
		for (const { from, to } of named) {
			if (!flags.includes(from)) throw missing("flag", from, flags, `model "${model.name}" flags`);
			if (![...dataset.ladder, ...dataset.exits].includes(to)) {
				throw missing("outcome", to, dataset.ladder, "the ladder has");
			}
			if (isBackwards({ from, to }, dataset.ladder)) throw backwards(from, to, dataset.ladder);
		}
		return named;
	}
	const usual = USUAL.filter(({ from, to }) => flags.includes(from) && dataset.ladder.includes(to));
	if (usual.length > 0) return usual;
	const every = flags.flatMap((from) => {
		const rung = dataset.ladder.indexOf(from);
		return dataset.ladder.slice(Math.max(rung, 0) + 1).map((to) => ({ from, to }));
	});
	if (every.length > 0) return every;
	throw configurationError({
		code: "no-handoff",
		column: "stages",
		message: `model "${model.name}" flags ${flags.join(", ") || "nothing"}, and the ladder ${dataset.ladder.join(", ")} has no later rung to measure that by.`,
		cure: "Let the model flag a stage before the last rung.",
	});
}

function backwards(from: string, to: string, ladder: readonly string[]): Error {
	return configurationError({
		code: "handoff-order",
		column: "handoffs",
		message: `the hand-off "${from}" to "${to}" does not lead up the ladder (${ladder.join(", ")}).`,
		cure: "Name the earlier stage first, and a later one as what should follow.",
	});
}

function missing(what: string, name: string, there: readonly string[], have: string): Error {
	return configurationError({
		code: `unknown-${what}`,
		column: "handoffs",
		message: `a hand-off names the ${what} "${name}", but ${have} ${there.join(", ") || "none"}.`,
		cure: "Correct the hand-off.",
	});
}
