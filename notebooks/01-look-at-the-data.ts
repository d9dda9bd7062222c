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
// Loading and replaying
import { frame, leadRows, load, loadModel, replay } from "leadlab";
// Showing
import { attributeTable, dayOf, formatCount, formatRate, funnelChart, qualityTable, show } from "leadlab";

// %% [markdown] id="about-parameters"
// The folder with `dataset.yaml`, a model (only its ladder of calls matters here), and the stage that counts as won.
// `leadlab notebooks run 01 --dataset FOLDER --set won=STAGE` sets them from outside.

// %% id="parameters" tags="parameters"
const dataset = "../data/saas-sample";
const model = "saas-baseline";
const won = "customer";

// %% [markdown] id="about-load"
// ## What came in
//
// Loading tells what was odd about the files. Nothing is dropped in silence: rows loaded and rows rejected add up to the
// rows read, table by table.

// %% id="load" promises="text"
const history = await load(dataset);

// %% id="quality" promises="table headline"
await show(qualityTable(history));
const tables = Object.values(history.quality.tables);
const read = tables.reduce((sum, table) => sum + table.read, 0);
const rejected = tables.reduce((sum, table) => sum + table.rejected, 0);
await show(`Rows read: **${formatCount(read)}**; rejected: **${formatCount(rejected)}**.`);

// %% [markdown] id="about-funnel"
// ## How far leads came
//
// The recorded rungs, and beside them what the model would have called. A rung with few leads cannot carry a precision.

// %% id="funnel" promises="chart"
const points = await loadModel(model, history);
const result = await replay(history, points);
await show(funnelChart(result));

// %% [markdown] id="about-attributes"
// ## Which attributes to trust
//
// An attribute that is filled for winners and empty for everyone else was written by sales after the fact. A rule on it
// would look brilliant in a replay and do nothing in production. "look" in the last column marks such suspects.

// %% id="attributes" promises="table headline"
const attributes = attributeTable(history, won);
await show(attributes);
const suspects = attributes.rows.filter((row) => row.at(-1) === "look").map(([name]) => name);
await show(
	suspects.length === 0
		? "No attribute is filled much more often for winners than for others: **0** suspects."
		: `**${suspects.length}** to keep out of every model until somebody explains it: **${suspects.join(", ")}**.`,
);

// %% [markdown] id="about-months"
// ## When leads came, and which are too young
//
// Leads by month of creation as a data frame: how many came, what share sales worked, what share reached the outcome of
// the first hand-off. The last months look worse only because their time has not come yet.

// %% id="months" promises="table"
const leads = await frame(result, history);
const monthly = leads.groupby(["month"]).agg({ lead: "count", worked: "mean", reached: "mean" });
await show(monthly);

// %% id="mature" promises="headline"
const young = history.asOf - result.horizonDays * 86_400_000;
const mature = history.createdAt.filter((at) => at <= young).length;
await show(
	`Created up to **${dayOf(history, young)}** and so at least ${result.horizonDays} days old: ` +
		`**${formatCount(mature)} of ${formatCount(history.leadCount)}** leads (${formatRate(mature / history.leadCount)}).`,
);

// %% [markdown] id="about-worked"
// ## Whom sales ever looked at
//
// An outcome was only seen where somebody worked the lead. Where nearly nobody did, a low rate says nothing about the
// leads, only about the policy of that time.

// %% id="worked" promises="table headline"
const edges = [0, 10, 20, 30, 40, 50, 60];
const rows = leadRows(history, result, result.handoffs[0]!);
const bands = edges.map((from, i) => {
	const inside = rows.filter((row) => row.largestScore >= from && row.largestScore < (edges[i + 1] ?? Infinity));
	const worked = inside.filter((row) => row.worked === 1).length;
	return {
		"largest score from": from,
		leads: inside.length,
		worked,
		share: formatRate(worked / (inside.length || NaN)),
	};
});
await show(bands);

// %% [markdown] id="decision"
// ## What this decides

// %% id="conclusion" promises="headline"
const handoff = result.handoffs[0];
await show(
	`The history can carry a replay: ${formatRate(1 - rejected / read)} of the rows were loaded, and ` +
		`**${formatCount(handoff?.reached ?? 0)}** leads reached ${handoff?.outcome}. ` +
		`Calls that are younger than ${result.horizonDays} days stay out of every rate; ` +
		`${suspects.length === 0 ? "no attribute" : suspects.join(", ")} stays out of every model; ` +
		"rates below the old threshold are read beside the share that was worked.",
);
