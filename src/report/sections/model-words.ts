import type { Decay } from "../../model/decay.ts";
import type { Predicate } from "../../model/predicate.ts";
import { predicateWords } from "../../model/predicate-words.ts";
import { matchRule } from "../../model/rule-kind.ts";
import type { ActivityRule, AttributeRule, Gate, Group, Rule, ScoringModel } from "../../model/schema.ts";
import { formatPoints } from "../../words/number-format.ts";

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
	const { when, points } = matchRule(rule, {
		attribute: attributeRuleWords,
		activity: activityRuleWords,
		inactivity: ({ inactive_days: days, points }) => ({
			when: `no activity for ${days} days or more`,
			points: signed(points),
		}),
	});
	return { when, points: points + limitWords(rule) };
}

function attributeRuleWords({ attribute, points }: AttributeRule) {
	if (typeof points === "number") return { when: `${attribute} is known`, points: signed(points) };
	return {
		when: points.map((one) => `${attribute} ${predicateWords(one)}`).join("; else "),
		points: points.map((one) => signed(one.points)).join("; else "),
	};
}

function activityRuleWords({ activity, where, points, tiers, at_most: limit, window_days: days }: ActivityRule) {
	const most =
		limit === undefined ? "" : `, the latest ${limit.count}${limit.per === "day" ? " of each day" : ""} only`;
	const window = days === undefined ? "" : `, of the last ${days} days`;
	return {
		when: `${tiers === undefined ? "each " : "number of "}${activity}${whereWords(where)}${window}${most}`,
		points:
			tiers === undefined
				? signed(points ?? 0)
				: tiers.map((tier) => `${signed(tier.points)} from ${tier.at_least} on`).join("; "),
	};
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
