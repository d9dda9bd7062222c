import { type Dataset, NEVER, UNKNOWN } from "../../dataset/dataset.ts";
import { stageReachedAt } from "../../dataset/stage-reached-at.ts";
import { type Estimate, estimateRate, seenOf } from "../../metrics/rates/estimate.ts";

/** A rung that most leads had reached by the time an attribute became known. */
export interface KnownLate {
	readonly stage: string;
	/** Leads that reached the stage and have the attribute: how many knew it only then or later. */
	readonly rate: Estimate;
}

/** Fewest leads that such a share is taken of. */
const LEAST = 20;

/**
 * For an attribute with an instant of its own (`known: { column }`): the rungs at which it came too late, in the order of
 * the ladder. At a rung it is too late when at least `share` (low end of the interval) of the leads that reached the rung
 * and have the attribute knew it only at that moment or after it.
 *
 * Nothing for other attributes, for one with a history of its own (which may say it was known earlier), and for rungs that
 * fewer than 20 leads with the attribute have reached after their creation. The first rung, where leads begin, is no outcome.
 *
 * @param options.share in (0, 1]
 * @example knownLate(bank, { attribute: duration, share: 0.9 })[0]?.stage // "customer"
 */
export function knownLate(
	dataset: Dataset,
	{ attribute: index, share }: { readonly attribute: number; readonly share: number },
): readonly KnownLate[] {
	const { attributes, history, ladder, leadCount, createdAt } = dataset;
	const { knownAt, knownFromStage, codes } = attributes[index]!;
	if (knownAt === undefined || knownFromStage !== undefined || history.attribute.includes(index)) return [];
	return ladder.slice(1).flatMap((stage) => {
		const reachedAt = stageReachedAt(dataset, stage);
		let all = 0;
		let late = 0;
		for (let lead = 0; lead < leadCount; lead++) {
			const known = knownAt[lead]!;
			const reached = reachedAt[lead]!;
			if (reached === NEVER || reached <= createdAt[lead]! || codes[lead] === UNKNOWN || known === NEVER) continue;
			all++;
			if (known >= reached) late++;
		}
		const rate = estimateRate(late, all);
		return all >= LEAST && seenOf(rate).interval![0] >= share ? [{ stage, rate }] : [];
	});
}
