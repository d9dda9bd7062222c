// %% [markdown] id="title"
// # 06 What does not hold: leaks and drift
//
// **Question.** Which numbers of the notebooks before this one would fall apart in production: because a fact was written
// after the outcome it seems to predict, or because the world has moved since the points were made?
//
// **Data.** The sample history, the candidate (`saas-candidate`) and the baseline (`saas-baseline`).
//
// **Expected.** A column that sales fills in afterwards looks like the best attribute of all. Somewhere in the last months
// the mix of leads changed, and machines began to open mails. Whether that hurt is for the tests to say, not for the eye.

// %% id="import"
import * as lab from "leadlab";

// %% [markdown] id="about-parameters"
// The seed draws the shuffles that say what chance alone gives: same seed, same notebook.

// %% id="parameters" tags="parameters"
const dataset = "../data/saas-sample";
const baseline = "saas-baseline";
const model = "saas-candidate";
const seed = 1;

// %% id="replay" promises="table"
const history = await lab.open(dataset, { quiet: true });
const result = await history.replay(model);
result;

// %% [markdown] id="about-leaks"
// ## What knows the future
//
// Every attribute and activity is held against what became of the leads; then every score is taken again with all later
// facts removed, and with all later facts scrambled. `certain` means that the data contradict the contract; `look at it`
// is a fact that honest histories have too.

// %% id="leaks" promises="headline"
const leaks = await result.leaks();
leaks.finding;

// %% id="leak-table" promises="table"
leaks;

// %% [markdown] id="about-tempted"
// ## What it would have pretended
//
// The same points with one more rule, on the gravest finding: what an analyst would add who trusts the column. How often the
// score puts two leads in the right order, then honestly. What the model loses without the rule was never there.

// %% id="tempted" promises="headline"
const leak = leaks.certain.find(({ kind }) => kind === "attribute")?.name ?? history.dataset.attributes[0]!.name;
const rules = [{ id: "tempting", attribute: leak, points: 60 }];
const groups = [...result.model.spec.groups, { id: "tempting-group", rules: rules }];
const pretended = await history.replay(lab.modelFrom({ ...result.model.spec, name: "tempted", groups: groups }).model);
const order = ({ replay }: lab.ReplayResult) => lab.formatRate(replay.ranking[0]?.auc);
`With points for ${leak}: ${order(pretended)}; honestly: ${order(result)}`;

// %% id="cure" promises="text"
lab.show(`The line of \`dataset.yaml\` that mends it:\n\n\`\`\`yaml\n${leaks.cure}\n\`\`\``);

// %% [markdown] id="about-drift"
// ## What has moved
//
// The first half of the history against its last quarter, each lead at the same age: young leads have fewer visits and
// fewer wins, and that is no drift. All tests share one risk of a false alarm.

// %% id="drift" promises="headline"
const drift = result.drift({ seed: seed });
lab.show(drift.finding, drift.drift.notes.join(" "));

// %% id="findings" promises="table"
drift;

// %% [markdown] id="about-stability"
// Scores and attributes. The grey bar is what chance alone gives with so many leads: an index inside it says nothing,
// whatever the rules of thumb say. A leak can look like drift, since on young leads the column has not been filled in yet.

// %% id="stability" promises="chart headline"
drift.attributes;

// %% id="attributes" promises="table"
drift.attributes.table();

// %% [markdown] id="about-precision"
// ## Are the flags worth what they were?
//
// Flags of the same ages only, and only of leads that have had their time. Months that have not say so; they are no fall.

// %% id="precision" promises="chart headline"
lab.show(drift.precision, drift.precision.table());

// %% [markdown] id="about-inflation"
// ## Do scores still mean the same?
//
// If scores rise by themselves, a threshold flags more leads of the same worth. If they fall, good leads are missed.

// %% id="inflation" promises="chart headline"
drift.inflation;

// %% id="scores" promises="chart"
drift.scores;

// %% [markdown] id="about-rules"
// ## Which rules carry it, and did one fall silent?

// %% id="rules" promises="chart table"
lab.show(drift.rules, drift.rules.table());

// %% [markdown] id="about-production"
// The same for the baseline, which takes opened mails for interest. Since machines open them too, everybody is a little more
// interested than before.

// %% id="production" promises="chart headline"
const today = (await history.replay(baseline)).drift({ seed: seed });
lab.show(today.rules, today.finding);

// %% [markdown] id="decision"
// ## What this decides
//
// Before points are tuned or agreed on: mend the contract for every certain leak, and look into what must be acted on. What
// cannot be told yet is looked at again with the next extract; `leadlab leaks` and `leadlab drift` with `--gate` do that
// every night.

// %% id="conclusion" promises="headline"
const open = [...drift.drift.attributes, ...drift.drift.rules, ...drift.drift.activities];
const untold = open.filter(({ standing }) => standing === "cannot tell yet").length;
lab.show(leaks.finding, drift.finding, `**${untold}** tests cannot tell yet.`);
