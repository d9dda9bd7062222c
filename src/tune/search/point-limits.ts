import { configurationError } from "../../base/error.ts";
import type { PatternTable } from "../patterns/pattern-table.ts";
import { featureSums, keepsOrders, type SearchSpace, sumOf } from "./search-space.ts";

/** What the points of one feature may be; what is left out is that of all features. */
export interface FeatureLimits {
	readonly least?: number;
	readonly most?: number;
	/** The points it has, whatever the search finds. */
	readonly fixed?: number;
	/** `up`: points of 0 or more; `down`: 0 or less. */
	readonly sign?: "up" | "down";
	/** It must have points other than 0. */
	readonly required?: boolean;
}

/** The rules that people set for a card before points are sought. */
export interface PointLimits {
	/** At most so many rules have points; fixed ones count too. */
	readonly maxRules: number;
	/** Least and most points of a feature; -5 and 5 when left out. */
	readonly least?: number;
	readonly most?: number;
	/** Points are multiples of this; 1 when left out. */
	readonly step?: number;
	/** A feature that fewer leads have, or that fewer do not have, gets no points; 0 when left out. */
	readonly minLeads?: number;
	readonly features?: Readonly<Record<string, FeatureLimits>>;
	/** Rule of each feature, where a rule has several (the cases of an attribute); else each is a rule of its own. */
	readonly rules?: Readonly<Record<string, string>>;
	/** Pairs of features: the first may never have more points than the second. */
	readonly orders?: readonly (readonly [string, string])[];
	/**
	 * Leads' worth of caution, see {@link featureSums}; one more than `maxRules` when left out, the parameters there are.
	 */
	readonly smoothing?: number;
}

/**
 * The space in which points are sought.
 *
 * @throws LabError (configuration) `tune-limits` where the limits leave nothing to seek, or name a feature that is not there
 */
export function searchSpace(table: PatternTable, limits: PointLimits): SearchSpace {
	const { maxRules, smoothing = maxRules + 1, orders = [], rules = {} } = limits;
	const names = table.features.map(({ name }) => name);
	const indexOf = new Map(names.map((name, i) => [name, i]));
	for (const name of [...Object.keys(limits.features ?? {}), ...Object.keys(rules), ...orders.flat()])
		if (!indexOf.has(name))
			throw limitsError(`there is no feature "${name}"`, "Name one of the features that are there.");
	const ruleNames = names.map((name) => rules[name] ?? name);
	const ruleNumbers = new Map([...new Set(ruleNames)].map((rule, i) => [rule, i]));
	if (!Number.isInteger(maxRules) || maxRules < 1 || maxRules > ruleNumbers.size)
		throw limitsError(
			`the number of rules must be a whole number from 1 to ${ruleNumbers.size}, the rules there are, got ${maxRules}`,
			"Ask for fewer rules.",
		);
	const leads = sumOf(table.leads);
	const allowed = table.features.map((_, i) => allowedPoints(names[i]!, supportOf(table, i), leads, limits));
	const needed = new Set(allowed.flatMap((points, i) => (points.includes(0) ? [] : [ruleNames[i]])));
	if (needed.size > maxRules)
		throw limitsError(`${needed.size} rules must have points, but at most ${maxRules} may`, "Allow more rules.");
	if (allowed.every((points) => points.length === 1 && points[0] === 0))
		throw limitsError("no feature may have points other than 0", "Widen the limits, or ask for less support.");
	const space: SearchSpace = {
		table,
		allowed,
		ruleOf: Int32Array.from(ruleNames, (rule) => ruleNumbers.get(rule)!),
		maxRules,
		orders: orders.map(([low, high]) => [indexOf.get(low)!, indexOf.get(high)!] as const),
		leads,
		positives: sumOf(table.positives),
		featureSums: featureSums(table, smoothing),
		smoothing,
	};
	if (!keepsOrders(space, firstPoints(space)))
		throw limitsError(
			"the points that features must have break an order of theirs",
			"Leave out the order, or one of them.",
		);
	return space;
}

/** Fixed features with their points, required ones with the least there are, the others with none. */
export function firstPoints(space: SearchSpace): Int32Array {
	return Int32Array.from(space.allowed, (allowed) =>
		allowed.reduce((least, points) => (Math.abs(points) < Math.abs(least) ? points : least)),
	);
}

/** Leads for which a feature is not 0. */
function supportOf(table: PatternTable, feature: number): number {
	return table.features[feature]!.patterns.reduce((sum, pattern) => sum + table.leads[pattern]!, 0);
}

function allowedPoints(name: string, support: number, leads: number, limits: PointLimits): Int32Array {
	const own = limits.features?.[name] ?? {};
	if (own.fixed !== undefined) return Int32Array.of(whole(own.fixed, name));
	const step = whole(limits.step ?? 1, "step");
	if (step < 1) throw limitsError(`step must be a whole number of 1 or more, got ${step}`, "Leave it out for 1.");
	const { minLeads = 0 } = limits;
	const least = Math.max(
		whole(own.least ?? limits.least ?? -5, name),
		own.sign === "up" ? 0 : Number.NEGATIVE_INFINITY,
	);
	const most = Math.min(whole(own.most ?? limits.most ?? 5, name), own.sign === "down" ? 0 : Number.POSITIVE_INFINITY);
	const rare = support < minLeads || leads - support < minLeads;
	const points: number[] = [];
	for (let each = Math.ceil(least / step) * step; each <= most; each += step)
		if (each === 0 ? own.required !== true : !rare) points.push(each);
	if (points.length === 0 && own.required !== true && own.least === undefined && own.most === undefined) points.push(0);
	if (points.length === 0)
		throw limitsError(`"${name}" may have no points at all within its limits`, "Widen its limits.");
	return Int32Array.from(points);
}

function whole(value: number, name: string): number {
	if (Number.isInteger(value) && Math.abs(value) <= 1_000_000) return value;
	throw limitsError(`points of "${name}" must be whole numbers up to 1,000,000, got ${value}`, "Round them.");
}

function limitsError(message: string, cure: string): Error {
	return configurationError({ code: "tune-limits", message: `Limits of the search: ${message}.`, cure });
}
