import { formatCount } from "../../words/number-format.ts";
import { asOfText, type SamplePlan } from "../sample-options.ts";
import { SAMPLE_LADDER } from "../vocabulary.ts";
import { dateText } from "../wall-clock.ts";
import type { SampleCounts } from "./count-sample.ts";

/** The `README.md` of a sample: that nothing in it is real, and what is in it. */
export function readmeFile(plan: SamplePlan, counts: SampleCounts): string {
	const reached = SAMPLE_LADDER.map((stage) => `| ${stage} | ${formatCount(counts.reached[stage] ?? 0)} |`);
	const seed = /^[\w.-]+$/.test(plan.seed) ? plan.seed : JSON.stringify(plan.seed);
	const dirty = plan.dirty > 0 ? ` --dirty ${plan.dirty}` : "";
	return `# A made-up lead history

**Synthetic.** Every person, company, visit and deal in this folder was made by a random number generator. Rates and
effects were chosen to look like a B2B software company; they are no evidence about any real one.

Made by \`leadlab sample --leads ${plan.leads} --seed ${seed}${dirty} --as-of ${asOfText(plan)}\`; the same command makes the same files.

| file | rows | what |
|---|---|---|
| \`dataset.yaml\` | | names the tables and columns |
| \`leads.csv\` | ${formatCount(counts.rows.leads)} | leads with attributes, many of them unknown |
| \`activities.csv.gz\` | ${formatCount(counts.rows.activities)} | what leads and sales did, and when it came to be known |
| \`stages.csv\` | ${formatCount(counts.rows.stages)} | stage changes with reasons and amounts |
| \`attribute_history.csv\` | ${formatCount(counts.rows.attribute_history)} | what sales heard later: budget, authority, need, timeline |
| \`truth.json\` | | what the history was made with |

Leads of two years up to ${asOfText(plan)}; leads that ever reached a stage:

| stage | leads |
|---|---|
${reached.join("\n")}

What to look out for, as in a real extract:

- An old score decided whom sales worked. Below its threshold nearly nobody was, apart from a small share chosen at
  random (stage reason \`exploration\`); outcomes were seen only for the leads that were worked.
- The last months are immature: a call made then has not had its time.
- From ${dateText(plan.driftDay)} on mail programs open mails by themselves, and more leads come from bought lists.
- \`${plan.bigAccount}\` is one account with ${formatCount(plan.bigAccountLeads)} leads; leads of one account share their fate.
- Some facts come late (\`seen_at\`), some have a date and no time, some visits were before the form was filled.
- Some leads come back after having been recycled. A few were customers before their record was made.
- \`deal_room_url\` looks like the best attribute of all. Sales fills it after the fact: it is a trap.
`;
}
