import { plainText } from "../base/plain-text.ts";
import { formatPoints } from "../words/number-format.ts";
import { compilePattern, type Predicate } from "./predicate.ts";
import { ruleRange } from "./rule-facts.ts";
import { isActivityRule, isAttributeRule } from "./rule-kind.ts";
import type { Group, Rule, ScoringModel } from "./schema.ts";
import { clamp } from "./score.ts";

/** What a schema cannot say about a model, found by looking at the whole of it. */
export interface ModelIssue {
	readonly code: string;
	readonly severity: "error" | "warning";
	readonly path: readonly (string | number)[];
	readonly message: string;
	readonly cure: string;
}

/** All issues of a model that the schema accepts. Pure: it knows no file and no dataset. */
export function checkModel(model: ScoringModel): ModelIssue[] {
	return [
		...checkIds(model),
		...checkRules(model),
		...checkLimits(model),
		...checkGates(model),
		...checkThresholds(model),
		...checkBands(model),
		...checkPatterns(model, []),
		...checkBlankText(model, []),
		...checkLargeNumbers(model, []),
	];
}

function error(code: string, path: readonly (string | number)[], message: string, cure: string): ModelIssue {
	return { code, severity: "error", path, message, cure };
}

function checkIds(model: ScoringModel): ModelIssue[] {
	const issues: ModelIssue[] = [];
	const seenGroups = new Set<string>();
	const seenRules = new Set<string>();
	model.groups.forEach((group, g) => {
		if (seenGroups.has(group.id)) {
			issues.push(error("duplicate-id", ["groups", g, "id"], `group id "${group.id}" is used twice.`, "Rename one."));
		}
		seenGroups.add(group.id);
		group.rules.forEach((rule, r) => {
			if (seenRules.has(rule.id)) {
				const path = ["groups", g, "rules", r, "id"];
				issues.push(
					error("duplicate-id", path, `rule id "${rule.id}" is used twice; ids are unique in a model.`, "Rename one."),
				);
			}
			seenRules.add(rule.id);
		});
	});
	return issues;
}

function checkRules(model: ScoringModel): ModelIssue[] {
	return model.groups.flatMap((group, g) =>
		group.rules.flatMap((rule, r) => checkRule(rule, ["groups", g, "rules", r])),
	);
}

function checkRule(rule: Rule, path: readonly (string | number)[]): ModelIssue[] {
	const issues: ModelIssue[] = [];
	if (isActivityRule(rule)) {
		if ((rule.points === undefined) === (rule.tiers === undefined)) {
			issues.push(
				error(
					"points-or-tiers",
					path,
					`rule "${rule.id}" must give either points or tiers, got ${rule.points === undefined ? "neither" : "both"}.`,
					"Write points for each occurrence, or tiers for reaching a count.",
				),
			);
		}
		rule.tiers?.forEach((tier, t) => {
			const before = rule.tiers?.[t - 1];
			if (before !== undefined && tier.at_least <= before.at_least) {
				issues.push(
					error(
						"tier-order",
						[...path, "tiers", t, "at_least"],
						`tiers of rule "${rule.id}" must rise: at_least ${tier.at_least} comes after ${before.at_least}.`,
						"List the tiers from the smallest count to the largest.",
					),
				);
			}
			if (rule.at_most?.per === "lead" && tier.at_least > rule.at_most.count) {
				issues.push(
					error(
						"unreachable-tier",
						[...path, "tiers", t, "at_least"],
						`rule "${rule.id}" keeps at most ${rule.at_most.count} occurrences, so the tier at_least ${tier.at_least} can never hold.`,
						"Raise at_most.count or drop the tier.",
					),
				);
			}
		});
	}
	if (isAttributeRule(rule) && typeof rule.points !== "number") {
		const cases = rule.points;
		const open = cases.findIndex((one) => Object.keys(one).length === 1);
		if (open >= 0 && open < cases.length - 1 && cases.slice(open + 1).some((one) => one.known !== false)) {
			issues.push({
				code: "dead-case",
				severity: "warning",
				path: [...path, "points", open],
				message: `rule "${rule.id}": the case without a condition holds for any known value, so the cases after it never count.`,
				cure: "Move it to the end.",
			});
		}
	}
	return issues;
}

function checkLimits(model: ScoringModel): ModelIssue[] {
	const places: [{ cap?: number | undefined; floor?: number | undefined }, (string | number)[]][] = [[model, []]];
	model.groups.forEach((group, g) => {
		places.push([group, ["groups", g]]);
		group.rules.forEach((rule, r) => {
			places.push([rule, ["groups", g, "rules", r]]);
		});
	});
	return places.flatMap(([{ cap, floor }, path]) =>
		cap !== undefined && floor !== undefined && floor > cap
			? [error("cap-below-floor", [...path, "cap"], `cap ${cap} is below floor ${floor}.`, "Swap or correct them.")]
			: [],
	);
}

function checkGates(model: ScoringModel): ModelIssue[] {
	const rules = model.groups.flatMap((group) => group.rules.map(({ id }) => id));
	return Object.entries(model.stages).flatMap(([stage, flag]) =>
		(flag.require ?? []).flatMap((gate, i) =>
			"rule" in gate && !rules.includes(gate.rule)
				? [
						error(
							"missing-rule",
							["stages", stage, "require", i, "rule"],
							`the gate of ${stage} names rule "${gate.rule}", which the model does not have.`,
							`Name one of its rules: ${rules.join(", ")}.`,
						),
					]
				: [],
		),
	);
}

function checkThresholds(model: ScoringModel): ModelIssue[] {
	const largest = largestScore(model);
	return Object.entries(model.stages).flatMap(([stage, flag]) =>
		flag.score > largest + 1e-9
			? [
					error(
						"unreachable-threshold",
						["stages", stage, "score"],
						`${stage} is flagged at ${formatPoints(flag.score)}, but no lead can score more than ${formatPoints(largest)}: the points and caps do not allow it.`,
						"Lower the threshold or raise the caps.",
					),
				]
			: [],
	);
}

/**
 * The largest score that the points, limits and caps of a model allow; `Infinity` when a rule gives points without
 * limit.
 */
export function largestScore(model: ScoringModel): number {
	const groupMost = (group: Group) =>
		clamp(
			group.rules.reduce((sum, rule) => sum + clamp(ruleRange(rule)[1], rule), 0),
			group,
		);
	return clamp(
		model.groups.reduce((sum, group) => sum + groupMost(group), 0),
		model,
	);
}

function checkBands(model: ScoringModel): ModelIssue[] {
	const ladders: [string, readonly { readonly from: number }[], (string | number)[]][] = [
		["grades of fit", model.grades?.fit ?? [], ["grades", "fit"]],
		["grades of engagement", model.grades?.engagement ?? [], ["grades", "engagement"]],
	];
	const bands = model.bands ?? [];
	for (const stage of new Set(bands.map((band) => band.stage))) {
		ladders.push([
			stage === undefined ? "bands" : `bands of ${stage}`,
			bands.filter((b) => b.stage === stage),
			["bands"],
		]);
	}
	return ladders.flatMap(([name, steps, path]) =>
		steps.flatMap((step, i) => {
			const before = steps[i - 1];
			return before !== undefined && step.from >= before.from
				? [
						error(
							"tier-order",
							path,
							`${name} must fall: from ${step.from} comes after from ${before.from}.`,
							"List them from the highest score down.",
						),
					]
				: [];
		}),
	);
}

/** Every `matches` anywhere in the model must compile. */
function checkPatterns(node: unknown, path: readonly (string | number)[]): ModelIssue[] {
	if (node === null || typeof node !== "object") return [];
	return Object.entries(node as Record<string, unknown>).flatMap(([key, member]) => {
		const here = [...path, Array.isArray(node) ? Number(key) : key];
		if (key !== "matches" || typeof member !== "string") return checkPatterns(member, here);
		try {
			compilePattern((node as Predicate).matches ?? "");
			return [];
		} catch (cause) {
			return [
				error(
					"bad-pattern",
					here,
					`the regular expression ${JSON.stringify(member)} is not in RE2 syntax: ${(cause as Error).message}.`,
					"RE2 has no look-around and no back-references, so that no text can make it run for ever; write it without them.",
				),
			];
		}
	});
}

const COMPARED = new Set(["is", "starts_with", "contains"]);

/** Blank text to compare with: values are compared trimmed, and empty text is unknown. */
function checkBlankText(node: unknown, path: readonly (string | number)[]): ModelIssue[] {
	if (node === null || typeof node !== "object") return [];
	return Object.entries(node as Record<string, unknown>).flatMap(([key, member]) => {
		const here = [...path, Array.isArray(node) ? Number(key) : key];
		const items = Array.isArray(member) ? member : [member];
		if (!COMPARED.has(key) || !items.some((item) => typeof item === "string" && plainText(item) === "")) {
			return checkBlankText(member, here);
		}
		return [
			{
				code: "blank-text",
				severity: "warning",
				path: here,
				message: `blank text in "${key}" ${key === "is" ? "never holds, since empty text is unknown" : "holds for every known value"}.`,
				cure: "For an unknown value write known: false; for any known value write known: true.",
			},
		];
	});
}

/** Numbers in `is` that have lost digits before anyone could compare them: ids, written without quotes. */
function checkLargeNumbers(node: unknown, path: readonly (string | number)[]): ModelIssue[] {
	if (node === null || typeof node !== "object") return [];
	return Object.entries(node as Record<string, unknown>).flatMap(([key, member]) => {
		const here = [...path, Array.isArray(node) ? Number(key) : key];
		const items: readonly unknown[] = Array.isArray(member) ? member : [member];
		const large = items.find((item) => typeof item === "number" && Math.abs(item) > Number.MAX_SAFE_INTEGER);
		if (key !== "is" || large === undefined) return checkLargeNumbers(member, here);
		return [
			{
				code: "large-number",
				severity: "warning",
				path: here,
				message: `the number ${large} in "is" is too large to be exact, so that it holds for its neighbours too.`,
				cure: "Write it in quotes: then its digits are compared.",
			},
		];
	});
}
