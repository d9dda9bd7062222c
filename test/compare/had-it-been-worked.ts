import { createRandom } from "../../src/base/random.ts";
import type { Dataset } from "../../src/dataset/dataset.ts";
import { sqlLogOdds } from "../../src/sample/propensity.ts";
import { workLead } from "../../src/sample/sales-process.ts";
import type { SampleOptions } from "../../src/sample/sample-options.ts";
import { generateSample } from "../../src/sample/tables/generate-sample.ts";

const BY_SALES = new Set([
	...["sales_email", "sales_call", "demo_attended", "demo_missed"],
	...["proposal_viewed", "executive_meeting", "quote_request"],
]);

/**
 * The chance that a lead of the sample is SQL within the horizon had sales taken it on at an instant: from what it was
 * made with, by letting sales work it again and again. What no record of the sample says.
 */
export function hadItBeenWorked(
	dataset: Dataset,
	options: SampleOptions,
	{ horizonDays, times = 20 }: { readonly horizonDays: number; readonly times?: number },
): (lead: number, at: number) => number | undefined {
	const sample = generateSample(options);
	const leads = new Map([...sample.leads()].map((lead) => [lead.id, lead]));
	const random = createRandom("had it been worked");
	return (number, at) => {
		const { truth, account, person, activities: all } = leads.get(dataset.idOf(number))!;
		if (!Number.isFinite(truth.sqlLogOdds)) return undefined;
		const wall = Math.round((at + dataset.calendar.offsetAt(at)) / 1000);
		const activities = all.filter(({ type }) => !BY_SALES.has(type));
		const lead = { account, person, activities };
		const start = wall + 1200;
		const wantsDemo = activities.some((one) => one.type === "demo_request" && one.at <= start);
		const logOdds = sqlLogOdds(lead, wall, sample.plan.driftDay * 86_400);
		let hits = 0;
		for (let k = 0; k < times; k++) {
			const { stages } = workLead(random, { ...lead, start, logOdds, wantsDemo });
			if (stages.some(({ stage, at: when }) => stage === "sql" && when <= wall + horizonDays * 86_400)) hits++;
		}
		return hits / times;
	};
}
