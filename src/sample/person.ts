import type { Random } from "../base/random.ts";
import type { Account } from "./account.ts";
import { LEAD_SPREAD } from "./true-effects.ts";
import { choiceOf } from "./weighted-choice.ts";

/** Who the lead is, as far as marketing wrote it down at creation, and what nobody sees. */
export interface Person {
	/** Attributes known at creation; empty text is unknown. */
	readonly known: {
		readonly industry: string;
		readonly company_type: string;
		readonly employees: string;
		readonly revenue_band: string;
		readonly country: string;
		readonly job_title: string;
		readonly seniority: string;
		readonly source: string;
		readonly email_kind: string;
		/** What the lead itself wrote into a form; sales learns better later. */
		readonly budget: string;
		readonly timeline: string;
	};
	/** The same without gaps. */
	readonly truth: {
		readonly seniority: string;
		readonly budget: string;
		readonly authority: string;
		readonly need: string;
		readonly timeline: string;
		readonly incumbent: string;
	};
	/** How much the lead wants a solution now, standard normal; drives activities. */
	readonly intent: number;
	/** Log-odds that only this lead has. */
	readonly effect: number;
}

const sourceBefore = choiceOf({
	organic_search: 26,
	paid_search: 16,
	webinar: 12,
	content_syndication: 10,
	event: 10,
	social: 8,
	outbound: 7,
	referral: 6,
	partner: 5,
});
const sourceAfter = choiceOf({
	organic_search: 20,
	paid_search: 18,
	webinar: 10,
	content_syndication: 24,
	event: 8,
	social: 8,
	outbound: 4,
	referral: 4,
	partner: 4,
});
const seniority = choiceOf({ individual: 30, manager: 30, director: 15, vp: 8, c_level: 11, student: 6 });
const TITLES: Readonly<Record<string, readonly string[]>> = {
	individual: [
		"Marketing Specialist",
		"Sales Operations Analyst",
		"Software Engineer",
		"Referent Einkauf",
		"Data Analyst, Revenue",
	],
	manager: [
		"Marketing Manager",
		"Sales Operations Manager",
		"IT Manager",
		"Teamleiterin Vertrieb",
		"Demand Generation Manager, EMEA",
	],
	director: ["Director of Marketing", "Head of Sales Operations", "Bereichsleiter IT", "Director, Revenue Operations"],
	vp: ["VP Sales", "Vice President Marketing", 'VP, Digital "Growth"'],
	c_level: ["CEO", "Geschäftsführer", "Chief Marketing Officer", "CTO", "Founder & CEO"],
	student: ["Student", "Werkstudentin", "PhD Student"],
};
const budget = choiceOf({ approved: 25, planned: 40, none: 35 });
const need = choiceOf({ confirmed: 45, vague: 35, none: 20 });
const timeline = choiceOf({ within_3_months: 30, within_12_months: 40, open: 30 });
const incumbent = choiceOf({ spreadsheet: 40, in_house: 20, rival_a: 22, rival_b: 18 });
const AUTHORITY: Readonly<Record<string, (random: Random) => string>> = {
	c_level: choiceOf({ decision_maker: 80, influencer: 15, user: 5 }),
	vp: choiceOf({ decision_maker: 70, influencer: 25, user: 5 }),
	director: choiceOf({ decision_maker: 45, influencer: 45, user: 10 }),
	manager: choiceOf({ decision_maker: 18, influencer: 55, user: 27 }),
};
const authorityOfOthers = choiceOf({ decision_maker: 4, influencer: 30, user: 66 });

/**
 * A person of an account. `afterDrift` chooses the mix of sources; one head count in 1,200 was typed in by hand, as "n/a".
 */
export function drawPerson(random: Random, account: Account, afterDrift: boolean): Person {
	const source = (afterDrift ? sourceAfter : sourceBefore)(random);
	const rank = account.companyType === "university" && random.chance(0.4) ? "student" : seniority(random);
	const free = random.chance(rank === "student" ? 0.6 : source === "content_syndication" ? 0.22 : 0.12);
	// Bought lists have more gaps: what is missing is not missing at random.
	const gap = source === "content_syndication" ? 1.8 : free ? 1.5 : 1;
	const kept = (text: string, gapShare: number) => (random.chance(gapShare * gap) ? "" : text);
	const targets = { budget: budget(random), timeline: timeline(random) };
	const onForm = random.chance(0.08);
	return {
		known: {
			industry: kept(account.industry, 0.1),
			company_type: kept(account.companyType, 0.08),
			employees: kept(random.chance(1 / 1200) ? "n/a" : String(account.employees), 0.15),
			revenue_band: kept(account.revenueBand, 0.3),
			country: kept(account.country, 0.03),
			job_title: kept(random.pick(TITLES[rank]!), 0.15),
			seniority: kept(rank, 0.12),
			source,
			email_kind: free ? "free" : "company",
			budget: onForm ? targets.budget : "",
			timeline: onForm ? targets.timeline : "",
		},
		truth: {
			seniority: rank,
			...targets,
			authority: (AUTHORITY[rank] ?? authorityOfOthers)(random),
			need: need(random),
			incumbent: incumbent(random),
		},
		intent: random.normal(),
		effect: LEAD_SPREAD * random.normal(),
	};
}
