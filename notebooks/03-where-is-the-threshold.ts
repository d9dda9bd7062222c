// %% [markdown] id="title"
// # 03 Where is the threshold?
//
// **Question.** At which score should marketing hand a lead to sales, so that sales can work every lead it gets and at
// least half of them become SQL? At which does it pay best, and what can be promised?
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
import { chooseThreshold, frame, gainedAndLost, load, loadModel, replay, withThresholds } from "leadlab";
// Holding out, certifying
import { callsNeededTable, chooseAndHoldOut, planCertificate, splitInTime } from "leadlab";
// Showing
import { capacityChart, certificateChart, profitChart, thresholdSweepChart } from "leadlab";
import { compareTable, dayOf, formatCount, formatEstimate, formatRate, show, sweepTable } from "leadlab";

// %% [markdown] id="about-parameters"
// What sales can work in a week, how sure the precision must be, and what a call costs and a win brings. These numbers are
// the business's to choose, and everything below follows from them.

// %% id="parameters" tags="parameters"
const dataset = "../data/saas-sample";
const baseline = "saas-baseline";
const model = "saas-candidate";
const callsPerWeek = 12;
const precisionAtLeast = 0.5;
const costPerCall = 100;
const valuePerWin = 400;

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
// The lowest threshold that keeps to both limits: not more calls a week than sales can work, none of them waiting for more
// than a week, and a precision that is not below the wanted one even at the low end of its interval. Lowest, because every
// point more loses leads that would have become SQL.

// %% id="choice" promises="headline"
const capacity = { callsPerWeek: callsPerWeek };
const limits = { capacity: capacity, precision: { atLeast: precisionAtLeast } };
const choice = chooseThreshold(after, main, limits);
const byCapacity = chooseThreshold(after, main, { capacity: capacity }).chosen?.threshold;
const inProduction = chooseThreshold(before, main, limits);
await show(
	`With the points on trial: **${choice.chosen?.threshold ?? choice.reason}** keeps to both limits (capacity alone would allow ${byCapacity ?? "none"}). ` +
		`With the points in production: **${inProduction.chosen?.threshold ?? inProduction.reason}**.`,
);

// %% [markdown] id="about-capacity"
// ## What sales would live through
//
// An average hides busy weeks. Calls are worked first in, first out; what is not worked in its own week waits. First at the
// threshold that the average alone would allow, then at the one that no wait allows.

// %% id="capacity" promises="chart"
const noLimit = { callsPerWeek: callsPerWeek, maxWaitDays: Number.POSITIVE_INFINITY };
const onAverage = chooseThreshold(after, main, { capacity: noLimit }).chosen?.threshold ?? main.threshold;
await show(capacityChart(after, main, { threshold: onAverage, capacity: noLimit }));
await show(capacityChart(after, main, { threshold: byCapacity ?? main.threshold, capacity: capacity }));

// %% [markdown] id="about-money"
// ## Where it pays best
//
// Every mature call costs, every hit brings. The best threshold is rarely alone: the shaded ones cannot be told from it, so
// within them other reasons may decide.

// %% id="money" promises="chart headline"
const money = { costPerCall: costPerCall, valuePerWin: valuePerWin };
await show(profitChart(after, main, { ...money, threshold: choice.chosen?.threshold }));
const paying = chooseThreshold(after, main, { profit: money });
await show(
	`It pays best at **${paying.chosen?.threshold ?? "no threshold"}**: ${formatCount(paying.chosen?.profit?.total ?? NaN)} in all, ` +
		`${(paying.chosen?.profit?.perCall ?? NaN).toFixed(0)} a call. From ${paying.indistinct?.join(" to ")} it cannot be told apart.`,
);

// %% [markdown] id="about-later"
// ## Does it hold on leads that had no part in the choice?
//
// The threshold was chosen on the same leads it was measured on, which flatters. So choose again on the older leads only, by
// what was known on the day of the cut, and measure on the younger ones. The difference of the two figures is the optimism.

// %% id="later" promises="headline"
const parts = await splitInTime(history, points);
if (!("cutAt" in parts)) throw new Error(parts.reason);
const split = parts;
const cut = split.cutAt;
const tried = chooseAndHoldOut(split, main, limits);
const onOlder = tried.threshold ?? main.threshold;
const tunedPrecision = tried.onOlder.chosen?.precision;
await show(
	`Chosen on the ${formatCount(split.older.cohort.leads)} leads created before ${dayOf(history, cut)}: **${onOlder}**, with ` +
		`${tunedPrecision === undefined ? tried.onOlder.reason : formatEstimate(tunedPrecision)} there. On the ${formatCount(split.younger.cohort.leads)} ` +
		`later leads it gave **${tried.heldOut === undefined ? "nothing to tell" : formatEstimate(tried.heldOut.precision)}**, ` +
		`at ${(tried.heldOut?.callsPerWeek ?? NaN).toFixed(1)} calls a week with waits of up to ${tried.heldOut?.queue?.longestWaitDays} days.`,
);

// %% id="later-compared" promises="table"
const beforeLater = await replay(history, before.model, { from: cut });
const younger = await replay(history, withThresholds(points, { [main.call]: onOlder }), { from: cut });
const tested = younger.handoffs[0]!;
await show(compareTable(beforeLater, younger));

// %% [markdown] id="about-certificate"
// ## What can be promised?
//
// A certificate is the lowest threshold whose precision is at least the wanted one, with a small chance of being wrong. How
// many mature calls it takes is known before anybody looks: that depends on the precision that is then seen.

// %% id="needed" promises="table"
const seen = [0.03, 0.05, 0.1, 0.15, 0.2].map((more) => precisionAtLeast + more).filter((rate) => rate <= 1);
const needed = callsNeededTable(seen, { precision: precisionAtLeast });
await show(needed.map(({ observed, calls }) => ({ "precision seen": formatRate(observed), "calls needed": calls })));

// %% [markdown] id="about-certified"
// The tests run on the younger leads alone, in an order that the older ones fixed. Leads of one account win and lose
// together, so one lead of each account counts.

// %% id="certificate" promises="chart headline"
const certificate = planCertificate(split, main, { precision: precisionAtLeast });
await show(certificateChart(certificate, split));
const lowest = certificate.sequence?.lowest;
await show(
	lowest === undefined
		? `A precision of at least ${precisionAtLeast * 100} % **cannot be certified**: ${certificate.reason}.`
		: `Certified: from **${lowest.threshold}** to ${certificate.start?.threshold} the precision is at least ${precisionAtLeast * 100} % ` +
				`(${lowest.hits} of ${lowest.called} at ${lowest.threshold}). It speaks of calls until ${dayOf(history, certificate.speaks?.calledUntil ?? NaN)}.`,
);

// %% [markdown] id="about-swap"
// ## Who is gained and who is lost
//
// Against what production calls today. A lead that sales never worked could hardly become SQL, so the last column belongs
// to the precision beside it.

// %% id="swap" promises="table"
const tuned = withThresholds(points, { [main.call]: choice.chosen?.threshold ?? main.threshold });
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
	`It is the lowest score with at most ${callsPerWeek} calls a week (${(own.callsPerWeek ?? 0).toFixed(1)} on average), none waiting long, and a ` +
		`precision of at least ${precisionAtLeast * 100} % at the low end. The price: **${formatCount(lostHits)}** leads that ` +
		`production called in time are not called any more; of all who became ${own.outcome}, in time were called ` +
		`${formatEstimate(own.recall)}, with production ${formatEstimate(today.recall)}.`,
);

// %% id="promise" promises="headline"
const optimism = (tried.optimism?.precision.optimism ?? NaN) * 100;
const holds = (tested.precision.interval?.[0] ?? 0) >= precisionAtLeast;
await show(
	`What to promise: on leads that had no part in the choice the precision was **${formatEstimate(tested.precision)}**, ` +
		`${Math.abs(optimism).toFixed(1)} points ${optimism > 0 ? "less" : "more"} than where it was chosen; production had ` +
		`${formatEstimate(beforeLater.handoffs[0]!.precision)} there. That it is at least ${precisionAtLeast * 100} % is ` +
		`${holds ? "" : "**not** "}certain: its interval ${holds ? "begins above" : "reaches below"} that.`,
);

// %% id="facts" promises="table"
const { threshold, hits, misses, called, late, immature } = own;
await show([
	{ threshold, called, late, immature, hits, misses, "later hits": tested.hits, "later misses": tested.misses },
]);
