// %% [markdown] id="title"
// # 03 Where is the threshold?
//
// **Question.** At which score should marketing hand a lead to sales, so that sales can work every lead it gets and at
// least half of them become SQL? At which does it pay best, and what can be promised?
//
// **Data.** The sample history, the baseline (`saas-baseline`) and the candidate (`saas-candidate`). The candidate was made by
// people who knew how the sample was made, so every figure here flatters it: on your own history expect less.
//
// **Expected.** A higher threshold means fewer flags and better ones. The answer is a score, a precision with its interval,
// and the number of leads behind it, tried on leads that had no part in the choice.

// %% id="import"
import * as lab from "leadlab";

// %% [markdown] id="about-parameters"
// What sales can work in a week, how sure the precision must be, and what a flag costs and a win brings. These numbers are
// the business's to choose, and everything below follows from them.

// %% id="parameters" tags="parameters"
const dataset = "../data/saas-sample";
const baseline = "saas-baseline";
const model = "saas-candidate";
const flagsPerWeek = 12;
const precisionAtLeast = 0.5;
const costPerFlag = 100;
const valuePerWin = 400;

// %% id="replay" promises="table"
const history = await lab.open(dataset, { quiet: true });
const before = await history.replay(baseline);
const after = await history.replay(model);
after.against(before).table();

// %% [markdown] id="about-sweep"
// ## Every threshold at once
//
// First the baseline, then the candidate. Above: precision with its interval; below: how many leads would have been flagged.
// If precision does not rise with the threshold, the points do not order the leads, and no threshold mends that.

// %% id="sweep-baseline" promises="chart"
before.sweep();

// %% id="sweep-candidate" promises="chart"
after.sweep();

// %% id="sweep-table" promises="table"
after.sweep().table({ every: 5 });

// %% [markdown] id="about-choice"
// ## The choice
//
// The lowest threshold that keeps to both limits: not more flags a week than sales can work, none of them waiting for more
// than a week, and a precision that is not below the wanted one even at the low end of its interval. Lowest, because every
// point more loses leads that would have become SQL. First the candidate, then capacity alone, then the baseline.

// %% id="choice" promises="headline"
const capacity = { perWeek: flagsPerWeek };
const limits = { capacity: capacity, precision: { atLeast: precisionAtLeast } };
const choice = after.sweep().choose(limits);
const byCapacity = after.sweep().choose({ capacity: capacity });
lab.show(choice.finding, byCapacity.finding, before.sweep().choose(limits).finding);

// %% [markdown] id="about-capacity"
// ## What sales would live through
//
// An average hides busy weeks. Flags are worked first in, first out; what is not worked in its own week waits. First at the
// threshold that the average alone would allow, then at the one that no wait allows.

// %% id="capacity" promises="chart"
const noLimit = { perWeek: flagsPerWeek, maxWaitDays: Number.POSITIVE_INFINITY };
lab.show(after.sweep().choose({ capacity: noLimit }), byCapacity);

// %% [markdown] id="about-money"
// ## Where it pays best
//
// Every flag that can be judged costs, every hit brings. The best threshold is rarely alone: the shaded ones cannot be told
// from it, so within them other reasons may decide.

// %% id="money" promises="chart headline"
const paying = after.sweep().choose({ profit: { costPerFlag: costPerFlag, valuePerWin: valuePerWin } });
lab.show(paying, paying.finding);

// %% [markdown] id="about-later"
// ## Does it hold on leads that had no part in the choice?
//
// The threshold was chosen on the same leads it was measured on, which flatters. So the same choice is made on the older leads
// only, by what was known on the day of the cut, and measured on the younger ones: that says what to expect of it. The
// difference of those two figures is the optimism.

// %% id="later" promises="headline"
const plan = await after.thresholds({ ...limits, certify: { precision: precisionAtLeast } });
plan.finding;

// %% id="later-compared" promises="table"
const later = { from: plan.cutAt };
const chosenEarlier = after.model.with({
	thresholds: { [after.handoff().from]: plan.earlier ?? after.handoff().threshold },
});
const younger = await history.replay(chosenEarlier, later);
younger.against(await history.replay(before.model, later)).table();

// %% [markdown] id="about-certificate"
// ## What can be promised?
//
// A certificate is the lowest threshold whose precision is at least the wanted one, with a small chance of being wrong. How
// many flags it takes is known before anybody looks: that depends on the precision that is then seen.

// %% id="needed" promises="table"
plan.needed;

// %% [markdown] id="about-certified"
// The tests run on the younger leads alone, in an order that the older ones fixed. Leads of one account win and lose
// together, so one lead of each account counts.

// %% id="certificate" promises="chart headline"
plan.certificate;

// %% [markdown] id="about-swap"
// ## Who enters and who leaves
//
// Against what the baseline flags. A lead that sales never worked could hardly become SQL, so the last column belongs to the
// precision beside it.

// %% id="swap" promises="table"
const chosen = after.model.with({
	thresholds: { [after.handoff().from]: choice.threshold ?? after.handoff().threshold },
});
const final = await history.replay(chosen);
const change = final.against(before, { capacity: capacity, limits: { precision: limits.precision } });
change.swap().table();

// %% [markdown] id="about-lost"
// Where the leads come from that sales would no longer get, and what became of them (`reached`: share that became SQL at
// any time, flagged or not).

// %% id="lost" promises="table"
const lost = change.leads({ attributes: ["source"] }).filter((lead) => lead.change === "leaves");
lost
	.groupby("source")
	.agg({ lead: "count", reached: ["sum", "mean"] })
	.sort("lead", { ascending: false });

// %% [markdown] id="decision"
// ## The answer

// %% id="answer" promises="headline"
lab.show(plan.finding, change.finding, final.finding, before.finding);

// %% [markdown] id="about-price"
// The price: leads that the baseline flagged in time and that are not flagged any more, and what that does to recall.

// %% id="why" promises="chart headline"
const [now, old] = [final, before].map((one) => lab.estimateText(one.handoff().recall));
lab.show(change.swap(), `Recall: **${now}**; baseline: ${old}.`);

// %% id="promise" promises="headline"
plan.promise;
