// %% [markdown] id="title"
// # 03 Where is the threshold?
//
// **Question.** At which score should marketing hand a lead to sales, so that sales can work every lead it gets and at
// least half of them become SQL?
//
// **Data.** The sample history, the points in production (`saas-baseline`) and the points on trial (`saas-candidate`). The
// points on trial were made by people who knew how the sample was made, so every figure here flatters them: on your own
// history expect less.
//
// **Expected.** A higher threshold means fewer calls and better ones. The answer is a score, a precision with its interval,
// and the number of leads behind it, tried on leads that had no part in the choice.
//
// Reading the code: a replay returns a plain object. `result.handoffs` has one row a hand-off at the model's own threshold,
// `result.sweep` has the counts at every threshold. A table here is what `df` is in pandas.

// %% id="import"
// Loading, replaying, choosing
import { frame, gainedAndLost, load, loadModel, lowestThreshold, replay, withThresholds } from "leadlab";
// Showing
import { compareTable, dayOf, formatCount, formatEstimate, show, sweepTable, thresholdSweepChart } from "leadlab";
// The date that cuts the leads in two
import { quantile } from "simple-statistics";

// %% [markdown] id="about-parameters"
// What sales can work in a week, and how sure the precision must be. These two numbers are the business's to choose, and
// everything below follows from them.

// %% id="parameters" tags="parameters"
const dataset = "../data/saas-sample";
const baseline = "saas-baseline";
const model = "saas-candidate";
const callsPerWeek = 12;
const precisionAtLeast = 0.5;

// %% id="replay" promises="table"
const history = await load(dataset, { quiet: true });
const before = await replay(history, await loadModel(baseline, history));
const points = await loadModel(model, history);
const after = await replay(history, points);
const main = after.handoffs[0]!;
await show(compareTable(before, after));

// %% [markdown] id="about-sweep"
// ## Every threshold at once
//
// First the points in production, then the points on trial. Above: precision with its interval; below: how many leads
// would have been called. If precision does not rise with the threshold, the points do not order the leads, and no
// threshold mends that.

// %% id="sweep-baseline" promises="chart"
await show(thresholdSweepChart(before, main));

// %% id="sweep-candidate" promises="chart"
await show(thresholdSweepChart(after, main));

// %% id="sweep-table" promises="table"
await show(sweepTable(after, main, { every: 5 }));

// %% [markdown] id="about-choice"
// ## The choice
//
// The lowest threshold that keeps to both limits: not more calls a week than sales can work, and a precision that is not
// below the wanted one even at the low end of its interval. Lowest, because every point more loses leads that would have
// become SQL.

// %% id="choice" promises="headline"
const limits = { callsPerWeek: callsPerWeek, precisionAtLeast: precisionAtLeast };
const chosen = lowestThreshold(after, main, limits);
const byCapacity = lowestThreshold(after, main, { callsPerWeek: callsPerWeek });
const inProduction = lowestThreshold(before, main, limits);
await show(
	`With the points on trial: **${chosen?.threshold ?? "no threshold"}** keeps to both limits (capacity alone would allow ${byCapacity?.threshold ?? "none"}). ` +
		`With the points in production: **${inProduction?.threshold ?? "no threshold"}** does.`,
);

// %% [markdown] id="about-later"
// ## Does it hold on leads that had no part in the choice?
//
// The threshold was chosen on the same leads it was measured on, which flatters. So choose again on the older leads only,
// and measure on the younger ones. (Outcomes of the older leads are known up to the end of the extract.)

// %% id="later" promises="headline"
const cut = quantile(Array.from(history.createdAt), 0.6);
const older = await replay(history, points, { to: cut });
const onOlder = lowestThreshold(older, main, limits)?.threshold ?? main.threshold;
const younger = await replay(history, withThresholds(points, { [main.call]: onOlder }), { from: cut });
const tested = younger.handoffs[0]!;
await show(
	`Chosen on the ${formatCount(older.cohort.leads)} leads created before ${dayOf(history, cut)}: **${onOlder}**. ` +
		`On the ${formatCount(younger.cohort.leads)} later leads it gave **${formatEstimate(tested.precision)}**.`,
);

// %% id="later-compared" promises="table"
const beforeLater = await replay(history, before.model, { from: cut });
await show(compareTable(beforeLater, younger));

// %% [markdown] id="about-swap"
// ## Who is gained and who is lost
//
// Against what production calls today. A lead that sales never worked could hardly become SQL, so the last column belongs
// to the precision beside it.

// %% id="swap" promises="table"
const tuned = withThresholds(points, { [main.call]: chosen?.threshold ?? main.threshold });
const final = await replay(history, tuned);
const swap = gainedAndLost(history, before, final, main, { attributes: ["source"] });
await show(swap.table);

// %% [markdown] id="about-lost"
// Where the leads come from that sales would no longer get, and what became of them (`reached`: share that became SQL at
// any time, with or without a call).

// %% id="lost" promises="table"
const lost = await frame(swap.lost);
const bySource = lost.groupby(["source"]).agg({ lead: "count", reached: ["sum", "mean"] });
await show(bySource.sortValues("lead_count", { ascending: false }));

// %% [markdown] id="decision"
// ## The answer

// %% id="answer" promises="headline"
const own = final.handoffs[0]!;
const today = before.handoffs[0]!;
await show(
	`Call a lead ${own.call} at **${own.threshold}**. Of its calls that have had their ${final.horizonDays} days, ` +
		`**${formatEstimate(own.precision)}** became ${own.outcome}; of production's, ${formatEstimate(today.precision)}.`,
);

// %% id="why" promises="headline"
const lostHits = swap.lost.filter(({ verdict }) => verdict === "hit").length;
await show(
	`It is the lowest score with at most ${callsPerWeek} calls a week (${(own.callsPerWeek ?? 0).toFixed(1)} on average) and a ` +
		`precision of at least ${precisionAtLeast * 100} % at the low end. The price: **${formatCount(lostHits)}** leads that ` +
		`production called in time are not called any more; of all who became ${own.outcome}, in time were called ` +
		`${formatEstimate(own.recall)}, with production ${formatEstimate(today.recall)}.`,
);

// %% id="promise" promises="headline"
const optimism = ((own.precision.value ?? NaN) - (tested.precision.value ?? NaN)) * 100;
const holds = (tested.precision.interval?.[0] ?? 0) >= precisionAtLeast;
await show(
	`What to promise: on leads that had no part in the choice the precision was **${formatEstimate(tested.precision)}**, ` +
		`${Math.abs(optimism).toFixed(1)} points ${optimism > 0 ? "less" : "more"} than on all; production had ` +
		`${formatEstimate(beforeLater.handoffs[0]!.precision)} there. That it is at least ${precisionAtLeast * 100} % is ` +
		`${holds ? "" : "**not** "}certain: its interval ${holds ? "begins above" : "reaches below"} that.`,
);

// %% id="facts" promises="table"
const { threshold, hits, misses, called, late, immature } = own;
await show([
	{ threshold, called, late, immature, hits, misses, "later hits": tested.hits, "later misses": tested.misses },
]);
