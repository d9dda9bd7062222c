import type { Account } from "./account.ts";
import type { Person } from "./person.ts";
import type { SampleActivity } from "./sample-activity.ts";
import {
	ACTIVITY_EFFECTS,
	ATTRIBUTE_EFFECTS,
	SIZE_EFFECTS,
	SQL_INTERCEPT,
	TRUE_HALF_LIFE_DAYS,
} from "./true-effects.ts";
import { DAY_SECONDS, type WallSeconds } from "./wall-clock.ts";

/**
 * The probability of log-odds, 1 / (1 + e^-x).
 *
 * @example logistic(0) // 0.5
 */
export function logistic(logOdds: number): number {
	return 1 / (1 + Math.exp(-logOdds));
}

/** Log-odds of who the lead is, gaps of the records not being gaps of the truth. */
export function fitLogOdds(account: Account, person: Person): number {
	const { truth, known } = person;
	const effect = (name: string, value: string) => ATTRIBUTE_EFFECTS[name]?.[value] ?? 0;
	return (
		effect("industry", account.industry) +
		effect("company_type", account.companyType) +
		effect("country", account.country) +
		effect("seniority", truth.seniority) +
		effect("source", known.source) +
		effect("email_kind", known.email_kind) +
		effect("budget", truth.budget) +
		effect("authority", truth.authority) +
		effect("need", truth.need) +
		effect("timeline", truth.timeline) +
		(SIZE_EFFECTS.find(({ below }) => account.employees < below)?.logOdds ?? 0) +
		account.effect +
		person.effect
	);
}

/**
 * Log-odds of what the lead did up to an instant. An occurrence counts 2^(-age / 21 days); each kind of activity is
 * limited to its number of fresh occurrences. A page view counts for the first prefix that fits.
 *
 * @param drift from this instant on the effects after drift hold
 */
export function activityLogOdds(activities: readonly SampleActivity[], at: WallSeconds, drift: WallSeconds): number {
	const weights = new Float64Array(ACTIVITY_EFFECTS.length);
	for (const activity of activities) {
		if (activity.at > at) continue;
		const kind = effectIndex(activity);
		if (kind >= 0) weights[kind]! += 2 ** ((activity.at - at) / DAY_SECONDS / TRUE_HALF_LIFE_DAYS);
	}
	let sum = 0;
	ACTIVITY_EFFECTS.forEach((effect, i) => {
		const logOdds = at >= drift ? (effect.logOddsAfterDrift ?? effect.logOdds) : effect.logOdds;
		sum += logOdds * Math.min(effect.atMost, weights[i]!);
	});
	return sum;
}

function effectIndex({ type, path }: SampleActivity): number {
	return ACTIVITY_EFFECTS.findIndex(
		(effect) => effect.type === type && (effect.pathPrefix === undefined || (path ?? "").startsWith(effect.pathPrefix)),
	);
}

/** Log-odds of becoming SQL if sales takes the lead on at this instant, before any demo and without delay. */
export function sqlLogOdds(
	lead: { readonly account: Account; readonly person: Person; readonly activities: readonly SampleActivity[] },
	at: WallSeconds,
	drift: WallSeconds,
): number {
	return SQL_INTERCEPT + fitLogOdds(lead.account, lead.person) + activityLogOdds(lead.activities, at, drift);
}
