import type { Random } from "../base/random.ts";
import type { Account } from "./account.ts";
import { drawPath } from "./page-path.ts";
import type { Person } from "./person.ts";
import { sqlLogOdds } from "./propensity.ts";
import { type SalesRun, workLead } from "./sales-process.ts";
import type { SampleActivity } from "./sample-activity.ts";
import { SALES_EFFECTS } from "./true-effects.ts";
import { DAY_SECONDS, visitTime, type WallSeconds } from "./wall-clock.ts";

/**
 * A recycled lead comes back months later: it reads again, asks, and sales works it a second time. The new visits are
 * added to `lead.activities`.
 *
 * @returns what sales did, with the second `mql` row first
 */
export function addSecondWave(
	random: Random,
	lead: { readonly account: Account; readonly person: Person; readonly activities: SampleActivity[] },
	recycledAt: WallSeconds,
	drift: WallSeconds,
): SalesRun {
	const day = recycledAt / DAY_SECONDS + 30 + random.exponential(50);
	let at = visitTime(random, day);
	const wantsDemo = random.chance(0.35);
	for (let i = 2 + random.integer(5); i > 0; i--) {
		lead.activities.push({ type: "page_view", at, path: drawPath(random, lead.person.intent + 1) });
		at += 20 + random.integer(300);
	}
	lead.activities.push(wantsDemo ? { type: "demo_request", at } : { type: "contact_form", at });
	const start = at + 600;
	const logOdds = sqlLogOdds(lead, start, drift) + SALES_EFFECTS.secondTime;
	const run = workLead(random, { ...lead, start, logOdds, wantsDemo });
	return { ...run, stages: [{ stage: "mql", at: start }, ...run.stages] };
}
