import { columnPasses } from "./column-passes.ts";
import type { KernelPlan } from "./kernel-plan.ts";
import { BAR, LARGEST, type Now } from "./now.ts";
import type { ScoreSums } from "./score-sums.ts";

/** Which stages the lead at hand may be flagged for, by their gates, and how far each has come. */
export class OpenStages {
	/** A gate may have changed since {@link open}. */
	isDirty = true;
	/** Largest rounded score of each stage while its gates held. */
	readonly best: Float64Array;
	/** 1 where the gates that only facts can change hold. */
	readonly isOpen: Uint8Array;
	private readonly plan: KernelPlan;
	private readonly sums: ScoreSums;
	private readonly now: Now;
	private readonly floors: readonly number[] | undefined;
	/** Occurrences that some gate asks for: 1 when known. */
	private readonly occurred: Uint8Array;

	constructor(plan: KernelPlan, sums: ScoreSums, now: Now, floors?: readonly number[]) {
		this.plan = plan;
		this.sums = sums;
		this.now = now;
		this.floors = floors;
		this.best = new Float64Array(plan.stages.length);
		this.isOpen = new Uint8Array(plan.stages.length);
		this.occurred = new Uint8Array(plan.flagCount);
	}

	/** Forgets the lead before. */
	start(): void {
		this.occurred.fill(0);
		if (this.floors === undefined) {
			this.best.fill(Number.NEGATIVE_INFINITY);
			this.now[LARGEST] = Number.NEGATIVE_INFINITY;
		} else {
			this.best.set(this.floors);
			this.now[LARGEST] = Number.POSITIVE_INFINITY;
		}
		this.isDirty = true;
	}

	/** Notes an activity that some gate asks for. */
	see(activity: number, type: number): void {
		for (const { flag, tests } of this.plan.flagsOfType[type]!) {
			if (this.occurred[flag] === 1 || !columnPasses(tests, activity)) continue;
			this.occurred[flag] = 1;
			this.isDirty = true;
		}
	}

	/** Says stage by stage whether the gates that only facts can change hold. */
	open(): void {
		this.isDirty = false;
		const { isOpen, occurred } = this;
		const { stages } = this.plan;
		const { ruleValue, code } = this.sums.attributes;
		for (let s = 0; s < stages.length; s++) {
			const stage = stages[s]!;
			let open = 1;
			for (const flag of stage.flags) if (occurred[flag] === 0) open = 0;
			for (const rule of stage.attributeRules) if (!(ruleValue[rule]! > 0)) open = 0;
			for (const { attribute, holds } of stage.attributes) if (holds[code[attribute]! + 1] === 0) open = 0;
			isOpen[s] = open;
		}
	}

	/** Sets what the rounded score must exceed: the largest so far, or less where an open stage has not come so far. */
	setBar(): void {
		const { best, isOpen } = this;
		let lowest = this.now[LARGEST]!;
		for (let s = 0; s < best.length; s++) if (isOpen[s] === 1 && best[s]! < lowest) lowest = best[s]!;
		this.now[BAR] = lowest;
	}

	/** Whether every rule that a stage requires gives more than 0 points. */
	rulesHold(stage: number): boolean {
		const { ruleValue } = this.sums.attributes;
		for (const rule of this.plan.stages[stage]!.rules) if (!(ruleValue[rule]! > 0)) return false;
		return true;
	}
}
