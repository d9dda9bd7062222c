import type { Rule, ScoringModel } from "../../model/schema.ts";
import type { LandmarkPatterns } from "../patterns/landmark-patterns.ts";
import type { FeatureLimits, PointLimits } from "../search/point-limits.ts";
import { gatedRules } from "./candidate-model.ts";

/** What people set before points are sought. */
export interface PartLimits {
	/** Most points, either way, that one rule can give a lead; 20 when left out. */
	readonly most?: number;
	/** Points are multiples of this; 1 when left out. */
	readonly step?: number;
	/** A part gets no points unless so many leads have it, and so many do not; 20 when left out. */
	readonly minLeads?: number;
	/** Whether points may change their sign; not when left out. */
	readonly freeSigns?: boolean;
	/** Rules whose points stay as they are. */
	readonly fixed?: readonly string[];
	/** Attributes and types of activities that no rule may use, and why: what knows the future. */
	readonly avoid?: ReadonlyMap<string, string>;
}

/**
 * The limits of a search over the parts of a model's rules. Rules that a gate asks for keep their points; rules on what is
 * to be avoided get none.
 */
export function partLimits(
	model: ScoringModel,
	{ table, parts, grid }: LandmarkPatterns,
	{ most = 20, step = 1, minLeads = 20, freeSigns = false, fixed = [], avoid = new Map() }: PartLimits,
) {
	const gated = gatedRules(model);
	const rules = new Map(model.groups.flatMap((group) => group.rules.map((rule) => [rule.id, rule] as const)));
	const features: Record<string, FeatureLimits> = {};
	const notOffered = new Map<string, string>();
	parts.forEach(({ name, rule, points }, i) => {
		const isKept = fixed.includes(rule) || gated.has(rule);
		const source = sourceOf(rules.get(rule)!);
		const reason = source === undefined ? undefined : avoid.get(source);
		if (reason !== undefined)
			notOffered.set(
				rule,
				isKept ? `${reason}; its points stay, since they are fixed or a gate asks for them` : reason,
			);
		if (isKept) {
			features[name] = { fixed: Math.round(points) };
			return;
		}
		if (reason !== undefined) {
			features[name] = { fixed: 0 };
			return;
		}
		const largest = Math.max(grid, ...table.features[i]!.values) / grid;
		const limit = Math.max(step, Math.floor(most / largest / step) * step);
		const sign = freeSigns || points === 0 ? {} : { sign: points > 0 ? ("up" as const) : ("down" as const) };
		features[name] = { least: -limit, most: limit, ...sign };
	});
	const limits: Omit<PointLimits, "maxRules"> = {
		step,
		minLeads,
		features,
		rules: Object.fromEntries(parts.map(({ name, rule }) => [name, rule])),
	};
	const kept = [...rules.keys()].filter((rule) => fixed.includes(rule) || gated.has(rule)).length;
	return { limits, mostRules: { all: rules.size, fixed: kept }, notOffered: reasons(notOffered) };
}

/** The attribute, or the type of activity, that a rule reads. */
function sourceOf(rule: Rule): string | undefined {
	if ("attribute" in rule) return rule.attribute;
	return "activity" in rule ? rule.activity : undefined;
}

function reasons(notOffered: ReadonlyMap<string, string>): { readonly rule: string; readonly reason: string }[] {
	return [...notOffered].map(([rule, reason]) => ({ rule, reason }));
}
