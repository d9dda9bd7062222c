import type { ActivityPlan } from "./kernel-plan.ts";

/**
 * The occurrences that an activity rule still counts for the lead at hand: days in rising order with how many there
 * were, a queue from which expired days are dropped at the front. Days of one lead only ever advance. The parts of the
 * plan that every sum needs are fields of its own.
 */
export class RuleState {
	readonly plan: ActivityPlan;
	readonly rule: number;
	/** Its place among the activity rules. */
	readonly index: number;
	readonly group: number;
	readonly empty: number;
	readonly riseTo: number;
	readonly halves: boolean;
	/** Falls or rises towards nothing by the group's half-life alone: no window, no limit of its own. */
	readonly fadesOnly: boolean;
	/** Where the sums of all rules stand, by rule number: numbers in objects or returned by flags cost an allocation each. */
	private readonly values: Float64Array;
	private readonly raws: Float64Array;
	private readonly pointsByAge: Float64Array;
	private readonly endAge: number;
	private readonly perLead: number;
	private readonly perDay: number;
	private readonly cap: number;
	private readonly floor: number;
	private readonly isFlat: boolean;
	private readonly hasTiers: boolean;
	private days = new Int32Array(16);
	private counts = new Int32Array(16);
	private head = 0;
	private tail = 0;
	/** Occurrences kept, after the limits per lead and per day. */
	private total = 0;
	private computedFor = NEVER_COMPUTED;

	/**
	 * @param sums.index place of the rule among the activity rules
	 * @param sums.values clamped sum of each rule of the model, at the day it was last computed for
	 * @param sums.raws the same before the rule's own cap and floor
	 */
	constructor(
		plan: ActivityPlan,
		sums: { readonly index: number; readonly values: Float64Array; readonly raws: Float64Array },
	) {
		this.plan = plan;
		this.index = sums.index;
		this.values = sums.values;
		this.raws = sums.raws;
		this.rule = plan.rule;
		this.group = plan.group;
		this.empty = plan.empty;
		this.riseTo = plan.riseTo;
		this.halves = plan.halves;
		this.fadesOnly = plan.fadesOnly;
		this.pointsByAge = plan.pointsByAge;
		this.endAge = Math.min(plan.endAge, NO_LIMIT);
		this.perLead = Math.min(plan.perLead, NO_LIMIT);
		this.perDay = Math.min(plan.perDay, NO_LIMIT);
		this.cap = plan.cap;
		this.floor = plan.floor;
		this.isFlat = plan.flat;
		this.hasTiers = plan.tierCounts.length > 0;
	}

	/** Whether no occurrence counts any more. */
	get isEmpty(): boolean {
		return this.head === this.tail;
	}

	/** Forgets the lead. */
	reset(): void {
		this.head = 0;
		this.tail = 0;
		this.total = 0;
		this.values[this.rule] = this.empty;
		this.computedFor = NEVER_COMPUTED;
	}

	/** An occurrence on `day` becomes known on `today`. */
	add(day: number, today: number): void {
		if (today - day >= this.endAge) return;
		this.computedFor = NEVER_COMPUTED;
		let place = this.tail - 1;
		while (place >= this.head && this.days[place]! > day) place--;
		if (place >= this.head && this.days[place] === day) {
			if (this.counts[place]! >= this.perDay) return;
			this.counts[place]!++;
		} else {
			this.makeRoom();
			place = this.tail - 1;
			while (place >= this.head && this.days[place]! > day) {
				this.days[place + 1] = this.days[place]!;
				this.counts[place + 1] = this.counts[place]!;
				place--;
			}
			this.days[place + 1] = day;
			this.counts[place + 1] = 1;
			this.tail++;
		}
		if (this.total < this.perLead) {
			this.total++;
			return;
		}
		// Full: the oldest one kept makes way, and can never come back.
		this.counts[this.head]!--;
		if (this.counts[this.head] === 0) this.head++;
	}

	/** Brings the sums up to a day; days never go back. */
	sumOn(today: number): void {
		if (today === this.computedFor) return;
		const { days, counts, tail, endAge } = this;
		let head = this.head;
		while (head < tail && today - days[head]! >= endAge) this.total -= counts[head++]!;
		this.head = head;
		this.computedFor = today;
		let sum = 0;
		if (this.hasTiers) sum = this.tierPoints();
		else if (this.isFlat) sum = this.total * this.pointsByAge[0]!;
		else {
			const { pointsByAge } = this;
			for (let i = head; i < tail; i++) sum += counts[i]! * pointsByAge[today - days[i]!]!;
		}
		this.raws[this.rule] = sum;
		if (sum > this.cap) sum = this.cap;
		if (sum < this.floor) sum = this.floor;
		this.values[this.rule] = sum;
	}

	private tierPoints(): number {
		const { tierCounts, tierPoints } = this.plan;
		let points = 0;
		for (let tier = 0; tier < tierCounts.length && this.total >= tierCounts[tier]!; tier++) points = tierPoints[tier]!;
		return points;
	}

	private makeRoom(): void {
		if (this.tail < this.days.length) return;
		if (this.head > this.days.length / 2) {
			this.days.copyWithin(0, this.head, this.tail);
			this.counts.copyWithin(0, this.head, this.tail);
			this.tail -= this.head;
			this.head = 0;
			return;
		}
		const days = new Int32Array(this.days.length * 2);
		const counts = new Int32Array(this.days.length * 2);
		days.set(this.days);
		counts.set(this.counts);
		this.days = days;
		this.counts = counts;
	}
}

const NO_LIMIT = 2_147_483_647;
/** No day number is this low. */
const NEVER_COMPUTED = -2_147_483_648;
