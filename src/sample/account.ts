import type { Random } from "../base/random.ts";
import type { SamplePlan } from "./sample-options.ts";
import { ACCOUNT_SPREAD } from "./true-effects.ts";
import { choiceOf } from "./weighted-choice.ts";

/** What the leads of one company share. Empty text is a gap in the records; the truth behind it is not kept. */
export interface Account {
	readonly id: string;
	readonly industry: string;
	readonly companyType: string;
	/** True head count; what a lead's row says may be missing. */
	readonly employees: number;
	readonly revenueBand: string;
	readonly country: string;
	/** Log-odds that all leads of the account share. */
	readonly effect: number;
}

const industry = choiceOf({
	software: 20,
	manufacturing: 16,
	retail: 12,
	fintech: 10,
	healthcare: 9,
	education: 9,
	logistics: 8,
	media: 8,
	public_sector: 8,
});
const country = choiceOf({ DE: 34, US: 15, GB: 10, AT: 6, CH: 6, NL: 6, FR: 8, ES: 4, PL: 4, IN: 5, BR: 2 });
const SIZE: Readonly<Record<string, number>> = {
	public_sector: 5.6,
	education: 5.4,
	manufacturing: 5,
	healthcare: 4.8,
};

/**
 * The account of a lead. One in `leads / bigAccountLeads` belongs to the big account, evenly over time; of the others
 * most have an account of their own, the rest share a pool in which few accounts have many leads.
 */
export function accountOf(plan: SamplePlan, root: Random, lead: number, random: Random): Account {
	const stride = Math.floor(plan.leads / plan.bigAccountLeads);
	if (lead % stride === 0 && lead / stride < plan.bigAccountLeads) return bigAccount(plan);
	if (random.chance(0.5)) return drawAccount(`A-${lead + 1}`, random);
	const pool = Math.max(10, Math.floor(plan.leads / 6));
	const share = random.next();
	const id = `P-${Math.floor(share * Math.sqrt(share) * pool) + 1}`;
	return drawAccount(id, root.fork(`account/${id}`));
}

function bigAccount(plan: SamplePlan): Account {
	return {
		id: plan.bigAccount,
		industry: "manufacturing",
		companyType: "business",
		employees: 42_000,
		revenueBand: "over_250m",
		country: "DE",
		effect: -0.8,
	};
}

function drawAccount(id: string, random: Random): Account {
	const field = industry(random);
	const employees = Math.max(1, Math.round(Math.exp((SIZE[field] ?? 4.3) + 1.6 * random.normal())));
	const companyType =
		field === "education"
			? random.chance(0.5)
				? "university"
				: "business"
			: random.chance(0.025)
				? "competitor"
				: random.chance(0.06)
					? "agency"
					: "business";
	return {
		id,
		industry: field,
		companyType,
		employees,
		revenueBand: revenueBand(employees * Math.exp(11.6 + 0.6 * random.normal())),
		country: country(random),
		effect: ACCOUNT_SPREAD * random.normal(),
	};
}

/** Band of a yearly revenue in euros. */
function revenueBand(revenue: number): string {
	if (revenue < 1e6) return "under_1m";
	if (revenue < 1e7) return "1m_10m";
	if (revenue < 5e7) return "10m_50m";
	return revenue < 2.5e8 ? "50m_250m" : "over_250m";
}
