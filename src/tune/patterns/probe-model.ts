import { matchRule } from "../../model/rule-kind.ts";
import type { ActivityRule, AttributeRule, Rule, ScoringModel } from "../../model/schema.ts";

/** A part of a rule that has points of its own: a case of an attribute, a tier, or the whole rule. */
export interface RulePart {
	/** Id of the rule, with the number of the case or tier where there are several: `size:2`. */
	readonly name: string;
	readonly rule: string;
	/** Place of the case or tier, from 0; `undefined` for a rule of one number. */
	readonly place: number | undefined;
	/** Points that the model gives it. */
	readonly points: number;
}

/** A model that gives 1 point for every part of every rule, each a rule of its own in the order of `parts`. */
export interface ProbeModel {
	readonly model: ScoringModel;
	readonly parts: readonly RulePart[];
}

/**
 * Takes a model's rules apart, so that what each part counts can be read from a walk through a history: the points of a
 * card are then a sum over parts of points times count. Decay, windows and `at_most` stay. A cap of a rule of one number is
 * taken as a cap of its count (`cap / points`); other caps and floors are left out.
 *
 * @example probeModel(model).parts[0] // { name: "industry:0", rule: "industry", place: 0, points: 10 }
 */
export function probeModel(model: ScoringModel): ProbeModel {
	const parts: RulePart[] = [];
	const groups = model.groups.map(({ cap: _cap, floor: _floor, ...group }) => ({
		...group,
		rules: group.rules.flatMap((rule) =>
			partsOf(rule).map(({ part, probe }): Rule => {
				const id = `part-${parts.length}`;
				parts.push(part);
				return { ...probe, id };
			}),
		),
	}));
	const { cap: _cap, floor: _floor, bands: _bands, grades: _grades, ...rest } = model;
	return { model: { ...rest, groups, stages: {} }, parts };
}

interface Probed {
	readonly part: RulePart;
	readonly probe: Rule;
}

function partsOf(rule: Rule): Probed[] {
	return matchRule<Probed[]>(rule, {
		attribute: attributeParts,
		activity: activityParts,
		inactivity: (one) => [{ part: whole(one.id, one.points), probe: { ...bare(one), points: 1 } }],
	});
}

function attributeParts(rule: AttributeRule): Probed[] {
	const { points } = rule;
	if (typeof points === "number") return [{ part: whole(rule.id, points), probe: { ...bare(rule), points: 1 } }];
	return points.map((one, place) => ({
		part: { name: `${rule.id}:${place}`, rule: rule.id, place, points: one.points },
		probe: { ...bare(rule), points: points.map((other, i) => ({ ...other, points: i === place ? 1 : 0 })) },
	}));
}

function activityParts(rule: ActivityRule): Probed[] {
	const { tiers, points = 0 } = rule;
	if (tiers === undefined) {
		const limit = points > 0 && rule.cap !== undefined && rule.cap > 0 ? { cap: rule.cap / points } : {};
		return [{ part: whole(rule.id, points), probe: { ...bare(rule), points: 1, ...limit } }];
	}
	return tiers.map((one, place) => ({
		part: { name: `${rule.id}:${place}`, rule: rule.id, place, points: one.points },
		probe: { ...bare(rule), tiers: tiers.map((other, i) => ({ ...other, points: i === place ? 1 : 0 })) },
	}));
}

function whole(rule: string, points: number): RulePart {
	return { name: rule, rule, place: undefined, points };
}

function bare<One extends Rule>(rule: One): Omit<One, "cap" | "floor"> {
	const { cap: _cap, floor: _floor, ...rest } = rule;
	return rest;
}
