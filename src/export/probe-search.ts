import { createRandom } from "../base/random.ts";
import type { Value } from "../base/value.ts";
import type { LeadView } from "../model/lead-view.ts";
import type { Explanation, Scorer } from "../model/score.ts";
import { type Probe, type ProbeActivity, probeView } from "./probe.ts";
import type { ProbeParts } from "./probe-rules.ts";

/** A lead that some sums depend on together: the search wants `distance` to be 0. */
interface Goal {
	readonly name: string;
	readonly rank: Probe["rank"];
	/** How far a lead is from the goal, at least 0. */
	distance(explanation: Explanation, gates: (stage: string) => readonly boolean[]): number;
	/** From this distance on the goal is met well enough to be worth a vector. */
	readonly near: number;
}

const FAR = 1e7;
const MISSED = 1e12;

/**
 * Leads for what only rules together can show: each threshold just reached and just missed with its gates held, each
 * gate missed alone, each band's edge, the caps and floors of groups and of the score. Found by a random walk over the
 * parts of the rules' own probes, with a fixed seed; a goal that the walk does not meet has no probe.
 */
export function searchProbes(scorer: Scorer, { values, occurrences }: ProbeParts): Probe[] {
	const rules = scorer.model.groups.reduce((sum, { rules: some }) => sum + some.length, 0);
	const goals = goalsOf(scorer.model);
	const steps = Math.max(60, Math.min(900, Math.floor(1_500_000 / (rules * Math.max(1, goals.length)))));
	const walk = walker(scorer, { values, occurrences, steps });
	return goals.flatMap((goal) => {
		const found = walk(goal);
		return found === undefined ? [] : [found];
	});
}

function goalsOf(model: Scorer["model"]): Goal[] {
	const goals: Goal[] = [];
	const edge = (name: string, rank: Probe["rank"], at: number, gates?: { stage: string; missed?: number }) => {
		const held = (all: readonly boolean[]) => all.filter((one, i) => one === (i === gates?.missed)).length * MISSED;
		const lacking = (of: (stage: string) => readonly boolean[]) => (gates === undefined ? 0 : held(of(gates.stage)));
		const above = ({ score }: Explanation) => (score >= at ? score - at : FAR + at - score);
		const below = ({ score }: Explanation) => (score < at ? at - score : FAR + score - at);
		if (gates?.missed !== undefined) {
			const reached = ({ score }: Explanation) => (score >= at ? 0 : at - score);
			goals.push({ name, rank, near: 0, distance: (found, of) => reached(found) + lacking(of) });
			return;
		}
		goals.push({ name: `${name} just reached`, rank, near: 1e6, distance: (found, of) => above(found) + lacking(of) });
		goals.push({ name: `${name} just missed`, rank, near: 1e6, distance: (found, of) => below(found) + lacking(of) });
	};
	for (const [stage, { score, require = [] }] of Object.entries(model.stages)) {
		edge(`threshold of ${stage}`, 0, score, { stage });
		require.forEach((_, i) => {
			edge(`gate ${i + 1} of ${stage} alone missed`, 0, score, { stage, missed: i });
		});
	}
	for (const { name, from, stage } of model.bands ?? []) {
		if (stage === undefined) edge(`band ${name}`, 1, from);
	}
	const limit = (
		name: string,
		{ cap, floor }: { cap?: number | undefined; floor?: number | undefined },
		of: Goal["distance"],
	) => {
		// One point beyond the limit tells it from one that is a point wider.
		const beyond = (at: number) => (found: Explanation) => Math.max(0, at - of(found, () => []));
		const under = (at: number) => (found: Explanation) => Math.max(0, of(found, () => []) - at);
		if (cap !== undefined) goals.push({ name: `cap of ${name}`, rank: 0, near: FAR, distance: beyond(cap + 1) });
		if (floor !== undefined) goals.push({ name: `floor of ${name}`, rank: 0, near: FAR, distance: under(floor - 1) });
	};
	model.groups.forEach((group, g) => {
		limit(group.id, group, ({ groups }) => groups[g]?.raw ?? 0);
	});
	limit("the score", model, ({ groups }) => groups.reduce((sum, { points }) => sum + points, 0));
	return goals;
}

interface State {
	readonly attributes: Readonly<Record<string, Value>>;
	readonly counts: readonly number[];
}

const RESTARTS = 3;
const MOST = 200;

function walker(
	scorer: Scorer,
	{ values, occurrences, steps }: Omit<ProbeParts, "probes"> & { readonly steps: number },
): (goal: Goal) => Probe | undefined {
	const random = createRandom("parity vectors");
	const names = [...values.keys()];
	const empty: State = { attributes: {}, counts: occurrences.map(() => 0) };
	const activitiesOf = ({ counts }: State): ProbeActivity[] =>
		occurrences.flatMap((one, i) => ((counts[i] ?? 0) > 0 ? [{ ...one, count: counts[i] ?? 0 }] : []));
	const distanceOf = (state: State, goal: Goal): number => {
		const view: LeadView = probeView({ attributes: state.attributes, activities: activitiesOf(state) });
		return goal.distance(scorer.explain(view), (stage) => scorer.gates(view, stage).map(({ holds }) => holds));
	};
	const moved = (state: State): State => {
		if (occurrences.length > 0 && (names.length === 0 || random.chance(0.5))) {
			const at = random.integer(occurrences.length);
			const step = random.pick([1, 1, 1, -1, -1, 2, 5, -5, 20, Number.NEGATIVE_INFINITY]);
			const counts = state.counts.map((count, i) => (i === at ? Math.max(0, count + step) : count));
			return counts.reduce((sum, count) => sum + count, 0) > MOST ? state : { ...state, counts };
		}
		const name = names[random.integer(names.length)];
		if (name === undefined) return state;
		const { [name]: _, ...others } = state.attributes;
		const options = values.get(name) ?? [];
		const value = options[random.integer(options.length + 1)];
		return { ...state, attributes: value === undefined ? others : { ...others, [name]: value } };
	};
	let start = empty;
	return (goal) => {
		let best = start;
		let least = distanceOf(best, goal);
		for (let restart = 0; restart < RESTARTS && least > 0; restart++) {
			let state = restart === 0 ? best : empty;
			let distance = restart === 0 ? least : distanceOf(state, goal);
			for (let step = 0; step < steps && distance > 0; step++) {
				// Two changes at once get over what no single one improves.
				const next = random.chance(0.3) ? moved(moved(state)) : moved(state);
				if (next === state) continue;
				const there = distanceOf(next, goal);
				if (there > distance) continue;
				state = next;
				distance = there;
			}
			if (distance < least) {
				best = state;
				least = distance;
			}
		}
		if (least > goal.near) return undefined;
		// The goals of a stage lie near each other: the next search begins where this one ended.
		start = best;
		return { name: goal.name, rank: goal.rank, attributes: best.attributes, activities: activitiesOf(best) };
	};
}
