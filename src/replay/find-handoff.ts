import { configurationError } from "../base/error.ts";
import type { HandoffSpec } from "../dataset/dataset.ts";

/** Whether two hand-offs run between the same stages. */
export function isSameHandoff(one: HandoffSpec, other: HandoffSpec): boolean {
	return one.from === other.from && one.to === other.to;
}

/**
 * What was measured of a hand-off, out of a list that has one entry a hand-off.
 *
 * @param options.of whose hand-offs they are: the name of the model or the dataset
 * @throws LabError (configuration) when the hand-off was not measured; the message names those that were
 * @example findHandoff(replay.handoffs, { from: "mql", to: "sql" }, { of: replay.model.name }).threshold // 45
 */
export function findHandoff<T extends HandoffSpec>(
	measured: readonly T[],
	handoff: HandoffSpec,
	{ of }: { readonly of: string },
): T {
	const found = measured.find((one) => isSameHandoff(one, handoff));
	if (found !== undefined) return found;
	throw configurationError({
		code: "unknown-handoff",
		file: of,
		message: `the result did not measure the hand-off ${handoff.from} -> ${handoff.to}; it measured ${measured.map(({ from, to }) => `${from} -> ${to}`).join(", ") || "none"}.`,
		cure: "Name one of these, or replay with this hand-off.",
	});
}
