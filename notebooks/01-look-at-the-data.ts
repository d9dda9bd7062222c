// %% [markdown] id="title"
// # 01 Look at the data and its quality
//
// **Question.** Can this lead history carry a replay: is it whole, is it honest about when facts became known, and how
// many outcomes does it hold?
//
// **Data.** The sample that comes along: a made-up B2B software company, two years of leads with what they did, what
// sales heard, and how far they came. Every figure below is computed by the cell above it.
//
// **Expected.** A few cells of the wrong type, visits from before the form was filled, recent leads whose outcome is
// still open, and at least one column that was filled in after the fact.

// %% id="import"
import * as lab from "leadlab";

// %% [markdown] id="about-parameters"
// The folder with `dataset.yaml`, a model (only its ladder matters here), and the stage that counts as won.
// `leadlab notebooks run 01 --dataset FOLDER --set won=STAGE` sets them from outside.

// %% id="parameters" tags="parameters"
const dataset = "../data/saas-sample";
const model = "saas-baseline";
const won = "customer";

// %% [markdown] id="about-load"
// ## What came in
//
// Opening tells what was odd about the files. Nothing is dropped in silence: rows loaded and rows rejected add up to the
// rows read, table by table. The last line of a cell shows itself.

// %% id="load" promises="text"
const history = await lab.open(dataset);
history;

// %% id="quality" promises="table headline"
history.quality;

// %% [markdown] id="about-funnel"
// ## How far leads came
//
// The recorded rungs, and beside them what the model would have flagged. A rung with few leads cannot carry a precision.

// %% id="funnel" promises="chart"
const result = await history.replay(model);
result.chart("funnel");

// %% [markdown] id="about-attributes"
// ## Which attributes to trust
//
// An attribute that is filled for winners and empty for everyone else was written by sales after the fact. A rule on it
// would look brilliant in a replay and do nothing in production. "look" in the last column marks such suspects.

// %% id="attributes" promises="table headline"
history.attributes(won);

// %% [markdown] id="about-months"
// ## When leads came, and which are too recent
//
// Leads by month of creation: how many came, what share sales worked, what share reached the outcome of the first
// hand-off. The last months look worse only because their time has not come yet.

// %% id="months" promises="table"
const leads = result.leads();
leads.groupby("month").agg({ lead: "count", worked: "mean", reached: "mean" });

// %% id="mature" promises="headline"
result.maturity;

// %% [markdown] id="about-worked"
// ## Whom sales ever looked at
//
// An outcome was only seen where somebody worked the lead. Where nearly nobody did, a low rate says nothing about the
// leads, only about the policy of that time.

// %% id="worked" promises="table headline"
const from = (lead: lab.LeadRow) => Math.min(60, 10 * Math.floor(lead.largestScore / 10));
const bands = leads.assign({ "largest score from": from }).groupby("largest score from");
bands.agg({ lead: "count", worked: ["sum", "mean"] });

// %% [markdown] id="decision"
// ## What this decides
//
// Whether the history can carry a replay; which leads stay out of every rate and which attributes out of every model. Rates
// below the old threshold are read beside the share that was worked.

// %% id="conclusion" promises="headline"
const { reached, to } = result.handoff();
lab.show(
	`**${reached}** leads reached ${to}.`,
	history.quality.finding,
	result.maturity,
	history.attributes(won).finding,
);
