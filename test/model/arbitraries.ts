import fc from "fast-check";
import type { Value } from "../../src/base/value.ts";
import { largestScore } from "../../src/model/check-model.ts";
import type { Decay } from "../../src/model/decay.ts";
import type { ActivityView, LeadView } from "../../src/model/lead-view.ts";
import { modelFrom } from "../../src/model/parse-model.ts";
import type { Predicate } from "../../src/model/predicate.ts";
import type { ScoringModel } from "../../src/model/schema.ts";

/** The names that random models and histories share. It is small, so that rules really fire. */
export interface Vocabulary {
	/** Attribute to the values it takes; rules compare with the same values, and with their variants. */
	readonly attributes: Readonly<Record<string, readonly Value[]>>;
	readonly activities: readonly string[];
	/** Property to the values it takes. */
	readonly properties: Readonly<Record<string, readonly Value[]>>;
	readonly stages: readonly string[];
}

export const VOCABULARY: Vocabulary = {
	attributes: {
		industry: ["software", "Fintech", " RETAIL ", "café", "cafe\u0301", "İstanbul", "ΣΑΣ", 'a"b\\c</script>\u2028'],
		title: ["VP Sales", "vice president", "Head of IT", "intern", "C-Level  ", "Straße"],
		employees: [0, 5, 49, 50, 50.5, 999, 1000, -3],
		budget: ["100", " 100.0 ", "1e2", "99.99", "n/a", "+5", "0"],
		student: ["true", "false", "TRUE"],
	},
	activities: ["visit", "download", "demo", "email_click"],
	properties: {
		path: ["/pricing", "/Pricing/eu", "/blog", "/docs/1", ""],
		minutes: [0, 1, 9.5, 10, 60, "10", "long"],
	},
	stages: ["mql", "sql", "opportunity"],
};

/** Points that people write, among them those whose sums lie on rounding ties (fifth decimal a 5). */
export function arbitraryPoints(): fc.Arbitrary<number> {
	return fc.oneof(
		{ weight: 6, arbitrary: fc.integer({ min: -20, max: 30 }) },
		{ weight: 3, arbitrary: fc.integer({ min: -100, max: 200 }).map((tenths) => tenths / 10) },
		{ weight: 2, arbitrary: fc.integer({ min: -2000, max: 2000 }).map((thousandths) => thousandths / 1000) },
		{ weight: 2, arbitrary: fc.integer({ min: -400_000, max: 400_000 }).map((ticks) => (2 * ticks + 1) / 20_000) },
		{ weight: 1, arbitrary: fc.constantFrom(0, 0.5, 1.00005, -1.00005, 0.1, 0.7, 1 / 3, 999_999.5, -1_000_000) },
	);
}

export function arbitraryDecay(): fc.Arbitrary<Decay> {
	return fc.oneof(
		fc.constant<Decay>("none"),
		fc.constantFrom(1, 7, 30, 90, 2.5, 0.5).map((half_life_days): Decay => ({ half_life_days })),
		fc
			.record(
				{
					percent: fc.constantFrom(25, 10, 15, 33.3, 50, 100, 12.5),
					every_days: fc.constantFrom(1, 7, 30, 45),
					after_days: fc.constantFrom(0, 1, 14, 30, 60),
				},
				{ requiredKeys: ["percent", "every_days"] },
			)
			.map((decay): Decay => decay),
	);
}

const PATTERNS = [
	"^v",
	"^(vp|vice)\\b",
	"head|chief",
	"\\d+",
	"^[a-z]+$",
	"sales$",
	"c.f[eé]",
	"(in)?tern",
	"[^/]/p",
	"s{2}|ss",
	"\\pL{3,}",
	"^/(docs|blog)(/[0-9]+)?$",
	"\\Bi",
	"(?:a|b)*c",
	"^$|x",
	"\\W",
];

/** A condition on a value; `values` are those the attribute or property really takes. */
export function arbitraryPredicate(values: readonly Value[]): fc.Arbitrary<Predicate> {
	const value = fc.constantFrom<Value>(...values);
	const item = fc.oneof(value, value.map(variant), fc.constantFrom<Value | boolean>(true, false, 100, 10, "nowhere"));
	const text = value.map((one) => String(one).trim()).map((one) => one || "x");
	const part = fc.tuple(text, fc.nat({ max: 6 }), fc.integer({ min: 1, max: 6 })).map(
		([one, from, length]) =>
			Array.from(one)
				.slice(from, from + length)
				.join("") || one,
	);
	const limit = fc.oneof(
		value.map((one) => (typeof one === "number" ? one : 10)),
		fc.constantFrom(0, 10, 49.5, 50, 100, 1000, -1),
	);
	return fc.oneof(
		{
			weight: 4,
			arbitrary: fc.oneof(item, fc.array(item, { minLength: 1, maxLength: 3 })).map((is): Predicate => ({ is })),
		},
		{ weight: 2, arbitrary: text.map((one): Predicate => ({ starts_with: Array.from(one).slice(0, 3).join("") })) },
		{ weight: 2, arbitrary: part.map((contains): Predicate => ({ contains })) },
		{ weight: 2, arbitrary: fc.constantFrom(...PATTERNS).map((matches): Predicate => ({ matches })) },
		{ weight: 2, arbitrary: limit.map((below): Predicate => ({ below })) },
		{ weight: 2, arbitrary: limit.map((at_least): Predicate => ({ at_least })) },
		{
			weight: 2,
			arbitrary: fc
				.tuple(limit, fc.constantFrom(1, 10, 100, 950))
				.map(([at_least, width]): Predicate => ({ at_least, below: at_least + width })),
		},
		{ weight: 2, arbitrary: fc.boolean().map((known): Predicate => ({ known })) },
		{ weight: 1, arbitrary: fc.tuple(limit, text).map(([at_least, contains]): Predicate => ({ at_least, contains })) },
		{ weight: 1, arbitrary: item.map((is): Predicate => ({ is, known: true })) },
		{ weight: 1, arbitrary: item.map((is): Predicate => ({ is, known: false })) },
	);
}

/** Another way to write the same value: case, spaces, Unicode form, a number as text. */
function variant(value: Value): Value {
	if (typeof value === "number") return value === 50 ? " 50.0" : String(value);
	const turned = value === value.toUpperCase() ? value.toLowerCase() : value.toUpperCase();
	return turned.normalize("NFC") === turned ? ` ${turned.normalize("NFD")}` : turned.normalize("NFC");
}

const ofVocabulary = (words: Readonly<Record<string, readonly Value[]>>) => fc.constantFrom(...Object.entries(words));

function arbitraryWhere({ properties }: Vocabulary): fc.Arbitrary<Record<string, Predicate>> {
	const one = fc.oneof(
		...Object.entries(properties).map(([name, values]) =>
			arbitraryPredicate(values).map((predicate) => [name, predicate] as const),
		),
	);
	return fc.array(one, { minLength: 1, maxLength: 2 }).map((entries) => Object.fromEntries(entries));
}

interface Limits {
	readonly cap?: number;
	readonly floor?: number;
}

/** Caps and floors, each sometimes there, never crossed. */
function arbitraryLimits(low: number, high: number): fc.Arbitrary<Limits> {
	const limit = fc.oneof(
		fc.integer({ min: low, max: high }),
		fc.integer({ min: low * 2, max: high * 2 }).map((n) => n / 2),
	);
	return fc.oneof(
		{ weight: 4, arbitrary: fc.constant<Limits>({}) },
		{ weight: 2, arbitrary: limit.map((cap): Limits => ({ cap })) },
		{ weight: 1, arbitrary: limit.map((floor): Limits => ({ floor })) },
		{
			weight: 1,
			arbitrary: fc.tuple(limit, limit).map(([a, b]): Limits => ({ cap: Math.max(a, b), floor: Math.min(a, b) })),
		},
	);
}

type Draft = Record<string, unknown>;

function arbitraryAttributeRule({ attributes }: Vocabulary): fc.Arbitrary<Draft> {
	return fc.oneof(
		...Object.entries(attributes).map(([attribute, values]) => {
			const open = arbitraryPoints().map((points): Draft => ({ points }));
			const one = fc
				.tuple(arbitraryPredicate(values), arbitraryPoints())
				.map(([predicate, points]): Draft => ({ ...predicate, points }));
			const cases = fc
				.tuple(fc.array(one, { minLength: 1, maxLength: 4 }), fc.option(open, { nil: undefined, freq: 3 }))
				.map(([some, last]) => (last === undefined ? some : [...some, last]));
			const points = fc.oneof({ weight: 1, arbitrary: arbitraryPoints() }, { weight: 5, arbitrary: cases });
			return points.map((value): Draft => ({ attribute, points: value }));
		}),
	);
}

function arbitraryActivityRule(vocabulary: Vocabulary): fc.Arbitrary<Draft> {
	const tiers = fc
		.array(fc.tuple(fc.integer({ min: 1, max: 5 }), arbitraryPoints()), { minLength: 1, maxLength: 3 })
		.map((some) => {
			const rising = new Map([...some].sort(([a], [b]) => a - b));
			return [...rising].map(([at_least, points]) => ({ at_least, points }));
		});
	const gain = fc.oneof(
		{ weight: 3, arbitrary: arbitraryPoints().map((points): Draft => ({ points })) },
		{ weight: 1, arbitrary: tiers.map((some): Draft => ({ tiers: some })) },
	);
	const rest = fc.record(
		{
			where: arbitraryWhere(vocabulary),
			at_most: fc.record({ count: fc.integer({ min: 1, max: 4 }), per: fc.constantFrom("lead", "day") }),
			window_days: fc.constantFrom(1, 2, 7, 14, 30, 90),
		},
		{ requiredKeys: [] },
	);
	return fc.tuple(fc.constantFrom(...vocabulary.activities), gain, rest).map(([activity, give, more]): Draft => {
		// A tier above at_most can never hold, and a model with one is refused.
		const at_most = more.at_most;
		if (!("tiers" in give) || at_most?.per !== "lead") return { activity, ...give, ...more };
		const largest = Math.max(...(give.tiers as { at_least: number }[]).map(({ at_least }) => at_least));
		return { activity, ...give, ...more, at_most: { ...at_most, count: Math.max(at_most.count, largest) } };
	});
}

function arbitraryInactivityRule(): fc.Arbitrary<Draft> {
	return fc.record({ inactive_days: fc.constantFrom(1, 7, 14, 30, 60), points: arbitraryPoints() });
}

/** A rule without its id. */
function arbitraryRule(vocabulary: Vocabulary): fc.Arbitrary<Draft> {
	const body = fc.oneof(
		{ weight: 4, arbitrary: arbitraryAttributeRule(vocabulary) },
		{ weight: 5, arbitrary: arbitraryActivityRule(vocabulary) },
		{ weight: 1, arbitrary: arbitraryInactivityRule() },
	);
	return fc.tuple(body, arbitraryLimits(-20, 40)).map(([rule, limits]) => ({ ...rule, ...limits }));
}

/** A gate; a rule is named by its position and gets its id later. */
function arbitraryGate(vocabulary: Vocabulary): fc.Arbitrary<Draft> {
	const where = fc.option(arbitraryWhere(vocabulary), { nil: undefined });
	return fc.oneof(
		fc.nat({ max: 100 }).map((ruleNumber): Draft => ({ ruleNumber })),
		fc
			.tuple(fc.constantFrom(...vocabulary.activities), where)
			.map(([activity, some]): Draft => ({ activity, ...(some === undefined ? {} : { where: some }) })),
		ofVocabulary(vocabulary.attributes).chain(([attribute, values]) =>
			fc.oneof(
				{ weight: 1, arbitrary: fc.constant<Draft>({ attribute }) },
				{ weight: 4, arbitrary: arbitraryPredicate(values).map((predicate): Draft => ({ attribute, ...predicate })) },
			),
		),
	);
}

const falling = (steps: readonly number[]) => [...new Set(steps)].sort((a, b) => b - a);

/**
 * Random checked models with every construct of the model language: the predicates, caps and floors at all three
 * levels, tiers, `at_most` per lead and day, windows, the three decays, inactivity, the three kinds of gate, several
 * stages, bands and grades. Every model passes `checkModel`.
 */
export function arbitraryModel({
	vocabulary = VOCABULARY,
	maxGroups = 3,
	maxRules = 4,
}: {
	readonly vocabulary?: Vocabulary;
	readonly maxGroups?: number;
	readonly maxRules?: number;
} = {}): fc.Arbitrary<ScoringModel> {
	const group = fc
		.tuple(
			fc.array(arbitraryRule(vocabulary), { minLength: 1, maxLength: maxRules }),
			arbitraryLimits(-30, 60),
			fc.option(arbitraryDecay(), { nil: undefined }),
			fc.constantFrom("fit", "engagement", "qualification", undefined),
		)
		.map(([rules, limits, decay, axis]) => ({
			rules,
			...limits,
			...(decay === undefined ? {} : { decay }),
			...(axis === undefined ? {} : { axis }),
		}));
	const stage = fc.tuple(
		fc.oneof(fc.integer({ min: -10, max: 60 }), arbitraryPoints()),
		fc.array(arbitraryGate(vocabulary), { maxLength: 3 }),
	);
	const ladder = fc.array(fc.integer({ min: -20, max: 80 }), { minLength: 1, maxLength: 4 }).map(falling);
	return fc
		.record({
			groups: fc.array(group, { minLength: 1, maxLength: maxGroups }),
			limits: arbitraryLimits(-20, 100),
			stages: fc.array(stage, { minLength: 1, maxLength: vocabulary.stages.length }),
			bands: fc.option(ladder, { nil: undefined }),
			grades: fc.option(fc.tuple(ladder, ladder), { nil: undefined, freq: 2 }),
		})
		.map(({ groups, limits, stages, bands, grades }) => {
			let count = 0;
			const named = groups.map((one, g) => ({
				id: `g${g}`,
				...one,
				rules: one.rules.map((rule) => ({ id: `r${count++}`, ...rule })),
			}));
			const model = {
				leadlab: "model/1",
				name: "random",
				...limits,
				groups: named,
				stages: {},
				...(bands === undefined ? {} : { bands: bands.map((from) => ({ name: `from ${from}`, from })) }),
				...(grades === undefined
					? {}
					: { grades: { fit: gradesOf(grades[0], "A"), engagement: gradesOf(grades[1], "1") } }),
			};
			const largest = largestScore(modelFrom(model).model);
			const flags = stages.map(([score, gates], s) => [
				vocabulary.stages[s],
				{
					score: Math.min(score, largest),
					require: gates.map(({ ruleNumber, ...gate }) =>
						typeof ruleNumber === "number" ? { rule: `r${ruleNumber % count}` } : gate,
					),
				},
			]);
			return modelFrom({ ...model, stages: Object.fromEntries(flags) }).model;
		});
}

const gradesOf = (steps: readonly number[], first: string) =>
	steps.map((from, i) => ({ grade: String.fromCharCode(first.charCodeAt(0) + i), from }));

/** A value of an attribute or property as a dataset may hold it: one of `values`, a variant of it, or unknown. */
export function arbitraryValue(values: readonly Value[]): fc.Arbitrary<Value | undefined> {
	const value = fc.constantFrom<Value>(...values);
	return fc
		.oneof(
			{ weight: 6, arbitrary: value },
			{ weight: 2, arbitrary: value.map(variant) },
			{ weight: 2, arbitrary: fc.constant(undefined) },
		)
		.map((one) => (typeof one === "string" && one.trim() === "" ? undefined : one));
}

function arbitraryValues(words: Readonly<Record<string, readonly Value[]>>): fc.Arbitrary<Record<string, Value>> {
	return fc
		.tuple(
			...Object.entries(words).map(([name, values]) => arbitraryValue(values).map((value) => [name, value] as const)),
		)
		.map((entries) => Object.fromEntries(entries.filter((entry): entry is [string, Value] => entry[1] !== undefined)));
}

/** Attribute values of a lead; a missing key is an unknown value. */
export function arbitraryAttributes({ attributes }: Vocabulary = VOCABULARY): fc.Arbitrary<Record<string, Value>> {
	return arbitraryValues(attributes);
}

/** Property values of an activity; a missing key is an unknown value. */
export function arbitraryProperties({ properties }: Vocabulary = VOCABULARY): fc.Arbitrary<Record<string, Value>> {
	return arbitraryValues(properties);
}

/** Ages in days, many of them at the edge of a window or a decay step. */
export function arbitraryAge(): fc.Arbitrary<number> {
	return fc.oneof(
		{ weight: 2, arbitrary: fc.nat({ max: 3 }) },
		{
			weight: 3,
			arbitrary: fc
				.tuple(fc.constantFrom(1, 2, 7, 14, 30, 44, 45, 59, 60, 75, 90), fc.integer({ min: -1, max: 1 }))
				.map(([age, off]) => Math.max(0, age + off)),
		},
		{ weight: 2, arbitrary: fc.nat({ max: 130 }) },
	);
}

/** Random leads at one instant. */
export function arbitraryView({
	vocabulary = VOCABULARY,
	maxActivities = 14,
}: {
	readonly vocabulary?: Vocabulary;
	readonly maxActivities?: number;
} = {}): fc.Arbitrary<LeadView> {
	const activity = fc.record({
		type: fc.constantFrom(...vocabulary.activities),
		age: arbitraryAge(),
		properties: arbitraryProperties(vocabulary),
	});
	return fc
		.record({
			today: fc.integer({ min: 19_000, max: 20_500 }),
			createdAge: arbitraryAge(),
			attributes: arbitraryAttributes(vocabulary),
			activities: fc.array(activity, { maxLength: maxActivities }),
		})
		.map(
			({ today, createdAge, attributes, activities }): LeadView => ({
				today,
				createdDay: today - createdAge,
				attributes,
				activities: activities.map(
					({ type, age, properties }): ActivityView => ({ type, day: today - age, properties }),
				),
			}),
		);
}
