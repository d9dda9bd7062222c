// %% [markdown] id="title"
// # 07 Prepare the review and export the tuned thresholds
//
// **Question.** What do sales and marketing have to agree on, and what does operations get once they have?
//
// **Data.** The sample history, the model in production and the points on trial with thresholds chosen as in notebook 03,
// for both calls. The points on trial were made for this sample and the thresholds are chosen on it, so the figures
// flatter; notebook 03 shows by how much the threshold does.
//
// **Expected.** A report that opens with a verdict, and files for production that prove they score as the replay did.

// %% id="import"
// Loading, replaying, choosing
import { chooseThreshold, load, loadModel, replay, segmentAttributes, withThresholds } from "leadlab";
// The review and what goes to production
import { exportModel, writeReport } from "leadlab";
// Showing
import { compareTable, formatEstimate, handoffPrecisionChart, precisionRecallChart, show } from "leadlab";

// %% [markdown] id="about-parameters"
// Capacity of sales for each call, and the precision wanted at the low end of the interval. Results go to `out`.

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
const history = await load(dataset, { quiet: true });
const segmentBy = segmentAttributes(history);
const production = await replay(history, await loadModel(baseline, history), { segmentBy: segmentBy });
const points = await loadModel(model, history);
const asGiven = await replay(history, points, { segmentBy: segmentBy });
await show(compareTable(production, asGiven));

// %% [markdown] id="about-thresholds"
// ## The thresholds
//
// For each call the lowest threshold that sales can work and that is precise enough. Where none is, the model's own stays,
// and the sentence says so.

// %% id="thresholds" promises="headline"
const choose = (call: string, outcome: string, callsPerWeek: number, atLeast: number) => {
	const limits = { capacity: { callsPerWeek: callsPerWeek }, precision: { atLeast: atLeast } };
	return chooseThreshold(asGiven, { call: call, outcome: outcome }, limits).chosen?.threshold;
};
const mql = choose("mql", "sql", mqlsPerWeek, mqlPrecision);
const sql = choose("sql", "customer", sqlsPerWeek, sqlPrecision);
await show(
	`MQL at **${mql ?? `${asGiven.model.stages.mql?.score} as given: no threshold keeps to the limits`}**, ` +
		`SQL at **${sql ?? `${asGiven.model.stages.sql?.score} as given: no threshold keeps to the limits`}**.`,
);

// %% id="tuned" promises="table chart"
const chosen = { ...(mql === undefined ? {} : { mql: mql }), ...(sql === undefined ? {} : { sql: sql }) };
const tuned = withThresholds(points, chosen, { name: `${points.name}-tuned` });
const candidate = await replay(history, tuned, { segmentBy: segmentBy });
const both = [
	{ role: "candidate", replay: candidate },
	{ role: "baseline", replay: production },
] as const;
await show(compareTable(production, candidate));
await show(handoffPrecisionChart(both));

// %% [markdown] id="about-trade"
// ## What is traded
//
// Every threshold of both models at once: to the right more is caught, higher up the calls are better. A curve that lies
// above the other is the better set of points, whatever the threshold.

// %% id="trade-off" promises="chart"
await show(precisionRecallChart(both, { call: "mql", outcome: "sql" }));

// %% [markdown] id="about-review"
// ## The review
//
// One HTML file: verdict, counts under every rate, who has to sign. It opens without a network and prints on paper.

// %% id="review" promises="text"
const review = await writeReport(candidate, {
	baseline: production,
	dataset: history,
	file: `${out}/review.html`,
	title: "Review of the tuned points",
});
await show(`**${review.verdict}.** ${review.recommendation}\n\nThe report is in \`${review.file}\`.`);

// %% [markdown] id="about-export"
// ## For production
//
// The configuration carries the model's fingerprint, what it was measured on, and leads with the score that every
// implementation must give. It proves itself before it is written.

// %% id="export" promises="headline table"
const written = await exportModel(candidate, out);
await show(written.files.map((file) => ({ file })));
await show(
	`**${written.passed} of ${written.vectors}** parity vectors give the expected score; fingerprint **${written.fingerprint}**; ` +
		`not covered by a vector: ${written.uncovered.length === 0 ? "nothing" : written.uncovered.join("; ")}.`,
);

// %% [markdown] id="decision"
// ## What is to be agreed

// %% id="conclusion" promises="headline"
await show(
	candidate.handoffs
		.map(({ call, outcome, threshold, precision, callsPerWeek }) => {
			const before = production.handoffs.find((one) => one.call === call && one.outcome === outcome);
			return `- ${call} at **${threshold}** (${callsPerWeek?.toFixed(1) ?? "no"} a week) becomes ${outcome}: **${formatEstimate(precision)}**; today ${before === undefined ? "not called" : formatEstimate(before.precision)}`;
		})
		.join("\n"),
);
