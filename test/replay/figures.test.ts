import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/base/random.ts";
import type { DatasetInput } from "../../src/dataset/dataset-from.ts";
import { evaluateReplay, rankingFiguresOf } from "../../src/evaluate/evaluate-replay.ts";
import { landmarkSplit } from "../../src/evaluate/landmark-split.ts";
import { rankingFinding } from "../../src/evaluate/ranking-finding.ts";
import { scoreGroups } from "../../src/evaluate/score-groups.ts";
import { scoreMeanings } from "../../src/evaluate/score-meaning.ts";
import { atRiskAfter, timeToOutcome } from "../../src/evaluate/time-to-outcome.ts";
import { replayJson } from "../../src/json/replay-json.ts";
import { RANKING_KEYS } from "../../src/metrics/measures/ranking-measures.ts";
import type { Estimate } from "../../src/metrics/rates/estimate.ts";
import { kaplanMeier } from "../../src/metrics/survival/kaplan-meier.ts";
import { logRankTest } from "../../src/metrics/survival/log-rank-test.ts";
import { scoreTable } from "../../src/metrics/tables/score-table.ts";
import { figureHistory, figureModel, figureReplay } from "./figures-fixture.ts";

const DAY = 86_400_000;
const drawn = () => ({ random: createRandom(1), replicates: 200 });
const measured = (one: Estimate) => {
	if (one.state !== "measured") throw new Error(one.reason);
	return one;
};

describe("a ranking with intervals", () => {
	it("has the values of the replay, inside their intervals, and the same again for the same seed", async () => {
		const { dataset, result } = await figureReplay(figureHistory());
		const figures = rankingFiguresOf(dataset, result, drawn());
		for (const [i, one] of figures.entries()) {
			const ranking = result.ranking[i]!;
			expect([one.stage, one.atRisk, one.positives]).toEqual([ranking.stage, ranking.atRisk, ranking.positives]);
			for (const key of RANKING_KEYS) {
				const { value, interval } = measured(one[key]);
				expect(value).toBeCloseTo(ranking[key]!, 12);
				expect(interval[0]).toBeLessThan(value);
				expect(interval[1]).toBeGreaterThan(value);
			}
		}
		expect(rankingFiguresOf(dataset, result, drawn())).toEqual(figures);
		expect(evaluateReplay(dataset, result, drawn()).ranking).toEqual(figures);
	});

	it("is as wide with one lead an account as without accounts, and wider when leads of an account are copies", async () => {
		const history = figureHistory({ leads: 600 });
		const width = async (input: DatasetInput) => {
			const { dataset, result } = await figureReplay(input);
			const [figures] = rankingFiguresOf(dataset, result, drawn());
			const [low, high] = measured(figures!.auc).interval;
			return { width: high - low, accounts: figures!.accounts };
		};
		const copies: DatasetInput = {
			...history,
			leads: history.leads.flatMap((lead) =>
				[0, 1, 2, 3].map((copy) => ({ ...lead, id: `${lead.id}/${copy}`, account: lead.id })),
			),
			activities: [],
			stages: (history.stages ?? []).flatMap((stage) =>
				[0, 1, 2, 3].map((copy) => ({ ...stage, lead: `${stage.lead}/${copy}` })),
			),
		};
		const alone = await width(history);
		const grouped = await width(copies);
		expect(alone.accounts).toBeUndefined();
		expect(grouped.accounts).toBeGreaterThan(100);
		// Four copies tell nothing new: the interval is that of the originals.
		expect(grouped.width / alone.width).toBeCloseTo(1, 2);
		const taken = await width({ ...copies, leads: copies.leads.map(({ account: _, ...lead }) => lead) });
		expect(taken.width / alone.width).toBeCloseTo(0.5, 1);
	});

	it("cannot tell with too few leads or accounts, and says how many more", async () => {
		const few = await figureReplay(figureHistory({ leads: 60 }));
		const [one] = rankingFiguresOf(few.dataset, few.result, drawn());
		expect(one!.auc).toMatchObject({ state: "cannot tell yet" });
		expect(one!.finding).toMatchObject({ kind: "cannot tell yet", moreNeeded: expect.any(Number) });
		const big = await figureReplay(figureHistory({ leads: 900, account: 100 }));
		const [grouped] = rankingFiguresOf(big.dataset, big.result, drawn());
		expect(grouped!.auc).toMatchObject({
			state: "cannot tell yet",
			reason: expect.stringMatching(/9 accounts.*at least 20/),
		});
		const empty = await figureReplay(figureHistory({ leads: 0 }));
		const [none] = rankingFiguresOf(empty.dataset, empty.result, drawn());
		expect(none!.auc).toMatchObject({ reason: expect.stringMatching(/the cohort has no lead/), moreNeeded: 40 });
	});

	it("says in words what it amounts to", () => {
		const at = (value: number, half: number): Estimate => ({
			state: "measured",
			value,
			interval: [value - half, value + half],
			confidence: 0.95,
			method: "delong",
			hits: 300,
			total: 1000,
		});
		expect(rankingFinding(at(0.51, 0.02))).toEqual({
			kind: "chance",
			text: "the score orders leads no better than chance: AUC 0.51, 95 % interval 0.49 to 0.53",
			moreNeeded: undefined,
		});
		expect(rankingFinding(at(0.525, 0.02)).kind).toBe("slight");
		expect(rankingFinding(at(0.7, 0.05)).kind).toBe("order");
		expect(rankingFinding(at(0.4, 0.05))).toMatchObject({ kind: "inverted", text: /the wrong way round/ });
		// Half an interval twice as long as the distance from one half takes four times the leads.
		expect(rankingFinding(at(0.55, 0.1))).toMatchObject({ kind: "open", moreNeeded: expect.closeTo(3000, -1) });
		expect(rankingFinding(at(0.5, 0.1))).toMatchObject({ kind: "open", moreNeeded: undefined });
	});
});

describe("a split in time", () => {
	it("is the earliest at which as many outcomes are known as are to come, and no part sees the other", () => {
		fc.assert(
			fc.property(
				fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 40 }),
				fc.integer({ min: 1, max: 30 }),
				(days, horizonDays) => {
					const rows = Int32Array.from(days, (_, i) => i);
					const split = landmarkSplit(rows, (row) => days[row]! * DAY, { horizonDays });
					const parts = (cut: number) => ({
						known: days.filter((day) => day + horizonDays <= cut).length,
						come: days.filter((day) => day >= cut).length,
					});
					const wanted = [...new Set(days)]
						.sort((a, b) => a - b)
						.find((cut) => parts(cut).known > 0 && parts(cut).known >= parts(cut).come);
					expect(split?.cutAt).toBe(wanted === undefined ? undefined : wanted * DAY);
					if (split === undefined) return;
					expect([split.older.length, split.younger.length]).toEqual([parts(wanted!).known, parts(wanted!).come]);
					expect(split.older.length + split.younger.length + split.between).toBe(days.length);
				},
			),
			{ seed: 11, numRuns: 300 },
		);
	});
});

describe("a calibration", () => {
	it("is fitted without a look at anything after the cut", async () => {
		const history = figureHistory();
		const first = await figureReplay(history);
		const [own] = evaluateReplay(first.dataset, first.result, drawn()).calibration;
		expect(own!.methods.map(({ method }) => method)).toEqual(["logistic", "isotonic"]);
		const stages = history.stages ?? [];
		expect(stages.filter(({ at }) => at > own!.cutAt!).length).toBeGreaterThan(50);
		// Whoever comes to an outcome after the cut does not any more: nothing that was fitted may move.
		const changed = await figureReplay({ ...history, stages: stages.filter(({ at }) => at <= own!.cutAt!) });
		const [other] = evaluateReplay(changed.dataset, changed.result, drawn()).calibration;
		expect(other!.cutAt).toBe(own!.cutAt);
		expect(other!.older).toEqual(own!.older);
		expect(other!.methods.length === 0 ? other!.reason : "").toMatch(/younger leads have 0 positives/);
		const half = await figureReplay({
			...history,
			stages: stages.filter(({ at }, i) => at <= own!.cutAt! || i % 3 === 0),
		});
		const [third] = evaluateReplay(half.dataset, half.result, drawn()).calibration;
		expect(third!.methods.map(({ inSample }) => inSample)).toEqual(own!.methods.map(({ inSample }) => inSample));
		expect(third!.methods[0]!.heldOut).not.toEqual(own!.methods[0]!.heldOut);
	});

	it("has parts that add up to its loss, and an optimism that is the difference of two periods", async () => {
		const { dataset, result } = await figureReplay(figureHistory({ account: 2 }));
		for (const { methods } of evaluateReplay(dataset, result, drawn()).calibration) {
			for (const { murphy, corp, heldOut, inSample, optimism, brierLoss } of methods) {
				expect(murphy!.reliabilityLoss - murphy!.resolutionScore + murphy!.uncertainty).toBeCloseTo(
					heldOut.brierLoss!,
					12,
				);
				expect(corp!.miscalibrationLoss - corp!.discriminationScore + corp!.uncertainty).toBeCloseTo(
					heldOut.brierLoss!,
					12,
				);
				expect(optimism.brierLoss).toBeCloseTo(heldOut.brierLoss! - inSample.brierLoss!, 14);
				expect(optimism.skillScore).toBeCloseTo(inSample.skillScore! - heldOut.skillScore!, 14);
				expect(measured(brierLoss).value).toBeCloseTo(heldOut.brierLoss!, 12);
			}
		}
	});

	it("gives scores a meaning that counts each lead once, never falls, and is honest about few leads", async () => {
		const { result } = await figureReplay(figureHistory());
		const meanings = scoreMeanings(result.ranking[0]!.table, figureModel());
		const shares = meanings.map(({ share }) => share.hits / share.total);
		expect(shares).toEqual([...shares].sort((a, b) => a - b));
		expect(meanings.find(({ score }) => score === 50)!.marks).toEqual(["mql"]);
		const steps = new Map(meanings.map(({ from, to, share }) => [`${from}-${to}`, share.total]));
		expect([...steps.values()].reduce((sum, count) => sum + count, 0)).toBe(result.ranking[0]!.atRisk);
		const [few] = scoreMeanings(scoreTable([40, 40, 40], [1, 0, 1]), figureModel());
		expect(few!.share).toMatchObject({ state: "cannot tell yet", moreNeeded: 17 });
		expect(scoreMeanings(scoreTable([], []), figureModel())).toEqual([]);
	});
});

describe("time to an outcome", () => {
	it("is the Kaplan-Meier curve of the leads themselves, in whole days, and its log-rank test", async () => {
		const history = figureHistory({ leads: 400 });
		const { dataset, result } = await figureReplay(history);
		const { curves, logRank, reachedBefore, tooYoung } = timeToOutcome(dataset, result, { outcome: "sql" });
		const bandOf = (score: number) => (score >= 70 ? "hot" : score >= 40 ? "warm" : "cold");
		const leads = history.leads.flatMap(({ id, created, values }) => {
			const landmark = created + 14 * DAY;
			if (landmark > history.asOf) return [];
			const s = history.stages!.find(({ lead, stage }) => lead === id && stage === "sql")?.at;
			const watched = Math.floor((history.asOf - landmark) / DAY);
			const day = s === undefined ? undefined : Math.ceil((s - landmark) / DAY);
			const seen = day !== undefined && day <= watched;
			return [{ band: bandOf(10 * Number(values!.quality)), time: seen ? day : watched, seen: seen ? 1 : 0 }];
		});
		expect([reachedBefore, tooYoung]).toEqual([0, history.leads.length - leads.length]);
		for (const { group, curve, counts } of curves) {
			const own = leads.filter(({ band }) => band === group);
			const wanted = kaplanMeier(
				own.map(({ time }) => time),
				own.map(({ seen }) => seen),
			);
			expect(curve.leads).toBe(own.length);
			expect(curve.steps.map(({ time, atRisk, events }) => [time, atRisk, events])).toEqual(
				wanted.steps.map(({ time, atRisk, events }) => [time, atRisk, events]),
			);
			for (const [i, step] of curve.steps.entries()) {
				expect(step.survival).toBeCloseTo(wanted.steps[i]!.survival, 12);
				expect(atRiskAfter(counts, step.time)).toBe(
					own.filter(({ time, seen }) => time > step.time || (time === step.time && seen === 0)).length,
				);
			}
		}
		const wanted = logRankTest(
			leads.map(({ time }) => time),
			leads.map(({ seen }) => seen),
			leads.map(({ band }) => band),
		);
		expect(logRank.statistic).toBeCloseTo(wanted.statistic, 8);
		expect(logRank.pValue).toBeCloseTo(wanted.pValue!, 10);
	});

	it("within the horizon is the share of the ranking, where all leads are mature", async () => {
		const history = figureHistory({ leads: 500 });
		const old = history.leads.filter(({ created }) => created + (14 + 90) * DAY <= history.asOf);
		const ids = new Set(old.map(({ id }) => id));
		const { dataset, result } = await figureReplay({
			...history,
			leads: old,
			activities: [],
			stages: history.stages!.filter(({ lead }) => ids.has(lead)),
		});
		const { curves } = timeToOutcome(dataset, result, { outcome: "sql" });
		const share = curves.reduce((sum, { leads, withinHorizon }) => sum + leads * withinHorizon!.share, 0);
		// Leads that are censored within the horizon there are none, so the curve is the plain share.
		expect(share).toBeCloseTo(result.ranking[0]!.positives, 6);
	});

	it("takes the model's bands, or quarters of the leads with equal scores together", () => {
		const { groups, by } = scoreGroups(figureModel(), Float64Array.of(0, 50, 90));
		expect([by, ...groups.map(({ name, from }) => `${name} ${from}`)]).toEqual([
			"band",
			"hot 70",
			"warm 40",
			"cold -Infinity",
		]);
		expect(scoreGroups(figureModel(), Float64Array.of(-500)).groups.at(-1)!.name).toBe("below cold");
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 60 }), (scores) => {
				const { groups } = scoreGroups({}, Float64Array.from(scores));
				expect(groups.length).toBeLessThanOrEqual(4);
				expect(groups.at(-1)!.from).toBe(Number.NEGATIVE_INFINITY);
				const froms = groups.map(({ from }) => from);
				expect(froms).toEqual([...new Set(froms)].sort((a, b) => b - a));
				const held = groups.map(
					({ from }, i) => scores.filter((score) => score >= from && score < (froms[i - 1] ?? 99)).length,
				);
				if (scores.length > 0) expect(held.every((count) => count > 0)).toBe(true);
			}),
			{ seed: 5, numRuns: 300 },
		);
	});
});

describe("months as cohorts", () => {
	it("are counted lead by lead, and have no share where a lead is too young for the age", async () => {
		const history = figureHistory({ leads: 250 });
		const { dataset, result } = await figureReplay(history);
		const [{ ages, months }] = evaluateReplay(dataset, result, drawn()).cohorts as [
			ReturnType<typeof evaluateReplay>["cohorts"][number],
		];
		const monthOf = (at: number) =>
			new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Berlin", year: "numeric", month: "2-digit" }).format(at);
		for (const { month, leads, byAge } of months) {
			const own = history.leads.filter(({ created }) => monthOf(created) === month);
			expect(leads).toBe(own.length);
			for (const [i, age] of ages.entries()) {
				const all = own.every(({ created }) => created + age * DAY <= history.asOf);
				const reached = own.filter(({ id, created }) =>
					history.stages!.some(({ lead, stage, at }) => lead === id && stage === "sql" && at <= created + age * DAY),
				).length;
				expect(byAge[i] === undefined ? undefined : [byAge[i].hits, byAge[i].total]).toEqual(
					all ? [reached, own.length] : undefined,
				);
			}
		}
		expect(months.at(-1)!.byAge.every((estimate) => estimate === undefined)).toBe(true);
		expect(ages).toContain(90);
	});
});

describe("all figures", () => {
	it("do not depend on the order of leads, and are the same JSON again", async () => {
		const history = figureHistory({ leads: 500, account: 3 });
		const json = async (input: DatasetInput) => {
			const { dataset, result } = await figureReplay(input, { bands: false });
			const { ranking, calibration, time, cohorts } = replayJson(result, {
				figures: evaluateReplay(dataset, result, drawn()),
			});
			return { ranking, calibration, time, cohorts };
		};
		const first = await json(history);
		expect(await json({ ...history, leads: history.leads.toReversed() })).toEqual(first);
		expect(JSON.stringify(first)).not.toMatch(/NaN|undefined|Infinity/);
		expect(first.ranking[0]).toMatchObject({
			finding: { kind: "order" },
			auc: { low: expect.any(Number), high: expect.any(Number), reason: null },
		});
	});

	it("of a history without a lead say why there is nothing", async () => {
		const { dataset, result } = await figureReplay(figureHistory({ leads: 0 }));
		const figures = evaluateReplay(dataset, result, drawn());
		expect(figures.calibration[0]).toMatchObject({ methods: [], reason: expect.stringMatching(/span no more/) });
		expect(figures.time[0]!.curves).toEqual([]);
		expect(figures.cohorts[0]).toMatchObject({ ages: [], months: [] });
	});
});
