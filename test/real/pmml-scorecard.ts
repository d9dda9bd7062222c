import { type ScoringModel, type ScoringModelInput, scoringModelSchema } from "../../src/model/schema.ts";
import { type FieldOf, type PmmlPredicate, type PmmlValue, pmmlPredicate, Unsaid } from "./pmml-predicate.ts";
import type { XmlElement } from "./pmml-xml.ts";

type RuleInput = Extract<ScoringModelInput["groups"][number]["rules"][number], { attribute: string }>;
type Case = Exclude<RuleInput["points"], number>[number];

/** A scorecard in the model language. */
export interface SaidCard {
	readonly model: ScoringModel;
	/** Fields that the score depends on, with their types in a data set. */
	readonly fields: Readonly<Record<string, "number" | "boolean" | "text">>;
	/** Inputs for which the standard has no score, where the model gives one. */
	readonly limits: readonly string[];
}

/** A part of a field's values that no predicate of a characteristic tells apart. */
interface Part {
	/** One of them; `undefined` for a missing value. */
	readonly value: PmmlValue;
	/** Cases that give points to these values and to no other. */
	readonly cases: (points: number) => Case[];
}

/**
 * A Scorecard element as a `ScoringModel` with the same score for every input that the standard has a score for.
 *
 * A characteristic on one field is one attribute rule, its attributes the cases. One on several fields is a sum over the
 * cells of their parts: a cell's points d come from a group with a floor (cap) of 0 in which every field gives d where it
 * lies in the cell, less d for each field but one, so that only all of them together leave anything.
 *
 * @throws Unsaid with what cannot be said
 */
export function sayScorecard(pmml: XmlElement, card: XmlElement): SaidCard {
	const fieldOf = fieldsOf(pmml);
	const characteristics = descendants(card, "Characteristic");
	const limits: string[] = [];
	const fields: Record<string, "number" | "boolean" | "text"> = {};
	const types = new Map(descendants(pmml, "DataField").map((field) => [field.attributes.name!, field]));
	for (const { attributes } of card.children.find(({ name }) => name === "MiningSchema")!.children) {
		const { usageType = "active", name } = attributes;
		if (usageType !== "active") continue;
		const { attributes: type, children } = types.get(name!)!;
		const bounded = children.some((child) => child.name === "Interval");
		if (attributes.missingValueTreatment === "returnInvalid") limits.push(`${name} is missing`);
		if (bounded && (attributes.invalidValueTreatment ?? "returnInvalid") === "returnInvalid") {
			limits.push(`${name} is outside of its intervals`);
		}
		fields[name!] = type.dataType === "boolean" ? "boolean" : type.optype === "continuous" ? "number" : "text";
	}
	const someField = Object.keys(fields)[0]!;
	const groups: ScoringModelInput["groups"] = [
		{ id: "start", rules: [always("initial", someField, Number(card.attributes.initialScore ?? 0))] },
	];
	characteristics.forEach((characteristic, i) => {
		const rows = descendants(characteristic, "Attribute").map((attribute) => {
			if (attribute.attributes.partialScore === undefined) throw new Unsaid("a partial score that is computed");
			const predicate = attribute.children.find(({ name }) => name !== "Extension")!;
			return { points: Number(attribute.attributes.partialScore), ...pmmlPredicate(predicate, fieldOf) };
		});
		const { groups: own, gaps } = sayCharacteristic(`c${i + 1}`, rows, fieldOf, someField);
		groups.push(...own);
		limits.push(...gaps);
	});
	const model = { leadlab: "model/1", name: card.attributes.modelName!, groups, stages: { mql: { score: 1 } } };
	return { model: scoringModelSchema.parse(model), fields, limits };
}

function sayCharacteristic(
	id: string,
	rows: readonly (PmmlPredicate & { readonly points: number })[],
	fieldOf: FieldOf,
	someField: string,
): { readonly groups: ScoringModelInput["groups"]; readonly gaps: readonly string[] } {
	const constants = rows.flatMap((row) => row.constants);
	const names = [...new Set(constants.map(({ field }) => field))];
	const parts = names.map((name) => {
		const own = [...new Set(constants.filter(({ field }) => field === name).map(({ constant }) => constant))];
		return fieldOf(name).isNumber ? numberParts(own.map(Number)) : textParts(name, own);
	});
	const gaps: string[] = [];
	const pointsOf = (cell: readonly Part[]) => {
		const values = new Map(names.map((name, i) => [name, cell[i]!.value]));
		const row = rows.find(({ holds }) => holds(values) === true);
		if (row === undefined) gaps.push(names.map((name, i) => `${name} is ${cell[i]!.value ?? "missing"}`).join(", "));
		return row?.points ?? 0;
	};
	if (names.length <= 1) {
		const cases = (parts[0] ?? []).flatMap((part) => part.cases(pointsOf([part])));
		const rule = names.length === 0 ? always(id, someField, pointsOf([])) : { id, attribute: names[0]!, points: cases };
		return { groups: [{ id: `g-${id}`, rules: [rule] }], gaps };
	}
	const groups: ScoringModelInput["groups"] = [];
	for (const cell of product(parts)) {
		const points = pointsOf(cell);
		if (points === 0) continue;
		const at = `${id}-${groups.length + 1}`;
		const rules: RuleInput[] = names.map((attribute, i) => {
			// The cases before it take what is another part's.
			return { id: `${at}-${attribute}`, attribute, points: cell[i]!.cases(points) };
		});
		rules.push(always(`${at}-less`, someField, -(names.length - 1) * points));
		groups.push({ id: `g-${at}`, ...(points > 0 ? { floor: 0 } : { cap: 0 }), rules });
	}
	return { groups, gaps };
}

/** Each constant, and the open stretches between them: `below` and `at_least` make half-open ones, so a case of no points goes first. */
function numberParts(constants: readonly number[]): Part[] {
	const at = constants.toSorted((a, b) => a - b);
	const parts: Part[] = at.map((value) => ({ value, cases: (points) => [{ is: value, points }] }));
	for (let i = 0; i <= at.length; i++) {
		const from = at[i - 1];
		const to = at[i];
		const range = { ...(from === undefined ? {} : { at_least: from }), ...(to === undefined ? {} : { below: to }) };
		const value = from === undefined ? to! - 1 : to === undefined ? from + 1 : (from + to) / 2;
		parts.push({
			value,
			cases: (points) => [...(from === undefined ? [] : [{ is: from, points: 0 }]), { ...range, points }],
		});
	}
	return [...parts, MISSING];
}

/** Each constant, and every other text. */
function textParts(field: string, constants: readonly string[]): Part[] {
	if (new Set(constants.map((text) => text.trim().toLowerCase())).size < constants.length) {
		throw new Unsaid(`values of ${field} that differ in case or blanks alone`);
	}
	const parts: Part[] = constants.map((value) => ({ value, cases: (points) => [{ is: value, points }] }));
	const other: Part = {
		value: `none of ${constants.join(", ")}`,
		cases: (points) => [
			{ is: [...constants], points: 0 },
			{ known: true, points },
		],
	};
	return [...parts, other, MISSING];
}

const MISSING: Part = { value: undefined, cases: (points) => [{ known: false, points }] };

/** A rule that gives its points to every lead. */
function always(id: string, attribute: string, points: number): RuleInput {
	return {
		id,
		attribute,
		points: [
			{ known: true, points },
			{ known: false, points },
		],
	};
}

/** Fields of the data by the names that predicates use: a derived field that only repeats another is that other. */
function fieldsOf(pmml: XmlElement): FieldOf {
	const data = new Map(descendants(pmml, "DataField").map((field) => [field.attributes.name!, field.attributes]));
	const derived = new Map(descendants(pmml, "DerivedField").map((field) => [field.attributes.name!, field]));
	const functions = new Map(descendants(pmml, "DefineFunction").map((field) => [field.attributes.name!, field]));
	const follow = (expression: XmlElement | undefined): string => {
		if (expression?.name === "FieldRef") return expression.attributes.field!;
		if (expression?.name === "Apply" && expression.children.length === 1) {
			const body = functions.get(expression.attributes.function!)?.children ?? [];
			const [parameter, value] = body;
			const repeats = value?.name === "FieldRef" && value.attributes.field === parameter?.attributes.name;
			if (body.length === 2 && repeats) return follow(expression.children[0]);
		}
		throw new Unsaid("a field that is computed");
	};
	return (name) => {
		let at = name;
		for (let field = derived.get(at); field !== undefined; field = derived.get(at)) at = follow(field.children[0]);
		const field = data.get(at);
		if (field === undefined) throw new Unsaid(`a field that is not in the dictionary: ${at}`);
		return { name: at, isNumber: field.optype === "continuous" };
	};
}

function descendants(element: XmlElement, name: string): XmlElement[] {
	return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...descendants(child, name)]);
}

function product(lists: readonly (readonly Part[])[]): Part[][] {
	return lists.reduce<Part[][]>((cells, list) => cells.flatMap((cell) => list.map((part) => [...cell, part])), [[]]);
}
