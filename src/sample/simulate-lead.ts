import { createRandom, type Random } from "../base/random.ts";
import { type Account, accountOf } from "./account.ts";
import type { CreationCalendar } from "./creation-calendar.ts";
import { drawEngagement } from "./engagement.ts";
import { existingCustomer, isExistingCustomer } from "./existing-customer.ts";
import { EXPLORATION_AGE_DAYS, EXPLORATION_SHARE, followOldPolicy, oldFitPoints, workedChance } from "./old-policy.ts";
import { drawPerson, type Person } from "./person.ts";
import { logistic, sqlLogOdds } from "./propensity.ts";
import { type SalesRun, type SampleFact, type SampleStageChange, workLead } from "./sales-process.ts";
import { knownAt, type SampleActivity } from "./sample-activity.ts";
import type { SamplePlan } from "./sample-options.ts";
import { addSecondWave } from "./second-wave.ts";
import { DAY_SECONDS, visitTime, type WallSeconds } from "./wall-clock.ts";

/** What was true about a lead when the old policy decided about it. */
export interface LeadTruth {
	/** Moment of the crossing or of the exploration; otherwise 14 days after creation, or the end. */
	readonly decidedAt: WallSeconds;
	readonly oldScore: number;
	/** Why sales got it, if it did. */
	readonly route: "threshold" | "exploration" | "none";
	/** Chance with which it was worked; 0 where the draw for exploration was not due yet. */
	readonly workedChance: number;
	readonly worked: boolean;
	/** Log-odds of becoming SQL if worked, before any demo and without delay. */
	readonly sqlLogOdds: number;
	readonly sqlProbability: number;
}

/** A lead with all that happens to it up to the end of the history, each list in order of time. */
export interface SampleLead {
	readonly number: number;
	readonly id: string;
	readonly created: WallSeconds;
	readonly account: Account;
	readonly person: Person;
	/** When a data vendor added the revenue band; `undefined`: it knew nothing, or has not got to it yet. */
	readonly enrichedAt: WallSeconds | undefined;
	readonly activities: readonly SampleActivity[];
	readonly stages: readonly SampleStageChange[];
	readonly facts: readonly SampleFact[];
	readonly truth: LeadTruth;
}

/**
 * Makes lead `number` of a plan. Leads depend on the plan and their number alone, so any of them can be made at any
 * time, in any order, and a table can be written without holding the others.
 *
 * ```
 * account, person ─> engagement ─> old policy ─> sales ─> recycled? ─> second wave ─> sales again
 * ```
 */
export function simulateLead(plan: SamplePlan, calendar: CreationCalendar, number: number): SampleLead {
	const random = createRandom(`${plan.seed}/lead/${number}`);
	const day = calendar.dayAt((number + random.next()) / plan.leads);
	const created = Math.min(visitTime(random, day), plan.end - 3600);
	const drift = plan.driftDay * DAY_SECONDS;
	const account = accountOf(plan, createRandom(plan.seed), number, random);
	const person = drawPerson(random, account, created >= drift);
	const id = leadId(number);
	const enriched = (Math.floor(created / DAY_SECONDS) + 1 + random.integer(4)) * DAY_SECONDS + 6 * 3600;
	const enrichedAt = person.known.revenue_band === "" || enriched >= plan.end ? undefined : enriched;
	if (isExistingCustomer(number)) {
		return existingCustomer(random, { number, id, created, account, person, enrichedAt }, drift, plan.end);
	}
	const activities = drawEngagement(random, { person, created, drift, end: plan.end });
	const truth = decide(random, plan, { account, person, activities }, created);

	const stages: SampleStageChange[] = [];
	const facts: SampleFact[] = [];
	const iql = activities.reduce((first, { type, at }) => (TELLS_WHO.has(type) ? Math.min(first, at) : first), plan.end);
	const iqlAt = Math.max(iql, created) + 60;
	// Stages only move on: who is already an MQL does not become an IQL.
	if (truth.route === "none" || iqlAt <= truth.decidedAt + 300) stages.push({ stage: "iql", at: iqlAt });
	if (truth.route !== "none") {
		const handOver = truth.decidedAt + 300 + random.integer(1800);
		stages.push({ stage: "mql", at: handOver, ...(truth.route === "exploration" ? { reason: "exploration" } : {}) });
		if (truth.worked) {
			const runs = workTwice(random, { account, person, activities }, truth.sqlLogOdds, handOver, drift);
			for (const run of runs) {
				activities.push(...run.activities);
				stages.push(...run.stages);
				facts.push(...run.facts);
			}
		} else if (random.chance(0.5)) {
			stages.push({ stage: "recycled", at: handOver + (20 + random.integer(20)) * DAY_SECONDS, reason: "not_worked" });
		}
	}
	return {
		number,
		id,
		created,
		account,
		person,
		enrichedAt,
		activities: upTo(plan.end, activities, ({ at, seenAt }) => Math.max(at, seenAt ?? at)).sort((a, b) => a.at - b.at),
		stages: upTo(plan.end, stages, ({ at }) => at).sort((a, b) => a.at - b.at),
		facts: upTo(plan.end, facts, (fact) => fact.knownAt).sort((a, b) => a.knownAt - b.knownAt),
		truth,
	};
}

/** Id of lead `number`; numbers count from 0, ids from 1. */
export function leadId(number: number): string {
	return `L-${number + 1}`;
}

/** A lead is an IQL from the moment it tells who it is. */
const TELLS_WHO: ReadonlySet<string> = new Set([
	"download",
	"newsletter_signup",
	"webinar_registered",
	"event_attended",
	"contact_form",
	"demo_request",
	"trial_started",
]);

type LeadSoFar = {
	readonly account: Account;
	readonly person: Person;
	readonly activities: SampleActivity[];
};

/** What the old policy makes of a lead, up to the end of the history. */
function decide(random: Random, plan: SamplePlan, lead: LeadSoFar, created: WallSeconds): LeadTruth {
	const seen = lead.activities.filter((activity) => knownAt(activity, created) < plan.end);
	const { crossedAt, score } = followOldPolicy(oldFitPoints(lead.person.known), seen, created);
	const exploredAt = created + EXPLORATION_AGE_DAYS * DAY_SECONDS;
	const open = exploredAt < plan.end && (crossedAt === undefined || crossedAt > exploredAt);
	const explored = random.chance(EXPLORATION_SHARE) && open;
	const route = explored ? "exploration" : crossedAt === undefined ? "none" : "threshold";
	const decidedAt = explored ? exploredAt : (crossedAt ?? Math.min(exploredAt, plan.end - 1));
	const month = new Date(decidedAt * 1000).getUTCMonth();
	const share = (decidedAt / DAY_SECONDS - plan.startDay) / (plan.asOfDay + 1 - plan.startDay);
	const chance = route === "threshold" ? workedChance(score, month, share) : open ? EXPLORATION_SHARE : 0;
	const worked = explored || (route === "threshold" && random.chance(chance));
	const logOdds = sqlLogOdds(lead, decidedAt, plan.driftDay * DAY_SECONDS);
	return {
		decidedAt,
		oldScore: score,
		route,
		workedChance: chance,
		worked,
		sqlLogOdds: logOdds,
		sqlProbability: logistic(logOdds),
	};
}

/** Sales works the lead, and once more when it comes back after having been recycled. */
function workTwice(
	random: Random,
	lead: LeadSoFar,
	logOdds: number,
	start: WallSeconds,
	drift: WallSeconds,
): SalesRun[] {
	const wantsDemo = lead.activities.some(({ type, at }) => type === "demo_request" && at <= start);
	const first = workLead(random, { ...lead, start, logOdds, wantsDemo });
	if (first.recycledAt === undefined || !random.chance(0.3)) return [first];
	return [first, addSecondWave(random, lead, first.recycledAt, drift)];
}

function upTo<T>(end: WallSeconds, rows: readonly T[], at: (row: T) => WallSeconds): T[] {
	return rows.filter((row) => at(row) < end);
}
