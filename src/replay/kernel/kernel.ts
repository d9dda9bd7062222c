import { roundScore } from "../../base/round.ts";
import { DAY_MS } from "../../dataset/calendar.ts";
import { NEVER } from "../../dataset/dataset.ts";
import { AttributeState } from "./attribute-state.ts";
import type { KernelJob, KernelResult } from "./kernel-input.ts";
import { RuleState } from "./rule-state.ts";
import { ThresholdCollector } from "./threshold-differences.ts";
import { mondayOfWeek, WeeklyCollector } from "./weekly-differences.ts";

const LATE = 1;
const IMMATURE = 2;
const HIT = 3;
const MISS = 4;
/** Places in `now`, the numbers that change from moment to moment. As variables each new value would be allocated. */
const AT = 0;
const CREATED = 1;
/** Largest rounded score so far. */
const LARGEST = 2;
/** Unrounded score at the last evaluation. */
const CLAMPED = 3;
/** How far the passing of days alone could raise the score, from the last evaluation on. */
const RISE = 4;
/** What the rounded score must exceed to change anything. */
const BAR = 5;
const UNTIL = 6;

/** A score that is not larger than a rounded one by more than this rounds to no more than it. */
const ROUNDING = 4.9e-5;

/**
 * The fast replay. For each lead it walks the moments at which a fact becomes known, keeps the running maximum of the
 * rounded score while each stage's gates hold, and writes the verdict of every integer threshold between two steps of
 * that maximum, and the week in which it is reached.
 *
 * Most facts cannot bring a new maximum, since what came before has faded: an upper bound of the score, kept from fact
 * to fact, tells without adding up the rules. A start of a day is visited only where the passing of time alone could
 * raise the score above what it has already reached: when a negative term fades, a tier falls to a better one, or a
 * lead turns quiet for points. Everything else only falls between facts, and sums, caps and rounding are monotone.
 */
export function runKernel(
	job: KernelJob,
	{
		onLeads,
		onLandmark,
	}: {
		readonly onLeads?: (done: number) => void;
		/** Flagged for each row whose landmark has passed, with the clamped sum of each rule there; the array is reused. */
		readonly onLandmark?: (row: number, ruleValue: Float64Array) => void;
	} = {},
): KernelResult {
	const { plan, data, out, horizonMs, landmarkMs } = job;
	const { asOf, createdAt, zoneOffset, dayStart, firstDay } = data;
	const { activityOffsets, activityType, activityKnownAt, activityDay, knownWhenOccurred } = data;
	const { rulesOfType, flagsOfType, inactivityRules, groupCap, groupFloor, groupHalving, stages } = plan;
	const groupCount = groupCap.length;
	const stageCount = stages.length;

	const collectors = job.handoffs.map(() => new ThresholdCollector());
	const handoffsOfStage = stages.map((_, stage) =>
		job.handoffs.flatMap((handoff, index) =>
			handoff.stage === stage
				? [{ outcomeAt: handoff.outcomeAt, amount: handoff.amount, collector: collectors[index]! }]
				: [],
		),
	);
	const weekly = stages.map(() => new WeeklyCollector(job.weeks.weeks));
	const firstMonday = mondayOfWeek(job.weeks.firstWeek);
	const isActive = new Uint8Array(plan.activityRules.length);
	const attributes = new AttributeState(plan, data);
	const { ruleValue, groupBase } = attributes;
	const ruleRaw = new Float64Array(plan.ruleCount);
	const states = plan.activityRules.map(
		(rule, index) => new RuleState(rule, { index, values: ruleValue, raws: ruleRaw }),
	);
	/** Rules with an occurrence, in the first `activeCount` places. */
	const active: RuleState[] = [...states];
	let activeCount = 0;
	const groupSum = new Float64Array(groupCount);
	/** Upper bound of each group's sum: what only falls or stays, and what halves, as of `boundDay`. */
	const boundKept = new Float64Array(groupCount);
	const boundHalving = new Float64Array(groupCount);
	/** By group: what the passing of days takes towards nothing by the half-life, positive and negative together. */
	const fading = new Float64Array(groupCount);
	const flags = new Uint8Array(plan.flagCount);
	const best = new Float64Array(stageCount);
	const isOpen = new Uint8Array(stageCount);

	const lastPlace = dayStart.length - 1;
	let lead = 0;
	let row = 0;
	const now = new Float64Array(8);
	let createdDay = 0;
	let lastDay = 0;
	let hasActivity = false;
	let boundDay = 0;
	/** A gate may have changed; an attribute has. */
	let isDirty = true;
	let isChanged = true;

	/** Calendar day of `now[AT]`: a guess by one offset of the zone, set right by the first instants of the days. */
	const dayOfNow = (): number => {
		const instant = now[AT]!;
		let place = (Math.floor((instant + zoneOffset) / DAY_MS) | 0) - firstDay;
		while (place > 0 && instant < dayStart[place]!) place--;
		while (place < lastPlace && instant >= dayStart[place + 1]!) place++;
		return place + firstDay;
	};

	/** Brings every sum up to a day: `ruleValue`, `now[CLAMPED]`, `now[RISE]` and the upper bound. */
	const sumOn = (today: number): void => {
		let mayRise = 0;
		boundDay = today;
		for (let g = 0; g < groupCount; g++) {
			groupSum[g] = groupBase[g]!;
			boundKept[g] = groupBase[g]!;
			boundHalving[g] = 0;
			fading[g] = 0;
		}
		for (let i = 0; i < activeCount; i++) {
			const state = active[i]!;
			const { group, empty, riseTo } = state;
			state.sumOn(today);
			if (state.isEmpty) {
				// All it counted has expired: it is out until it is fed again.
				isActive[state.index] = 0;
				active[i--] = active[--activeCount]!;
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
		now[CLAMPED] = Math.max(Math.min(total, plan.cap), plan.floor);
		now[RISE] = mayRise;
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

	/** Whether the upper bound of the score, until the next fact, lies above the bar. */
	const mayExceed = (): boolean => {
		let total = 0;
		for (let g = 0; g < groupCount; g++) {
			let sum = boundKept[g]! + boundHalving[g]!;
			if (sum > groupCap[g]!) sum = groupCap[g]!;
			if (sum < groupFloor[g]!) sum = groupFloor[g]!;
			total += sum;
		}
		return Math.max(Math.min(total, plan.cap), plan.floor) > now[BAR]! + ROUNDING;
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

	const setBar = (): void => {
		let lowest = now[LARGEST]!;
		for (let s = 0; s < stageCount; s++) if (isOpen[s] === 1 && best[s]! < lowest) lowest = best[s]!;
		now[BAR] = lowest;
	};

	const rulesHold = (stage: number): boolean => {
		for (const rule of stages[stage]!.rules) if (!(ruleValue[rule]! > 0)) return false;
		return true;
	};

	/** A new maximum of a stage: its flag, and the verdict of every threshold up to it. */
	const reach = (stage: number, before: number, score: number, today: number): void => {
		const at = now[AT]!;
		const threshold = stages[stage]!.threshold;
		if (before < threshold && score >= threshold) out.flaggedAt[stage]![row] = at;
		const low = before < 0 ? 0 : Math.floor(before) + 1;
		const high = Math.floor(score);
		if (high < low) return;
		weekly[stage]!.add(low, high, ((today - firstMonday) / 7) | 0);
		for (const { outcomeAt, amount, collector } of handoffsOfStage[stage]!) {
			const outcome = outcomeAt[lead]!;
			if (outcome <= now[CREATED]!) continue;
			const end = at + horizonMs;
			const within = outcome <= end;
			const verdict = outcome <= at ? LATE : end > asOf ? IMMATURE : within ? HIT : MISS;
			collector.add(low, high, verdict, within && outcome > at);
			if (amount !== undefined && verdict === HIT) collector.addAmount(low, high, amount[lead]!);
		}
	};

	const evaluate = (today: number): void => {
		sumOn(today);
		const clamped = now[CLAMPED]!;
		if (clamped <= now[BAR]! + ROUNDING) return;
		const score = roundScore(clamped);
		if (score > now[LARGEST]!) now[LARGEST] = score;
		for (let s = 0; s < stageCount; s++) {
			const before = best[s]!;
			if (isOpen[s] !== 1 || score <= before || !rulesHold(s)) continue;
			best[s] = score;
			reach(s, before, score, today);
		}
		setBar();
	};

	/** Starts of days after `today` and before `now[UNTIL]` (or at it, when `including`). */
	const passDays = (today: number, including: boolean): void => {
		const until = now[UNTIL]!;
		for (let day = today + 1; now[RISE]! > 0 && now[CLAMPED]! + now[RISE]! > now[BAR]! + ROUNDING; day++) {
			const start = dayStart[day - firstDay]!;
			if (!(including ? start <= until : start < until)) return;
			now[AT] = start;
			evaluate(day);
		}
	};

	now[AT] = asOf;
	const lastDayOfAll = dayOfNow();
	for (row = job.from; row < job.to; row++) {
		if (onLeads !== undefined && ((row - job.from) & 0x3fff) === 0) onLeads(row - job.from);
		lead = job.leads[row]!;
		const created = createdAt[lead]!;
		now[CREATED] = created;
		now[AT] = created;
		createdDay = dayOfNow();
		for (let i = 0; i < activeCount; i++) {
			const state = active[i]!;
			state.reset();
		}
		activeCount = 0;
		isActive.fill(0);
		flags.fill(0);
		best.fill(Number.NEGATIVE_INFINITY);
		now[LARGEST] = Number.NEGATIVE_INFINITY;
		hasActivity = false;
		isDirty = true;
		isChanged = true;
		for (let s = 0; s < stageCount; s++) out.flaggedAt[s]![row] = NEVER;

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
						active[activeCount++] = state;
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
			if (isDirty) {
				openStages();
				setBar();
			}
			now[AT] = at;
			if (isChanged || mayExceed()) evaluate(today);
			// Nothing before the next fact can be a new maximum: no day has to be visited.
			else now[RISE] = 0;
			isChanged = false;

			const activityAt = next < end ? activityKnownAt[next]! : NEVER;
			const attributeAt = attributes.nextAt;
			const moment = Math.min(activityAt, attributeAt);
			if (beforeLandmark && landmark < moment) {
				beforeLandmark = false;
				now[UNTIL] = landmark;
				passDays(today, true);
				now[AT] = landmark;
				today = dayOfNow();
				sumOn(today);
				out.landmarkScore[row] = roundScore(now[CLAMPED]!);
				onLandmark?.(row, ruleValue);
			}
			if (moment > asOf) break;
			now[UNTIL] = moment;
			passDays(today, false);
			at = moment;
			now[AT] = moment;
			today = knownWhenOccurred && moment === activityAt ? activityDay[next]! : dayOfNow();
			fadeBound(today);
			if (attributeAt === moment) {
				attributes.advance(moment);
				isDirty = true;
				isChanged = true;
			}
		}
		now[UNTIL] = asOf;
		passDays(today, true);
		sumOn(lastDayOfAll);
		out.finalScore[row] = roundScore(now[CLAMPED]!);
		out.largestScore[row] = now[LARGEST]!;
	}
	return {
		differences: collectors.map(({ differences }) => differences),
		weekly: weekly.map(({ differences }) => differences),
	};
}

function passes(
	tests: readonly { readonly codes: Int32Array; readonly holds: Uint8Array }[],
	activity: number,
): boolean {
	for (const { codes, holds } of tests) if (holds[codes[activity]! + 1] === 0) return false;
	return true;
}
