// %% [markdown] id="title"
// # 02 First replay: what did our points predict?
//
// **Question.** Today's points were guessed. If they had been applied to every lead of the history, whom would they have
// flagged, when, and how often was that right? And what if the points were others?
//
// **Data.** The sample history and the model in use, `saas-baseline`. **Expected.** MQL flags that beat chance, SQL flags that
// are rarer and not much better, and parts of the market where the points do not work.

// %% id="import"
import * as lab from "leadlab";
import { median, quantile } from "simple-statistics";

// %% id="parameters" tags="parameters"
const dataset = "../data/saas-sample";
const model = "saas-baseline";
const rule = "demo-request";
const newPoints = 30;
const newThreshold = 45;

// %% id="replay" promises="table"
const history = await lab.open(dataset, { quiet: true });
const before = await history.replay(model);
before;

// %% id="change" promises="chart headline"
const change = { points: { [rule]: newPoints }, thresholds: { [before.handoff().from]: newThreshold } };
const after = await history.replay(before.model.with(change));
after.against(before);

// %% [markdown] id="about-change"
// That is the whole loop: change, replay, compare. Of a rule with cases one can be changed, as in
// `points: { size: { "below 50": 0 } }`; `before.model` shows every rule and case by its name. The parameters can be set from
// outside: `leadlab notebooks run 02 --dataset FOLDER --model FILE --set rule=ID`.

// %% id="rules" promises="table"
before.model;

// %% [markdown] id="about-precision"
// ## How often a flag was right
//
// Precision: of the flags whose outcome window has passed, the share that reached the next stage in time. The line is the
// interval; where two lines overlap widely the rates cannot be told apart.

// %% id="precision" promises="chart"
before.chart();

// %% id="headline" promises="headline"
before.finding;

// %% [markdown] id="about-scores"
// ## Do the scores order the leads?
//
// Scores at a fixed age, by what became of the lead. If the two colours lie on top of each other, no threshold can
// separate them. AUC is the chance that of two leads the one that reached the outcome has the higher score.

// %% id="scores" promises="chart headline"
const ranking = before.ranking();
lab.show(ranking.chart(), ranking.finding);

// %% [markdown] id="about-meaning"
// ## What a score means
//
// The share of leads with such a score that reached the outcome, as a curve fitted on older leads and judged on younger
// ones. On the diagonal it keeps its word.

// %% id="meaning" promises="chart"
before.chart("calibration");

// %% [markdown] id="about-how-soon"
// ## How soon
//
// By band of the score two weeks after creation. Leads that have not got there yet count for as long as they were watched.

// %% id="how-soon" promises="chart"
before.chart("time");

// %% [markdown] id="about-time"
// ## Is it the same in every month?
//
// The flags of each month, and all its leads by age: a month that is too recent for an age has no cell there.

// %% id="months" promises="chart"
lab.show(before.chart("months"), before.chart("cohorts"));

// %% [markdown] id="about-segments"
// ## Where the points work and where not
//
// By an attribute that was known at creation. Grey means too few flags to judge.

// %% id="segments" promises="chart"
before.chart("segments");

// %% [markdown] id="about-frame"
// The same question as a data frame, one row a lead. Flags that can be judged only, so that the mean of `hit` is the
// precision of each group.

// %% id="frame" promises="table"
const judged = before.leads().filter((lead) => lead.verdict === "hit" || lead.verdict === "miss");
const hits = judged.assign({ hit: (lead) => Number(lead.verdict === "hit") });
const groups = hits.groupby(history.segments[0] ?? "verdict").agg({ hit: ["sum", "count", "mean"] });
groups.sort("hit_mean", { ascending: false });

// %% [markdown] id="about-head-start"
// ## How much time a flag gives
//
// Days between a right flag and its outcome: the median, and the middle half.

// %% id="head-start" promises="headline"
const days = judged.numbers("headStartDays");
const [low, high] = days.length === 0 ? [0, 0] : [quantile(days, 0.25), quantile(days, 0.75)];
`${days.length} hits${days.length === 0 ? "" : `: median ${median(days).toFixed(1)} days, mostly ${low.toFixed(1)} to ${high.toFixed(1)}`}`;

// %% [markdown] id="about-one"
// ## One lead, by hand
//
// Every score can be taken apart: occurrences x points x what decay has left of them.

// %% id="one-lead" promises="text"
before.explain();

// %% [markdown] id="decision"
// ## What this decides
//
// Whether the threshold is worth a look (notebook 03) or the points have to change: if ten points more are not more precise,
// more points do not mean a better lead.

// %% id="conclusion" promises="headline"
const higher = before.sweep().at(before.handoff().threshold + 10);
`Ten points higher: ${lab.estimateText(higher.precision)}; now: ${lab.estimateText(before.handoff().precision)}`;
