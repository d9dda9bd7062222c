// %% [markdown] id="title"
// # 06 What does not hold: leaks and drift
//
// **Question.** Which numbers of the notebooks before this one would fall apart in production: because a fact was written
// after the outcome it seems to predict, or because the world has moved since the points were made?
//
// **Data.** The sample history, the points on trial (`saas-candidate`) and the points in production (`saas-baseline`).
//
// **Expected.** A column that sales fills in afterwards looks like the best attribute of all. Somewhere in the last months
// the mix of leads changed, and machines began to open mails. Whether that hurt is for the tests to say, not for the eye.

// %% id="import"
// Loading, replaying
import { load, loadModel, modelFrom, replay } from "leadlab";
// What knows the future, and what has moved
import { createRandom, driftHeadline, findLeaks, leakVerdict, measureDrift } from "leadlab";
// Showing
import { driftTable, formatCount, formatEstimate, formatRate, leakTable, show } from "leadlab";
import { driftInflationChart, driftPrecisionChart, driftScoresChart } from "leadlab";
import { driftRulesChart, driftStabilityChart } from "leadlab";

// %% [markdown] id="about-parameters"
// The seed draws the shuffles that say what chance alone gives: same seed, same notebook.

// %% id="parameters" tags="parameters"
const dataset = "../data/saas-sample";
const baseline = "saas-baseline";
const model = "saas-candidate";
const seed = 1;

// %% id="replay" promises="table"
const history = await load(dataset, { quiet: true });
const points = await loadModel(model, history);
const result = await replay(history, points);
await show(result);

// %% [markdown] id="about-leaks"
// ## What knows the future
//
// Every attribute and activity is held against what became of the leads; then every score is taken again with all later
// facts removed, and with all later facts scrambled. `certain` means that the data contradict the contract; `look at it`
// is a fact that honest histories have too.

// %% id="leaks" promises="headline"
const leaks = await findLeaks(history, { model: points });
await show(`**${leakVerdict(leaks).text}.**`);

// %% id="leak-table" promises="table"
await show(leakTable(leaks));

// %% [markdown] id="about-tempted"
// ## What it would have pretended
//
// The same points with one more rule, on the gravest finding: what an analyst would add who trusts the column. What the
// model loses without the rule was never there.

// %% id="tempted" promises="headline"
const leak = leaks.findings.find(({ kind, level }) => kind === "attribute" && level === "certain");
const rule = { id: "tempting", attribute: leak?.name ?? history.attributes[0]!.name, points: 60 };
const { model: tempted } = modelFrom({
	...points,
	name: "tempted",
	groups: [...points.groups, { id: "tempting-group", rules: [rule] }],
});
const pretended = (await replay(history, tempted)).ranking[0];
const honest = result.ranking[0];
await show(
	leak === undefined
		? "No attribute knows the future for certain, so there is **nothing** to be tempted by."
		: `With points for \`${leak.name}\` the score would seem to put leads in the right order by ${pretended?.outcome} ` +
				`**${formatRate(pretended?.auc)}** of the time; honestly it is **${formatRate(honest?.auc)}**. The difference is all pretence.`,
);

// %% id="cure" promises="text"
const line = leak?.cure.yaml ?? "# nothing to mend";
await show(["The line of `dataset.yaml` that mends it:", "", "```yaml", line, "```"].join("\n"));

// %% [markdown] id="about-drift"
// ## What has moved
//
// The first half of the history against its last quarter, each lead at the same age: young leads have fewer visits and
// fewer wins, and that is no drift. All tests share one risk of a false alarm.

// %% id="drift" promises="headline"
const drift = measureDrift(history, result, { random: createRandom(seed) });
await show(`**${driftHeadline(drift)}.** ${drift.notes.join(" ")}`);

// %% id="findings" promises="text"
await show(drift.findings.map(({ level, says }) => `- **${level}**: ${says}`).join("\n") || "Nothing was found.");

// %% [markdown] id="about-stability"
// Scores and attributes. The grey bar is what chance alone gives with so many leads: an index inside it says nothing,
// whatever the rules of thumb say. A leak can look like drift, since on young leads the column has not been filled in yet.

// %% id="stability" promises="chart headline"
await show(driftStabilityChart(drift));
const moved = drift.attributes.filter(({ standing }) => standing === "changed").map(({ name }) => name);
const late = moved.filter((name) => leaks.findings.some((one) => one.name === name && one.level === "certain"));
await show(
	`**${moved.length}** of ${drift.attributes.length} attributes moved: ${moved.join(", ") || "none"}. ` +
		`Of these a leak explains **${late.length}**${late.length === 0 ? "" : `: ${late.join(", ")}`}.`,
);

// %% id="attributes" promises="table"
await show(driftTable(drift, { part: "attributes" }));

// %% [markdown] id="about-precision"
// ## Are the calls worth what they were?
//
// Calls of the same ages only, and only of leads that have had their time. Months that have not say so; they are no fall.

// %% id="precision" promises="chart headline"
const main = drift.precision[0]!;
await show(driftPrecisionChart(drift, main));
await show(
	`The precision of ${main.call} to ${main.outcome} was **${formatEstimate(main.before)}** and is **${formatEstimate(main.after)}** since: **${main.standing}**` +
		`${main.trend.moreNeeded === undefined ? "" : `, about ${formatCount(main.trend.moreNeeded)} more mature calls are needed`}.`,
);

// %% [markdown] id="about-inflation"
// ## Do scores still mean the same?
//
// If scores rise by themselves, a threshold calls more leads of the same worth. If they fall, good leads are missed.

// %% id="inflation" promises="chart headline"
await show(driftInflationChart(drift));
const above = drift.scores.above[0];
await show(
	`Leads that reach ${above?.threshold ?? "the threshold"} by day ${drift.landmarkDays}: **${formatRate(above?.before.value)}** then, ` +
		`**${formatRate(above?.after.value)}** now. The mean score: **${drift.scores.mean.standing}**.`,
);

// %% id="scores" promises="chart"
await show(driftScoresChart(drift));

// %% [markdown] id="about-rules"
// ## Which rules carry it, and did one fall silent?

// %% id="rules" promises="chart table"
await show(driftRulesChart(drift));
await show(driftTable(drift, { part: "rules" }));

// %% [markdown] id="about-production"
// The same for the points in production, which count opened mails as interest. Since machines open them too, everybody is a
// little more interested than before.

// %% id="production" promises="chart headline"
const before = await replay(history, await loadModel(baseline, history));
const inProduction = measureDrift(history, before, { random: createRandom(seed) });
await show(driftRulesChart(inProduction));
const louder = inProduction.rules.filter(({ course }) => course === "more").map(({ rule: name }) => name);
await show(
	`Rules in production that fire more often than they did: **${louder.join(", ") || "none"}**. ${driftHeadline(inProduction)}.`,
);

// %% [markdown] id="decision"
// ## What this decides
//
// Before points are tuned or agreed on: mend the contract for every certain leak, and look into what must be acted on. What
// cannot be told yet is looked at again with the next extract; `leadlab leaks` and `leadlab drift` with `--gate` do that
// every night.

// %% id="conclusion" promises="headline"
const certain = leaks.findings.filter(({ level }) => level === "certain").length;
const acts = drift.findings.filter(({ level }) => level === "act").length;
const open = [...drift.attributes, ...drift.rules, ...drift.activities].filter(
	({ standing }) => standing === "cannot tell yet",
).length;
await show(
	`**${certain}** certain ${certain === 1 ? "leak" : "leaks"} to mend, **${acts}** ${acts === 1 ? "change" : "changes"} to act on, ` +
		`**${drift.findings.length - acts}** to keep an eye on, **${open}** tests that cannot tell yet.`,
);
