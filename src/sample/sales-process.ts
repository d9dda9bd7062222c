import type { Random } from "../base/random.ts";
import type { Account } from "./account.ts";
import type { Person } from "./person.ts";
import { logistic } from "./propensity.ts";
import type { SampleActivity } from "./sample-activity.ts";
import { CUSTOMER_CARRY, CUSTOMER_INTERCEPT, SALES_EFFECTS } from "./true-effects.ts";
import type { SampleStage } from "./vocabulary.ts";
import { DAY_SECONDS, officeTime, type WallSeconds } from "./wall-clock.ts";
import { choiceOf } from "./weighted-choice.ts";

/** One row of the stages table. */
export interface SampleStageChange {
	readonly stage: SampleStage;
	readonly at: WallSeconds;
	readonly reason?: string;
	/** Euros a year, on the row of a customer. */
	readonly amount?: number;
	/** Recorded as a date without a time. */
	readonly dateOnly?: boolean;
}

/** One row of the attribute history. */
export interface SampleFact {
	readonly attribute: string;
	readonly value: string;
	readonly knownAt: WallSeconds;
}

/** What sales did with a lead and what came of it. */
export interface SalesRun {
	readonly activities: readonly SampleActivity[];
	readonly stages: readonly SampleStageChange[];
	readonly facts: readonly SampleFact[];
	/** When it ended in `recycled`: the lead may come back. */
	readonly recycledAt: WallSeconds | undefined;
}

/** What sales gets. */
export interface SalesInput {
	readonly account: Account;
	readonly person: Person;
	/** Moment of the hand-over. */
	readonly start: WallSeconds;
	/** Log-odds of becoming SQL, before any demo and without delay. */
	readonly logOdds: number;
	/** Whether the lead itself has asked for a demo. */
	readonly wantsDemo: boolean;
}

const recycleReason = choiceOf({ not_reached: 38, wrong_timing: 34, no_budget: 28 });
const rejectReason = choiceOf({ no_need: 45, chose_competitor: 25, no_authority: 30 });
const lostReason = choiceOf({ chose_competitor: 34, no_budget: 26, no_decision: 26, wrong_timing: 14 });

/**
 * Sales works a lead:
 *
 * ```
 * mail, call ─> sal ─> demo (attended or missed) ─> sql ─> opportunity ─> customer (amount)
 *      └──────────┴───────────────────────────────────┴────────┴──> recycled, disqualified, lost (reason)
 * ```
 *
 * One draw decides whether it becomes SQL, by the true log-odds with the delay of the first touch and the demo; what
 * sales hears about budget, authority, need and timeline is recorded on the way.
 */
export function workLead(random: Random, input: SalesInput): SalesRun {
	const { account, person, start } = input;
	const activities: SampleActivity[] = [];
	const stages: SampleStageChange[] = [];
	const facts: SampleFact[] = [];
	const days = (count: number) => Math.floor(count * DAY_SECONDS);
	const call = (at: WallSeconds) => {
		// One call in five is written down late.
		const late = random.chance(0.2) ? { seenAt: officeTime(random, at + days(0.5 + 2 * random.next())) } : {};
		activities.push({ type: "sales_call", at, minutes: 2 + random.integer(35), ...late });
	};

	const touchDays = random.exponential(input.wantsDemo ? 0.6 : 2);
	const touched = officeTime(random, start + days(touchDays));
	activities.push({ type: "sales_email", at: touched });
	let at = touched;
	for (let i = random.integer(3); i > 0; i--) {
		at = officeTime(random, at + days(0.8 + random.exponential(1.5)));
		if (random.chance(0.5)) call(at);
		else activities.push({ type: "sales_email", at });
	}

	let logOdds = input.logOdds + SALES_EFFECTS.touchDelay * Math.log(1 + touchDays);
	const demo = random.chance(input.wantsDemo ? 0.88 : 0.2 + 0.25 * logistic(logOdds));
	const attended = random.chance(0.6 + 0.3 * logistic(person.intent));
	if (demo) logOdds += attended ? SALES_EFFECTS.demo_attended : SALES_EFFECTS.demo_missed;
	const qualified = random.chance(logistic(logOdds));
	// One lead in a hundred is accepted on paper only after it qualified.
	const onPaperLate = qualified && random.chance(0.012);
	const accepted = qualified || (demo && attended) || random.chance(0.45);

	if (accepted) {
		at = officeTime(random, at + days(random.exponential(1)));
		call(at);
		if (!onPaperLate) stages.push({ stage: "sal", at: at + 300 });
		facts.push({ attribute: "contact_stage", value: "engaged", knownAt: at + 300 });
		learnBant(random, person, at + 600, 0.55, facts);
	}
	if (demo) {
		at = officeTime(random, at + days(2 + random.exponential(4)));
		activities.push({
			type: attended ? "demo_attended" : "demo_missed",
			at,
			...(attended ? { minutes: 25 + random.integer(35) } : {}),
		});
		if (accepted) learnBant(random, person, at + 3600, 0.6, facts);
	}
	at = officeTime(random, at + days(1 + random.exponential(qualified ? 6 : 12)));
	if (!qualified) {
		const exit = exitOf(random, account, person);
		stages.push({ stage: exit.stage, at, reason: exit.reason });
		return { activities, stages, facts, recycledAt: exit.stage === "recycled" ? at : undefined };
	}

	call(at);
	stages.push({ stage: "sql", at: at + 900 });
	if (onPaperLate) stages.push({ stage: "sal", at: at + DAY_SECONDS });
	facts.push({ attribute: "contact_stage", value: "evaluating", knownAt: at + 900 });
	learnBant(random, person, at + 900, 0.7, facts);
	const won = random.chance(logistic(CUSTOMER_INTERCEPT + CUSTOMER_CARRY * (logOdds - 0.8)));
	if (!won && !random.chance(0.62)) {
		at = officeTime(random, at + days(5 + random.exponential(20)));
		const reason = recycleReason(random);
		stages.push({ stage: "recycled", at, reason });
		return { activities, stages, facts, recycledAt: at };
	}
	at = officeTime(random, at + days(2 + random.exponential(8)));
	stages.push({ stage: "opportunity", at, dateOnly: true });
	facts.push({ attribute: "contact_stage", value: "negotiating", knownAt: at + 1200 });
	addDealActivities(random, account, at, activities);
	at = officeTime(random, at + days(6 + 28 * Math.exp(0.6 * random.normal())));
	if (won) stages.push({ stage: "customer", at, dateOnly: true, amount: dealAmount(random, account) });
	else stages.push({ stage: "lost", at, reason: lostReason(random) });
	return { activities, stages, facts, recycledAt: undefined };
}

/** Each answer that is not on record yet is heard with a chance. */
function learnBant(random: Random, { truth }: Person, at: WallSeconds, chance: number, facts: SampleFact[]): void {
	for (const attribute of ["need", "authority", "budget", "timeline"] as const) {
		if (random.chance(chance) && !facts.some((fact) => fact.attribute === attribute)) {
			facts.push({ attribute, value: truth[attribute], knownAt: at });
		}
	}
}

function addDealActivities(random: Random, account: Account, at: WallSeconds, activities: SampleActivity[]): void {
	const soon = (mean: number) => officeTime(random, at + Math.floor((1 + random.exponential(mean)) * DAY_SECONDS));
	if (random.chance(0.5)) activities.push({ type: "quote_request", at: soon(4) });
	for (let i = 1 + random.integer(3); i > 0; i--) activities.push({ type: "proposal_viewed", at: soon(8) });
	if (random.chance(account.employees >= 1000 ? 0.6 : 0.2)) {
		activities.push({ type: "executive_meeting", at: soon(12), minutes: 30 + random.integer(60) });
	}
	for (let i = 1 + random.integer(4); i > 0; i--)
		activities.push({ type: "sales_call", at: soon(10), minutes: 5 + random.integer(50) });
}

function exitOf(
	random: Random,
	account: Account,
	person: Person,
): { readonly stage: "recycled" | "disqualified"; readonly reason: string } {
	if (person.truth.seniority === "student") return { stage: "disqualified", reason: "student" };
	if (account.companyType === "competitor") return { stage: "disqualified", reason: "competitor" };
	return random.chance(0.6)
		? { stage: "recycled", reason: recycleReason(random) }
		: { stage: "disqualified", reason: rejectReason(random) };
}

/** Euros a year: by company size, with a wide spread, in hundreds. */
function dealAmount(random: Random, account: Account): number {
	const typical = 2500 * Math.max(1, account.employees / 20) ** 0.4;
	return Math.max(12, Math.round((typical * Math.exp(0.5 * random.normal())) / 100)) * 100;
}
