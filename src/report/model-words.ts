import type { Decay } from "../model/decay.ts";
import type { Predicate } from "../model/predicate.ts";
import { isActivityRule, isAttributeRule } from "../model/rule-kind.ts";
import type { Gate, Group, Rule, ScoringModel } from "../model/schema.ts";
import { formatPoints } from "../words/number-format.ts";

/**
 * A condition in words.
 *
 * @example predicateWords({ at_least: 50, below: 1000 }) // "is at least 50 and below 1000"
 * @example predicateWords({}) // "is known"
 */
export function predicateWords(predicate: Predicate): string {
	const { is, starts_with: prefix, contains, matches, below, at_least: least, known } = predicate;
	const parts: string[] = [];
	if (is !== undefined) parts.push(`is ${(Array.isArray(is) ? is : [is]).map(String).join(" or ")}`);
	if (prefix !== undefined) parts.push(`starts with "${prefix}"`);
	if (contains !== undefined) parts.push(`contains "${contains}"`);
	if (matches !== undefined) parts.push(`matches the expression ${matches}`);
	if (least !== undefined) parts.push(`is at least ${formatPoints(least)}`);
	if (below !== undefined)
		parts.push(least === undefined ? `is below ${formatPoints(below)}` : `below ${formatPoints(below)}`);
	if (known === false) parts.push("is not known");
	return parts.length === 0 ? "is known" : parts.join(" and ");
}

/**
 * A gate in words.
 *
 * @example gateWords({ activity: "demo_attended" }) // "at least one demo_attended"
 */
export function gateWords(gate: Gate): string {
	if ("rule" in gate) return `rule ${gate.rule} gives more than 0 points`;
	if ("activity" in gate) return `at least one ${gate.activity}${whereWords(gate.where)}`;
	return `${gate.attribute} ${predicateWords(gate)}`;
}

/** When the model flags a stage: the threshold, then each gate. */
export function stageWords(model: ScoringModel, stage: string): string[] {
	const flag = model.stages[stage];
	if (flag === undefined) return [];
	return [`the score is at least ${formatPoints(flag.score)}`, ...(flag.require ?? []).map(gateWords)];
}

/** What a group's points lose with age. */
export function decayWords(decay: Decay | undefined): string {
	if (decay === undefined || decay === "none") return "points do not fade";
	if ("half_life_days" in decay) return `points of an activity halve every ${formatPoints(decay.half_life_days)} days`;
	const { percent, every_days: every, after_days: after } = decay;
	return `${formatPoints(percent)} % of an activity's points are taken off ${after === undefined ? "" : `at age ${after} days and then `}every ${every} days`;
}

/** What a rule gives points for, and how many. */
export function ruleWords(rule: Rule): { readonly when: string; readonly points: string } {
	const limits = limitWords(rule);
	if (isAttributeRule(rule)) {
		if (typeof rule.points === "number")
			return { when: `${rule.attribute} is known`, points: signed(rule.points) + limits };
		return {
			when: rule.points.map((one) => `${rule.attribute} ${predicateWords(one)}`).join("; else "),
			points: rule.points.map(({ points }) => signed(points)).join("; else ") + limits,
		};
	}
	if (!isActivityRule(rule))
		return { when: `no activity for ${rule.inactive_days} days or more`, points: signed(rule.points) + limits };
	const most =
		rule.at_most === undefined
			? ""
			: `, the latest ${rule.at_most.count}${rule.at_most.per === "day" ? " of each day" : ""} only`;
	const window = rule.window_days === undefined ? "" : `, of the last ${rule.window_days} days`;
	const when = `${rule.tiers === undefined ? "each " : "number of "}${rule.activity}${whereWords(rule.where)}${window}${most}`;
	const points =
		rule.tiers === undefined
			? signed(rule.points ?? 0)
			: rule.tiers.map((tier) => `${signed(tier.points)} from ${tier.at_least} on`).join("; ");
	return { when, points: points + limits };
}

/** Caps and floor of a group in words, empty when it has neither. */
export function limitWords({ cap, floor }: Pick<Group, "cap" | "floor">): string {
	const parts = [
		cap === undefined ? "" : `at most ${formatPoints(cap)}`,
		floor === undefined ? "" : `at least ${formatPoints(floor)}`,
	];
	const words = parts.filter((part) => part !== "").join(", ");
	return words === "" ? "" : ` (${words} in all)`;
}

function whereWords(where: Readonly<Record<string, Predicate>> | undefined): string {
	const parts = Object.entries(where ?? {}).map(([name, predicate]) => `${name} ${predicateWords(predicate)}`);
	return parts.length === 0 ? "" : ` whose ${parts.join(" and ")}`;
}

function signed(points: number): string {
	return `${points > 0 ? "+" : ""}${formatPoints(points)}`;
}
