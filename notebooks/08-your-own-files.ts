// %% [markdown] id="title"
// # 08 The same on your own files
//
// **Question.** What would a set of points have predicted on *your* history?
//
// **Data.** A folder of yours with `dataset.yaml` and a model file. As it stands the notebook runs on the sample;
// `leadlab notebooks html 08 --dataset FOLDER --model FILE` runs it on yours and writes an executed copy and a page.
//
// **Expected.** The same steps as in notebooks 01 to 03, with whatever attributes, stages and calls your files have.
//
// | step | command |
// |---|---|
// | a `dataset.yaml` and a model to start from | `leadlab init my-history` |
// | what is wrong with the files | `leadlab doctor --dataset my-history --model my-history/model.yaml` |
// | this notebook on them | `leadlab notebooks html 08 --dataset my-history --model my-history/model.yaml` |

// %% id="import"
// Loading, replaying, choosing
import { chooseThreshold, createRandom, frame, load, loadModel, rankingFiguresOf, replay } from "leadlab";
import { segmentAttributes } from "leadlab";
// Showing
import { attributeTable, formatCount, formatEstimate, qualityTable } from "leadlab";
import { show, sweepTable } from "leadlab";
// Charts
import { funnelChart, precisionByMonthChart, precisionBySegmentChart, thresholdSweepChart } from "leadlab";
import { median } from "simple-statistics";

// %% [markdown] id="about-parameters"
// Where the files are, how long an outcome may take after a call, and what sales can work in a week.

// %% id="parameters" tags="parameters"
const dataset = "../data/saas-sample";
const model = "saas-baseline";
const horizonDays = 90;
const callsPerWeek = 15;

// %% id="load" promises="text table headline"
const history = await load(dataset);
await show(qualityTable(history));

// %% [markdown] id="about-attributes"
// ## Attributes
//
// "look" marks what was likely filled in after the outcome: keep it out of the model, or say in `dataset.yaml` from when
// it is known.

// %% id="attributes" promises="table"
const last = history.ladder.at(-1)!;
await show(attributeTable(history, last));

// %% [markdown] id="about-replay"
// ## The replay
//
// Every call the model would have made, and what became of it.

// %% id="replay" promises="table chart"
const points = await loadModel(model, history);
const segmentBy = segmentAttributes(history);
const result = await replay(history, points, { horizonDays: horizonDays, segmentBy: segmentBy });
await show(result);
await show(funnelChart(result));

// %% id="headline" promises="headline"
const main = result.handoffs[0]!;
const rankings = rankingFiguresOf(history, result, { random: createRandom(1), replicates: 1000 });
const ranking = rankings.find(({ outcome }) => outcome === main.outcome)!;
await show(
	`Called ${main.call} at **${main.threshold}**: **${formatCount(main.called)}** leads. Became ${main.outcome} within ${horizonDays} days: ` +
		`**${formatEstimate(main.precision)}**. At day ${result.landmarkDays} ` +
		`${ranking.finding.text}.`,
);

// %% [markdown] id="about-sweep"
// ## The threshold

// %% id="sweep" promises="chart table"
await show(thresholdSweepChart(result, main));
await show(sweepTable(result, main, { every: Math.max(1, Math.round((result.sweep[0]?.rows.length ?? 1) / 15)) }));

// %% id="choice" promises="headline"
const choice = chooseThreshold(result, main, { capacity: { callsPerWeek: callsPerWeek } });
const byCapacity = choice.chosen?.counts;
await show(
	byCapacity === undefined
		? `Nothing to choose: ${choice.reason}.`
		: `At most ${callsPerWeek} calls a week, none waiting for more than a week: from a threshold of **${byCapacity.threshold}** on, ` +
				`with ${formatCount(byCapacity.hits)} hits of ${formatCount(byCapacity.hits + byCapacity.misses)} mature calls.`,
);

// %% [markdown] id="about-time"
// ## By month and by segment

// %% id="months" promises="chart"
await show(precisionByMonthChart(result, main));

// %% id="segments" promises="text"
if (segmentBy[0] === undefined)
	await show("No attribute is text, known at creation and has few values, so there is no segment to show.");
else await show(precisionBySegmentChart(result, { attribute: segmentBy[0], handoff: main }));

// %% [markdown] id="about-frame"
// ## Lead by lead
//
// The replay as a data frame, to slice and group as you like. What became of the calls, and the usual time to the call.

// %% id="verdicts" promises="table headline"
const leads = await frame(result, history, { handoff: main });
await show(leads.groupby(["verdict"]).agg({ lead: "count", largestScore: "mean" }));
const waits = (leads.column("callAfterDays").values as number[]).filter((days) => !Number.isNaN(days));
await show(
	waits.length === 0
		? "**0** leads are called."
		: `Half of the ${formatCount(waits.length)} calls come within **${median(waits).toFixed(1)} days** of creation.`,
);

// %% [markdown] id="decision"
// ## What this decides

// %% id="conclusion" promises="headline"
const enough = main.precision.total >= 10;
await show(
	enough
		? `On ${history.name} these points are right **${formatEstimate(main.precision)}** when they call ${main.call}. ` +
				"If that is worth a call of sales, go on with notebook 03 on these files; if not, the points have to change."
		: `On ${history.name} only **${main.precision.total}** calls can be judged: too few for a rate. ` +
				"Take a longer history, a shorter horizon, or a lower threshold.",
);
