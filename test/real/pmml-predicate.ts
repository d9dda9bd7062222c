import type { XmlElement } from "./pmml-xml.ts";

/** A value of a field as the standard compares it; `undefined` where it is missing. */
export type PmmlValue = string | number | undefined;
/** Values of the fields that a predicate names. */
export type PmmlValues = ReadonlyMap<string, PmmlValue>;

/** A condition of a scorecard, after the standard: true, false, or unknown (`undefined`) where a value is missing. */
export interface PmmlPredicate {
	readonly holds: (values: PmmlValues) => boolean | undefined;
	/** What each field is compared with. */
	readonly constants: readonly { readonly field: string; readonly constant: string }[];
}

/** A field's name in the data, for its name in a predicate, and whether it holds numbers. */
export type FieldOf = (name: string) => { readonly name: string; readonly isNumber: boolean };

const COMPARE: Readonly<Record<string, (a: string | number, b: string | number) => boolean>> = {
	equal: (a, b) => a === b,
	notEqual: (a, b) => a !== b,
	lessThan: (a, b) => a < b,
	lessOrEqual: (a, b) => a <= b,
	greaterThan: (a, b) => a > b,
	greaterOrEqual: (a, b) => a >= b,
};

/** Thrown for what the model language cannot say; the message is the reason. */
export class Unsaid extends Error {}

/**
 * A PREDICATE element of PMML 4.4 as a function.
 *
 * @throws Unsaid for what there is no translation of (surrogate, isMissing)
 */
export function pmmlPredicate(element: XmlElement, fieldOf: FieldOf): PmmlPredicate {
	const { name, attributes } = element;
	if (name === "True" || name === "False") return { holds: () => name === "True", constants: [] };
	if (name === "SimplePredicate") {
		const { field, operator, value } = attributes as { field: string; operator: string; value?: string };
		const compare = COMPARE[operator];
		if (compare === undefined || value === undefined) throw new Unsaid(`the operator ${operator}`);
		return comparison(fieldOf(field), [value], (actual, [constant]) => compare(actual, constant!));
	}
	if (name === "SimpleSetPredicate") {
		const { field, booleanOperator } = attributes as { field: string; booleanOperator: string };
		// Values in quotes may hold blanks; none of the cards has such.
		const text = element.children.find((child) => child.name === "Array")!.text;
		if (text.includes('"')) throw new Unsaid("an array with quotes");
		const inside = booleanOperator === "isIn";
		return comparison(fieldOf(field), text.split(/\s+/), (actual, items) => items.includes(actual) === inside);
	}
	if (name === "CompoundPredicate") {
		const parts = element.children.map((child) => pmmlPredicate(child, fieldOf));
		const join = JOIN[attributes.booleanOperator!];
		if (join === undefined) throw new Unsaid(`the operator ${attributes.booleanOperator}`);
		return {
			holds: (values) => join(parts.map((part) => part.holds(values))),
			constants: parts.flatMap((part) => part.constants),
		};
	}
	throw new Unsaid(`the predicate ${name}`);
}

/** The standard's tables of truth, with unknown. */
const JOIN: Readonly<Record<string, (parts: readonly (boolean | undefined)[]) => boolean | undefined>> = {
	and: (parts) => (parts.includes(false) ? false : parts.includes(undefined) ? undefined : true),
	or: (parts) => (parts.includes(true) ? true : parts.includes(undefined) ? undefined : false),
	xor: (parts) => (parts.includes(undefined) ? undefined : parts.filter(Boolean).length % 2 === 1),
};

function comparison(
	{ name, isNumber }: ReturnType<FieldOf>,
	texts: readonly string[],
	holds: (actual: string | number, constants: readonly (string | number)[]) => boolean,
): PmmlPredicate {
	const constants = isNumber ? texts.map(Number) : texts;
	if (constants.some((constant) => Number.isNaN(constant))) throw new Unsaid(`a number of ${name} that is none`);
	return {
		holds: (values) => {
			const actual = values.get(name);
			return actual === undefined ? undefined : holds(actual, constants);
		},
		constants: texts.map((constant) => ({ field: name, constant })),
	};
}
