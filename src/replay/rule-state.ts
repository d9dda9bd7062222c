import type { ActivityPlan } from "./kernel-plan.ts";

/**
 * The occurrences that an activity rule still counts for the lead at hand: days in rising order with how many there
 * were, a queue from which expired days are dropped at the front. Days of one lead only ever advance.
 */
export class RuleState {
	readonly plan: ActivityPlan;
	/** Clamped sum at the day it was last computed for. */
	value: number;
	/** The same before the rule's own cap and floor. */
	raw = 0;
	private days = new Int32Array(16);
	private counts = new Int32Array(16);
	private head = 0;
	private tail = 0;
	/** Occurrences kept, after the limits per lead and per day. */
	private total = 0;
	private computedFor = Number.NaN;

	constructor(plan: ActivityPlan) {
		this.plan = plan;
		this.value = plan.empty;
	}

	/** Forgets the lead. */
	reset(): void {
		this.head = 0;
		this.tail = 0;
		this.total = 0;
		this.value = this.plan.empty;
		this.computedFor = Number.NaN;
	}

	/** An occurrence on `day` becomes known on `today`. */
	add(day: number, today: number): void {
		const { plan } = this;
		if (today - day >= plan.endAge) return;
		this.computedFor = Number.NaN;
		let place = this.tail - 1;
		while (place >= this.head && this.days[place]! > day) place--;
		if (place >= this.head && this.days[place] === day) {
			if (this.counts[place]! >= plan.perDay) return;
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
		if (this.total < plan.perLead) {
			this.total++;
			return;
		}
		// Full: the oldest one kept makes way, and can never come back.
		this.counts[this.head]!--;
		if (this.counts[this.head] === 0) this.head++;
	}

	/** The clamped sum on a day; days never go back. */
	sumOn(today: number): number {
		if (today === this.computedFor) return this.value;
		const { plan, days, counts, tail } = this;
		let head = this.head;
		while (head < tail && today - days[head]! >= plan.endAge) this.total -= counts[head++]!;
		this.head = head;
		this.computedFor = today;
		let sum = 0;
		if (plan.tierCounts.length > 0) {
			for (let tier = 0; tier < plan.tierCounts.length && this.total >= plan.tierCounts[tier]!; tier++) {
				sum = plan.tierPoints[tier]!;
			}
		} else if (plan.flat) {
			sum = this.total * plan.pointsByAge[0]!;
		} else {
			const { pointsByAge } = plan;
			for (let i = head; i < tail; i++) sum += counts[i]! * pointsByAge[today - days[i]!]!;
		}
		this.raw = sum;
		if (sum > plan.cap) sum = plan.cap;
		if (sum < plan.floor) sum = plan.floor;
		this.value = sum;
		return sum;
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
