// %% [markdown] id="title"
// # 04 Is the candidate better?
//
// **Question.** New points are proposed. Do they flag better leads than the points in use, or does it only look so? And who
// says "of course those converted, they are the ones we flagged"?
//
// **Data.** The sample history, the baseline (`saas-baseline`) and the candidate (`saas-candidate`), both replayed over the
// same leads.
//
// **Expected.** Flags that are fewer and more precise, at the price of leads that are not flagged any more; and an answer to
// whether that rests on leads that sales never worked.

// %% id="import"
import * as lab from "leadlab";

// %% [markdown] id="about-parameters"
// Besides the two models: how many flags sales can work in a week and how precise they must be, as in notebook 03, and how
// much of the customers' recall may be lost at most. A candidate that breaks one of these is not rolled out however precise it
// is, unless the baseline breaks it worse.

// %% id="parameters" tags="parameters"
const dataset = "../data/saas-sample";
const baseline = "saas-baseline";
const model = "saas-candidate";
const horizonDays = 90;
const flagsPerWeek = 12;
const precisionAtLeast = 0.5;
const recallTolerance = 0.05;

// %% id="replay" promises="table"
const history = await lab.open(dataset, { quiet: true });
const before = await history.replay(baseline, { horizonDays: horizonDays });
const after = await history.replay(model, { horizonDays: horizonDays });
const limits = { precision: { atLeast: precisionAtLeast } };
const compared = after.against(before, {
	capacity: { perWeek: flagsPerWeek },
	limits: limits,
	recallTolerance: recallTolerance,
});
compared.table();

// %% [markdown] id="about-paired"
// ## The difference
//
// Both models saw the same leads. What they do alike cancels, so a difference hangs only on the leads that they treat
// differently, and its interval is much narrower than those of the two rates suggest. Each measure has its own scale; what
// cannot be told yet is grey and says how many more leads would tell. Leads that share an account are taken together.

// %% id="compare" promises="chart"
compared;

// %% id="differences" promises="table"
compared.differences().table();

// %% [markdown] id="about-volume"
// ## At equal volume
//
// A model that flags fewer leads is easily more precise. So both are compared where they flag as many a week: the candidate
// at the baseline's volume, the baseline at the candidate's, and around. Where the lines cross, the other one is better.

// %% id="equal-volume" promises="chart"
compared.equalVolume();

// %% id="equal-volume-said" promises="headline"
compared.equalVolume().finding;

// %% [markdown] id="about-alone"
// The same without any model of chance: of the leads that became what was promised, count those that only one of the two
// flags in time. Were both equally good, each such lead would go either way like a tossed coin.

// %% id="caught-by-one" promises="headline"
compared.alone().finding;

// %% [markdown] id="about-order"
// ## The order of the leads
//
// Precision hangs on the threshold, too. Whether the points themselves order leads better is asked at a fixed age, whatever
// the threshold.

// %% id="order" promises="table"
compared.order();

// %% [markdown] id="about-guardrails"
// ## What must not get worse

// %% id="guardrails" promises="table"
compared.guardrails;

// %% [markdown] id="about-swap"
// ## Who enters and who leaves
//
// The whole change is in three groups of leads. If those who enter turned out better than those who leave, the change is for
// the better.

// %% id="swap" promises="chart"
compared.swap();

// %% id="swap-table" promises="table"
lab.show(compared.swap().table(), compared.examples());

// %% [markdown] id="about-segments"
// ## Where it is better and where worse
//
// Who looks at many segments finds some that differ by chance. So each has to stand more firmly the more there are (Holm's
// correction): a triangle stands, a ring does not.

// %% id="segments" promises="chart"
compared.slices("segment");

// %% id="months" promises="chart"
compared.slices("month");

// %% [markdown] id="about-bias"
// ## Were they worked at all?
//
// A lead that sales never worked could hardly become anything: as recorded it counts as a miss. So the precision is asked
// again: had every flag been worked, judged by worked flags like it (weighted, and doubly robust), and whatever the unworked
// ones would have done. No outcome is made up. Where nobody ever looked, no method can tell.

// %% id="bias" promises="table"
const bias = after.selection(before);
bias;

// %% id="bias-answer" promises="headline"
bias.finding;

// %% [markdown] id="decision"
// ## The answer

// %% id="answer" promises="headline"
const [now, old] = [after, before].map((one) => lab.estimateText(one.handoff().recall));
lab.show(compared.finding, after.finding, before.finding, `Recall: **${now}**; baseline: ${old}.`);

// %% id="why" promises="text"
lab.show(compared.verdict.reasons.map((reason) => `- ${reason}`).join("\n"));

// %% [markdown] id="about-change"
// What would change it: a condition that is broken or open, more leads, or sales working some leads at random.

// %% id="what-would-change-it" promises="text"
lab.show([...compared.open, bias.advice ?? ""].map((line) => (line === "" ? "" : `- ${line}`)).join("\n"));
