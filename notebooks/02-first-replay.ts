// %% [markdown] id="title"
// # 02 First replay: what did our points predict?
//
// **Question.** The points in production were guessed. If they had been applied to every lead of the history, whom would
// they have called, when, and how often was the call right?
//
// **Data.** The sample history and the model in production, `saas-baseline`.
//
// **Expected.** MQL calls that beat chance, SQL calls that are rarer and not much better, and parts of the market where
// the points do not work.

// %% id="import"
// Loading and replaying
import { compileModel, createRandom, explanationLines, frame, leadViewAt, load, loadModel, replay } from "leadlab";
import { replayFigures, segmentAttributes } from "leadlab";
// Showing
import { formatCount, formatEstimate, formatRate, show } from "leadlab";
import { monthCohortsChart, reliabilityChart, timeToOutcomeChart } from "leadlab";
import { handoffPrecisionChart, precisionByMonthChart, precisionBySegmentChart, scoreDistributionChart } from "leadlab";
// Medians and quantiles
import { median, quantile } from "simple-statistics";

// %% [markdown] id="about-parameters"
// `leadlab notebooks run 02 --dataset FOLDER --model FILE` sets these from outside.

// %% id="parameters" tags="parameters"
const dataset = "../data/saas-sample";
const model = "saas-baseline";
const horizonDays = 90;

// %% id="replay" promises="table"
const history = await load(dataset, { quiet: true });
const points = await loadModel(model, history);
const segmentBy = segmentAttributes(history);
const result = await replay(history, points, { horizonDays: horizonDays, segmentBy });
await show(result);

// %% [markdown] id="about-precision"
// ## How often a call was right
//
// Precision: of the calls whose horizon has passed, the share that reached the next stage in time. The line is the
// interval; where two lines overlap widely the rates cannot be told apart.

// %% id="precision" promises="chart"
await show(handoffPrecisionChart([{ role: "baseline", replay: result }]));

// %% id="headline" promises="headline"
const main = result.handoffs[0]!;
const everyone = result.sweep[0]!.rows[0]!;
const chance = everyone.hits / (everyone.hits + everyone.misses);
await show(
	`A lead called ${main.call} at **${main.threshold}** became ${main.outcome} within ${horizonDays} days: **${formatEstimate(main.precision)}**. ` +
		`Calling everyone at creation: ${formatRate(chance)}. The call is **${((main.precision.value ?? NaN) / chance).toFixed(1)} times** as good.`,
);

// %% [markdown] id="about-scores"
// ## Do the scores order the leads?
//
// Scores at a fixed age, by what became of the lead. If the two colours lie on top of each other, no threshold can
// separate them.

// %% id="scores" promises="chart headline"
await show(scoreDistributionChart(result, { outcome: main.outcome }));
const figures = replayFigures(history, result, { random: createRandom(1), replicates: 1000 });
const ranking = figures.ranking.find(({ outcome }) => outcome === main.outcome)!;
await show(
	`AUC is the chance that of two leads the one that became ${main.outcome} has the higher score. Here **${ranking.finding.text}** ` +
		`(${formatCount(ranking.positives)} of ${formatCount(ranking.atRisk)} leads became ${main.outcome}).`,
);

// %% [markdown] id="about-meaning"
// ## What a score means
//
// The share of leads with such a score that reached the outcome, as a curve fitted on older leads and judged on younger
// ones. On the diagonal it keeps its word.

// %% id="meaning" promises="chart"
const which = figures.ranking.indexOf(ranking);
await show(reliabilityChart(result, figures.calibration[which]!));

// %% [markdown] id="about-how-soon"
// ## How soon
//
// By band of the score two weeks after creation. Leads that have not got there yet count for as long as they were watched.

// %% id="how-soon" promises="chart"
await show(timeToOutcomeChart(result, figures.time[which]!));

// %% [markdown] id="about-time"
// ## Is it the same in every month?
//
// The calls of each month, and all its leads by age: a month that is too young for an age has no cell there.

// %% id="months" promises="chart"
await show(precisionByMonthChart(result, main));
await show(monthCohortsChart(result, figures.cohorts[which]!));

// %% [markdown] id="about-segments"
// ## Where the points work and where not
//
// By an attribute that was known at creation. Grey means too few mature calls to say.

// %% id="segments" promises="chart"
await show(precisionBySegmentChart(result, { attribute: segmentBy[0] ?? "none", handoff: main }));

// %% [markdown] id="about-frame"
// The same question as a data frame, one row a lead. Called and mature leads only, so that the mean of `hit` is the
// precision of each group.

// %% id="frame" promises="table"
const leads = await frame(result, history, { attributes: segmentBy });
const judged = leads.query(leads.column("verdict").map((verdict) => verdict === "hit" || verdict === "miss"));
const hit = judged.column("verdict").map((verdict) => (verdict === "hit" ? 1 : 0));
judged.addColumn("hit", hit.values as number[], { inplace: true });
const groups = judged.groupby([segmentBy[0] ?? "verdict"]).agg({ hit: ["sum", "count", "mean"] });
await show(groups.sortValues("hit_mean", { ascending: false }));

// %% [markdown] id="about-head-start"
// ## How much time a call gives

// %% id="head-start" promises="headline"
const days = (judged.column("headStartDays").values as number[]).filter((day) => !Number.isNaN(day));
await show(
	days.length === 0
		? "No call was right, so there is no head start: **0** hits."
		: `Between the call and ${main.outcome} lay a median of **${median(days).toFixed(1)} days**; for the middle half of the ` +
				`${formatCount(days.length)} hits it was ${quantile(days, 0.25).toFixed(1)} to ${quantile(days, 0.75).toFixed(1)} days.`,
);

// %% [markdown] id="about-one"
// ## One lead, by hand
//
// Every score can be taken apart: occurrences x points x what decay has left of them.

// %% id="one-lead" promises="text"
const best = result.columns.largestScore.indexOf(result.columns.largestScore.reduce((a, b) => Math.max(a, b)));
const lead = result.columns.lead[best]!;
const explanation = compileModel(points).explain(leadViewAt(history, lead, history.asOf));
const lines = [`lead ${history.idOf(lead)} when the extract was taken`, ...explanationLines(explanation)];
await show(["```", ...lines, "```"].join("\n"));

// %% [markdown] id="decision"
// ## What this decides

// %% id="conclusion" promises="headline"
const higher = result.sweep[0]!.rows.find((row) => row.threshold >= main.threshold + 10);
const above = (higher?.hits ?? 0) / ((higher?.hits ?? 0) + (higher?.misses ?? 0));
await show(
	`Calling ten points higher would ${above < (main.precision.value ?? 0) ? "**not** " : ""}have been more precise: ` +
		`${formatRate(above)} (${formatCount(higher?.hits ?? 0)} hits) against ${formatRate(main.precision.value)}. ` +
		`${above < (main.precision.value ?? 0) ? "More points do not mean a better lead here: the points have to change, not only the threshold." : "The threshold is worth a look: notebook 03."}`,
);
