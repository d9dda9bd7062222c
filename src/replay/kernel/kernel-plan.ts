import type { Value } from "../../base/value.ts";
import type { Activities, CodedColumn, Dataset } from "../../dataset/dataset.ts";
import { sharedFloat64, sharedInt32 } from "../../dataset/shared-array.ts";
import { type Decay, decayFactor } from "../../model/decay.ts";
import { compilePredicate, type Predicate } from "../../model/predicate.ts";
import { matchRule } from "../../model/rule-kind.ts";
import type { ActivityRule, AttributeRule, Group, ScoringModel } from "../../model/schema.ts";
import { clamp } from "../../model/score.ts";
import { type TimePlan, timeRuleCases } from "./time-rules.ts";

/** Condition on a dictionary-coded column: `holds[code + 1]` is 1 when the value satisfies it (index 0: unknown). */
export interface ColumnTest {
	readonly codes: Int32Array;
	readonly holds: Uint8Array;
}

/** An attribute rule as a table: clamped points by `code + 1` (index 0: unknown). */
export interface AttributePlan {
	readonly attribute: number;
	readonly group: number;
	readonly rule: number;
	readonly points: Float64Array;
}

/** How the sum of an activity rule is computed from the days of its occurrences. */
export interface ActivityPlan {
	readonly group: number;
	readonly rule: number;
	readonly tests: readonly ColumnTest[];
	/** Points x decay by age in days; length covers every age that can occur. Empty for tiers. */
	readonly pointsByAge: Float64Array;
	/** True when every age gives the same points. */
	readonly flat: boolean;
	/** Occurrences of at least this age give nothing, for good. */
	readonly endAge: number;
	readonly perLead: number;
	readonly perDay: number;
	/** Tiers in rising order of count, when the rule has them. */
	readonly tierCounts: Int32Array;
	readonly tierPoints: Float64Array;
	readonly cap: number;
	readonly floor: number;
	/** Clamped sum with no occurrence. */
	readonly empty: number;
	/** Largest clamped sum that the passing of days alone can bring; -Infinity when the sum can only fall. */
	readonly riseTo: number;
	/** Whether the sum, before its cap, shrinks at least as fast as the half-life of its group says. */
	readonly halves: boolean;
	/** Whether it moves towards nothing by the half-life of its group alone: no window, no cap or floor of its own. */
	readonly fadesOnly: boolean;
	/** Most that one more occurrence can add to the clamped sum. */
	readonly gain: number;
}

/** Gates of a flagged stage. */
export interface StagePlan {
	readonly stage: string;
	readonly threshold: number;
	/** Rule numbers whose clamped sum must be above 0. */
	readonly rules: readonly number[];
	/** Those of them that are attribute rules: only a fact can change them. */
	readonly attributeRules: readonly number[];
	/** Numbers of the occurrence flags that must be set. */
	readonly flags: readonly number[];
	readonly attributes: readonly { readonly attribute: number; readonly holds: Uint8Array }[];
}

/** A model compiled against the dictionaries of a dataset: plain tables over shared memory, sent to workers as is. */
export interface KernelPlan {
	readonly ruleCount: number;
	readonly groupCap: Float64Array;
	readonly groupFloor: Float64Array;
	/** Share left after a number of days in groups with a half-life; empty in others. */
	readonly groupHalving: readonly Float64Array[];
	readonly cap: number;
	readonly floor: number;
	readonly attributeRules: readonly AttributePlan[];
	readonly activityRules: readonly ActivityPlan[];
	readonly timeRules: readonly TimePlan[];
	/** Activity rules to feed by activity type. */
	readonly rulesOfType: readonly (readonly number[])[];
	/** Occurrence flags (gates on activities) by activity type. */
	readonly flagsOfType: readonly (readonly { readonly flag: number; readonly tests: readonly ColumnTest[] }[])[];
	readonly flagCount: number;
	readonly stages: readonly StagePlan[];
	/** Attributes that some rule or gate uses, as indexes into the dataset's. */
	readonly usedAttributes: readonly number[];
}

/** Compiles a model that was bound to the dataset (`bindModel`). */
export function planKernel(model: ScoringModel, dataset: Dataset): KernelPlan {
	const { activities } = dataset;
	const ages = largestAge(dataset) + 2;
	const attributeRules: AttributePlan[] = [];
	const activityRules: ActivityPlan[] = [];
	const timeRules: TimePlan[] = [];
	const rulesOfType: number[][] = activities.types.map(() => []);
	const flagsOfType: { flag: number; tests: ColumnTest[] }[][] = activities.types.map(() => []);
	const ruleNumber = new Map<string, number>();
	const attributeIndex = new Map(dataset.attributes.map(({ name }, index) => [name, index]));

	model.groups.forEach((group, g) => {
		for (const rule of group.rules) {
			const number = ruleNumber.size;
			ruleNumber.set(rule.id, number);
			const place = { group: g, rule: number };
			matchRule<unknown>(rule, {
				attribute: (one) => attributeRules.push({ ...place, ...planAttributeRule(one, dataset, attributeIndex) }),
				activity: (one) => {
					const type = activities.types.indexOf(one.activity);
					if (type >= 0) rulesOfType[type]!.push(activityRules.length);
					return activityRules.push({ ...place, ...planActivityRule(one, group, { ages, activities }) });
				},
				...timeRuleCases((plan) => timeRules.push({ ...place, ...plan })),
			});
		}
	});

	let flagCount = 0;
	const stages = Object.entries(model.stages).map(([stage, flag]): StagePlan => {
		const rules: number[] = [];
		const flags: number[] = [];
		const attributes: { attribute: number; holds: Uint8Array }[] = [];
		for (const gate of flag.require ?? []) {
			if ("rule" in gate) rules.push(ruleNumber.get(gate.rule)!);
			else if ("activity" in gate) {
				const type = activities.types.indexOf(gate.activity);
				const flag = flagCount++;
				flags.push(flag);
				if (type >= 0) flagsOfType[type]!.push({ flag, tests: columnTests(gate.where, activities) });
			} else {
				const attribute = attributeIndex.get(gate.attribute)!;
				attributes.push({ attribute, holds: testTable(gate, dataset.attributes[attribute]!) });
			}
		}
		const fixed = new Set(attributeRules.map(({ rule }) => rule));
		return {
			stage,
			threshold: flag.score,
			rules,
			attributeRules: rules.filter((rule) => fixed.has(rule)),
			flags,
			attributes,
		};
	});
	const used = [
		...attributeRules.map(({ attribute }) => attribute),
		...stages.flatMap((s) => s.attributes.map((a) => a.attribute)),
	];
	return {
		ruleCount: ruleNumber.size,
		groupCap: Float64Array.from(model.groups, ({ cap }) => cap ?? Number.POSITIVE_INFINITY),
		groupFloor: Float64Array.from(model.groups, ({ floor }) => floor ?? Number.NEGATIVE_INFINITY),
		groupHalving: model.groups.map(({ decay = "none" }) => halvingTable(decay, ages)),
		cap: model.cap ?? Number.POSITIVE_INFINITY,
		floor: model.floor ?? Number.NEGATIVE_INFINITY,
		attributeRules,
		activityRules,
		timeRules,
		rulesOfType,
		flagsOfType,
		flagCount,
		stages,
		usedAttributes: [...new Set(used)].sort((a, b) => a - b),
	};
}

function planAttributeRule(
	rule: AttributeRule,
	dataset: Dataset,
	attributeIndex: ReadonlyMap<string, number>,
): Omit<AttributePlan, "group" | "rule"> {
	const attribute = attributeIndex.get(rule.attribute)!;
	const cases = (typeof rule.points === "number" ? [{ points: rule.points }] : rule.points).map((one) => ({
		points: one.points,
		holds: compilePredicate(one),
	}));
	const pointsOf = (value: Value | undefined) => clamp(cases.find(({ holds }) => holds(value))?.points ?? 0, rule);
	const { values } = dataset.attributes[attribute]!;
	const points = sharedFloat64(values.length + 1);
	points[0] = pointsOf(undefined);
	values.forEach((value, code) => {
		points[code + 1] = pointsOf(value);
	});
	return { attribute, points };
}

function planActivityRule(
	rule: ActivityRule,
	group: Group,
	{ ages, activities }: { readonly ages: number; readonly activities: Activities },
): Omit<ActivityPlan, "group" | "rule"> {
	const decay: Decay = group.decay ?? "none";
	const points = rule.points ?? 0;
	const window = rule.window_days ?? Number.POSITIVE_INFINITY;
	const tiers = rule.tiers ?? [];
	const flat = tiers.length > 0 || decay === "none";
	const pointsByAge = sharedFloat64(flat ? 1 : Math.min(ages, window));
	let endAge = window;
	for (let age = 0; age < pointsByAge.length; age++) {
		pointsByAge[age] = points * (flat ? 1 : decayFactor(decay, age));
		// Once a decay by steps has taken everything it stays so: the occurrence can be forgotten.
		if (!flat && points !== 0 && pointsByAge[age] === 0 && age < endAge) endAge = age;
	}
	const empty = clamp(0, rule);
	const fades = window !== Number.POSITIVE_INFINITY || !(decay === "none");
	const tierPoints = tiers.map((tier) => tier.points);
	const halving = typeof decay === "object" && "half_life_days" in decay && tiers.length === 0;
	const tiersCanRise =
		window !== Number.POSITIVE_INFINITY && tierPoints.some((p, i) => p < Math.max(0, ...tierPoints.slice(0, i)));
	const canRise = tiers.length > 0 ? tiersCanRise : points < 0 && fades;
	return {
		tests: columnTests(rule.where, activities),
		pointsByAge,
		flat,
		endAge,
		perLead: rule.at_most?.per === "lead" ? rule.at_most.count : Number.POSITIVE_INFINITY,
		perDay: rule.at_most?.per === "day" ? rule.at_most.count : Number.POSITIVE_INFINITY,
		tierCounts: Int32Array.from(tiers, (tier) => tier.at_least),
		tierPoints: Float64Array.from(tierPoints),
		cap: rule.cap ?? Number.POSITIVE_INFINITY,
		floor: rule.floor ?? Number.NEGATIVE_INFINITY,
		empty,
		halves: halving && points > 0 && rule.floor === undefined,
		fadesOnly: halving && window === Number.POSITIVE_INFINITY && rule.floor === undefined && rule.cap === undefined,
		gain: tiers.length > 0 ? Number.POSITIVE_INFINITY : Math.max(0, points),
		riseTo: canRise ? clamp(Math.max(0, ...tierPoints), rule) : Number.NEGATIVE_INFINITY,
	};
}

/** Share left by age. An age beyond the table is taken as its last entry. */
function halvingTable(decay: Decay, ages: number): Float64Array {
	if (typeof decay !== "object" || !("half_life_days" in decay)) return sharedFloat64(0);
	const table = sharedFloat64(ages);
	for (let age = 0; age < ages; age++) table[age] = decayFactor(decay, age);
	return table;
}

function columnTests(where: Readonly<Record<string, Predicate>> | undefined, activities: Activities): ColumnTest[] {
	return Object.entries(where ?? {}).map(([name, predicate]) => {
		const column = activities.properties.find((property) => property.name === name);
		// A property the dataset does not have is unknown for every activity.
		if (column === undefined) {
			const none = { values: [], codes: sharedInt32(activities.count).fill(-1) };
			return { codes: none.codes, holds: testTable(predicate, none) };
		}
		return { codes: column.codes, holds: testTable(predicate, column) };
	});
}

function testTable(predicate: Predicate, column: CodedColumn): Uint8Array {
	const holds = compilePredicate(predicate);
	const table = new Uint8Array(new SharedArrayBuffer(column.values.length + 1));
	table[0] = holds(undefined) ? 1 : 0;
	column.values.forEach((value, code) => {
		table[code + 1] = holds(value) ? 1 : 0;
	});
	return table;
}

/** Days from the earliest activity to `asOf`. */
function largestAge({ activities, calendar, asOf }: Dataset): number {
	const today = calendar.dayOf(asOf);
	let first = today;
	for (let i = 0; i < activities.count; i++) if (activities.day[i]! < first) first = activities.day[i]!;
	return today - first;
}
