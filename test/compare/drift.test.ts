import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/base/random.ts";
import { DAY_MS } from "../../src/dataset/calendar.ts";
import { datasetFrom } from "../../src/dataset/dataset-from.ts";
import { type DriftOptions, measureDrift } from "../../src/drift/drift.ts";
import { driftJson } from "../../src/json/drift-json.ts";
import { seenOf } from "../../src/metrics/rates/estimate.ts";
import { modelFrom } from "../../src/model/parse-model.ts";
import { replay } from "../../src/replay/replay.ts";
import { documentOf } from "../cli/json-documents.ts";
import { driftModel, driftWorld, shuffled, type WorldOptions } from "./drift-world.ts";

const seeded = () => ({ random: createRandom(1) });

async function driftOf(world: WorldOptions = {}, options: Partial<DriftOptions> = {}) {
	const dataset = datasetFrom(driftWorld(world));
	const result = await replay(dataset, driftModel, { threads: 1 });
	return { dataset, result, drift: measureDrift(dataset, result, { ...seeded(), ...options }) };
}

describe("what is planted", () => {
	it("is nothing in a world that stands still, and nothing is cried", async () => {
		const { drift } = await driftOf({ leads: 3000 });
		expect(drift.findings.map(({ message: says }) => says)).toEqual([
			expect.stringMatching(
				/^Rule fair never gave points: none of 2,\d\d\d leads at this age; trade_fair never occurs\.$/,
			),
		]);
		expect(drift.attributes.map(({ standing }) => standing)).toEqual(new Array(3).fill("no change seen"));
		expect(drift.scores.mean.standing).toBe("no change seen");
		expect(drift.precision[0]!.standing).toBe("no change seen");
		expect(Object.fromEntries(drift.rules.map(({ rule, course }) => [rule, course]))).toEqual({
			industry: "as before",
			size: "as before",
			visits: "as before",
			webinar: "as before",
			demo: "as before",
			fair: "never",
			quiet: "too early",
		});
	});

	it("is a rule that fell silent: it is found with its reason, and the activity that stopped arriving", async () => {
		const { drift, dataset } = await driftOf({ noWebinars: true });
		const [first] = drift.findings;
		expect(first).toMatchObject({ part: "rules", name: "webinar", level: "act" });
		const { types, type, at } = dataset.activities;
		const last = Math.max(...at.filter((_, i) => types[type[i]!] === "webinar"));
		expect(first!.message).toMatch(
			/^Rule webinar fell silent: from \d+\.\d % \(\d+ of \d+\) to 0\.0 % \(0 of \d+\) of leads/,
		);
		expect(first!.message).toContain(
			`the last webinar of any lead was on ${new Date(last).toISOString().slice(0, 10)}`,
		);
		expect(drift.activities.find((one) => one.type === "webinar")?.course).toBe("silent");
		expect(drift.rules.filter(({ course }) => course === "silent").map(({ rule }) => rule)).toEqual(["webinar"]);
	});

	it("is inflation: the scores that rise are found, and the rule that carries it", async () => {
		const { drift } = await driftOf({ visitsTimes: 2 });
		const { mean, trend, stability } = drift.scores;
		expect(mean.standing).toBe("changed");
		// Three views of 2 points each more, less what the limit of ten takes.
		expect(mean.difference!).toBeGreaterThan(3);
		expect(mean.interval![0]).toBeGreaterThan(0);
		expect(trend.slope!).toBeGreaterThan(0);
		expect([trend.standing, stability.standing]).toEqual(["changed", "changed"]);
		expect(drift.findings.find(({ part }) => part === "scores")?.message).toMatch(/Carried by visits \+\d/);
		const [most] = drift.rules.toSorted((a, b) => b.points.difference! - a.points.difference!);
		expect(most!.rule).toBe("visits");
		expect(most!.points.interval![0]).toBeGreaterThan(3);
	});

	it("is a fall of precision: it is found with its size; a rise is no alarm", async () => {
		const { drift } = await driftOf({ winRate: 0.05, fromDay: 250, leads: 4000 });
		expect(drift.findings[0]).toMatchObject({ part: "precision", name: "MQL to SQL", level: "act" });
		expect(drift.findings[0]!.message).toMatch(/^The precision of MQL to SQL fell from \d\d\.\d %/);
		expect(drift.precision[0]!.interval![1]).toBeLessThan(-0.1);
		expect(drift.precision[0]!.trend.slope!).toBeLessThan(0);
		const { drift: risen } = await driftOf({ winRate: 0.9, fromDay: 250, leads: 4000 });
		expect(risen.findings.filter(({ level }) => level === "act")).toEqual([]);
		expect(risen.findings.find(({ part }) => part === "precision")?.message).toMatch(/rose from/);
	});

	it("is another mix of values with a new one, and an attribute that is not filled in any more", async () => {
		const { drift } = await driftOf({ newSource: true, noIndustry: true });
		const source = drift.attributes.find(({ name }) => name === "source")!;
		expect(source.standing).toBe("changed");
		expect(source.newValues).toEqual([{ value: "robot", leads: expect.any(Number) }]);
		const industry = drift.attributes.find(({ name }) => name === "industry")!;
		expect(industry.standing).toBe("changed");
		expect(seenOf(industry.unknownBefore).value).toBe(0);
		expect(seenOf(industry.unknownAfter).value).toBeGreaterThan(0.5);
		expect(drift.findings.find(({ name }) => name === "industry")).toMatchObject({ level: "act" });
		expect(drift.findings.find(({ name }) => name === "source")?.message).toMatch(
			/new: robot \(\d+ leads\); no rule uses it/,
		);
		expect(drift.attributes.find(({ name }) => name === "employees")!.standing).toBe("no change seen");
	});
});

describe("the numbers", () => {
	it("are the index of the definition, counted by hand", async () => {
		const { drift, dataset, result } = await driftOf({ newSource: true });
		const counts = new Map<string, [number, number]>();
		const { values, codes } = dataset.attributes[1]!;
		result.columns.lead.forEach((lead, row) => {
			const at = dataset.createdAt[lead]!;
			if (Number.isNaN(result.columns.landmarkScore[row]!)) return;
			const side = at < drift.reference.to ? 0 : at >= drift.recent.from ? 1 : undefined;
			if (side === undefined) return;
			const cell = counts.get(String(values[codes[lead]!])) ?? [0, 0];
			cell[side]++;
			counts.set(String(values[codes[lead]!]), cell);
		});
		const cells = [...counts.values()];
		const [n, m] = [0, 1].map((side) => cells.reduce((sum, cell) => sum + cell[side]! + 0.5, 0));
		const wanted = cells.reduce((sum, [before, after]) => {
			const [p, q] = [(before + 0.5) / n!, (after + 0.5) / m!];
			return sum + (q - p) * Math.log(q / p);
		}, 0);
		expect(drift.attributes[1]!.psi.value).toBeCloseTo(wanted, 12);
		expect(drift.reference.leads + drift.recent.leads + drift.between + drift.tooYoung).toBe(1500);
	});

	it("add up: what rules and limits gave more or less is what the mean score moved", async () => {
		const { drift } = await driftOf({ visitsTimes: 3, noIndustry: true });
		const parts = [...drift.rules, ...drift.caps].reduce((sum, { points }) => sum + points.difference!, 0);
		expect(parts).toBeCloseTo(drift.scores.mean.difference!, 9);
		expect(drift.caps.map(({ group }) => group)).toEqual(["fit", undefined]);
	});

	it("take only flags of the same ages from leads whose horizon has passed: counts as the definition", async () => {
		const { drift, dataset, result } = await driftOf({ leads: 800, daysToWin: 44 });
		const sqlAt = dataset.stages.firstAt[2]!;
		for (const { precision, ...month } of drift.precision[0]!.months) {
			const count = { mature: 0, immature: 0, flags: 0, late: 0 };
			const settled = { hits: 0, total: 0 };
			result.columns.lead.forEach((lead, row) => {
				const created = dataset.createdAt[lead]!;
				if (new Date(created).toISOString().slice(0, 7) !== month.month) return;
				if (created + 120 * DAY_MS > dataset.asOf) {
					count.immature++;
					return;
				}
				count.mature++;
				const flagged = result.columns.flaggedAt.mql![row]!;
				if (flagged > created + 30 * DAY_MS) return;
				count.flags++;
				if (sqlAt[lead]! <= flagged) {
					count.late++;
					return;
				}
				settled.total++;
				if (sqlAt[lead]! <= flagged + 90 * DAY_MS) settled.hits++;
			});
			expect(month).toEqual({ month: month.month, ...count });
			expect({ hits: precision.hits, total: precision.total }).toEqual(settled);
		}
	});

	it("do not take young months for a fall", async () => {
		const { drift } = await driftOf({ leads: 4000, daysToWin: 44 });
		const { months, standing, trend } = drift.precision[0]!;
		expect(standing).toBe("no change seen");
		expect(trend.pValue).toBeGreaterThan(0.05);
		const young = months.filter(({ mature }) => mature === 0);
		expect(young.length).toBeGreaterThanOrEqual(3);
		for (const { precision } of young) {
			expect(precision).toMatchObject({
				state: "cannot tell yet",
				total: 0,
				reason: "no lead of the month has had its 30 + 90 days",
			});
		}
	});

	it("are 'cannot tell yet' for few leads, with how many more it takes, and nothing is cried", async () => {
		const { drift } = await driftOf({ leads: 30, noWebinars: true, winRate: 0, newSource: true });
		expect(drift.findings.filter(({ message: says }) => !says.includes("never gave"))).toEqual([]);
		for (const one of [drift.scores.mean, drift.scores.stability, ...drift.attributes]) {
			expect(one.standing).toBe("cannot tell yet");
			expect(one.pValue).toBeUndefined();
			expect(one.reason).toMatch(/leads; at least 20 of each are needed/);
			expect(one.moreNeeded).toBeGreaterThan(0);
		}
		expect(drift.precision[0]!.standing).toBe("cannot tell yet");
		// Enough to say something, too few to see a moderate shift.
		const { drift: small } = await driftOf({ leads: 120 });
		const employees = small.attributes.find(({ name }) => name === "employees")!;
		expect(employees).toMatchObject({
			standing: "cannot tell yet",
			reason: expect.stringMatching(/chance alone gives an index up to/),
		});
		expect(employees.moreNeeded).toBeGreaterThan(100);
	});

	it("are 'cannot tell yet' for few accounts, however many leads they have", async () => {
		const { drift } = await driftOf({ leads: 1500, accountSize: 100, newSource: true });
		expect(drift.attributes.map(({ standing }) => standing)).toEqual(new Array(3).fill("cannot tell yet"));
		expect(drift.scores.mean.reason).toMatch(/^\d+ and \d+ accounts; at least 20 of each are needed$/);
		expect(drift.findings.filter(({ message: says }) => !says.includes("never gave"))).toEqual([]);
	});

	it("have states for an empty cohort and for a single lead", async () => {
		for (const leads of [0, 1]) {
			const { drift } = await driftOf({ leads });
			expect(drift.findings.filter(({ message: says }) => !says.includes("never gave"))).toEqual([]);
			expect(documentOf("drift", JSON.stringify(driftJson(drift)))).toEqual(driftJson(drift));
		}
	});

	it("do not depend on the order of rows", async () => {
		const world = driftWorld({ leads: 900, newSource: true, accountSize: 3 });
		const run = async (dataset: ReturnType<typeof datasetFrom>) => {
			const drift = measureDrift(dataset, await replay(dataset, driftModel, { threads: 1 }), seeded());
			const { dataset: _, ...json } = driftJson(drift);
			const rounded = (value: unknown) => (typeof value === "number" ? Number(value.toFixed(9)) : value);
			return JSON.parse(JSON.stringify(json), (_, value: unknown) => rounded(value)) as unknown;
		};
		expect(await run(shuffled(world, createRandom(5)))).toEqual(await run(datasetFrom(world)));
	});

	it("are the same for the same seed, and fit the documented JSON", async () => {
		const { drift, dataset, result } = await driftOf({ newSource: true });
		expect(driftJson(measureDrift(dataset, result, seeded()))).toEqual(driftJson(drift));
		expect(documentOf("drift", JSON.stringify(driftJson(drift)))).toEqual(driftJson(drift));
	});
});

describe("measureDrift", () => {
	it("takes other periods, and refuses those that overlap or lie outside", async () => {
		const day = (n: number) => Date.UTC(2023, 0, 1) + n * DAY_MS;
		const { drift } = await driftOf({}, { referenceTo: day(100), recentFrom: day(200) });
		expect([drift.reference.to, drift.recent.from]).toEqual([day(100), day(200)]);
		expect(drift.notes[0]).toMatch(/lacks \d+ months of the year .* a season cannot be told from drift/);
		const code = "drift-periods";
		await expect(driftOf({}, { referenceTo: day(300), recentFrom: day(200) })).rejects.toMatchObject({ code });
		await expect(driftOf({}, { recentFrom: day(2000) })).rejects.toMatchObject({ code });
		await expect(driftOf({}, { risk: 0 })).rejects.toThrow(RangeError);
		await expect(driftOf({}, { flagWithinDays: 0.5 })).rejects.toThrow(RangeError);
	});

	it("never shows a value that few leads have: it may name a person", async () => {
		const world = driftWorld({ leads: 600 });
		const dataset = datasetFrom({
			...world,
			attributes: { ...world.attributes, email: {} },
			leads: world.leads.map((lead) => ({ ...lead, values: { ...lead.values, email: `${lead.id}@example.com` } })),
		});
		const drift = measureDrift(dataset, await replay(dataset, driftModel, { threads: 1 }), seeded());
		expect(JSON.stringify(driftJson(drift))).not.toContain("@example.com");
		expect(drift.attributes.find(({ name }) => name === "email")?.newValueCount).toBeGreaterThan(50);
	});

	it("needs no attribute, activity or outcome", async () => {
		const { leads, asOf, ladder } = driftWorld({ leads: 200 });
		const bare = datasetFrom({ asOf, ladder, leads: leads.map(({ id, created }) => ({ id, created })) });
		const { model } = modelFrom({
			leadlab: "model/1",
			name: "quiet",
			groups: [{ id: "a", rules: [{ id: "quiet", inactive_days: 5, points: 1 }] }],
			stages: { mql: { score: 1 } },
		});
		const drift = measureDrift(bare, await replay(bare, model, { threads: 1 }), seeded());
		expect(drift.findings).toEqual([]);
		expect(drift.attributes).toEqual([]);
		expect(drift.scores.trend).toMatchObject({
			standing: "cannot tell yet",
			reason: "all leads have the same number",
		});
	});
});
