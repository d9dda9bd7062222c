import type { SelectionBias, SelectionFindings, SelectionReview } from "../selection/selection.ts";
import { resultJson } from "./result-json.ts";

/** A selection review as JSON. */
export type SelectionJson = ReturnType<typeof selectionJson>;

/**
 * A selection review as plain JSON; intervals are 95 %.
 *
 * @example selectionJson(selectionReview(dataset, candidate)).candidate[0].recorded.value // 0.6059544658493871
 */
export function selectionJson(review: SelectionReview) {
	return resultJson(selectionPart(review));
}

/** What is published of a selection review. */
export function selectionPart({ candidate, baseline, comparison }: SelectionReview) {
	return { candidate: candidate.map(biasPart), baseline: baseline.map(biasPart), comparison };
}

function biasPart(bias: SelectionBias) {
	if (bias.state === "not said") return bias;
	const { state, from, to, threshold, flags, worked, touchedBefore, workedLate, unworkedHits, estimatedOn } = bias;
	const { recorded, workedOnly, population, bounds, blind, lookedAt, withBlind, overlap, covariates, exploration } =
		bias;
	return {
		...{ state, from, to, threshold, flags, worked, touchedBefore, workedLate, unworkedHits, estimatedOn },
		...{ recorded, workedOnly, weighted: population.weighted, doublyRobust: population.doublyRobust },
		bounds: boundsPart(bounds),
		...{ blind, lookedAt, withBlind, overlap },
		regions: bias.regions.map(({ scores, ...region }) => ({ ...region, fromScore: scores[0], toScore: scores[1] })),
		...{ covariates, exploration },
	};
}

/** Worst-case bounds of the rate; `undefined` where there are none. */
function boundsPart(bounds: SelectionFindings["bounds"]) {
	if (bounds.state !== "measured") return undefined;
	const { lower, upper, interval, unseen } = bounds;
	return { lower, upper, interval, unseen };
}
