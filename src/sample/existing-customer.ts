import type { Random } from "../base/random.ts";
import { drawEngagement } from "./engagement.ts";
import type { SampleLead } from "./simulate-lead.ts";
import { DAY_SECONDS, type WallSeconds } from "./wall-clock.ts";

/** One lead in 250 is a customer of old that came with an import: its outcome lies before its creation. */
export function isExistingCustomer(number: number): boolean {
	return number % 250 === 17;
}

/** Turns a drawn lead into a customer of old: won before the record was made, so no call can take credit for it. */
export function existingCustomer(
	random: Random,
	lead: Pick<SampleLead, "number" | "id" | "created" | "account" | "person" | "enrichedAt">,
	drift: WallSeconds,
	end: WallSeconds,
): SampleLead {
	const { known } = lead.person;
	const person = { ...lead.person, known: { ...known, source: "crm_import" } };
	const won = lead.created - (60 + random.integer(400)) * DAY_SECONDS;
	const activities = drawEngagement(random, { person, created: lead.created, drift, end })
		.filter(({ at, seenAt }) => at > lead.created && Math.max(at, seenAt ?? at) < end)
		.sort((a, b) => a.at - b.at);
	return {
		...lead,
		person,
		activities,
		stages: [
			{ stage: "sql", at: won - 40 * DAY_SECONDS, dateOnly: true },
			{ stage: "customer", at: won, dateOnly: true, amount: 2400 + 100 * random.integer(120) },
		],
		facts: [],
		truth: {
			decidedAt: lead.created,
			oldScore: 0,
			route: "none",
			workedChance: 0,
			worked: false,
			sqlLogOdds: Number.NEGATIVE_INFINITY,
			sqlProbability: 0,
		},
	};
}
