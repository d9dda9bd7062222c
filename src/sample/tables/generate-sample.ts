import { planSample, type SampleOptions, type SamplePlan } from "../sample-options.ts";
import { type SampleTruth, sampleTruth } from "../sample-truth.ts";
import type { SampleLead } from "../simulate-lead.ts";
import type { SampleTable } from "../vocabulary.ts";
import type { SampleRow } from "./clean-rows.ts";
import { countSample, type SampleCounts } from "./count-sample.ts";
import { eachLead, tableRows } from "./table-rows.ts";

/** A made-up history. Nothing is held in memory: every call makes what it yields anew, always the same. */
export interface Sample {
	readonly plan: SamplePlan;
	/** Rows of a table as text cells in the order of `SAMPLE_COLUMNS`, bad rows among them. */
	rows(table: SampleTable): Iterable<SampleRow>;
	/** The leads behind the rows, with what was true about each. */
	leads(): Iterable<SampleLead>;
	/** How many rows each table has, which of them are bad, how far leads came. Goes through all leads once. */
	counts(): SampleCounts;
	/** Everything that the history was made with; what is in `truth.json`. */
	truth(counts?: SampleCounts): SampleTruth;
}

/**
 * Makes a believable B2B SaaS lead history of two years from a seed, with its truth known: who wants to buy, what that
 * depends on, whom the old policy let sales work, and what was never seen because of it.
 *
 * The seed decides every byte: no clock, no locale, no state. Time and memory grow with the number of leads and with
 * one lead.
 *
 * @throws LabError (configuration) `sample-option` when an option is out of range
 * @example [...generateSample({ seed: 1, leads: 100 }).rows("leads")].length // 100
 */
export function generateSample(options: SampleOptions): Sample {
	const plan = planSample(options);
	const sample: Sample = {
		plan,
		rows: (table) => tableRows(plan, table),
		leads: () => eachLead(plan),
		counts: () => countSample(plan),
		truth: (counts = countSample(plan)) => sampleTruth(plan, counts),
	};
	return sample;
}
