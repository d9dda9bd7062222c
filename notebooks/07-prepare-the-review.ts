// %% [markdown] id="title"
// # 07 Prepare the review and export the tuned thresholds
//
// **Question.** What do sales and marketing have to agree on, and what does operations get once they have?
//
// **Data.** The sample history, the baseline, and the candidate with thresholds chosen as in notebook 03, for both flags. The
// candidate was made for this sample and its thresholds are chosen on it, so the figures flatter; notebook 03 shows by how
// much the threshold does.
//
// **Expected.** A report that opens with a verdict, and files for production that prove they score as the replay did.

// %% id="import"
import * as lab from "leadlab";

// %% [markdown] id="about-parameters"
// Capacity of sales for each flag, and the precision wanted at the low end of the interval. Results go to `out`.

// %% id="parameters" tags="parameters"
const dataset = "../data/saas-sample";
const baseline = "saas-baseline";
const model = "saas-candidate";
const mqlsPerWeek = 12;
const mqlPrecision = 0.5;
const sqlsPerWeek = 4;
const sqlPrecision = 0.25;
const out = "../reports/notebooks/review";

// %% id="replay" promises="table"
const history = await lab.open(dataset, { quiet: true });
const before = await history.replay(baseline);
const asGiven = await history.replay(model);
asGiven.against(before).table();

// %% [markdown] id="about-thresholds"
// ## The thresholds
//
// For each flag the lowest threshold that sales can work and that is precise enough. Where none is, the model's own stays,
// and the sentence says so.

// %% id="thresholds" promises="headline"
const choose = (handoff: string, perWeek: number, atLeast: number) =>
	asGiven.sweep(handoff).choose({ capacity: { perWeek: perWeek }, precision: { atLeast: atLeast } });
const mql = choose("mql:sql", mqlsPerWeek, mqlPrecision);
const sql = choose("sql:customer", sqlsPerWeek, sqlPrecision);
lab.show(mql.finding, sql.finding);

// %% id="tuned" promises="table chart"
const own = asGiven.model.thresholds;
const thresholds = { mql: mql.threshold ?? own.mql!, sql: sql.threshold ?? own.sql! };
const tuned = asGiven.model.with({ thresholds: thresholds, name: `${asGiven.model.name}-tuned` });
const candidate = await history.replay(tuned);
const compared = candidate.against(before, {
	capacity: { perWeek: mqlsPerWeek },
	limits: { precision: { atLeast: mqlPrecision } },
});
lab.show(compared.table(), compared.precision());

// %% [markdown] id="about-trade"
// ## What is traded
//
// Every threshold of both models at once: to the right more is caught, higher up the flags are better. A curve that lies
// above the other is the better set of points, whatever the threshold.

// %% id="trade-off" promises="chart"
compared.tradeOff();

// %% [markdown] id="about-review"
// ## The review
//
// One HTML file: verdict, counts under every rate, who has to sign. It opens without a network and prints on paper.

// %% id="review" promises="text"
const targets = { capacity: { perWeek: mqlsPerWeek }, precision: { atLeast: mqlPrecision } };
await candidate.report({
	baseline: before,
	targets: targets,
	file: `${out}/review.html`,
	title: "Review of the tuned points",
});

// %% [markdown] id="about-export"
// ## For production
//
// The configuration carries the model's fingerprint, what it was measured on, and leads with the score that every
// implementation must give. It proves itself before it is written.

// %% id="export" promises="headline table"
await candidate.export(out);

// %% [markdown] id="decision"
// ## What is to be agreed

// %% id="conclusion" promises="headline"
lab.show(compared.finding, compared.table());
