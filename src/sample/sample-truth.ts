import { EXPLORATION_AGE_DAYS, EXPLORATION_SHARE, OLD_POLICY } from "./old-policy.ts";
import { asOfText, type SamplePlan } from "./sample-options.ts";
import type { SampleCounts } from "./tables/count-sample.ts";
import {
	ACCOUNT_SPREAD,
	ACTIVITY_EFFECTS,
	ATTRIBUTE_EFFECTS,
	CUSTOMER_CARRY,
	CUSTOMER_INTERCEPT,
	LEAD_SPREAD,
	SALES_EFFECTS,
	SIZE_EFFECTS,
	SQL_INTERCEPT,
	TRUE_HALF_LIFE_DAYS,
} from "./true-effects.ts";
import { SAMPLE_ACTIVITY_TYPES } from "./vocabulary.ts";
import { dateText } from "./wall-clock.ts";

/** Everything that a sample was made with: plain data, the content of `truth.json`. */
export type SampleTruth = Readonly<Record<string, unknown>>;

/** The truth of a plan, for holding estimates against. */
export function sampleTruth(plan: SamplePlan, counts: SampleCounts): SampleTruth {
	const effectful = new Set(ACTIVITY_EFFECTS.map(({ type }) => type));
	return {
		leadlab: "sample-truth/1",
		synthetic: true,
		seed: plan.seed,
		leads: plan.leads,
		dirty: plan.dirty,
		as_of: asOfText(plan),
		sql: {
			meaning:
				"log-odds of becoming SQL for a lead that sales works = intercept + attribute values + employees + activities (each occurrence times 2^(-age / half_life_days), limited to at_most fresh ones) + account + lead + sales",
			intercept: SQL_INTERCEPT,
			attributes: ATTRIBUTE_EFFECTS,
			employees: SIZE_EFFECTS.map(({ below, logOdds }) =>
				Number.isFinite(below) ? { below, log_odds: logOdds } : { log_odds: logOdds },
			),
			activities: ACTIVITY_EFFECTS.map((effect) => ({
				type: effect.type,
				...(effect.pathPrefix === undefined ? {} : { path_starts_with: effect.pathPrefix }),
				log_odds: effect.logOdds,
				at_most: effect.atMost,
				...(effect.logOddsAfterDrift === undefined ? {} : { log_odds_after_drift: effect.logOddsAfterDrift }),
			})),
			half_life_days: TRUE_HALF_LIFE_DAYS,
			account_standard_deviation: ACCOUNT_SPREAD,
			lead_standard_deviation: LEAD_SPREAD,
			sales: {
				demo_attended: SALES_EFFECTS.demo_attended,
				demo_missed: SALES_EFFECTS.demo_missed,
				log_1_plus_days_to_first_touch: SALES_EFFECTS.touchDelay,
				second_time_after_recycling: SALES_EFFECTS.secondTime,
			},
			activities_without_effect: SAMPLE_ACTIVITY_TYPES.filter(
				(type) => !effectful.has(type) && !DURING_SALES.has(type),
			),
			activities_of_sales: [...DURING_SALES],
		},
		customer: {
			meaning: "log-odds of becoming a customer for an SQL = intercept + carry x (log-odds of SQL - 0.8)",
			intercept: CUSTOMER_INTERCEPT,
			carry: CUSTOMER_CARRY,
		},
		old_policy: {
			meaning:
				"points of the old score, kept for ever; at the threshold a lead is handed over and worked with a chance that depends on capacity and score",
			threshold: OLD_POLICY.threshold,
			attributes: OLD_POLICY.attributes,
			employees: OLD_POLICY.employees.map(({ below, points }) =>
				Number.isFinite(below) ? { below, points } : { points },
			),
			activities: OLD_POLICY.activities.map(({ id, type, pathPrefix, points, atMost }) => ({
				id,
				type,
				...(pathPrefix === undefined ? {} : { path_starts_with: pathPrefix }),
				points,
				at_most: atMost,
			})),
			exploration_share: EXPLORATION_SHARE,
			exploration_age_days: EXPLORATION_AGE_DAYS,
			worked_chance:
				"(0.94, in August and December 0.78, less 0.1 over the two years) x (0.8 + 0.2 x min(1, (score - threshold) / 25))",
		},
		leak: {
			attribute: "deal_room_url",
			meaning:
				"filled by sales once there is an opportunity; the contract does not say so, and takes it as known at creation",
		},
		drift: {
			date: dateText(plan.driftDay),
			changes: [
				"mail programs fetch mails by themselves: email_open without a reader",
				"content_syndication brings more than twice its former share of leads",
				"webinar_attended says less than before",
			],
		},
		big_account: { id: plan.bigAccount, leads: plan.bigAccountLeads, log_odds: -0.8 },
		counts: {
			rows: counts.rows,
			rejected: counts.rejected,
			reached: counts.reached,
			routes: counts.routes,
			worked: counts.worked,
		},
		dirt: counts.dirt,
		oddities: counts.oddities,
	};
}

const DURING_SALES: ReadonlySet<string> = new Set([
	"demo_attended",
	"demo_missed",
	"proposal_viewed",
	"executive_meeting",
	"sales_email",
	"sales_call",
]);
