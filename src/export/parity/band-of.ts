import type { Band, ScoringModel } from "../../model/schema.ts";

/**
 * The band of a rounded score: of the bands listed for `stage` (those of no stage when it is left out), the first from
 * the top whose `from` the score reaches; `undefined` when it reaches none.
 *
 * @example bandOf(model, 45)?.name // "warm"
 */
export function bandOf(
	model: ScoringModel,
	score: number,
	{ stage }: { readonly stage?: string } = {},
): Band | undefined {
	return model.bands?.find((band) => band.stage === stage && score >= band.from);
}
