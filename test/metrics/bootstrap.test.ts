import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/base/random.ts";
import { acceleration, replicateInterval } from "../../src/metrics/bca-interval.ts";
import { binomialDraw } from "../../src/metrics/binomial-draw.ts";
import { binomialPmf } from "../../src/metrics/binomial-pmf.ts";
import { bootstrapInterval } from "../../src/metrics/bootstrap.ts";
import { chiSquareTail } from "../../src/metrics/chi-square-tail.ts";
import { clusteredTable } from "../../src/metrics/clustered-table.ts";
import { delongInterval } from "../../src/metrics/delong.ts";
import { multinomialDraw } from "../../src/metrics/multinomial-draw.ts";
import { type MeasureSpec, measureFrom } from "../../src/metrics/registry.ts";
import { clusterResampler, stratifiedResampler, tableResampler } from "../../src/metrics/resampler.ts";
import { scoreTable, tableTotals } from "../../src/metrics/score-table.ts";
import { sortedQuantile } from "../../src/metrics/sorted-quantile.ts";
import { wilsonInterval } from "../../src/metrics/wilson.ts";

const SPECS: readonly MeasureSpec[] = [
	{ kind: "auc" },
	{ kind: "average-precision" },
	{ kind: "kolmogorov-smirnov" },
	{ kind: "lift-at", fraction: 0.2 },
	{ kind: "precision-at", threshold: 6 },
	{ kind: "recall-at", threshold: 6 },
	{ kind: "f-beta-at", threshold: 6, beta: 2 },
	{ kind: "brier-loss", calibrator: (score) => score / 20 },
	{ kind: "log-loss", calibrator: (score) => (score + 1) / 30 },
];

const history = (leads: number) => {
	const random = createRandom("history");
	const scores = Array.from({ length: leads }, () => random.integer(16));
	const outcomes = scores.map((score) => (random.chance(0.1 + score / 40) ? 1 : 0));
	return { scores, outcomes, table: scoreTable(scores, outcomes) };
};

describe("binomialDraw", () => {
	it.each([
		[20, 0.3],
		[40, 0.5],
		[300, 0.7],
		[5000, 0.01],
		[1_000_000, 0.00004],
		[60, 0.2],
	])("draws Bin(%d, %d): the chi-square test of 20,000 draws does not object", (trials, probability) => {
		const random = createRandom(`binomial ${trials}`);
		const seen = new Map<number, number>();
		for (let i = 0; i < 20_000; i++) {
			const k = binomialDraw(random, trials, probability);
			seen.set(k, (seen.get(k) ?? 0) + 1);
		}
		let statistic = 0;
		let cells = 0;
		let restSeen = 20_000;
		let restExpected = 20_000;
		for (const [k, count] of [...seen].sort(([a], [b]) => a - b)) {
			const expected = 20_000 * binomialPmf(k, trials, probability);
			if (expected < 8) continue;
			statistic += (count - expected) ** 2 / expected;
			cells++;
			restSeen -= count;
			restExpected -= expected;
		}
		if (restExpected > 1) statistic += (restSeen - restExpected) ** 2 / restExpected;
		expect(chiSquareTail(statistic, cells)).toBeGreaterThan(0.001);
	});

	it("is certain where there is no chance, and refuses what is no count", () => {
		const random = createRandom(1);
		expect(binomialDraw(random, 10, 1)).toBe(10);
		expect(binomialDraw(random, 10, 0)).toBe(0);
		expect(binomialDraw(random, 0, 0.5)).toBe(0);
		expect(() => binomialDraw(random, 1.5, 0.5)).toThrow(RangeError);
		expect(() => binomialDraw(random, 1, 2)).toThrow(RangeError);
	});
});

describe("resampling", () => {
	it("keeps the number of units, and draws nothing from an empty cell", () => {
		fc.assert(
			fc.property(
				fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 12 }),
				fc.nat(),
				(counts, seed) => {
					const into = new Float64Array(counts.length);
					multinomialDraw(createRandom(seed), counts, into);
					const sum = (list: ArrayLike<number>) => Array.from(list).reduce((a, b) => a + b, 0);
					expect(sum(into)).toBe(sum(counts));
					counts.forEach((count, i) => {
						if (count === 0) expect(into[i]).toBe(0);
					});
				},
			),
			{ seed: 1, numRuns: 300 },
		);
		expect(() => multinomialDraw(createRandom(1), [0.5], new Float64Array(1))).toThrow(/whole and at least 0, got 0.5/);
	});

	it("leaves one lead out exactly as a table made without it", () => {
		const { scores, outcomes, table } = history(40);
		for (const resampler of [tableResampler(table), stratifiedResampler(table)]) {
			const row = table.scores.findIndex((_, i) => table.positives[i]! > 1);
			const lead = scores.findIndex((score, i) => score === table.scores[row] && outcomes[i] === 1);
			const rest = scores.map((_, i) => i).filter((i) => i !== lead);
			const without = resampler.without(0, row);
			expect(without).toEqual(
				scoreTable(
					rest.map((i) => scores[i]!),
					rest.map((i) => outcomes[i]!),
				),
			);
		}
	});

	it("stratified keeps positives and negatives; clusters of one lead are leads", () => {
		const { scores, outcomes, table } = history(300);
		const totals = tableTotals(table);
		const random = createRandom(4);
		const stratified = stratifiedResampler(table);
		for (let i = 0; i < 20; i++) expect(tableTotals(stratified.draw(random))).toEqual(totals);
		const single = clusteredTable(
			scores,
			outcomes,
			scores.map((_, i) => i),
		);
		const cells = (strata: readonly Float64Array[]) => [...strata[0]!].filter((n) => n > 0).sort((a, b) => a - b);
		expect(cells(clusterResampler(single).strata)).toEqual(cells(tableResampler(table).strata));
		const drawn = clusterResampler(single).draw(random);
		expect(tableTotals(drawn).positives + tableTotals(drawn).negatives).toBe(300);
	});

	it("clusters leads by account, whatever their order", () => {
		const one = clusteredTable([1, 2, 2, 1], [0, 1, 1, 0], ["a", "b", "c", "a"]);
		const other = clusteredTable([2, 1, 1, 2], [1, 0, 0, 1], ["c", "a", "a", "b"]);
		expect(one.patterns).toEqual(other.patterns);
		expect(one.patterns).toEqual([
			{ count: 1, rows: [0], positives: [0], negatives: [2] },
			{ count: 2, rows: [1], positives: [1], negatives: [0] },
		]);
	});
});

describe("acceleration and replicateInterval", () => {
	// scipy test_resampling.py (two samples); R boot (one sample).
	it("give the published accelerations", () => {
		const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;
		const out = (list: readonly number[], sign: number) => ({
			values: list.map((_, i) => sign * mean(list.filter((__, j) => j !== i))),
			counts: list.map(() => 1),
		});
		const y = [10, 27, 31, 40, 46, 50, 52, 104, 146];
		const z = [16, 23, 38, 94, 99, 141, 197];
		expect(acceleration([out(z, 1), out(y, -1)])).toBeCloseTo(0.011008228344026734, 15);
		const x = [10, 12, 12.5, 12.5, 13.9, 15, 21, 22, 23, 34, 50, 81, 89, 121, 134, 213];
		expect(acceleration([out(x, 1)])).toBeCloseTo(0.06152887, 8);

		// The same x, 95 % by scipy and R, within 0.5 % of their own simulation.
		const random = createRandom("boot");
		const replicates = Float64Array.from({ length: 20_000 }, () => mean(x.map(() => random.pick(x)))).sort();
		const options = { estimate: mean(x), confidence: 0.95 };
		const percentile = replicateInterval(replicates, options)!;
		const bca = replicateInterval(replicates, { ...options, jackknife: [out(x, 1)] })!;
		for (const [got, wanted] of [
			[percentile[0], 28.86],
			[percentile[1], 84.21],
			[bca[0], 32.31],
			[bca[1], 91.43],
		] as const) {
			expect(Math.abs(got / wanted - 1)).toBeLessThan(0.02);
		}
	});

	it("one value a cell counts as often as the cell holds", () => {
		const many = { values: [1, 1, 1, 4, 4, 9], counts: [1, 1, 1, 1, 1, 1] };
		const few = { values: [1, 4, 9, 123], counts: [3, 2, 1, 0] };
		expect(acceleration([few])).toBeCloseTo(acceleration([many]), 15);
		expect(acceleration([{ values: [2, 2], counts: [1, 5] }])).toBe(0);
	});

	it("is undefined when the replicates lie on one side", () => {
		const jackknife = [{ values: [1, 2], counts: [1, 1] }];
		expect(replicateInterval([1, 2, 3], { estimate: 9, confidence: 0.9, jackknife })).toBeUndefined();
		expect(sortedQuantile([], 0.5)).toBeUndefined();
		expect(sortedQuantile([1, 2, 3, 4], 0.5)).toBe(2.5);
		expect(() => sortedQuantile([1], 2)).toThrow(RangeError);
	});
});

describe("bootstrapInterval", () => {
	it.each(SPECS)("of $kind holds the value, repeats with its seed, and ignores the order of leads", (spec) => {
		const { scores, outcomes, table } = history(400);
		const options = { replicates: 300, method: "bca" } as const;
		const one = bootstrapInterval(table, spec, { ...options, random: createRandom(9) });
		const turned = scoreTable([...scores].reverse(), [...outcomes].reverse());
		const two = bootstrapInterval(turned, spec, { ...options, random: createRandom(9) });
		expect(two).toEqual(one);
		if (one.state !== "measured") return expect.fail(one.reason);
		const measure = measureFrom(spec);
		expect(one.value).toBe(measure.of(table));
		expect(one.interval[0]).toBeLessThan(one.interval[1]);
		expect(one.interval[0]).toBeLessThanOrEqual(one.value);
		expect(one.interval[1]).toBeGreaterThanOrEqual(one.value);
		expect(one.value).toBeGreaterThanOrEqual(measure.range[0]);
		expect(one.value).toBeLessThanOrEqual(measure.range[1]);
	});

	it("agrees with DeLong for AUC, and with Wilson for a rate", () => {
		const { table } = history(2000);
		const random = createRandom(2);
		const boot = bootstrapInterval(table, { kind: "auc" }, { random, replicates: 2000 });
		const delong = delongInterval(table);
		if (boot.state !== "measured" || delong.state !== "measured") return expect.fail("2,000 leads are enough");
		const width = delong.interval[1] - delong.interval[0];
		for (const end of [0, 1] as const) {
			expect(Math.abs(boot.interval[end] - delong.interval[end])).toBeLessThan(0.1 * width);
		}
		const all = bootstrapInterval(table, { kind: "precision-at", threshold: -1 }, { random, replicates: 2000 });
		if (all.state !== "measured") return expect.fail(all.reason);
		const { positives, negatives } = tableTotals(table);
		const wilson = wilsonInterval(positives, positives + negatives);
		expect(Math.abs(all.interval[0] - wilson[0])).toBeLessThan(0.1 * (wilson[1] - wilson[0]));
	});

	it("is wider when leads of an account move together", () => {
		const random = createRandom("accounts");
		const scores: number[] = [];
		const outcomes: number[] = [];
		const accounts: number[] = [];
		for (let account = 0; account < 120; account++) {
			const won = random.chance(0.4) ? 1 : 0;
			const score = random.integer(10) + 3 * won;
			for (let lead = 0; lead < 5; lead++) {
				scores.push(score);
				outcomes.push(won);
				accounts.push(account);
			}
		}
		const options = { replicates: 500, random: createRandom(3) };
		const clustered = bootstrapInterval(clusteredTable(scores, outcomes, accounts), { kind: "auc" }, options);
		const alone = bootstrapInterval(scoreTable(scores, outcomes), { kind: "auc" }, options);
		if (clustered.state !== "measured" || alone.state !== "measured") return expect.fail("600 leads are enough");
		const ratio = (clustered.interval[1] - clustered.interval[0]) / (alone.interval[1] - alone.interval[0]);
		// Five leads that are one: the root of five.
		expect(ratio).toBeGreaterThan(1.8);
		expect(ratio).toBeLessThan(2.7);
	});

	it("of any small table is a finite interval around its value's range, or says why not", () => {
		const rows = fc.array(
			fc.tuple(fc.integer({ min: 0, max: 15 }), fc.constantFrom(0, 1), fc.integer({ min: 0, max: 5 })),
			{ minLength: 1, maxLength: 30 },
		);
		fc.assert(
			fc.property(
				rows,
				fc.constantFrom(...SPECS),
				fc.constantFrom("bca", "percentile"),
				fc.integer({ min: 0, max: 2 }),
				(list, spec, method, kind) => {
					const scores = list.map(([score]) => score);
					const outcomes = list.map(([, outcome]) => outcome);
					const accounts = list.map(([, , account]) => account);
					const from = kind === 2 ? clusteredTable(scores, outcomes, accounts) : scoreTable(scores, outcomes);
					const options = {
						random: createRandom(1),
						replicates: 100,
						method,
						stratified: kind === 1,
						leastEach: 1,
					} as const;
					const result = bootstrapInterval(from, spec, options);
					if (result.state === "cannot tell yet") {
						expect(result.reason.length).toBeGreaterThan(5);
						return;
					}
					const { range } = measureFrom(spec);
					const [low, high] = result.interval;
					expect(low).toBeGreaterThanOrEqual(range[0]);
					expect(high).toBeLessThanOrEqual(range[1] + 1e-12);
					expect(low).toBeLessThanOrEqual(high);
					expect(Number.isFinite(high)).toBe(true);
				},
			),
			{ seed: 2, numRuns: 400 },
		);
	});

	it("cannot tell with too few leads, an unknown value or one account, and says why", () => {
		const random = createRandom(1);
		expect(bootstrapInterval(scoreTable([1], [1]), { kind: "auc" }, { random }).state).toBe("cannot tell yet");
		const { scores, outcomes, table } = history(200);
		expect(bootstrapInterval(table, { kind: "precision-at", threshold: 99 }, { random })).toMatchObject({
			reason: "0 leads are called; at least 20 are needed",
			moreNeeded: Math.ceil(20 / wilsonInterval(0, 200)[1]),
		});
		const top = table.scores.at(-1)!;
		const called = scores.filter((score) => score >= top).length;
		expect(called).toBeLessThan(20);
		expect(bootstrapInterval(table, { kind: "f-beta-at", threshold: top, beta: 1 }, { random })).toMatchObject({
			reason: `${called} leads are called; at least 20 are needed`,
			moreNeeded: Math.ceil(((20 - called) * 200) / called - 1e-9),
		});
		const one = clusteredTable(
			scores,
			outcomes,
			scores.map(() => "acme"),
		);
		expect(bootstrapInterval(one, { kind: "auc" }, { random })).toMatchObject({ reason: /one account/ });
		expect(bootstrapInterval(table, { kind: "recall-at", threshold: -1 }, { random })).toMatchObject({
			reason: /no resampled table/,
		});
		expect(() => bootstrapInterval(table, { kind: "auc" }, { random, replicates: 5 })).toThrow(/from 100, got 5/);
		expect(() => bootstrapInterval(one, { kind: "auc" }, { random, stratified: true })).toThrow(RangeError);
	});
});
