import { NEVER, UNKNOWN } from "../../dataset/dataset.ts";
import type { KernelData } from "./kernel-input.ts";
import type { KernelPlan } from "./kernel-plan.ts";

/**
 * The attribute values of the lead at hand, as codes, and what the attribute rules make of them. Values known later
 * than creation come from wide columns with a knowledge time and from the history.
 */
export class AttributeState {
	/** Current code of each attribute of the dataset. */
	readonly code: Int32Array;
	/** Clamped sum of each rule of the model; activity and inactivity rules are written by the kernel. */
	readonly ruleValue: Float64Array;
	/** By group: attribute rules, and the sums of activity rules without any occurrence. */
	readonly groupBase: Float64Array;
	/** When the next value becomes known; `NEVER` if none does. */
	nextAt = NEVER;

	private readonly plan: KernelPlan;
	private readonly data: KernelData;
	private readonly emptyBase: Float64Array;
	private readonly isUsed: Uint8Array;
	/** Attributes whose wide column has a knowledge time of its own. */
	private readonly dated: readonly number[];
	private readonly hasHistory: boolean;
	private readonly knownAt: Float64Array;
	private lead = 0;
	private historyNext = 0;
	private historyEnd = 0;

	constructor(plan: KernelPlan, data: KernelData) {
		this.plan = plan;
		this.data = data;
		this.code = new Int32Array(data.attributes.length).fill(UNKNOWN);
		this.knownAt = new Float64Array(data.attributes.length);
		this.isUsed = new Uint8Array(data.attributes.length);
		for (const attribute of plan.usedAttributes) this.isUsed[attribute] = 1;
		this.dated = plan.usedAttributes.filter((attribute) => data.attributes[attribute]!.knownAt !== undefined);
		this.hasHistory = data.historyAttribute.length > 0 && plan.usedAttributes.length > 0;
		this.ruleValue = new Float64Array(plan.ruleCount);
		this.groupBase = new Float64Array(plan.groupCap.length);
		this.emptyBase = new Float64Array(plan.groupCap.length);
		for (const { rule, group, empty } of plan.activityRules) {
			this.ruleValue[rule] = empty;
			this.emptyBase[group]! += empty;
		}
	}

	/** Sets the values known when the lead is created. */
	start(lead: number, created: number): void {
		const { attributes, historyOffsets } = this.data;
		this.lead = lead;
		for (const attribute of this.plan.usedAttributes) {
			const { codes, knownAt } = attributes[attribute]!;
			const known = knownAt === undefined ? created : knownAt[lead]!;
			const code = codes[lead]!;
			const isKnown = known <= created && code !== UNKNOWN;
			this.code[attribute] = isKnown ? code : UNKNOWN;
			this.knownAt[attribute] = isKnown ? known : Number.NEGATIVE_INFINITY;
		}
		if (this.hasHistory) {
			this.historyNext = historyOffsets[lead]!;
			this.historyEnd = historyOffsets[lead + 1]!;
			this.takeHistory(created);
		}
		this.sum();
		this.findNext(created);
	}

	/** Takes in every value known by an instant. */
	advance(instant: number): void {
		for (const attribute of this.dated) {
			const { codes, knownAt } = this.data.attributes[attribute]!;
			if (knownAt![this.lead] === instant && codes[this.lead] !== UNKNOWN) {
				this.code[attribute] = codes[this.lead]!;
				this.knownAt[attribute] = instant;
			}
		}
		if (this.hasHistory) this.takeHistory(instant);
		this.sum();
		this.findNext(instant);
	}

	private takeHistory(instant: number): void {
		const { historyKnownAt, historyAttribute, historyCode } = this.data;
		while (this.historyNext < this.historyEnd && historyKnownAt[this.historyNext]! <= instant) {
			const row = this.historyNext++;
			const attribute = historyAttribute[row]!;
			// A wide value known later than this row, though before the lead was created, stands.
			if (this.isUsed[attribute] === 0 || historyKnownAt[row]! < this.knownAt[attribute]!) continue;
			this.code[attribute] = historyCode[row]!;
			this.knownAt[attribute] = historyKnownAt[row]!;
		}
	}

	private sum(): void {
		const { groupBase, ruleValue, code } = this;
		groupBase.set(this.emptyBase);
		for (const { attribute, group, rule, points } of this.plan.attributeRules) {
			const value = points[code[attribute]! + 1]!;
			ruleValue[rule] = value;
			groupBase[group]! += value;
		}
	}

	private findNext(after: number): void {
		let next = NEVER;
		for (const attribute of this.dated) {
			const { codes, knownAt } = this.data.attributes[attribute]!;
			const at = knownAt![this.lead]!;
			if (at > after && at < next && codes[this.lead] !== UNKNOWN) next = at;
		}
		if (this.hasHistory && this.historyNext < this.historyEnd) {
			const at = this.data.historyKnownAt[this.historyNext]!;
			if (at < next) next = at;
		}
		this.nextAt = next;
	}
}
