import { roundScore } from "../../base/round.ts";
import { NEVER } from "../../dataset/dataset.ts";
import { DayOfNow } from "./day-of-now.ts";
import type { KernelJob, KernelResult } from "./kernel-input.ts";
import { AT, BAR, CLAMPED, CREATED, createNow, LARGEST, type Now, RISE, ROUNDING, UNTIL } from "./now.ts";
import { OpenStages } from "./open-stages.ts";
import { ScoreSums } from "./score-sums.ts";
import { VerdictCollector } from "./verdict-collector.ts";

/** Handed each row whose landmark has passed, with the clamped sum of each rule there; the array is reused. */
export type OnLandmark = (row: number, ruleValue: Float64Array) => void;

/**
 * Handed each new maximum of a stage whose gates hold: every threshold above `before` and up to `score` is first reached.
 * Returns what the next maximum must exceed to matter: `score`, or Infinity when nothing higher is asked for.
 */
export type OnReach = (stage: number, row: number, before: number, score: number, at: number) => number;

/**
 * Walks leads one after another, each through the moments at which a fact becomes known.
 *
 * ```
 * facts of the moment -> gates that open -> bound: can there be a new maximum? -> sums -> new maximum -> verdicts
 *   -> landmark, when it comes before the next fact -> starts of days on which time alone may raise the score -> next
 * ```
 */
export class LeadWalk {
	private readonly job: KernelJob;
	private readonly now: Now = createNow();
	private readonly day: DayOfNow;
	private readonly sums: ScoreSums;
	private readonly stages: OpenStages;
	private readonly verdicts: VerdictCollector;
	private readonly onLandmark: OnLandmark | undefined;
	private readonly onReach: OnReach | undefined;
	private readonly lastDay: number;
	private lead = 0;
	private row = 0;
	/** Next activity of the lead, and the end of its activities. */
	private next = 0;
	private end = 0;

	constructor(job: KernelJob, on: { readonly onLandmark?: OnLandmark; readonly onReach?: OnReach } = {}) {
		this.job = job;
		this.day = new DayOfNow(job.data, this.now);
		this.sums = new ScoreSums(job.plan, job.data, this.now);
		this.stages = new OpenStages(job.plan, this.sums, this.now, job.floors);
		this.verdicts = new VerdictCollector(job, this.now);
		this.onLandmark = on.onLandmark;
		this.onReach = on.onReach;
		this.now[AT] = job.data.asOf;
		this.lastDay = this.day.find();
	}

	/** Replays the lead of a row of the cohort. */
	walk(row: number): void {
		const { now, sums, stages } = this;
		const { data, landmarkMs, out } = this.job;
		const { asOf, activityKnownAt, activityDay, knownWhenOccurred } = data;
		let today = this.start(row);
		const landmark = now[CREATED]! + landmarkMs;
		let beforeLandmark = landmark <= asOf;
		/** An attribute has changed. */
		let isChanged = true;
		for (;;) {
			this.takeActivities(today);
			if (stages.isDirty) {
				stages.open();
				stages.setBar();
			}
			if (isChanged || sums.mayExceed()) this.evaluate(today);
			// Nothing before the next fact can be a new maximum: no day has to be visited.
			else now[RISE] = 0;
			isChanged = false;

			const activityAt = this.next < this.end ? activityKnownAt[this.next]! : NEVER;
			const attributeAt = sums.attributes.nextAt;
			const moment = Math.min(activityAt, attributeAt);
			if (beforeLandmark && landmark < moment) {
				beforeLandmark = false;
				now[UNTIL] = landmark;
				today = this.passLandmark(today);
			}
			if (moment > asOf) break;
			now[UNTIL] = moment;
			this.passDays(today, false);
			now[AT] = moment;
			today = knownWhenOccurred && moment === activityAt ? activityDay[this.next]! : this.day.find();
			sums.fadeBound(today);
			if (attributeAt === moment) {
				sums.attributes.advance(moment);
				stages.isDirty = true;
				isChanged = true;
			}
		}
		now[UNTIL] = asOf;
		this.passDays(today, true);
		sums.sumOn(this.lastDay);
		out.finalScore[row] = roundScore(now[CLAMPED]!);
		out.largestScore[row] = now[LARGEST]!;
	}

	/** What was collected over all leads. */
	get result(): KernelResult {
		return this.verdicts.result;
	}

	/** Sets out at the creation of a lead; returns its day. */
	private start(row: number): number {
		const { now, job } = this;
		const { createdAt, activityOffsets } = job.data;
		const lead = job.leads[row]!;
		this.lead = lead;
		this.row = row;
		this.next = activityOffsets[lead]!;
		this.end = activityOffsets[lead + 1]!;
		const created = createdAt[lead]!;
		now[CREATED] = created;
		now[AT] = created;
		const createdDay = this.day.find();
		this.sums.start(createdDay);
		this.sums.attributes.start(lead, created);
		this.stages.start();
		this.verdicts.start(row);
		job.out.landmarkScore[row] = Number.NaN;
		return createdDay;
	}

	/** Every activity known by the moment; several at one instant count as one moment. */
	private takeActivities(today: number): void {
		const { now, end, sums, stages } = this;
		const { activityKnownAt, activityType, activityDay } = this.job.data;
		let next = this.next;
		while (next < end && activityKnownAt[next]! <= now[AT]!) {
			const type = activityType[next]!;
			sums.add(next, type, activityDay[next]!, today);
			stages.see(next, type);
			next++;
		}
		this.next = next;
	}

	/** The score at the landmark, which is where days are passed to; returns its day. */
	private passLandmark(today: number): number {
		const { now, sums } = this;
		this.passDays(today, true);
		now[AT] = now[UNTIL]!;
		const day = this.day.find();
		sums.sumOn(day);
		this.job.out.landmarkScore[this.row] = roundScore(now[CLAMPED]!);
		this.onLandmark?.(this.row, sums.attributes.ruleValue);
		return day;
	}

	/** Starts of days after `today` and before `now[UNTIL]` (or at it, when `including`). */
	private passDays(today: number, including: boolean): void {
		const { now } = this;
		const { dayStart, firstDay } = this.job.data;
		const until = now[UNTIL]!;
		for (let day = today + 1; now[RISE]! > 0 && now[CLAMPED]! + now[RISE]! > now[BAR]! + ROUNDING; day++) {
			const start = dayStart[day - firstDay]!;
			if (!(including ? start <= until : start < until)) return;
			now[AT] = start;
			this.evaluate(day);
		}
	}

	/** Adds up the score, and writes down what is new when it is a new maximum of the lead or of an open stage. */
	private evaluate(today: number): void {
		const { now, stages } = this;
		this.sums.sumOn(today);
		const clamped = now[CLAMPED]!;
		if (clamped <= now[BAR]! + ROUNDING) return;
		const score = roundScore(clamped);
		if (score > now[LARGEST]!) now[LARGEST] = score;
		const { best, isOpen } = stages;
		for (let stage = 0; stage < best.length; stage++) {
			const before = best[stage]!;
			if (isOpen[stage] !== 1 || score <= before || !stages.rulesHold(stage)) continue;
			best[stage] = score;
			this.verdicts.reach(stage, this.lead, this.row, today, before, score);
			if (this.onReach !== undefined) best[stage] = this.onReach(stage, this.row, before, score, now[AT]!);
		}
		stages.setBar();
	}
}
