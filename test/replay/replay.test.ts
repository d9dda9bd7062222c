import { describe, expect, it } from "vitest";
import type { LabError } from "../../src/base/error.ts";
import { DAY_MS } from "../../src/dataset/calendar.ts";
import { NEVER } from "../../src/dataset/dataset.ts";
import { type DatasetInput, datasetFrom } from "../../src/dataset/dataset-from.ts";
import { replayJson } from "../../src/json/replay-json.ts";
import { seenOf } from "../../src/metrics/rates/estimate.ts";
import { modelFrom } from "../../src/model/parse-model.ts";
import type { ScoringModelInput } from "../../src/model/schema.ts";
import { bindModel } from "../../src/replay/bind-model.ts";
import { replay } from "../../src/replay/replay.ts";
import { sampleDataset } from "../sample/sample-dataset.ts";

const T0 = Date.UTC(2024, 0, 1);
const days = (n: number) => T0 + n * DAY_MS;

/** A lead created on day 0 that asks for a demo (30 points, the flag) on day 10, and what happens later. */
function history(outcomes: readonly (number | undefined)[], more: Partial<DatasetInput> = {}): DatasetInput {
	return {
		asOf: days(110),
		ladder: ["lead", "mql", "sql", "customer"],
		exits: ["recycled"],
		leads: outcomes.map((_, i) => ({ id: `L${i}`, created: T0 })),
		activities: outcomes.map((_, i) => ({ lead: `L${i}`, at: days(10), type: "demo" })),
		stages: outcomes.flatMap((at, i) => (at === undefined ? [] : [{ lead: `L${i}`, stage: "sql", at }])),
		...more,
	};
}

const model = (changes: Partial<ScoringModelInput> = {}) =>
	modelFrom({
		leadlab: "model/1",
		name: "demo",
		groups: [{ id: "engagement", rules: [{ id: "demo", activity: "demo", points: 30 }] }],
		stages: { mql: { score: 30 } },
		...changes,
	}).model;

describe("replay", () => {
	it("judges a flag by the outcome's time, at every boundary", async () => {
		const result = await replay(
			datasetFrom(
				history([
					T0, // at creation: excluded
					days(5), // before the flag: late
					days(10), // at the very instant of the flag: late
					days(10) + 1, // just after: hit
					days(100), // on the last instant of the horizon: hit
					days(100) + 1, // just beyond: miss
					undefined, // never: miss
				]),
			),
			model(),
		);
		const [handoff] = result.handoffs;
		expect(handoff).toMatchObject({
			from: "mql",
			to: "sql",
			threshold: 30,
			leads: 6,
			excluded: 1,
			flagged: 6,
			late: 2,
			immature: 0,
			hits: 2,
			misses: 2,
			reached: 5,
			caught: 2,
			precision: { hits: 2, total: 4 },
			recall: { hits: 2, total: 5 },
			medianHeadStartDays: 45 + 0.5 / DAY_MS,
		});
		expect([handoff!.precision, handoff!.recall].map((estimate) => seenOf(estimate).value)).toEqual([0.5, 0.4]);
	});

	it("counts an immature flag neither as hit nor as miss, though it may be caught", async () => {
		const asOf = days(100) - 1;
		const { handoffs } = await replay(datasetFrom(history([days(20), undefined, days(5)], { asOf })), model());
		expect(handoffs[0]).toMatchObject({ flagged: 3, late: 1, immature: 2, hits: 0, misses: 0, caught: 1, reached: 2 });
		expect(seenOf(handoffs[0]!.precision).value).toBeUndefined();
		expect(handoffs[0]!.precision).toMatchObject({ state: "cannot tell yet", total: 0 });
		const json = replayJson(await replay(datasetFrom(history([undefined], { asOf })), model()));
		expect(json.handoffs[0]).toMatchObject({
			precision: { value: null, low: null, high: null, hits: 0, total: 0 },
			recall: { value: null, low: null, high: null, hits: 0, total: 0 },
		});
	});

	it("ranks at the landmark those who are still open and old enough", async () => {
		const input = history([days(14), days(14) + 1, days(104), days(104) + 1, undefined], { asOf: days(104) });
		const { ranking } = await replay(
			datasetFrom({ ...input, stages: input.stages!.filter(({ at }) => at <= days(104)) }),
			model(),
		);
		// The first reached it at the landmark: no longer at risk. The fourth is beyond the horizon (and the extract).
		expect(ranking[0]).toMatchObject({ stage: "sql", atRisk: 4, positives: 2, auc: 0.5 });
		const young = await replay(datasetFrom(history([undefined], { asOf: days(103) })), model());
		expect(young.ranking[0]).toMatchObject({
			atRisk: 0,
			auc: undefined,
			reason: expect.stringContaining("old enough"),
		});
	});

	it("flags at a start of a day when a negative term has faded, with no new fact", async () => {
		const fading = model({
			groups: [
				{ id: "fit", rules: [{ id: "demo", activity: "demo", points: 30 }] },
				{
					id: "mood",
					decay: { half_life_days: 10 },
					rules: [{ id: "unsubscribed", activity: "unsubscribe", points: -8 }],
				},
			],
			stages: { mql: { score: 26 } },
		});
		const dataset = datasetFrom(
			history([undefined], {
				timeZone: "Europe/Berlin",
				activities: [
					{ lead: "L0", at: days(10), type: "demo" },
					{ lead: "L0", at: days(9), type: "unsubscribe" },
				],
			}),
		);
		// 30 - 8 x 2^(-10/10) = 26, ten calendar days after the unsubscription: at midnight in Berlin, 23:00 UTC before.
		const { columns } = await replay(dataset, fading);
		expect(columns.flaggedAt.mql![0]).toBe(days(19) - 3_600_000);
	});

	it("keeps a cohort to leads created in [from, to)", async () => {
		const input = history([undefined, undefined, undefined]);
		const leads = input.leads.map((lead, i) => ({ ...lead, created: days(i) }));
		const result = await replay(datasetFrom({ ...input, leads }), model(), { from: days(1), to: days(2) });
		expect(result.cohort).toEqual({ from: days(1), to: days(2), leads: 1 });
		expect([...result.columns.lead]).toEqual([1]);
	});

	it("uses the hand-offs of the data when the usual ones do not fit, and refuses unknown ones", async () => {
		const input = history([days(20)], { ladder: ["lead", "sql", "won"], exits: [] });
		const { handoffs } = await replay(datasetFrom(input), model({ stages: { hot: { score: 30 } } }));
		expect(handoffs.map(({ from: flag, to: outcome }) => `${flag}-${outcome}`)).toEqual(["hot-sql", "hot-won"]);
		await expect(replay(datasetFrom(input), model(), { handoffs: [{ from: "mql", to: "deal" }] })).rejects.toThrow(
			/outcome "deal", but the ladder has lead, sql, won/,
		);
		const last = model({ stages: { won: { score: 30 } } });
		await expect(replay(datasetFrom(input), last)).rejects.toThrow(
			/flags won, and the ladder lead, sql, won has no later rung/,
		);
		// Hand-offs of the data that this model does not flag are not asked of it.
		const both = {
			...input,
			handoffs: [
				{ from: "hot", to: "won" },
				{ from: "warm", to: "won" },
			],
		};
		const own = await replay(datasetFrom(both), model({ stages: { hot: { score: 30 } } }));
		expect(own.handoffs.map(({ from: flag, to: outcome }) => `${flag}-${outcome}`)).toEqual(["hot-won"]);
	});

	it("gives the same result on two threads as on one, and months and segments add up to the whole", async () => {
		const dataset = sampleDataset({ seed: 11, leads: 20_000 });
		expect(dataset.activities.count).toBeGreaterThan(180_000);
		const scoring = model({
			groups: [
				{
					id: "engagement",
					cap: 80,
					decay: { half_life_days: 30 },
					rules: [
						{ id: "demo", activity: "demo_request", points: 30 },
						{ id: "views", activity: "page_view", points: 3, at_most: { count: 10 } },
						{ id: "gone", activity: "unsubscribe", points: -15 },
					],
				},
			],
		});
		const one = await replay(dataset, scoring, { threads: 1, segmentBy: ["industry"] });
		const two = await replay(dataset, scoring, { threads: 2, segmentBy: ["industry"] });
		expect(two).toEqual(one);
		expect(one.handoffs[0]!.flagged).toBeGreaterThan(500);
		for (const parts of [one.months, one.segments]) {
			expect(parts.length).toBeGreaterThan(3);
			for (const [i, whole] of one.handoffs.entries()) {
				for (const count of ["leads", "flagged", "late", "immature", "hits", "misses", "reached", "caught"] as const) {
					expect(parts.reduce((sum, part) => sum + part.handoffs[i]![count], 0)).toBe(whole[count]);
				}
			}
		}
	}, 60_000);

	it("says clearly when scores are too large for a table of every threshold", async () => {
		const huge = model({ groups: [{ id: "g", rules: [{ id: "demo", activity: "demo", points: 1_000_000 }] }] });
		await expect(replay(datasetFrom(history([undefined])), huge)).rejects.toThrow(/score-too-large/);
	});

	it("replays an empty cohort and a dataset without activities", async () => {
		const empty = await replay(
			datasetFrom(history([])),
			model({ groups: [{ id: "g", rules: [{ id: "q", inactive_days: 3, points: 30 }] }] }),
		);
		expect(empty.handoffs[0]).toMatchObject({ leads: 0, flagged: 0 });
		expect(empty.sweep[0]!.rows).toEqual([]);
		const quiet = model({ groups: [{ id: "g", rules: [{ id: "q", inactive_days: 3, points: 30 }] }] });
		const { columns } = await replay(datasetFrom(history([undefined], { activities: [] })), quiet);
		expect(columns.flaggedAt.mql![0]).toBe(days(3));
		expect([...columns.flaggedAt.mql!]).not.toContain(NEVER);
	});
});

describe("bindModel", () => {
	const dataset = datasetFrom(
		history([undefined], {
			attributes: { industry: {}, authority: { known: { stage: "sql" } } },
			activities: [{ lead: "L0", at: days(1), type: "demo", properties: { path: "/" } }],
		}),
	);
	const bind = (rule: Record<string, unknown>, require: unknown[] = []) =>
		bindModel(
			model({
				groups: [{ id: "g", rules: [{ id: "r", ...rule } as never] }],
				stages: { mql: { score: 0, require: require as never }, customer: { score: 0 } },
			}),
			dataset,
			{ file: "m.yaml", lineOf: () => 7 },
		);

	it("names the rule, the place and what there is, when an attribute or property is missing", () => {
		const issuesOf = (run: () => unknown) => {
			try {
				run();
			} catch (error) {
				return (error as LabError).issues;
			}
			return [];
		};
		expect(issuesOf(() => bind({ attribute: "revenue", points: 1 }))).toMatchObject([
			{
				code: "missing-attribute",
				file: "m.yaml",
				row: 7,
				column: "groups[0].rules[0]",
				cure: expect.stringContaining("industry, authority"),
			},
		]);
		expect(issuesOf(() => bind({ activity: "demo", points: 1, where: { url: { is: "/" } } }))).toMatchObject([
			{ code: "missing-property", column: "groups[0].rules[0].where.url" },
		]);
		expect(issuesOf(() => bind({ attribute: "industry", points: 1 }, [{ attribute: "budget" }]))).toMatchObject([
			{ code: "missing-attribute", column: "stages.mql.require[0]" },
		]);
	});

	it("warns of an activity that never occurs and of an attribute known only from the stage it should predict", () => {
		expect(bind({ activity: "demo_request", points: 1 })).toMatchObject([
			{ code: "silent-activity", severity: "warning" },
		]);
		const leaks = bind({ attribute: "authority", points: 1 });
		// Known from sql on: no help to flag mql, but fair for customer.
		expect(leaks.map(({ code, message }) => [code, /flag (\w+)\./.exec(message)?.[1]])).toEqual([["leak", "mql"]]);
	});
});
