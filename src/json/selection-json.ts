import type { SelectionBias, SelectionComparison, SelectionFindings, SelectionReview } from "../selection/selection.ts";
import { estimateJson } from "./estimate-json.ts";

type Interval = readonly [number, number] | null;

/** A rate with its interval; both null where it cannot be told, with the reason and about how many leads it takes. */
export interface SelectionRateJson {
	readonly value: number | null;
	readonly interval: Interval;
	readonly reason?: string;
	readonly moreNeeded?: number | null;
}

/**
 * A selection review as commands print it: null where undefined, `reason` says why; intervals are 95 %, `[low, high]`.
 *
 * @example selectionJson(selectionReview(dataset, candidate)).candidate[0].recorded.value // 0.6059544658493871
 */
export function selectionJson({ candidate, baseline, comparison }: SelectionReview) {
	return {
		candidate: candidate.map(biasJson),
		baseline: baseline.map(biasJson),
		comparison: comparison.map(comparedJson),
	};
}

function biasJson(bias: SelectionBias) {
	if (bias.state === "not said") return bias;
	const { overlap, bounds, lookedAt, blind, exploration } = bias;
	return {
		state: bias.state,
		flag: bias.from,
		outcome: bias.to,
		threshold: bias.threshold,
		flags: bias.flags,
		worked: bias.worked,
		touchedBefore: bias.touchedBefore,
		workedLate: bias.workedLate,
		unworkedHits: bias.unworkedHits,
		estimatedOn: bias.estimatedOn,
		recorded: estimateJson(bias.recorded),
		workedOnly: estimateJson(bias.workedOnly),
		weighted: estimateJson(bias.population.weighted),
		doublyRobust: estimateJson(bias.population.doublyRobust),
		bounds:
			bounds.state === "measured"
				? { lower: bounds.lower, upper: bounds.upper, interval: bounds.interval, unseen: bounds.unseen }
				: null,
		blind,
		lookedAt:
			lookedAt === undefined
				? null
				: { ...lookedAt, weighted: estimateJson(lookedAt.weighted), doublyRobust: estimateJson(lookedAt.doublyRobust) },
		withBlind: bias.withBlind ?? null,
		overlap: { ...overlap, topShare: overlap.topShare ?? null },
		regions: regionsJson(bias),
		covariates: bias.covariates,
		exploration: exploration === undefined ? null : { ...exploration, weeks: exploration.weeks ?? null },
	};
}

function regionsJson({ regions }: SelectionFindings) {
	return regions.map(({ scores, ...region }) => ({ ...region, fromScore: scores[0], toScore: scores[1] }));
}

function comparedJson({ recorded, doublyRobust, bounds, ...rest }: SelectionComparison) {
	return {
		...rest,
		recorded: recorded ?? null,
		doublyRobust: estimateJson(doublyRobust),
		bounds: bounds ?? null,
	};
}
