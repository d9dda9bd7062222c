// %% [markdown] id="title"
// # 08 The same on your own files
//
// **Question.** What would a set of points have predicted on *your* history?
//
// **Data.** A folder of yours with `dataset.yaml` and a model file. As it stands the notebook runs on the sample;
// `leadlab notebooks html 08 --dataset FOLDER --model FILE` runs it on yours and writes an executed copy and a page.
//
// **Expected.** The same steps as in notebooks 01 to 03, with whatever attributes, stages and flags your files have.
//
// | step | command |
// |---|---|
// | a `dataset.yaml` and a model to start from | `leadlab init my-history` |
// | what is wrong with the files | `leadlab doctor --dataset my-history --model my-history/model.yaml` |
// | this notebook on them | `leadlab notebooks html 08 --dataset my-history --model my-history/model.yaml` |

// %% id="import"
import * as lab from "leadlab";
import { median } from "simple-statistics";

// %% [markdown] id="about-parameters"
// Where the files are, how long an outcome may take after a flag, and what sales can work in a week.

// %% id="parameters" tags="parameters"
const dataset = "../data/saas-sample";
const model = "saas-baseline";
const horizonDays = 90;
const flagsPerWeek = 15;

// %% id="load" promises="text table headline"
const history = await lab.open(dataset);
lab.show(history, history.quality);

// %% [markdown] id="about-attributes"
// ## Attributes
//
// "look" marks what was likely filled in after the outcome: keep it out of the model, or say in `dataset.yaml` from when
// it is known.

// %% id="attributes" promises="table"
history.attributes();

// %% [markdown] id="about-replay"
// ## The replay
//
// Every flag the model would have made, and what became of it.

// %% id="replay" promises="table chart"
const result = await history.replay(model, { horizonDays: horizonDays });
lab.show(result, result.chart("funnel"));

// %% id="headline" promises="headline"
lab.show(result.finding, result.ranking().finding);

// %% [markdown] id="about-sweep"
// ## The threshold

// %% id="sweep" promises="chart table"
const sweep = result.sweep();
lab.show(sweep, sweep.table({ every: Math.max(1, Math.round(sweep.rows.length / 15)) }));

// %% id="choice" promises="headline"
sweep.choose({ capacity: { perWeek: flagsPerWeek } }).finding;

// %% [markdown] id="about-time"
// ## By month and by segment

// %% id="months" promises="chart"
result.chart("months");

// %% id="segments" promises="text"
history.segments.length > 0 ? result.chart("segments") : "No attribute is text, known at creation and has few values.";

// %% [markdown] id="about-frame"
// ## Lead by lead
//
// The replay as a data frame, to slice and group as you like. What became of the flags, and the usual time to the flag.

// %% id="verdicts" promises="table headline"
const leads = result.leads();
const waits = leads.numbers("flagAfterDays");
lab.show(
	`**${waits.length}** flags, half of them within **${waits.length === 0 ? "no" : median(waits).toFixed(1)} days**.`,
);
leads.groupby("verdict").agg({ lead: "count", largestScore: "mean" });

// %% [markdown] id="decision"
// ## What this decides
//
// If that is worth the time of sales, go on with notebook 03 on these files; if not, the points have to change. Where it
// cannot be told yet: a longer history, a shorter outcome window, or a lower threshold.

// %% id="conclusion" promises="headline"
lab.show(result.finding, result.maturity);
