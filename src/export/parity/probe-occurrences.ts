import type { Value } from "../../base/value.ts";
import type { Decay } from "../../model/decay.ts";
import { decayFactor } from "../../model/decay.ts";
import { compilePredicate } from "../../model/predicate.ts";
import type { ActivityRule } from "../../model/schema.ts";
import { clamp } from "../../model/score.ts";
import type { Probe, ProbeActivity } from "./probe.ts";
import { type ProbeValue, probeValues } from "./probe-values.ts";
import { tellApart } from "./tell-apart.ts";

/** More occurrences than this are not written into one vector. */
const MOST = 200;

/** What is probed: a rule on occurrences with its group's decay, or a gate. */
export type OccurrencePart = Omit<ActivityRule, "id"> & { readonly decay?: Decay | undefined };

/**
 * Probes of one rule (or gate) on occurrences: each property condition held and missed; ages at the edges of the window
 * and of the steps of decay; counts at the edges of tiers, of `at_most` and of the rule's cap and floor.
 *
 * @returns with them the occurrences that count, at each of those ages, and those that one property alone keeps from
 *   counting
 */
export function activityProbes(part: OccurrencePart): {
	readonly probes: readonly Probe[];
	readonly occurrences: readonly ProbeActivity[];
	readonly nearMisses: readonly ProbeActivity[];
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
	const least = firstVisible(part);
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
	const nearMisses = pools.flatMap(({ name, values, predicate }) => {
		const holds = compilePredicate(predicate);
		const bad = tellApart(
			[predicate],
			values.map(({ value }) => value),
		).filter((value) => !holds(value));
		const { [name]: _, ...others } = good;
		const unknown = holds(undefined) ? [] : [of(0, 1, others)];
		return [...bad.map((value) => of(0, 1, { ...good, [name]: value })), ...unknown];
	});
	return { probes, occurrences: counting.map((age) => of(age, 1)), nearMisses };
}

/** The smallest count that changes the rule's sum: a floor may swallow the first ones, and tiers begin later. */
function firstVisible(part: OccurrencePart): number {
	const { tiers, points = 0, decay = "none" } = part;
	const none = clamp(0, part);
	if (tiers !== undefined) {
		return (tiers.find((tier) => clamp(tier.points, part) !== none) ?? tiers[0])?.at_least ?? 1;
	}
	const each = points * decayFactor(decay, 0);
	for (let count = 1; count <= MOST; count++) if (clamp(count * each, part) !== none) return count;
	return 1;
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
	const most = limit.count;
	// Under a cap, fresh occurrences may all give the same; older ones give less, and then one more is seen.
	for (const young of youngAges(part, most + 1)) {
		const older = olderAge(part, young);
		const at = young === 0 ? "" : `, ${young} days ago`;
		if (limit.per === "lead") {
			found.push([`${most} and an older one${at}`, [of(young, most), of(older, 1)]]);
			found.push([`${most - 1} and an older one${at}`, [of(young, most - 1), of(older, 1)]]);
			found.push([`1 and ${most} older ones${at}`, [of(young, 1), of(older, most)]]);
			found.push([`${most + 1} on one day${at}`, [of(young, most + 1)]]);
		} else {
			found.push(
				[`${most} on one day${at}`, [of(young, most)]],
				[`${most + 1} on one day${at}`, [of(young, most + 1)]],
			);
			found.push([`${most + 1} on each of two days${at}`, [of(young, most + 1), of(older, most + 1)]]);
		}
	}
	if (limit.per === "day") for (const { at_least: count } of tiers ?? []) found.push(...perDay(part, most, count, of));
	return found;
}

/** Age 0, and the first age at which so many occurrences stay within the rule's cap and floor. */
function youngAges(part: OccurrencePart, count: number): number[] {
	const { points = 0, decay = "none", window_days: days = 3650 } = part;
	const sum = (age: number) => count * points * decayFactor(decay, age);
	if (part.tiers !== undefined || clamp(sum(0), part) === sum(0)) return [0];
	for (let age = 1; age < days; age++) if (sum(age) !== 0 && clamp(sum(age), part) === sum(age)) return [0, age];
	return [0];
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

/** A greater age that still counts, and gives less where there is such an age. */
function olderAge({ window_days: days = MOST, decay = "none" }: OccurrencePart, young: number): number {
	for (let age = young + 1; age < days; age++) {
		const left = decayFactor(decay, age);
		if (left < decayFactor(decay, young) && left > 0) return age;
	}
	return Math.min(young + 1, days - 1);
}
