import type { Value } from "../base/value.ts";
import type { Decay } from "../model/decay.ts";
import { decayFactor } from "../model/decay.ts";
import { compilePredicate } from "../model/predicate.ts";
import type { ActivityRule } from "../model/schema.ts";
import type { Probe, ProbeActivity } from "./probe.ts";
import { type ProbeValue, probeValues } from "./probe-values.ts";

/** More occurrences than this are not written into one vector. */
const MOST = 200;

/** What is probed: a rule on occurrences with its group's decay, or a gate. */
export type OccurrencePart = Omit<ActivityRule, "id"> & { readonly decay?: Decay | undefined };

/**
 * Probes of one rule (or gate) on occurrences: each property condition held and missed; ages at the edges of the window
 * and of the steps of decay; counts at the edges of tiers, of `at_most` and of the rule's cap and floor.
 *
 * @returns with them the occurrences that count, at each of those ages
 */
export function activityProbes(part: OccurrencePart): {
	readonly probes: readonly Probe[];
	readonly occurrences: readonly ProbeActivity[];
} {
	const { activity: type, where = {} } = part;
	const pools = Object.entries(where).map(([name, predicate]) => ({
		name,
		values: probeValues([predicate]),
		predicate,
	}));
	const good: Record<string, Value> = {};
	for (const { name, values, predicate } of pools) {
		const holds = compilePredicate(predicate);
		const value = values.find((one) => holds(one.value))?.value;
		if (value !== undefined) good[name] = value;
	}
	const least = part.tiers?.[0]?.at_least ?? 1;
	const probes: Probe[] = [];
	const add = (name: string, rank: Probe["rank"], activities: readonly ProbeActivity[]) => {
		const total = activities.reduce((sum, { count }) => sum + count, 0);
		if (total > MOST) return;
		const some = activities.filter(({ count }) => count > 0);
		probes.push({ name: `${type}: ${name}`, rank, attributes: {}, activities: some });
	};
	const of = (age: number, count: number, properties: Readonly<Record<string, Value>> = good): ProbeActivity => ({
		type,
		age,
		properties,
		count,
	});

	add(`${least} of them`, 0, spread(part, least, of));
	for (const { name, values } of pools) {
		const { [name]: _, ...others } = good;
		const withValue = ({ value, rank }: ProbeValue) => {
			const properties = { ...good, [name]: value };
			const many = spread(part, least, (age, count) => of(age, count, properties));
			add(`${name} is ${JSON.stringify(value)}`, rank, many);
		};
		values.forEach(withValue);
		const many = spread(part, least, (age, count) => of(age, count, others));
		add(`${name} is unknown`, 0, many);
	}

	const edges = edgeAges(part);
	for (const age of edges) add(`${least} of age ${age}`, 0, [of(age, least)]);
	if (edges.length > 2)
		add(
			"one of each age",
			1,
			edges.map((age) => of(age, 1)),
		);
	for (const [name, activities] of counts(part, of)) add(name, 1, activities);
	const counting = edges.filter((age) => part.window_days === undefined || age < part.window_days);
	return { probes, occurrences: counting.map((age) => of(age, 1)) };
}

type Of = (age: number, count: number) => ProbeActivity;

/** So many occurrences that count: as young as possible, on as many days as `at_most` per day asks for. */
function spread({ at_most: limit, window_days: days }: OccurrencePart, count: number, of: Of): ProbeActivity[] {
	if (limit?.per !== "day") return [of(0, count)];
	const found: ProbeActivity[] = [];
	for (let age = 0, left = count; left > 0 && age < Math.min(days ?? MOST, MOST); age++) {
		found.push(of(age, Math.min(left, limit.count)));
		left -= limit.count;
	}
	return found;
}

/** Ages just before, at and after each change of what an occurrence gives; 0 and 1 are among them. */
function edgeAges({ window_days: days, decay = "none", tiers }: OccurrencePart): number[] {
	const ages = [0, 1];
	if (days !== undefined) ages.push(days - 2, days - 1, days, days + 1);
	if (tiers === undefined && decay !== "none") {
		if ("half_life_days" in decay) {
			const half = Math.max(1, Math.round(decay.half_life_days));
			ages.push(half - 1, half, half + 1, 2 * half, 4 * half);
		} else {
			const { every_days: every, after_days: first = every, percent } = decay;
			const last = first + (Math.ceil(100 / percent) - 1) * every;
			for (const edge of [first, first + every, first + 2 * every, last]) ages.push(edge - 1, edge, edge + 1);
		}
	}
	const inside = days === undefined ? Number.POSITIVE_INFINITY : days + 1;
	return [...new Set(ages)].filter((age) => age >= 0 && age <= inside).sort((a, b) => a - b);
}

/** Counts at the edges, each with what it tells. */
function counts(part: OccurrencePart, of: Of): [string, ProbeActivity[]][] {
	const { at_most: limit, tiers, points = 0, cap, floor } = part;
	const found: [string, ProbeActivity[]][] = [["2 of them", spread(part, 2, of)]];
	for (const { at_least: count } of tiers ?? []) {
		found.push([`${count - 1} of them`, spread(part, count - 1, of)], [`${count} of them`, spread(part, count, of)]);
		found.push([`${count} on one day`, [of(0, count)]]);
		found.push([`${count + 1} of them`, spread(part, count + 1, of)]);
	}
	for (const edge of [cap, floor]) {
		if (edge === undefined || points === 0 || edge / points <= 0) continue;
		const count = Math.floor(edge / points);
		found.push([`${count}, up to the limit`, spread(part, count, of)]);
		found.push([`${count + 1}, up to the limit`, spread(part, count + 1, of)]);
		const beyond = Math.ceil((Math.abs(edge) + 1) / Math.abs(points));
		found.push([`${beyond}, beyond the limit`, spread(part, beyond, of)]);
	}
	if (limit === undefined) return found;
	const older = olderAge(part);
	const most = limit.count;
	if (limit.per === "lead") {
		found.push([`${most} and an older one`, [of(0, most), of(older, 1)]]);
		found.push([`${most - 1} and an older one`, [of(0, most - 1), of(older, 1)]]);
		found.push([`1 and ${most} older ones`, [of(0, 1), of(older, most)]]);
		found.push([`${most + 1} on one day`, [of(0, most + 1)]]);
	} else {
		found.push([`${most} on one day`, [of(0, most)]], [`${most + 1} on one day`, [of(0, most + 1)]]);
		found.push([`${most + 1} on each of two days`, [of(0, most + 1), of(older, most + 1)]]);
		for (const { at_least: count } of tiers ?? []) found.push(...perDay(part, most, count, of));
	}
	return found;
}

/** Counts that reach a tier only when exactly `most` of a day count. */
function perDay(part: OccurrencePart, most: number, count: number, of: Of): [string, ProbeActivity[]][] {
	const days = part.window_days ?? MOST;
	const singles = (number: number) => Array.from({ length: number }, (_, i) => of(i + 1, 1));
	return [most, most + 1].flatMap((kept): [string, ProbeActivity[]][] =>
		count >= kept && count - kept < days
			? [[`${kept} on one day and ${count - kept} on others`, [of(0, kept), ...singles(count - kept)]]]
			: [],
	);
}

/** An age that still counts, and gives less than age 0 where there is one. */
function olderAge({ window_days: days = MOST, decay = "none" }: OccurrencePart): number {
	for (let age = 1; age < days; age++) {
		const left = decayFactor(decay, age);
		if (left < decayFactor(decay, 0) && left > 0) return age;
	}
	return Math.min(1, days - 1);
}
