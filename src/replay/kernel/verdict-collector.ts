import { NEVER } from "../../dataset/dataset.ts";
import type { KernelJob, KernelResult } from "./kernel-input.ts";
import { AT, CREATED, type Now } from "./now.ts";
import { ThresholdCollector } from "./threshold-differences.ts";
import { mondayOfWeek, WeeklyCollector } from "./weekly-differences.ts";

// The kernel says on its own what became of a flag, as the reference does, and not by `flag-outcome.ts`: three accounts of
// one definition that are tested against each other.
const LATE = 1;
const IMMATURE = 2;
const HIT = 3;
const MISS = 4;

/** A hand-off with where its verdicts go. */
interface Collected {
	readonly outcomeAt: Float64Array;
	readonly amount: Float64Array | undefined;
	readonly collector: ThresholdCollector;
}

/** Writes down flags: the first at a stage's own threshold, and what became of that of every other threshold, by week. */
export class VerdictCollector {
	private readonly now: Now;
	private readonly thresholds: Float64Array;
	private readonly flaggedAt: readonly Float64Array[];
	private readonly collectors: readonly ThresholdCollector[];
	private readonly handoffsOfStage: readonly (readonly Collected[])[];
	private readonly weekly: readonly WeeklyCollector[];
	private readonly firstMonday: number;
	private readonly horizonMs: number;
	private readonly asOf: number;

	constructor({ plan, data, handoffs, weeks, horizonMs, out }: KernelJob, now: Now) {
		this.now = now;
		this.thresholds = Float64Array.from(plan.stages, ({ threshold }) => threshold);
		this.flaggedAt = out.flaggedAt;
		this.collectors = handoffs.map(() => new ThresholdCollector());
		this.handoffsOfStage = plan.stages.map((_, stage) =>
			handoffs.flatMap(({ stage: own, outcomeAt, amount }, index) =>
				own === stage ? [{ outcomeAt, amount, collector: this.collectors[index]! }] : [],
			),
		);
		this.weekly = plan.stages.map(() => new WeeklyCollector(weeks.weeks));
		this.firstMonday = mondayOfWeek(weeks.firstWeek);
		this.horizonMs = horizonMs;
		this.asOf = data.asOf;
	}

	/** No flags yet of a row. */
	start(row: number): void {
		for (const column of this.flaggedAt) column[row] = NEVER;
	}

	/**
	 * A new maximum of a stage: its flag, and the verdict of every threshold from the one before up to it.
	 *
	 * @param before largest score of the stage until now; -Infinity if none
	 */
	reach(stage: number, lead: number, row: number, today: number, before: number, score: number): void {
		const at = this.now[AT]!;
		const threshold = this.thresholds[stage]!;
		if (before < threshold && score >= threshold) this.flaggedAt[stage]![row] = at;
		const low = before < 0 ? 0 : Math.floor(before) + 1;
		const high = Math.floor(score);
		if (high < low) return;
		// Before the first week lie leads created years before all others.
		if (today >= this.firstMonday) this.weekly[stage]!.add(low, high, ((today - this.firstMonday) / 7) | 0);
		const created = this.now[CREATED]!;
		for (const { outcomeAt, amount, collector } of this.handoffsOfStage[stage]!) {
			const outcome = outcomeAt[lead]!;
			if (outcome <= created) continue;
			const end = at + this.horizonMs;
			const within = outcome <= end;
			const verdict = outcome <= at ? LATE : end > this.asOf ? IMMATURE : within ? HIT : MISS;
			collector.add(low, high, verdict, within && outcome > at);
			if (amount !== undefined && verdict === HIT) collector.addAmount(low, high, amount[lead]!);
		}
	}

	/** What was collected over all leads. */
	get result(): KernelResult {
		return {
			differences: this.collectors.map(({ differences }) => differences),
			weekly: this.weekly.map(({ differences }) => differences),
		};
	}
}
