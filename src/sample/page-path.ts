import type { Random } from "../base/random.ts";
import { choiceOf } from "./weighted-choice.ts";

const ordinary = choiceOf({
	"/": 24,
	"/product": 16,
	"/product/integrations": 8,
	"/solutions/marketing": 7,
	"/solutions/sales": 6,
	"/blog/lead-management-guide": 12,
	"/blog/what-is-an-mql": 9,
	"/docs/getting-started": 6,
	"/about": 5,
	"/security": 4,
	"/careers": 3,
});
const pricing = choiceOf({ "/pricing": 70, "/pricing/enterprise": 15, "/pricing?ref=nav": 15 });

/** Stories of customers, for case study views. */
export const CASE_STUDY_PATHS = ["/customers/nordwind", "/customers/helio-bank", "/customers/brightside"] as const;

/** The path of one page view; people who want something look at prices. */
export function drawPath(random: Random, intent: number): string {
	const share = intent > 1.2 ? 0.24 : intent > 0.3 ? 0.14 : intent > -0.6 ? 0.07 : 0.03;
	return random.chance(share) ? pricing(random) : ordinary(random);
}
