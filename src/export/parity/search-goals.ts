import type { Gate, ScoringModel } from "../../model/schema.ts";
import type { Explanation } from "../../model/score.ts";
import type { Probe } from "./probe.ts";
import { groupRange, type SumRange, scoreRange } from "./sum-range.ts";

/** A lead that some sums depend on together: the search wants `distance` to be 0. */
export interface SearchGoal {
	readonly name: string;
	readonly rank: Probe["rank"];
	/** How far a lead is from the goal, at least 0. `gates` is asked only where the goal needs it. */
	distance(explanation: Explanation, gates: (stage: string) => readonly boolean[]): number;
	/** Up to this distance the goal is met well enough to be worth a vector. */
	readonly near: number;
	/** Up to this distance another attempt is not worth its time. */
	readonly enough: number;
	/** The gate that is to be missed while all others hold. */
	readonly missed?: Gate;
	/** The gates that hold, where the stage is flagged. */
	readonly held?: readonly Gate[];
}

/** Distances of a lead on the wrong side of an edge, and of one with a wrong gate, lie above all others. */
const WRONG_SIDE = 1e7;
const WRONG_GATE = 1e12;

/**
 * What only rules together can show: each threshold just reached and just missed while its gates hold, each gate missed
 * alone, the edges of bands, the caps and floors of groups and of the score.
 */
export function searchGoals(model: ScoringModel): SearchGoal[] {
	const goals: SearchGoal[] = [];
	for (const [stage, { score, require = [] }] of Object.entries(model.stages)) {
		const wrong = (missed?: number) => (of: (stage: string) => readonly boolean[]) =>
			of(stage).filter((holds, i) => holds === (i === missed)).length * WRONG_GATE;
		goals.push(...edgeGoals(`threshold of ${stage}`, { rank: 0, at: score, wrong: wrong(), held: require }));
		require.forEach((gate, i) => {
			const lacking = wrong(i);
			goals.push({
				name: `gate ${i + 1} of ${stage} alone missed`,
				rank: 0,
				near: 0,
				enough: 0,
				distance: (found, gates) => Math.max(0, score - found.score) + lacking(gates),
				missed: gate,
			});
		});
	}
	for (const { name, from, stage } of model.bands ?? []) {
		if (stage === undefined) goals.push(...edgeGoals(`band ${name}`, { rank: 1, at: from, wrong: () => 0 }));
	}
	model.groups.forEach((group, g) => {
		goals.push(
			...limitGoals(group.id, { ...group, range: groupRange(group), sum: ({ groups }) => groups[g]?.raw ?? 0 }),
		);
	});
	const total = ({ groups }: Explanation) => groups.reduce((sum, { points }) => sum + points, 0);
	const { cap, floor } = model;
	return [...goals, ...limitGoals("the score", { cap, floor, range: scoreRange(model), sum: total })];
}

function edgeGoals(
	name: string,
	{
		rank,
		at,
		wrong,
		held = [],
	}: {
		readonly rank: Probe["rank"];
		readonly at: number;
		readonly wrong: (gates: (stage: string) => readonly boolean[]) => number;
		readonly held?: readonly Gate[];
	},
): SearchGoal[] {
	const above = ({ score }: Explanation) => (score >= at ? score - at : WRONG_SIDE + at - score);
	const below = ({ score }: Explanation) => (score < at ? at - score : WRONG_SIDE + score - at);
	const near = WRONG_SIDE - 1;
	return [
		{
			name: `${name} just reached`,
			rank,
			near,
			enough: 0,
			distance: (found, gates) => above(found) + wrong(gates),
			held,
		},
		{ name: `${name} just missed`, rank, near, enough: 1, distance: (found, gates) => below(found) + wrong(gates) },
	];
}

function limitGoals(
	name: string,
	{
		cap,
		floor,
		range: [least, most],
		sum,
	}: {
		readonly cap?: number | undefined;
		readonly floor?: number | undefined;
		readonly range: SumRange;
		readonly sum: (found: Explanation) => number;
	},
): SearchGoal[] {
	// One point beyond a limit tells it from one that is a point wider; exactly at it is still worth a vector.
	const goals: SearchGoal[] = [];
	if (cap !== undefined && most >= cap) {
		goals.push({
			name: `cap of ${name}`,
			rank: 0,
			near: 1,
			enough: 0,
			distance: (found) => Math.max(0, cap + 1 - sum(found)),
		});
	}
	if (floor !== undefined && least <= floor) {
		goals.push({
			name: `floor of ${name}`,
			rank: 0,
			near: 1,
			enough: 0,
			distance: (found) => Math.max(0, sum(found) - floor + 1),
		});
	}
	return goals;
}
