import { configurationError } from "../base/error.ts";
import type { Dataset, HandoffSpec } from "../dataset/dataset.ts";
import type { ScoringModel } from "../model/schema.ts";

const USUAL: readonly HandoffSpec[] = [
	{ call: "mql", outcome: "sql" },
	{ call: "sql", outcome: "customer" },
	{ call: "mql", outcome: "customer" },
];

/**
 * The hand-offs to measure: those the caller names; else those of the contract whose call the model makes; else
 * MQL -> SQL, SQL -> customer and MQL -> customer as far as the model makes the call and the ladder has the outcome;
 * else every call with the rungs after it (all rungs but the first when the call is no rung).
 *
 * @throws LabError (configuration) when one names a call the model does not make or an outcome the ladder does not have
 */
export function handoffsFor(
	model: ScoringModel,
	dataset: Pick<Dataset, "ladder" | "exits" | "handoffs">,
	asked: readonly HandoffSpec[] | undefined,
): readonly HandoffSpec[] {
	const calls = Object.keys(model.stages);
	const own = dataset.handoffs?.filter(({ call }) => calls.includes(call));
	const named = asked ?? (own?.length === 0 ? undefined : own);
	if (named !== undefined) {
		for (const { call, outcome } of named) {
			if (!calls.includes(call)) throw missing("call", call, calls, `model "${model.name}" calls`);
			if (![...dataset.ladder, ...dataset.exits].includes(outcome)) {
				throw missing("outcome", outcome, dataset.ladder, "the ladder has");
			}
		}
		return named;
	}
	const usual = USUAL.filter(({ call, outcome }) => calls.includes(call) && dataset.ladder.includes(outcome));
	if (usual.length > 0) return usual;
	const every = calls.flatMap((call) => {
		const rung = dataset.ladder.indexOf(call);
		return dataset.ladder.slice(Math.max(rung, 0) + 1).map((outcome) => ({ call, outcome }));
	});
	if (every.length > 0) return every;
	throw configurationError({
		code: "no-handoff",
		column: "stages",
		message: `model "${model.name}" calls ${calls.join(", ") || "nothing"}, and the ladder ${dataset.ladder.join(", ")} has no later rung to measure that by.`,
		cure: "Let the model call a stage before the last rung.",
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
