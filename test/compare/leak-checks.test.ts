import { describe, expect, it } from "vitest";
import { DAY_MS } from "../../src/dataset/calendar.ts";
import { type DatasetInput, datasetFrom } from "../../src/dataset/dataset-from.ts";
import { activityCounts } from "../../src/leaks/leak-activity-counts.ts";
import type { LeakOutcome } from "../../src/leaks/leak-cohort.ts";
import { leakCohort } from "../../src/leaks/leak-cohort.ts";
import { spearmanInterval } from "../../src/leaks/leak-counts.ts";
import { fillEvidence, fillRates, pooledTest } from "../../src/leaks/leak-fill.ts";
import { pearson, ranksOf } from "../../src/leaks/leak-ranks.ts";
import { attributeView, codesAt, leakLabels } from "../../src/leaks/leak-view.ts";
import { findLeaks } from "../../src/leaks/leaks.ts";

const AS_OF = Date.UTC(2024, 0, 1);
const CREATED = AS_OF - 200 * DAY_MS;
const idOf = (i: number) => `L-${i}`;

/** A history in which the leads below `winners` have an sql ten days after creation. */
function history(winners: number, more: Partial<DatasetInput> & Pick<DatasetInput, "leads">): DatasetInput {
	return {
		asOf: AS_OF,
		ladder: ["lead", "sql", "customer"],
		exits: ["lost"],
		stages: Array.from({ length: winners }, (_, i) => ({ lead: idOf(i), stage: "sql", at: CREATED + 10 * DAY_MS })),
		...more,
	};
}
const leadsOf = (n: number, values: (i: number) => Record<string, string | number | undefined>) =>
	Array.from({ length: n }, (_, i) => ({ id: idOf(i), created: CREATED, values: values(i) }));
const findingsOf = async (input: DatasetInput) =>
	(await findLeaks(datasetFrom(input))).findings.map(({ name, level, evidence }) => [
		name,
		level,
		[...new Set(evidence.map(({ check }) => check))].join(", "),
	]);

describe("the moment an attribute is looked at", () => {
	const dataset = datasetFrom({
		...history(1, { leads: [] }),
		attributes: { wide: {}, staged: { known: { stage: "sql" } }, dated: { known: { column: "seen" } }, told: {} },
		leads: [0, 1, 2].map((i) => ({
			id: idOf(i),
			created: CREATED,
			values: { wide: "a", staged: "b", dated: "c" },
			knownAt: { seen: CREATED + (i === 0 ? 3 : 20) * DAY_MS },
		})),
		history: [
			{ lead: idOf(1), attribute: "told", value: "x", known: CREATED + DAY_MS },
			{ lead: idOf(1), attribute: "told", value: "y", known: CREATED + 14 * DAY_MS },
			{ lead: idOf(1), attribute: "told", value: "z", known: CREATED + 14 * DAY_MS + 1 },
		],
	});
	const cohort = leakCohort(dataset, { horizonDays: 90 });
	const seen = (attribute: number) => {
		const view = attributeView(dataset, cohort, { attribute, landmarkDays: 14 });
		const codes = codesAt(dataset, cohort.leads, { attribute, view });
		return [view.when, Array.from(codes, (code) => dataset.attributes[attribute]!.values[code])];
	};

	it("is creation for a wide column, the stage, or the landmark for values with dates", () => {
		expect(seen(0)).toEqual(["at creation", ["a", "a", "a"]]);
		expect(seen(1)).toEqual(["when sql was reached", ["b", undefined, undefined]]);
		expect(seen(2)).toEqual(["by day 14", ["c", undefined, undefined]]);
		expect(seen(3)).toEqual(["by day 14", [undefined, "y", undefined]]);
	});

	it("leaves out leads that had the outcome by then, and those that are not looked at", () => {
		const [sql] = cohort.outcomes as [LeakOutcome];
		const labels = (attribute: number) =>
			Array.from(leakLabels(cohort, attributeView(dataset, cohort, { attribute, landmarkDays: 14 }), sql));
		expect(labels(0)).toEqual([1, 0, 0]);
		expect(labels(1)).toEqual([-1, -1, -1]);
		expect(labels(2)).toEqual([-1, 0, 0]);
	});

	it("takes leads of the horizon's age alone, and promised stages, exits and sales' work as outcomes", () => {
		const young = datasetFrom({
			asOf: AS_OF,
			ladder: ["iql", "mql", "sal", "sql", "customer"],
			exits: ["lost"],
			worked: { stages: ["sal"] },
			leads: [90, 89].map((days, i) => ({ id: idOf(i), created: AS_OF - days * DAY_MS })),
		});
		const { leads, outcomes } = leakCohort(young, { horizonDays: 90 });
		expect([...leads]).toEqual([0]);
		expect(outcomes.map(({ stage, kind }) => `${kind} ${stage}`)).toEqual([
			"rung sql",
			"rung customer",
			"exit lost",
			"worked worked",
		]);
	});
});

describe("filled for winners", () => {
	const outcome: LeakOutcome = { stage: "sql", kind: "rung", at: new Float64Array() };
	/** Winners with and without a value, others with and without. */
	const rates = (counts: readonly [number, number, number, number], kind: LeakOutcome["kind"] = "rung") => {
		const [a, b, c, d] = counts;
		const repeat = (n: number, value: number) => Array<number>(n).fill(value);
		return fillRates(
			[...repeat(a, 1), ...repeat(b, 0), ...repeat(c, 1), ...repeat(d, 0), 1],
			Int8Array.from([...repeat(a + b, 1), ...repeat(c + d, 0), -1]),
			{ ...outcome, kind },
		);
	};
	const level = (counts: readonly [number, number, number, number], kind?: LeakOutcome["kind"], isDated = false) =>
		fillEvidence(rates(counts, kind)!, { adjusted: 0.001, isDated })?.level;

	it("counts who has a value on both sides, and leaves out who is not at risk", () => {
		const { amongReached, amongOthers, reachedOfFilled, reachedOfEmpty, pValue } = rates([30, 10, 20, 140])!;
		expect(
			[amongReached, amongOthers, reachedOfFilled, reachedOfEmpty].map(({ hits, total }) => [hits, total]),
		).toEqual([
			[30, 40],
			[20, 160],
			[30, 50],
			[10, 150],
		]);
		// Pooled: (0.75 - 0.125) / sqrt(0.25 * 0.75 * (1/40 + 1/160)) = 8.16
		expect(pValue).toBeCloseTo(pooledTest(30, 40, 20, 160), 15);
		expect(pValue).toBeLessThan(1e-15);
		// R: prop.test(c(30, 20), c(100, 100), correct = FALSE)$p.value
		expect(pooledTest(30, 100, 20, 100)).toBeCloseTo(0.10247043485974938, 12);
	});

	it("has nothing to say below 20 leads on a side, or where all or none have a value", () => {
		expect(rates([10, 9, 50, 50])).toBeUndefined();
		expect(rates([50, 50, 10, 9])).toBeUndefined();
		expect(rates([30, 0, 30, 0])).toBeUndefined();
		expect(rates([0, 30, 0, 30])).toBeUndefined();
		expect(fillEvidence(rates([200, 50, 1, 900])!, { adjusted: 0.02, isDated: false })).toBeUndefined();
	});

	it.each([
		["certain: hardly an other has it, and most winners do", [200, 50, 2, 900], "rung", false, "certain"],
		["suspect: the same for few winners, as a form of sure buyers", [100, 400, 1, 4000], "rung", false, "suspect"],
		["suspect: of an exit", [200, 50, 2, 900], "exit", false, "suspect"],
		["look at it: who is worked", [200, 50, 2, 900], "worked", false, "look at it"],
		["look at it: twice as often", [150, 150, 150, 850], "rung", false, "look at it"],
		["suspect at most, where values have dates", [200, 50, 2, 900], "rung", true, "suspect"],
		["nothing: twice as often, where values have dates", [150, 150, 150, 850], "rung", true, undefined],
		["nothing: a stage that nearly all reach", [600, 400, 10, 90], "rung", false, "look at it"],
		["nothing: filled a little more", [150, 100, 500, 500], "rung", false, undefined],
	] as const)("is %s", (_, counts, kind, isDated, expected) => {
		expect(level(counts, kind, isDated)).toBe(expected);
	});
});

describe("counts the future", () => {
	const acts = (n: number, type: string, of: (i: number) => number, after = 1) =>
		Array.from({ length: n }, (_, i) =>
			Array.from({ length: of(i) }, (_, k) => ({ lead: idOf(i), at: CREATED + (after + k) * DAY_MS, type })),
		).flat();

	it("sees that a number is the count of some kinds of activities, and which", async () => {
		const input = history(60, {
			attributes: { touches: { type: "number" }, score: { type: "number" } },
			leads: leadsOf(300, (i) => ({ touches: (i % 7) + (i % 4), score: (i * 37) % 100 })),
			activities: [
				...acts(300, "mail", (i) => i % 7),
				...acts(300, "call", (i) => i % 4),
				...acts(300, "visit", (i) => i % 5),
			],
		});
		const { findings } = await findLeaks(datasetFrom(input));
		expect(findings.map(({ name, level }) => [name, level])).toEqual([["touches", "certain"]]);
		expect(findings[0]!.message).toContain('activities "mail", "call" in the whole history');
		expect(findings[0]!.message).toMatch(/\((\d+) of \1;/);
	});

	it("tells a kind by the properties it carries, where several tables became one", async () => {
		const tagged = acts(300, "mail", (i) => i % 7).map((one) => ({ ...one, properties: { campaign: "spring" } }));
		const input = history(60, {
			attributes: { touches: { type: "number" } },
			leads: leadsOf(300, (i) => ({ touches: i % 7 })),
			activities: [...tagged, ...acts(300, "mail", (i) => (i * 5) % 11)],
		});
		const { findings } = await findLeaks(datasetFrom(input));
		expect(findings[0]?.message).toContain('"mail" (campaign) in the whole history');
	});

	it("counts those before creation too, as the extract did", async () => {
		const [before, after] = [(i: number) => (i * 5) % 6, (i: number) => 1 + (i % 3)];
		const input = history(60, {
			attributes: { touches: { type: "number" } },
			leads: leadsOf(300, (i) => ({ touches: before(i) + after(i) })),
			activities: [...acts(300, "mail", before, -30), ...acts(300, "mail", after)],
		});
		const { findings } = await findLeaks(datasetFrom(input));
		expect(findings[0]?.evidence[0]).toMatchObject({ check: "counts the future", level: "certain" });
		expect(findings[0]!.evidence[0]!.rates[0]!.rate).toMatchObject({ hits: 300, total: 300 });
	});

	it("counts one lead in so many of a long history", () => {
		const dataset = datasetFrom({
			...history(0, { leads: leadsOf(3, () => ({})) }),
			activities: acts(3, "mail", () => 2, -1),
		});
		const cohort = { horizonDays: 90, outcomes: [], leads: Int32Array.from({ length: 250_000 }, (_, i) => i % 3) };
		const { kinds, rows, whole, later } = activityCounts(dataset, cohort);
		expect([kinds, rows.length, rows[1]]).toEqual([['"mail"'], 83_334, 3]);
		expect([whole[0]![1], later[0]![1]]).toEqual([2, 0]);
	});

	it("says nothing of a count of what was known at creation", async () => {
		const input = history(60, {
			attributes: { touches: { type: "number" } },
			leads: leadsOf(300, (i) => ({ touches: i % 7 })),
			activities: [...acts(300, "mail", (i) => i % 7, -30), ...acts(300, "visit", (i) => (i * 31) % 5)],
		});
		expect(await findingsOf(input)).toEqual([]);
	});

	it("ranks and correlates as the definitions say", () => {
		const [x, y] = [
			[3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8],
			[2, 7, 1, 8, 2, 8, 1, 8, 2, 8, 4, 5],
		];
		expect([...ranksOf(x)]).toEqual([4.5, 1.5, 6, 1.5, 8, 12, 3, 10, 8, 4.5, 8, 11]);
		// The formula on the ranks written out: 1 - 6 sum d^2 / (n (n^2 - 1)) holds without ties only.
		expect(pearson(ranksOf([1, 2, 3, 4, 5]), ranksOf([2, 1, 4, 3, 5]))).toBeCloseTo(1 - (6 * 4) / (5 * 24), 15);
		expect(pearson(ranksOf(x), ranksOf(x.map(() => 1)))).toBeUndefined();
		expect(pearson(ranksOf(y), ranksOf(y.map((one) => -one)))).toBeCloseTo(-1, 15);
		const [low, high] = spearmanInterval(0.5, 100);
		const half = (1.959963984540054 * Math.sqrt(1.125)) / Math.sqrt(97);
		expect(Math.atanh(low)).toBeCloseTo(Math.atanh(0.5) - half, 12);
		expect(Math.atanh(high)).toBeCloseTo(Math.atanh(0.5) + half, 12);
	});
});

describe("holds the outcome", () => {
	it("sees the name of a stage that comes later, however it is written", async () => {
		const input = history(60, {
			attributes: { where: {}, hoped: {} },
			leads: leadsOf(200, (i) => ({ where: i < 60 ? " SQL " : "Lead", hoped: i % 2 === 0 ? "customer" : "sql" })),
		});
		expect(await findingsOf(input)).toEqual([["where", "certain", "holds the outcome, too good alone"]]);
	});

	it("sees the day of a stage to come, and leaves a day that was only planned", async () => {
		const day = (days: number) => new Date(CREATED + days * DAY_MS).toISOString();
		const input = history(60, {
			attributes: { closing: {}, renewal: {} },
			leads: leadsOf(200, (i) => ({ closing: i < 60 ? day(10) : undefined, renewal: day(5 + (i % 40)).slice(0, 10) })),
		});
		const found = await findingsOf(input);
		// The planned day is no outcome; that it lies ahead of the moment it is declared known contradicts the contract.
		expect(found.map(([name]) => name)).toEqual(["closing", "renewal"]);
		expect(found[1]).toEqual(["renewal", "certain", "date ahead"]);
		expect(found[0]![2]).toContain("holds the outcome");
	});

	it("says nothing of a stage reached by creation", async () => {
		const input = history(60, {
			attributes: { where: {} },
			leads: leadsOf(200, () => ({ where: "lead" })),
		});
		expect(await findingsOf(input)).toEqual([]);
	});
});

describe("late value", () => {
	const changes = (n: number) =>
		Array.from({ length: n }, (_, i) => [
			{ lead: idOf(i), attribute: "budget", value: "open", known: CREATED },
			{ lead: idOf(i), attribute: "budget", value: "approved", known: CREATED + 20 * DAY_MS },
		]).flat();
	const input = (value: (i: number) => string | undefined, rows = changes(100)) =>
		history(50, { attributes: { budget: {} }, leads: leadsOf(200, (i) => ({ budget: value(i) })), history: rows });

	it("sees a column that holds the last value of its own history", async () => {
		expect(await findingsOf(input((i) => (i < 100 ? "approved" : "open")))).toContainEqual([
			"budget",
			"certain",
			expect.stringContaining("late value"),
		]);
		expect((await findingsOf(input((i) => (i < 70 ? "approved" : "open")))).map(([, level]) => level)).toEqual([
			"suspect",
		]);
	});

	it("says nothing of a column that holds the first", async () => {
		expect(await findingsOf(input(() => "open"))).toEqual([]);
	});

	it("sees a column that is filled only where a history begins later", async () => {
		const later = changes(100).filter(({ value }) => value === "approved");
		const found = await findingsOf(input((i) => (i < 100 ? "approved" : undefined), later));
		expect(found).toEqual([["budget", "certain", expect.stringContaining("late value")]]);
	});

	it("advises to leave the column to its history", async () => {
		const { findings } = await findLeaks(datasetFrom(input((i) => (i < 100 ? "approved" : "open"))));
		expect(findings[0]!.cure.yaml).toBe("budget: { type: text, column: false }");
	});
});

describe("activities that come with the outcome", () => {
	const kinds = (at: (i: number) => number, who: (i: number) => boolean, n = 300) =>
		history(60, {
			leads: leadsOf(n, () => ({})),
			activities: Array.from({ length: n }, (_, i) => i)
				.filter(who)
				.map((i) => ({ lead: idOf(i), at: CREATED + at(i) * DAY_MS, type: "contract" })),
		});

	it("are worth a look when they begin after it", async () => {
		expect(
			await findingsOf(
				kinds(
					() => 10,
					(i) => i < 60,
				),
			),
		).toEqual([["contract", "look at it", "only afterwards"]]);
	});

	it("are suspect when they come in the day before it and never without it", async () => {
		expect(
			await findingsOf(
				kinds(
					() => 9.5,
					(i) => i < 60,
				),
			),
		).toEqual([["contract", "suspect", "only afterwards"]]);
	});

	it("are nothing when they come long before, or without it", async () => {
		expect(
			await findingsOf(
				kinds(
					() => 2,
					(i) => i < 60,
				),
			),
		).toEqual([]);
		expect(
			await findingsOf(
				kinds(
					() => 9.5,
					(i) => i < 150,
				),
			),
		).toEqual([]);
	});
});

describe("known too late", () => {
	it("is worth a look when dates come after the stage for most", async () => {
		const input = (days: number) =>
			history(60, {
				attributes: { seats: { known: { column: "seen" } } },
				leads: Array.from({ length: 200 }, (_, i) => ({
					id: idOf(i),
					created: CREATED,
					values: { seats: String(i % 3) },
					knownAt: { seen: CREATED + days * DAY_MS },
				})),
			});
		expect(await findingsOf(input(12))).toEqual([["seats", "look at it", "known too late"]]);
		expect(await findingsOf(input(8))).toEqual([]);
	});
});
