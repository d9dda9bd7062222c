import { createRandom } from "../../base/random.ts";
import type { Value } from "../../base/value.ts";
import type { Scorer } from "../../model/score.ts";
import { type GatePart, gateMisses, gatePasses } from "./gate-misses.ts";
import { type Probe, type ProbeActivity, probeView } from "./probe.ts";
import type { ProbeParts } from "./probe-rules.ts";
import { type SearchGoal, searchGoals } from "./search-goals.ts";

/** A lead under construction: values of attributes, and how often each known occurrence is in it. */
interface State {
	readonly attributes: Readonly<Record<string, Value>>;
	readonly counts: readonly number[];
}

const RESTARTS = 3;
const MOST_OCCURRENCES = 200;
const STEPS = { least: 60, most: 500, perGoalAndRule: 500_000 };

/**
 * Probes for the goals of `searchGoals`, found by a random walk over the parts of the rules' own probes, with a fixed
 * seed. A goal that the walk does not meet has no probe.
 */
export function searchProbes(scorer: Scorer, { values, occurrences }: Omit<ProbeParts, "probes">): Probe[] {
	const goals = searchGoals(scorer.model);
	const rules = scorer.model.groups.reduce((sum, group) => sum + group.rules.length, 0);
	const affordable = Math.floor(STEPS.perGoalAndRule / (rules * Math.max(1, goals.length)));
	const steps = Math.max(STEPS.least, Math.min(STEPS.most, affordable));
	const move = mover(values, occurrences.length);
	const empty: State = { attributes: {}, counts: occurrences.map(() => 0) };
	const activitiesOf = ({ counts }: State): ProbeActivity[] =>
		occurrences.flatMap((one, i) => ((counts[i] ?? 0) > 0 ? [{ ...one, count: counts[i] ?? 0 }] : []));
	const partsOf = (state: State): Parts => ({ attributes: state.attributes, activities: activitiesOf(state) });
	const measure = (goal: SearchGoal, parts: Parts) => {
		const view = probeView(parts);
		return goal.distance(scorer.explain(view), (stage) => scorer.gates(view, stage).map(({ holds }) => holds));
	};

	let start = empty;
	return goals.flatMap((goal): Probe[] => {
		let best = start;
		let least = measure(goal, partsOf(best));
		for (let restart = 0; restart < RESTARTS && least > goal.enough; restart++) {
			let state = restart === 0 ? best : empty;
			let distance = restart === 0 ? least : measure(goal, partsOf(state));
			for (let step = 0; step < steps && distance > 0; step++) {
				const next = move(state);
				if (next === state) continue;
				const there = measure(goal, partsOf(next));
				if (there > distance) continue;
				state = next;
				distance = there;
			}
			if (distance < least) {
				best = state;
				least = distance;
			}
		}
		if (least > goal.near) return [];
		// The goals of a stage lie near each other: the next search begins where this one ended.
		start = best;
		const parts = partsOf(best);
		const other = variants(goal, parts, (some) => measure(goal, some));
		return [{ name: goal.name, rank: goal.rank, ...parts }, ...other];
	});
}

type Parts = Pick<Probe, "attributes" | "activities">;

/** One or two random changes: two at once get over what no single one improves. */
function mover(values: ProbeParts["values"], kinds: number): (state: State) => State {
	const random = createRandom("parity vectors");
	const names = [...values.keys()];
	const once = (state: State): State => {
		if (kinds > 0 && (names.length === 0 || random.chance(0.5))) {
			const at = random.integer(kinds);
			const step = random.pick([1, 1, 1, -1, -1, 2, 5, -5, 20, Number.NEGATIVE_INFINITY]);
			const counts = state.counts.map((count, i) => (i === at ? Math.max(0, count + step) : count));
			return counts.reduce((sum, count) => sum + count, 0) > MOST_OCCURRENCES ? state : { ...state, counts };
		}
		const name = names[random.integer(names.length)];
		if (name === undefined) return state;
		const { [name]: _, ...others } = state.attributes;
		const options = values.get(name) ?? [];
		const value = options[random.integer(options.length + 1)];
		return { ...state, attributes: value === undefined ? others : { ...others, [name]: value } };
	};
	return (state) => (random.chance(0.3) ? once(once(state)) : once(state));
}

/** The same lead passing each gate in every other way, or missing the one in every narrow way, all else as it is. */
function variants(goal: SearchGoal, parts: Parts, measure: (parts: Parts) => number): Probe[] {
	const ways: readonly GatePart[] =
		goal.missed === undefined ? (goal.held ?? []).flatMap(gatePasses) : gateMisses(goal.missed);
	const found: Probe[] = [];
	for (const way of ways) {
		const others = { ...parts.attributes };
		if ("attribute" in way) delete others[way.attribute];
		const attributes =
			"attribute" in way && way.value !== undefined ? { ...others, [way.attribute]: way.value } : others;
		const activities = "activities" in way ? [...parts.activities, ...way.activities] : parts.activities;
		if (measure({ attributes, activities }) > goal.near) continue;
		const how =
			"attribute" in way
				? `${way.attribute} is ${JSON.stringify(way.value) ?? "unknown"}`
				: way.activities.map(({ type, properties }) => `${type} ${JSON.stringify(properties)}`).join(", ");
		found.push({ name: `${goal.name}: ${how}`, rank: 1, attributes, activities });
		// All activities at once tell as much as each of them.
		if ("activities" in way && way.activities.length > 1) break;
	}
	return found;
}
