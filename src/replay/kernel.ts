import { roundScore } from "../base/round.ts";
import { DAY_MS } from "../dataset/calendar.ts";
import { NEVER } from "../dataset/dataset.ts";
import { AttributeState } from "./attribute-state.ts";
import type { KernelJob, ThresholdDifferences } from "./kernel-input.ts";
import { RuleState } from "./rule-state.ts";
import { ThresholdCollector } from "./threshold-differences.ts";

const LATE = 1;
const IMMATURE = 2;
const HIT = 3;
const MISS = 4;
/** A score that is not larger than a rounded one by more than this rounds to no more than it. */
const ROUNDING = 4.9e-5;

/**
 * The fast replay. For each lead it walks the moments at which a fact becomes known, keeps the running maximum of the
 * rounded score while each stage's gates hold, and writes the verdict of every integer threshold between two steps of
 * that maximum.
 *
 * Most facts cannot bring a new maximum, since what came before has faded: an upper bound of the score, kept from fact to
 * fact, tells without adding up the rules. A start of a day is visited only where the passing of time alone could raise the score above what it has already
 * reached: when a negative term fades, a tier falls to a better one, or a lead turns quiet for points. Everything else
 * only falls between facts, and sums, caps and rounding are monotone.
 */
export function runKernel(
	job: KernelJob,
	{ onLeads }: { readonly onLeads?: (done: number) => void } = {},
): readonly ThresholdDifferences[] {
	const { plan, data, out, horizonMs, landmarkMs } = job;
	const { asOf, createdAt, zoneStart, zoneOffset, dayStart, firstDay } = data;
	const { activityOffsets, activityType, activityKnownAt, activityDay, knownWhenOccurred } = data;
	const { rulesOfType, flagsOfType, inactivityRules, groupCap, groupFloor, groupHalving, stages } = plan;
	const groupCount = groupCap.length;
	const stageCount = stages.length;

	const collectors = job.handoffs.map(() => new ThresholdCollector());
	const handoffsOfStage = stages.map((_, stage) =>
		job.handoffs.flatMap((handoff, index) =>
			handoff.stage === stage ? [{ outcomeAt: handoff.outcomeAt, collector: collectors[index]! }] : [],
		),
	);
	const states = plan.activityRules.map((rule) => new RuleState(rule));
	const active: RuleState[] = [];
	const isActive = new Uint8Array(states.length);
	const attributes = new AttributeState(plan, data);
	const { ruleValue, groupBase } = attributes;
	const groupSum = new Float64Array(groupCount);
	/** Upper bound of each group's sum: what only falls or stays, and what halves, as of `boundDay`. */
	const boundKept = new Float64Array(groupCount);
	const boundHalving = new Float64Array(groupCount);
	/** By group: what the passing of days takes towards nothing by the half-life, positive and negative together. */
	const fading = new Float64Array(groupCount);
	const flags = new Uint8Array(plan.flagCount);
	const best = new Float64Array(stageCount);
	const isOpen = new Uint8Array(stageCount);

	let zone = 0;
	let lead = 0;
	let row = 0;
	let created = 0;
	let createdDay = 0;
	let lastDay = 0;
	let hasActivity = false;
	let largest = 0;
	let clamped = 0;
	/** How far the passing of days alone could raise the score, from the last evaluation on. */
	let mayRise = 0;
	let boundDay = 0;
	/** A gate may have changed; an attribute has. */
	let isDirty = true;
	let isChanged = true;

	const dayOf = (instant: number): number => {
		while (zone > 0 && instant < zoneStart[zone]!) zone--;
		while (zone + 1 < zoneStart.length && instant >= zoneStart[zone + 1]!) zone++;
		return Math.floor((instant + zoneOffset[zone]!) / DAY_MS);
	};

	/** Unrounded score on a day; brings `ruleValue` up to that day. */
	const sumOn = (today: number): number => {
		mayRise = 0;
		boundDay = today;
		for (let g = 0; g < groupCount; g++) {
			groupSum[g] = groupBase[g]!;
			boundKept[g] = groupBase[g]!;
			boundHalving[g] = 0;
			fading[g] = 0;
		}
		for (let i = 0; i < active.length; i++) {
			const state = active[i]!;
			const { group, empty, riseTo } = state;
			const value = state.sumOn(today);
			ruleValue[state.rule] = value;
			groupSum[group]! += value - empty;
			if (state.halves) {
				boundHalving[group]! += state.raw;
				// At its cap a sum stands still while others fade.
				if (state.raw === value) fading[group]! += value;
			} else if (riseTo > value) {
				boundKept[group]! += riseTo - empty;
				if (state.fadesOnly) fading[group]! += value;
				else mayRise += riseTo - value;
			} else boundKept[group]! += value - empty;
		}
		if (inactivityRules.length > 0) {
			const idle = today - (hasActivity ? lastDay : createdDay);
			for (const rule of inactivityRules) {
				const value = idle >= rule.days ? rule.quiet : rule.active;
				ruleValue[rule.rule] = value;
				groupSum[rule.group]! += value;
				boundKept[rule.group]! += rule.quiet > rule.active ? rule.quiet : rule.active;
				if (rule.quiet > value) mayRise += rule.quiet - value;
			}
		}
		let total = 0;
		for (let g = 0; g < groupCount; g++) {
			let sum = groupSum[g]!;
			// What fades together rises only as far as its negative part outweighs the positive one.
			if (fading[g]! < 0) mayRise -= fading[g]!;
			if (sum > groupCap[g]!) sum = groupCap[g]!;
			if (sum < groupFloor[g]!) sum = groupFloor[g]!;
			total += sum;
		}
		if (total > plan.cap) total = plan.cap;
		return Math.max(total, plan.floor);
	};

	/** Lets the upper bound fade to a day, before what becomes known on it is added. */
	const fadeBound = (today: number): void => {
		const days = today - boundDay;
		if (days === 0) return;
		boundDay = today;
		for (let g = 0; g < groupCount; g++) {
			const halving = groupHalving[g]!;
			if (halving.length > 0) boundHalving[g]! *= halving[days < halving.length ? days : halving.length - 1]!;
		}
	};

	/** Upper bound of the unrounded score, from the last `fadeBound` until the next fact. */
	const bound = (): number => {
		let total = 0;
		for (let g = 0; g < groupCount; g++) {
			let sum = boundKept[g]! + boundHalving[g]!;
			if (sum > groupCap[g]!) sum = groupCap[g]!;
			if (sum < groupFloor[g]!) sum = groupFloor[g]!;
			total += sum;
		}
		if (total > plan.cap) total = plan.cap;
		return Math.max(total, plan.floor);
	};

	/** Whether the gates that only facts can change hold, stage by stage. */
	const openStages = (): void => {
		isDirty = false;
		for (let s = 0; s < stageCount; s++) {
			const stage = stages[s]!;
			let open = 1;
			for (const flag of stage.flags) if (flags[flag] === 0) open = 0;
			for (const rule of stage.attributeRules) if (!(ruleValue[rule]! > 0)) open = 0;
			for (const { attribute, holds } of stage.attributes) if (holds[attributes.code[attribute]! + 1] === 0) open = 0;
			isOpen[s] = open;
		}
	};

	/** What the score must exceed to change anything. */
	const bar = (): number => {
		let lowest = largest;
		for (let s = 0; s < stageCount; s++) if (isOpen[s] === 1 && best[s]! < lowest) lowest = best[s]!;
		return lowest;
	};

	const rulesHold = (stage: number): boolean => {
		for (const rule of stages[stage]!.rules) if (!(ruleValue[rule]! > 0)) return false;
		return true;
	};

	const reach = (stage: number, score: number, at: number): void => {
		const before = best[stage]!;
		best[stage] = score;
		const threshold = stages[stage]!.threshold;
		if (before < threshold && score >= threshold) out.callAt[stage]![row] = at;
		const low = before < 0 ? 0 : Math.floor(before) + 1;
		const high = Math.floor(score);
		if (high < low) return;
		for (const { outcomeAt, collector } of handoffsOfStage[stage]!) {
			const outcome = outcomeAt[lead]!;
			if (outcome <= created) continue;
			const end = at + horizonMs;
			const within = outcome <= end;
			const verdict = outcome <= at ? LATE : end > asOf ? IMMATURE : within ? HIT : MISS;
			collector.add(low, high, verdict, within && outcome > at);
		}
	};

	const evaluate = (at: number, today: number): void => {
		clamped = sumOn(today);
		if (clamped <= bar() + ROUNDING) return;
		const score = roundScore(clamped);
		if (score > largest) largest = score;
		for (let s = 0; s < stageCount; s++) {
			if (isOpen[s] === 1 && score > best[s]! && rulesHold(s)) reach(s, score, at);
		}
	};

	/** Starts of days after `today` and before `until` (or at it, when `including`). */
	const passDays = (today: number, until: number, including: boolean): void => {
		for (let day = today + 1; mayRise > 0 && clamped + mayRise > bar() + ROUNDING; day++) {
			const start = dayStart[day - firstDay]!;
			if (!(including ? start <= until : start < until)) return;
			evaluate(start, day);
		}
	};

	for (row = job.from; row < job.to; row++) {
		if (onLeads !== undefined && ((row - job.from) & 0x3fff) === 0) onLeads(row - job.from);
		lead = job.leads[row]!;
		created = createdAt[lead]!;
		createdDay = dayOf(created);
		for (let i = 0; i < active.length; i++) {
			const state = active[i]!;
			state.reset();
			ruleValue[state.rule] = state.empty;
		}
		active.length = 0;
		isActive.fill(0);
		flags.fill(0);
		best.fill(Number.NEGATIVE_INFINITY);
		largest = Number.NEGATIVE_INFINITY;
		hasActivity = false;
		isDirty = true;
		isChanged = true;
		for (let s = 0; s < stageCount; s++) out.callAt[s]![row] = NEVER;

		let next = activityOffsets[lead]!;
		const end = activityOffsets[lead + 1]!;
		let at = created;
		let today = createdDay;
		attributes.start(lead, created);
		const landmark = created + landmarkMs;
		let beforeLandmark = landmark <= asOf;
		out.landmarkScore[row] = Number.NaN;
		for (;;) {
			// Every fact known by `at`; several at one instant count as one moment.
			while (next < end && activityKnownAt[next]! <= at) {
				const type = activityType[next]!;
				const day = activityDay[next]!;
				if (!hasActivity || day > lastDay) lastDay = day;
				hasActivity = true;
				for (const index of rulesOfType[type]!) {
					const state = states[index]!;
					if (!passes(state.plan.tests, next)) continue;
					if (isActive[index] === 0) {
						isActive[index] = 1;
						active.push(state);
					}
					state.add(day, today);
					if (state.halves) boundHalving[state.group]! += state.plan.gain;
					else boundKept[state.group]! += state.plan.gain;
				}
				for (const { flag, tests } of flagsOfType[type]!) {
					if (flags[flag] === 1 || !passes(tests, next)) continue;
					flags[flag] = 1;
					isDirty = true;
				}
				next++;
			}
			if (isDirty) openStages();
			if (isChanged || bound() > bar() + ROUNDING) evaluate(at, today);
			// Nothing before the next fact can be a new maximum: no day has to be visited.
			else mayRise = 0;
			isChanged = false;

			const activityAt = next < end ? activityKnownAt[next]! : NEVER;
			const attributeAt = attributes.nextAt;
			const moment = Math.min(activityAt, attributeAt);
			if (beforeLandmark && landmark < moment) {
				beforeLandmark = false;
				passDays(today, landmark, true);
				today = dayOf(landmark);
				clamped = sumOn(today);
				out.landmarkScore[row] = roundScore(clamped);
			}
			if (moment > asOf) break;
			passDays(today, moment, false);
			at = moment;
			today = knownWhenOccurred && moment === activityAt ? activityDay[next]! : dayOf(moment);
			fadeBound(today);
			if (attributeAt === moment) {
				attributes.advance(moment);
				isDirty = true;
				isChanged = true;
			}
		}
		passDays(today, asOf, true);
		out.finalScore[row] = roundScore(sumOn(dayOf(asOf)));
		out.largestScore[row] = largest;
	}
	return collectors.map(({ differences }) => differences);
}

function passes(
	tests: readonly { readonly codes: Int32Array; readonly holds: Uint8Array }[],
	activity: number,
): boolean {
	for (const { codes, holds } of tests) if (holds[codes[activity]! + 1] === 0) return false;
	return true;
}
