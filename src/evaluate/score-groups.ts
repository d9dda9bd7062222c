import type { ScoringModel } from "../model/schema.ts";

/** Groups of scores, from the highest down. */
export interface ScoreGroups {
	/** Whether they are the model's bands, or quarters of the leads because it has none. */
	readonly by: "band" | "quarter";
	readonly groups: readonly ScoreGroup[];
}

/** Scores from `from` up to the next higher group. */
export interface ScoreGroup {
	readonly name: string;
	/** Lowest score; minus infinity for the last group. */
	readonly from: number;
}

/**
 * The groups of scores that curves are drawn for: the model's bands (those for no particular stage), else quarters of the
 * leads, cut where scores change, so that equal scores stay together and there may be fewer than four. The last group holds
 * everything below: a model whose lowest band has a lower end gets a group "below" it when leads are there.
 *
 * @param scores of the leads that are grouped
 * @example scoreGroups(model, scores).groups.map(({ name }) => name) // ["hot", "warm", "cold"]
 */
export function scoreGroups(model: Pick<ScoringModel, "bands">, scores: Float64Array): ScoreGroups {
	const sorted = scores.toSorted();
	const lowest = sorted[0] ?? 0;
	const bands = (model.bands ?? []).filter(({ stage }) => stage === undefined).toSorted((a, b) => b.from - a.from);
	if (bands.length > 1) {
		const groups = bands.map(({ name, from }) => ({ name, from }));
		const end = groups.at(-1)!;
		if (lowest >= end.from) groups[groups.length - 1] = { name: end.name, from: Number.NEGATIVE_INFINITY };
		else groups.push({ name: `below ${end.name}`, from: Number.NEGATIVE_INFINITY });
		return { by: "band", groups };
	}
	const cuts = [0.75, 0.5, 0.25]
		.map((share) => sorted[Math.floor(share * sorted.length)] ?? lowest)
		.filter((cut, i, list) => cut > lowest && list.indexOf(cut) === i);
	const groups = [...cuts, Number.NEGATIVE_INFINITY].map((from, i) => {
		const above = cuts[i - 1];
		if (above === undefined)
			return { name: from === Number.NEGATIVE_INFINITY ? "all scores" : `${from} or more`, from };
		return { name: from === Number.NEGATIVE_INFINITY ? `below ${above}` : `${from} to below ${above}`, from };
	});
	return { by: "quarter", groups };
}

/**
 * Number of the group of a score.
 *
 * @example groupOf([{ name: "hot", from: 70 }, { name: "rest", from: -Infinity }], 12) // 1
 */
export function groupOf(groups: readonly ScoreGroup[], score: number): number {
	return groups.findIndex(({ from }) => score >= from);
}
