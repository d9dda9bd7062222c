import { AttributeState } from "./attribute-state.ts";
import { columnPasses } from "./column-passes.ts";
import type { KernelData } from "./kernel-input.ts";
import type { KernelPlan } from "./kernel-plan.ts";
import { BAR, CLAMPED, type Now, RISE, ROUNDING } from "./now.ts";
import { RuleState } from "./rule-state.ts";
import { daysSince, type TimeOrigins } from "./time-rules.ts";

/**
 * The score of the lead at hand: the sum of each rule and group as of a day, and an upper bound of the score that is kept
 * from fact to fact and tells, without adding up the rules, that there can be no new maximum.
 */
export class ScoreSums implements TimeOrigins {
	/** Values of attributes, and the clamped sum of every rule (`attributes.ruleValue`). */
	readonly attributes: AttributeState;
	private readonly plan: KernelPlan;
	private readonly now: Now;
	private readonly groupCount: number;
	private readonly ruleRaw: Float64Array;
	private readonly states: readonly RuleState[];
	/** Rules with an occurrence, in the first `activeCount` places. */
	private readonly active: RuleState[];
	private readonly isActive: Uint8Array;
	private activeCount = 0;
	private readonly groupSum: Float64Array;
	/** Upper bound of each group's sum: what only falls or stays, and what halves, as of `boundDay`. */
	private readonly boundKept: Float64Array;
	private readonly boundHalving: Float64Array;
	/** By group: what the passing of days takes towards nothing by the half-life, positive and negative together. */
	private readonly fading: Float64Array;
	private boundDay = 0;
	createdDay = 0;
	lastDay = 0;
	hasActivity = false;

	constructor(plan: KernelPlan, data: KernelData, now: Now) {
		this.plan = plan;
		this.now = now;
		this.groupCount = plan.groupCap.length;
		this.attributes = new AttributeState(plan, data);
		this.ruleRaw = new Float64Array(plan.ruleCount);
		this.states = plan.activityRules.map(
			(rule, index) => new RuleState(rule, { index, values: this.attributes.ruleValue, raws: this.ruleRaw }),
		);
		this.active = [...this.states];
		this.isActive = new Uint8Array(plan.activityRules.length);
		this.groupSum = new Float64Array(this.groupCount);
		this.boundKept = new Float64Array(this.groupCount);
		this.boundHalving = new Float64Array(this.groupCount);
		this.fading = new Float64Array(this.groupCount);
	}

	/** Forgets the lead before; attributes are started by the caller. */
	start(createdDay: number): void {
		for (let i = 0; i < this.activeCount; i++) this.active[i]!.reset();
		this.activeCount = 0;
		this.isActive.fill(0);
		this.createdDay = createdDay;
		this.hasActivity = false;
	}

	/** Feeds one activity that becomes known `today` to every rule that counts it. */
	add(activity: number, type: number, day: number, today: number): void {
		if (!this.hasActivity || day > this.lastDay) this.lastDay = day;
		this.hasActivity = true;
		for (const index of this.plan.rulesOfType[type]!) {
			const state = this.states[index]!;
			if (!columnPasses(state.plan.tests, activity)) continue;
			if (this.isActive[index] === 0) {
				this.isActive[index] = 1;
				this.active[this.activeCount++] = state;
			}
			state.add(day, today);
			if (state.halves) this.boundHalving[state.group]! += state.plan.gain;
			else this.boundKept[state.group]! += state.plan.gain;
		}
	}

	/** Brings every sum up to a day: the value of each rule, the score, its possible rise and the upper bound. */
	sumOn(today: number): void {
		const { groupCount, groupSum, boundKept, boundHalving, fading } = this;
		const { groupBase } = this.attributes;
		this.boundDay = today;
		for (let g = 0; g < groupCount; g++) {
			groupSum[g] = groupBase[g]!;
			boundKept[g] = groupBase[g]!;
			boundHalving[g] = 0;
			fading[g] = 0;
		}
		this.sumActivities(today);
		if (this.plan.timeRules.length > 0) this.sumTime(today);
		let mayRise = this.now[RISE]!;
		const { groupCap, groupFloor, cap, floor } = this.plan;
		let total = 0;
		for (let g = 0; g < groupCount; g++) {
			let sum = groupSum[g]!;
			// What fades together rises only as far as its negative part outweighs the positive one.
			if (fading[g]! < 0) mayRise -= fading[g]!;
			if (sum > groupCap[g]!) sum = groupCap[g]!;
			if (sum < groupFloor[g]!) sum = groupFloor[g]!;
			total += sum;
		}
		this.now[CLAMPED] = Math.max(Math.min(total, cap), floor);
		this.now[RISE] = mayRise;
	}

	/** Lets the upper bound fade to a day, before what becomes known on it is added. */
	fadeBound(today: number): void {
		const days = today - this.boundDay;
		if (days === 0) return;
		this.boundDay = today;
		const { boundHalving, groupCount } = this;
		const { groupHalving } = this.plan;
		for (let g = 0; g < groupCount; g++) {
			const halving = groupHalving[g]!;
			if (halving.length > 0) boundHalving[g]! *= halving[days < halving.length ? days : halving.length - 1]!;
		}
	}

	/** Whether the upper bound of the score, until the next fact, lies above the bar. */
	mayExceed(): boolean {
		const { groupCount, boundKept, boundHalving } = this;
		const { groupCap, groupFloor, cap, floor } = this.plan;
		let total = 0;
		for (let g = 0; g < groupCount; g++) {
			let sum = boundKept[g]! + boundHalving[g]!;
			if (sum > groupCap[g]!) sum = groupCap[g]!;
			if (sum < groupFloor[g]!) sum = groupFloor[g]!;
			total += sum;
		}
		return Math.max(Math.min(total, cap), floor) > this.now[BAR]! + ROUNDING;
	}

	/** Adds the activity rules; `now[RISE]` becomes by how much days alone could raise them. */
	private sumActivities(today: number): void {
		const { active, groupSum, boundKept, boundHalving, fading, ruleRaw } = this;
		const { ruleValue } = this.attributes;
		let mayRise = 0;
		for (let i = 0; i < this.activeCount; i++) {
			const state = active[i]!;
			const { group, empty, riseTo } = state;
			state.sumOn(today);
			if (state.isEmpty) {
				// All it counted has expired: it is out until it is fed again.
				this.isActive[state.index] = 0;
				active[i--] = active[--this.activeCount]!;
				continue;
			}
			const value = ruleValue[state.rule]!;
			const raw = ruleRaw[state.rule]!;
			groupSum[group]! += value - empty;
			if (state.halves) {
				boundHalving[group]! += raw;
				// At its cap a sum stands still while others fade.
				if (raw === value) fading[group]! += value;
			} else if (riseTo > value) {
				boundKept[group]! += riseTo - empty;
				if (state.fadesOnly) fading[group]! += value;
				else mayRise += riseTo - value;
			} else boundKept[group]! += value - empty;
		}
		this.now[RISE] = mayRise;
	}

	/** Adds the rules of time, also to `now[RISE]`. */
	private sumTime(today: number): void {
		const { groupSum, boundKept } = this;
		const { ruleValue } = this.attributes;
		let mayRise = this.now[RISE]!;
		for (const rule of this.plan.timeRules) {
			const { group, before, reached } = rule;
			const value = daysSince(rule, this, today) >= rule.days ? reached : before;
			ruleValue[rule.rule] = value;
			groupSum[group]! += value;
			boundKept[group]! += reached > before ? reached : before;
			if (reached > value) mayRise += reached - value;
		}
		this.now[RISE] = mayRise;
	}
}
