// %% [markdown] id="title"
// # 04 Is the candidate better?
//
// **Question.** New points are on trial. Do they call better leads than the points in production, or does it only look so?
// And who says "of course those converted, they are the ones we called"?
//
// **Data.** The sample history, the points in production (`saas-baseline`) and the points on trial (`saas-candidate`), both
// replayed over the same leads.
//
// **Expected.** Calls that are fewer and more precise, at the price of leads that are not called any more; and an answer to
// whether that rests on leads that sales never worked.
//
// Reading the code: `compareReplays` returns a plain object. `handoffs` holds the differences and who changes sides, `slices`
// the segments and months, `guardrails` and `verdict` what follows from them.

// %% id="import"
// Loading, replaying, comparing
import { compareReplays, load, loadModel, replay, segmentAttributes, selectionReview } from "leadlab";
// Showing
import { compareTable, differenceTable, formatCount, formatEstimate, selectionTable, show } from "leadlab";
import { differenceChart, sliceDifferenceChart, swapExamples, swapSetChart, swapTable } from "leadlab";

// %% [markdown] id="about-parameters"
// Besides the two models: how many calls sales can work in a week, and how much of the customers' recall may be lost at most.
// A candidate that breaks one of these is not rolled out however precise it is.

// %% id="parameters" tags="parameters"
const dataset = "../data/saas-sample";
const baseline = "saas-baseline";
const model = "saas-candidate";
const horizonDays = 90;
const capacity = 15;
const recallTolerance = 0.05;

// %% id="replay" promises="table"
const history = await load(dataset, { quiet: true });
const options = { horizonDays: horizonDays, segmentBy: segmentAttributes(history) };
const before = await replay(history, await loadModel(baseline, history), options);
const after = await replay(history, await loadModel(model, history), options);
await show(compareTable(before, after));

// %% [markdown] id="about-paired"
// ## The difference
//
// Both models saw the same leads. What they do alike cancels, so a difference hangs only on the leads that they treat
// differently, and its interval is much narrower than those of the two rates suggest. Each measure has its own scale; what
// cannot be told yet is grey and says how many more leads would tell. Leads that share an account are taken together.

// %% id="compare" promises="chart"
const compared = compareReplays(history, before, after, { capacity: capacity, recallTolerance: recallTolerance });
const main = compared.handoffs[0]!;
await show(differenceChart(compared, main));

// %% id="differences" promises="table"
await show(differenceTable(compared));

// %% [markdown] id="about-alone"
// The same without any model of chance: of the leads that became what was promised, count those that only one of the two
// calls in time. Were both equally good, each such lead would go either way like a tossed coin.

// %% id="caught-by-one" promises="headline"
const caught = main.tests.find(({ about }) => about === "caught")!;
const falseCalls = main.tests.find(({ about }) => about === "false-calls")!;
const chance = (p: number) => (p < 0.001 ? "below 0.001" : p.toFixed(3));
await show(
	`Of the leads that became ${main.outcome}, **${caught.onlyCandidate}** are called in time by the candidate alone and **${caught.onlyBaseline}** ` +
		`by the baseline alone; a coin does that with a chance of ${chance(caught.pValue)}. Called for nothing: ` +
		`${falseCalls.onlyCandidate} by the candidate alone, ${falseCalls.onlyBaseline} by the baseline alone (${chance(falseCalls.pValue)}).`,
);

// %% [markdown] id="about-order"
// ## The order of the leads
//
// Precision hangs on the threshold, too. Whether the points themselves order leads better is asked at a fixed age, whatever
// the threshold.

// %% id="order" promises="table"
await show(differenceTable(compared, compared.ranking[0]));

// %% [markdown] id="about-guardrails"
// ## What must not get worse

// %% id="guardrails" promises="table"
await show(compared.guardrails);

// %% [markdown] id="about-swap"
// ## Who enters and who leaves
//
// The whole change is in three groups of leads. If those who enter turned out better than those who leave, the change is for
// the better.

// %% id="swap" promises="chart"
await show(swapSetChart(compared, main));

// %% id="swap-table" promises="table"
await show(swapTable(compared));

// %% id="examples" promises="table"
await show(swapExamples(compared));

// %% [markdown] id="about-segments"
// ## Where it is better and where worse
//
// Who looks at many segments finds some that differ by chance. So each has to stand more firmly the more there are (Holm's
// correction): a triangle stands, a ring does not.

// %% id="segments" promises="chart"
await show(sliceDifferenceChart(compared, { kind: "segment" }));

// %% id="months" promises="chart"
await show(sliceDifferenceChart(compared, { kind: "month" }));

// %% [markdown] id="about-bias"
// ## Were they worked at all?
//
// A lead that sales never worked could hardly become anything: as recorded it counts as a miss. So the precision is asked
// again: had every call been worked, judged by worked calls like it (weighted, and doubly robust), and whatever the unworked
// ones would have done. No outcome is made up. Where nobody ever looked, no method can tell.

// %% id="bias" promises="table"
const review = selectionReview(history, after, { baseline: before });
await show(selectionTable(review));

// %% id="bias-answer" promises="headline"
const hangs = review.comparison[0];
await show(hangs?.text ?? "It is **not known** whom sales worked: the dataset does not say so.");

// %% [markdown] id="decision"
// ## The answer

// %% id="answer" promises="headline"
const { headline, recommendation, reasons, moreLeads } = compared.verdict;
const { candidate: trial, baseline: today } = main;
await show(
	`**${headline}.** ${recommendation}\n\nOf the candidate's calls **${formatEstimate(trial.precision)}** became ${main.outcome}, of ` +
		`production's ${formatEstimate(today.precision)}. Of those who became ${main.outcome} the candidate calls ` +
		`**${formatEstimate(trial.recall)}** in time, production ${formatEstimate(today.recall)}.`,
);

// %% id="why" promises="text"
await show(reasons.map((reason) => `- ${reason}`).join("\n"));

// %% [markdown] id="about-change"
// What would change it: a condition that is broken or open, more leads, or sales working some leads at random.

// %% id="what-would-change-it" promises="text"
const open = compared.guardrails.filter(({ state }) => state === "failed" || state === "cannot-tell");
const bias = review.candidate[0];
const quota = bias?.state === "said" ? bias.exploration : undefined;
const changes = [
	...open.map(({ name, state, text }) => `${name}, ${state === "failed" ? "not kept" : "cannot tell yet"}: ${text}`),
	moreLeads === undefined ? "" : `About **${formatCount(moreLeads)}** more leads would settle what is open.`,
	quota === undefined
		? ""
		: `Sales working **${formatCount(quota.leads)}** ${quota.among} calls at random would show what such calls are worth.`,
];
await show(changes.flatMap((change) => (change === "" ? [] : [`- ${change}`])).join("\n"));
