import type { Value } from "../../base/value.ts";
import type { Predicate } from "../../model/predicate.ts";
import { matchRule } from "../../model/rule-kind.ts";
import type { ActivityRule, Gate, InactivityRule, ScoringModel } from "../../model/schema.ts";
import type { Probe, ProbeActivity } from "./probe.ts";
import { activityProbes } from "./probe-occurrences.ts";
import { probeValues } from "./probe-values.ts";
import { tellApart } from "./tell-apart.ts";

/** What the probes of a model are made of, for whoever wants to combine them. */
export interface ProbeParts {
	readonly probes: readonly Probe[];
	/** Attribute to the values that some condition on it tells apart. */
	readonly values: ReadonlyMap<string, readonly Value[]>;
	/** Occurrences that satisfy rules and gates, with the ages at which their points change. */
	readonly occurrences: readonly ProbeActivity[];
}

/**
 * Probes of every rule and gate of a model on its own: values of each attribute, properties of each activity, counts,
 * windows, decay steps, quiet times. Rules whose sums only matter together are left to `searchProbes`.
 */
export function probesOf(model: ScoringModel): ProbeParts {
	const { attributes, activities, quiet } = partsOf(model);
	const types = new Set([...activities.map(({ activity }) => activity)]);
	const values = new Map<string, Value[]>();
	const probes: Probe[] = [{ name: "nothing known", rank: 0, attributes: {}, activities: [] }];
	for (const [attribute, predicates] of attributes) {
		const some = probeValues(predicates);
		values.set(
			attribute,
			tellApart(
				predicates,
				some.map(({ value }) => value),
			),
		);
		for (const { value, rank } of some) {
			const name = `${attribute} is ${JSON.stringify(value)}`;
			probes.push({ name, rank, attributes: { [attribute]: value }, activities: [] });
		}
	}
	const occurrences: ProbeActivity[] = [];
	for (const part of activities) {
		const found = activityProbes(part);
		probes.push(...found.probes);
		occurrences.push(...found.occurrences);
		const otherCase =
			part.activity === part.activity.toUpperCase() ? part.activity.toLowerCase() : part.activity.toUpperCase();
		const good = found.occurrences[0];
		if (good === undefined || types.has(otherCase)) continue;
		const activity = { ...good, type: otherCase };
		probes.push({ name: `type ${otherCase}, which is another`, rank: 2, attributes: {}, activities: [activity] });
	}
	const other = freeName("something_else", types);
	for (const { inactive_days: days } of quiet) probes.push(...quietProbes(days, other));
	return { probes: distinct(probes), values, occurrences: distinct(occurrences) };
}

/** Conditions on each attribute, in rules and gates; activity rules and gates; inactivity rules. */
function partsOf(model: ScoringModel) {
	const attributes = new Map<string, Predicate[]>();
	const activities: (Omit<ActivityRule, "id"> & { readonly decay?: ScoringModel["groups"][number]["decay"] })[] = [];
	const quiet: InactivityRule[] = [];
	const condition = (attribute: string, predicates: readonly Predicate[]) => {
		attributes.set(attribute, [...(attributes.get(attribute) ?? []), ...predicates]);
	};
	for (const group of model.groups) {
		for (const rule of group.rules) {
			matchRule<unknown>(rule, {
				attribute: ({ attribute, points }) => condition(attribute, typeof points === "number" ? [{}] : points),
				activity: (one) => activities.push({ ...one, decay: group.decay }),
				inactivity: (one) => quiet.push(one),
			});
		}
	}
	for (const gate of Object.values(model.stages).flatMap(({ require = [] }): readonly Gate[] => require)) {
		if ("attribute" in gate) condition(gate.attribute, [gate]);
		// A gate asks for one occurrence of any age.
		if ("activity" in gate) activities.push({ ...gate, tiers: [{ at_least: 1, points: 1 }] });
	}
	return { attributes, activities, quiet };
}

function quietProbes(days: number, type: string): Probe[] {
	const last = (...ages: readonly number[]): ProbeActivity[] =>
		ages.map((age) => ({ type, age, properties: {}, count: 1 }));
	const probe = (
		name: string,
		createdAge: number,
		activities: readonly ProbeActivity[],
		rank: Probe["rank"] = 0,
	): Probe => ({
		name,
		rank,
		attributes: {},
		activities,
		createdAge,
		quiet: true,
	});
	return [
		probe(`created ${days - 1} days ago and quiet since`, days - 1, []),
		probe(`created ${days} days ago and quiet since`, days, []),
		probe(`last activity ${days - 1} days ago`, days + 10, last(days - 1)),
		probe(`last activity ${days} days ago`, days + 10, last(days)),
		probe(`activities ${days + 5} and ${days - 1} days ago`, days + 10, last(days + 5, days - 1), 1),
		probe(`activity ${days} days ago, before creation`, 0, last(days), 1),
	];
}

function freeName(name: string, taken: ReadonlySet<string>): string {
	return taken.has(name) ? freeName(`${name}_`, taken) : name;
}

/** Of probes that are the same lead, the one of lowest rank. */
function distinct<T extends object>(all: readonly T[]): T[] {
	const found = new Map<string, T>();
	const rank = (one: T) => ("rank" in one ? Number(one.rank) : 0);
	for (const one of all) {
		const key = JSON.stringify({ ...one, name: undefined, rank: undefined });
		const known = found.get(key);
		if (known === undefined || rank(one) < rank(known)) found.set(key, one);
	}
	return [...found.values()];
}
