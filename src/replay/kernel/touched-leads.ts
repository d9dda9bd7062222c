import type { Dataset } from "../../dataset/dataset.ts";
import { columnPasses } from "./column-passes.ts";
import type { ActivityPlan, AttributePlan, KernelPlan } from "./kernel-plan.ts";

/**
 * The leads on which two plans of one dataset may differ: 1 where one of them reads a value or counts an occurrence that
 * the other takes for something else. All other leads go through exactly the same sums in both. `undefined`: every lead,
 * as when thresholds, gates, caps of the whole or rules of time differ.
 *
 * The plans' rules are matched by their ids, given in the order of the plans' numbers.
 */
export function touchedLeads(
	dataset: Dataset,
	before: { readonly plan: KernelPlan; readonly ids: readonly string[] },
	after: { readonly plan: KernelPlan; readonly ids: readonly string[] },
): Uint8Array | undefined {
	if (!sameFrame(before.plan, after.plan, before.ids, after.ids)) return undefined;
	const touched = new Uint8Array(dataset.leadCount);
	const left = rulesById(before);
	const right = rulesById(after);
	for (const id of new Set([...before.ids, ...after.ids])) {
		const [one, other] = [left.get(id), right.get(id)];
		// A rule of time, which the frame holds.
		if (one === undefined && other === undefined) continue;
		if (one?.activity !== undefined || other?.activity !== undefined) {
			if (one?.attribute !== undefined || other?.attribute !== undefined) return undefined;
			if (sameActivity(one?.activity, other?.activity)) continue;
			for (const rule of [one?.activity, other?.activity]) {
				if (rule === undefined) continue;
				// A rule with points before it has counted anything gives them to every lead.
				if (rule.plan.empty !== 0) return undefined;
				markActivities(dataset, rule, touched);
			}
		} else if (!markValues(dataset, one?.attribute, other?.attribute, touched)) return undefined;
	}
	return touched;
}

interface PlannedActivity {
	readonly plan: ActivityPlan;
	readonly type: number;
	readonly halving: Float64Array;
}

interface Planned {
	readonly attribute?: AttributePlan;
	readonly activity?: PlannedActivity;
}

function rulesById({ plan, ids }: { plan: KernelPlan; ids: readonly string[] }): Map<string, Planned> {
	const rules = new Map<string, Planned>();
	for (const rule of plan.attributeRules) rules.set(ids[rule.rule]!, { attribute: rule });
	plan.activityRules.forEach((rule, index) => {
		const type = plan.rulesOfType.findIndex((rules) => rules.includes(index));
		rules.set(ids[rule.rule]!, { activity: { plan: rule, type, halving: plan.groupHalving[rule.group]! } });
	});
	return rules;
}

/** Whether all but the rules of attributes and activities is the same, and these stand in the same order. */
function sameFrame(one: KernelPlan, other: KernelPlan, ids: readonly string[], otherIds: readonly string[]): boolean {
	const shared = ids.filter((id) => otherIds.includes(id));
	const gates = (plan: KernelPlan, names: readonly string[]) =>
		plan.stages.map((stage) => ({ ...stage, rules: stage.rules.map((rule) => names[rule]), attributeRules: [] }));
	const time = (plan: KernelPlan, names: readonly string[]) =>
		plan.timeRules.map((rule) => ({ ...rule, rule: names[rule.rule] }));
	return (
		shared.join("\n") === otherIds.filter((id) => ids.includes(id)).join("\n") &&
		equalParts(one.groupCap, other.groupCap) &&
		equalParts(one.groupFloor, other.groupFloor) &&
		one.cap === other.cap &&
		one.floor === other.floor &&
		equalParts(time(one, ids), time(other, otherIds)) &&
		equalParts(gates(one, ids), gates(other, otherIds)) &&
		equalParts(one.flagsOfType, other.flagsOfType)
	);
}

function sameActivity(one: PlannedActivity | undefined, other: PlannedActivity | undefined): boolean {
	if (one === undefined || other === undefined) return one === other;
	const plain = ({ plan, type, halving }: PlannedActivity) => ({ ...plan, rule: 0, type, halving });
	return equalParts(plain(one), plain(other));
}

/** Marks the leads with an occurrence that a rule counts. */
function markActivities(
	{ activities, leadCount }: Dataset,
	{ plan, type }: PlannedActivity,
	touched: Uint8Array,
): void {
	if (type < 0) return;
	for (let lead = 0; lead < leadCount; lead++) {
		const end = activities.offsets[lead + 1]!;
		for (let i = activities.offsets[lead]!; i < end && touched[lead] === 0; i++)
			if (activities.type[i] === type && columnPasses(plan.tests, i)) touched[lead] = 1;
	}
}

/** Marks the leads that at some time have a value for which two rules give different points; false where unknown does. */
function markValues(
	{ attributes, history, leadCount }: Dataset,
	one: AttributePlan | undefined,
	other: AttributePlan | undefined,
	touched: Uint8Array,
): boolean {
	if (one !== undefined && other !== undefined && (one.attribute !== other.attribute || one.group !== other.group))
		return false;
	const { attribute } = (one ?? other)!;
	const length = (one ?? other)!.points.length;
	const differs = new Uint8Array(length);
	for (let code = 0; code < length; code++)
		differs[code] = (one?.points[code] ?? 0) === (other?.points[code] ?? 0) ? 0 : 1;
	if (differs[0] === 1) return false;
	const { codes } = attributes[attribute]!;
	for (let lead = 0; lead < leadCount; lead++) {
		if (differs[codes[lead]! + 1] === 1) touched[lead] = 1;
		for (let row = history.offsets[lead]!; row < history.offsets[lead + 1]!; row++)
			if (history.attribute[row] === attribute && differs[history.code[row]! + 1] === 1) touched[lead] = 1;
	}
	return true;
}

/** Whether two plain values are the same, typed arrays by their numbers. */
function equalParts(one: unknown, other: unknown): boolean {
	if (Object.is(one, other)) return true;
	if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
	if (ArrayBuffer.isView(one) && ArrayBuffer.isView(other)) {
		const [left, right] = [one as Float64Array, other as Float64Array];
		if (left.length !== right.length) return false;
		for (let i = 0; i < left.length; i++) if (left[i] !== right[i]) return false;
		return true;
	}
	const [left, right] = [Object.entries(one), Object.entries(other)];
	return (
		left.length === right.length &&
		left.every(([key, value]) => equalParts(value, (other as Readonly<Record<string, unknown>>)[key]))
	);
}
