import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/base/random.ts";
import { delongInterval } from "../../src/metrics/delong/delong-interval.ts";
import { binomialPmf } from "../../src/metrics/distributions/binomial-pmf.ts";
import { chiSquareTail } from "../../src/metrics/distributions/chi-square-tail.ts";
import { type BootstrapOptions, measureAll } from "../../src/metrics/measures/measure-all.ts";
import { type MeasureSpec, measureFrom } from "../../src/metrics/measures/registry.ts";
import { tableStatistics } from "../../src/metrics/measures/table-statistics.ts";
import { wilsonInterval } from "../../src/metrics/rates/wilson-interval.ts";
import { binomialDraw } from "../../src/metrics/sampling/binomial-draw.ts";
import { acceleration, bootstrapInterval } from "../../src/metrics/sampling/bootstrap-interval.ts";
import { cellIntervals } from "../../src/metrics/sampling/cell-bootstrap.ts";
import { cellClusters } from "../../src/metrics/sampling/cell-clusters.ts";
import { cellResampler } from "../../src/metrics/sampling/cell-resampler.ts";
import { countDrawer } from "../../src/metrics/sampling/count-drawer.ts";
import { multinomialDraw } from "../../src/metrics/sampling/multinomial-draw.ts";
import { sortedQuantile } from "../../src/metrics/sampling/sorted-quantile.ts";
import { type ClusteredTable, clusteredTable } from "../../src/metrics/tables/clustered-table.ts";
import { type ScoreTable, scoreTable, tableTotals } from "../../src/metrics/tables/score-table.ts";
import { tableCells } from "../../src/metrics/tables/table-cells.ts";

const SPECS: readonly MeasureSpec[] = [
	{ kind: "auc" },
	{ kind: "average-precision" },
	{ kind: "ks" },
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

	it("draws unit by unit, or cell by cell, with the same chances", () => {
		const random = createRandom("drawer");
		// Two and twenty units a cell: the first are drawn one by one.
		for (const counts of [Float64Array.of(1, 4, 0, 3, 2), Float64Array.of(10, 40, 0, 30, 20)]) {
			const units = counts.reduce((a, b) => a + b, 0);
			const draw = countDrawer(counts);
			const into = new Float64Array(counts.length);
			const sums = new Float64Array(counts.length);
			const squares = new Float64Array(counts.length);
			const draws = 20_000;
			for (let i = 0; i < draws; i++) {
				draw(random, into);
				expect(into.reduce((a, b) => a + b, 0)).toBe(units);
				for (let cell = 0; cell < counts.length; cell++) {
					sums[cell]! += into[cell]!;
					squares[cell]! += into[cell]! ** 2;
				}
			}
			counts.forEach((count, cell) => {
				const mean = sums[cell]! / draws;
				const spread = count * (1 - count / units);
				expect(Math.abs(mean - count)).toBeLessThanOrEqual(5 * Math.sqrt(spread / draws));
				expect(Math.abs(squares[cell]! / draws - mean ** 2 - spread)).toBeLessThanOrEqual(0.06 * spread);
			});
		}
		expect(() => countDrawer(Float64Array.of(0.5, 1))).toThrow(/whole and at least 0, got 0.5/);
	});

	it("leaves one lead out exactly as a table made without it", () => {
		const { scores, outcomes, table } = history(40);
		const rows = table.scores.length;
		for (const strataAt of [[], [rows]]) {
			const row = table.scores.findIndex((_, i) => table.positives[i]! > 1);
			const lead = scores.findIndex((score, i) => score === table.scores[row] && outcomes[i] === 1);
			const rest = scores.map((_, i) => i).filter((i) => i !== lead);
			const without = cellResampler(tableCells(table), { strataAt }).without(0, row);
			const left = scoreTable(
				rest.map((i) => scores[i]!),
				rest.map((i) => outcomes[i]!),
			);
			expect(without).toEqual(tableCells(left));
		}
	});

	it("leaves one account out exactly as a table made without it", () => {
		const { scores, outcomes } = history(60);
		const accounts = scores.map((_, i) => i % 23);
		const clustered = clusteredTable(scores, outcomes, accounts);
		const rows = clustered.table.scores.length;
		const resampler = cellResampler(clustered);
		expect(resampler.counts).toEqual(tableCells(clustered.table));
		const gone = clustered.patterns.findIndex(({ counts }) => counts.reduce((a, b) => a + b, 0) === 3);
		const { cells, counts } = clustered.patterns[gone]!;
		const without = resampler.without(0, gone);
		const wanted = tableCells(clustered.table);
		cells.forEach((cell, i) => {
			wanted[cell]! -= counts[i]!;
		});
		expect(without).toEqual(wanted);
		expect(without.length).toBe(2 * rows);
	});

	it("stratified keeps positives and negatives; clusters of one lead are leads", () => {
		const { scores, outcomes, table } = history(300);
		const { positives } = tableTotals(table);
		const rows = table.scores.length;
		const random = createRandom(4);
		const sum = (list: Float64Array) => list.reduce((a, b) => a + b, 0);
		const stratified = cellResampler(tableCells(table), { strataAt: [rows] });
		for (let i = 0; i < 20; i++) {
			const drawn = stratified.draw(random);
			expect([sum(drawn.subarray(0, rows)), sum(drawn.subarray(rows))]).toEqual([positives, 300 - positives]);
		}
		const single = clusteredTable(
			scores,
			outcomes,
			scores.map((_, i) => i),
		);
		const sorted = (list: Float64Array) => [...list].filter((n) => n > 0).sort((a, b) => a - b);
		expect(sorted(cellResampler(single).strata[0]!)).toEqual(sorted(tableCells(table)));
		expect(sum(cellResampler(single).draw(random))).toBe(300);
		expect(() => cellResampler(single, { strataAt: [3] })).toThrow(/cannot be stratified/);
	});

	it("clusters leads by account, whatever their order", () => {
		const one = clusteredTable([1, 2, 2, 1], [0, 1, 1, 0], ["a", "b", "c", "a"]);
		const other = clusteredTable([2, 1, 1, 2], [1, 0, 0, 1], ["c", "a", "a", "b"]);
		expect(one.patterns).toEqual(other.patterns);
		// Cells: positives at 1 and 2, negatives at 1 and 2.
		expect(one.patterns).toEqual([
			{ count: 2, cells: [1], counts: [1] },
			{ count: 1, cells: [2], counts: [2] },
		]);
		expect(() => cellClusters([0, 5], ["a", "b"], 2)).toThrow(/below 2, got 5/);
		expect(() => cellClusters([0], ["a", "b"], 2)).toThrow(/equally long/);
		expect(cellClusters([-1, Number.NaN, 1], ["a", "a", "b"], 2).patterns).toEqual([
			{ count: 1, cells: [1], counts: [1] },
		]);
	});
});

describe("acceleration and bootstrapInterval", () => {
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
		const percentile = bootstrapInterval(replicates, options)!;
		const bca = bootstrapInterval(replicates, { ...options, jackknife: [out(x, 1)] })!;
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
		expect(bootstrapInterval([1, 2, 3], { estimate: 9, confidence: 0.9, jackknife })).toBeUndefined();
		expect(sortedQuantile([], 0.5)).toBeUndefined();
		expect(sortedQuantile([1, 2, 3, 4], 0.5)).toBe(2.5);
		expect(() => sortedQuantile([1], 2)).toThrow(RangeError);
	});
});

const oneMeasure = (from: ScoreTable | ClusteredTable, spec: MeasureSpec, options: BootstrapOptions) =>
	measureAll(from, [spec], options)[0]!;

describe("measureAll of one measure", () => {
	it.each(SPECS)("of $kind holds the value, repeats with its seed, and ignores the order of leads", (spec) => {
		const { scores, outcomes, table } = history(400);
		const options = { replicates: 300, method: "bca" } as const;
		const one = oneMeasure(table, spec, { ...options, random: createRandom(9) });
		const turned = scoreTable([...scores].reverse(), [...outcomes].reverse());
		const two = oneMeasure(turned, spec, { ...options, random: createRandom(9) });
		expect(two).toEqual(one);
		if (one.state !== "measured") return expect.fail(one.reason);
		const measure = measureFrom(spec);
		expect(one.value).toBeCloseTo(measure.of(table)!, 13);
		expect(one.interval[0]).toBeLessThan(one.interval[1]);
		expect(one.interval[0]).toBeLessThanOrEqual(one.value);
		expect(one.interval[1]).toBeGreaterThanOrEqual(one.value);
		expect(one.value).toBeGreaterThanOrEqual(measure.range[0]);
		expect(one.value).toBeLessThanOrEqual(measure.range[1]);
	});

	it("agrees with DeLong for AUC, and with Wilson for a rate", () => {
		const { table } = history(2000);
		const random = createRandom(2);
		const boot = oneMeasure(table, { kind: "auc" }, { random, replicates: 2000 });
		const delong = delongInterval(table);
		if (boot.state !== "measured" || delong.state !== "measured") return expect.fail("2,000 leads are enough");
		const width = delong.interval[1] - delong.interval[0];
		for (const end of [0, 1] as const) {
			expect(Math.abs(boot.interval[end] - delong.interval[end])).toBeLessThan(0.1 * width);
		}
		const all = oneMeasure(table, { kind: "precision-at", threshold: -1 }, { random, replicates: 2000 });
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
		const clustered = oneMeasure(clusteredTable(scores, outcomes, accounts), { kind: "auc" }, options);
		const alone = oneMeasure(scoreTable(scores, outcomes), { kind: "auc" }, options);
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
					const result = oneMeasure(from, spec, options);
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
		expect(oneMeasure(scoreTable([1], [1]), { kind: "auc" }, { random }).state).toBe("cannot tell yet");
		const { scores, outcomes, table } = history(200);
		expect(oneMeasure(table, { kind: "precision-at", threshold: 99 }, { random })).toMatchObject({
			reason: "0 leads are flagged; at least 20 are needed",
			moreNeeded: Math.ceil(20 / wilsonInterval(0, 200)[1]),
		});
		const top = table.scores.at(-1)!;
		const flagged = scores.filter((score) => score >= top).length;
		expect(flagged).toBeLessThan(20);
		expect(oneMeasure(table, { kind: "f-beta-at", threshold: top, beta: 1 }, { random })).toMatchObject({
			reason: `${flagged} leads are flagged; at least 20 are needed`,
			moreNeeded: Math.ceil(((20 - flagged) * 200) / flagged - 1e-9),
		});
		const one = clusteredTable(
			scores,
			outcomes,
			scores.map(() => "acme"),
		);
		expect(oneMeasure(one, { kind: "auc" }, { random })).toMatchObject({ reason: /one account/ });
		expect(oneMeasure(table, { kind: "recall-at", threshold: -1 }, { random })).toMatchObject({
			reason: /no resampled table/,
		});
		expect(() => oneMeasure(table, { kind: "auc" }, { random, replicates: 5 })).toThrow(/from 100, got 5/);
		expect(() => oneMeasure(one, { kind: "auc" }, { random, stratified: true })).toThrow(RangeError);
	});
});

describe("cellIntervals", () => {
	const share = {
		size: 2,
		evaluate: (counts: Float64Array, into: Float64Array) => {
			into[0] = counts[0]! / (counts[0]! + counts[1]!);
			into[1] = counts[0]! / counts[2]!;
		},
	};

	it("gives every number from the same draws, and a reason where there is none", () => {
		const [rate, undefinedOne] = cellIntervals(Float64Array.of(300, 700, 0), share, { random: createRandom(1) });
		if (rate === undefined || "reason" in rate) return expect.fail("1,000 units are enough");
		expect(rate.value).toBe(0.3);
		const [low, high] = wilsonInterval(300, 1000);
		expect(Math.abs(rate.interval[0] - low)).toBeLessThan(0.004);
		expect(Math.abs(rate.interval[1] - high)).toBeLessThan(0.004);
		// 300 / 0 is infinite in every table: nothing differs.
		expect(undefinedOne).toEqual({ reason: "no resampled table gives another value" });
		const few = cellIntervals(Float64Array.of(0, 0, 4), share, { random: createRandom(1) });
		expect(few[0]).toEqual({ reason: "it has no value" });
	});

	it("draws clusters whole", () => {
		const leads = Array.from({ length: 1000 }, (_, i) => (i % 100 < 30 ? 0 : 1));
		const accounts = leads.map((_, i) => i % 100);
		const options = { random: createRandom(2), method: "percentile" } as const;
		const [clustered] = cellIntervals(cellClusters(leads, accounts, 3), share, options);
		const [alone] = cellIntervals(Float64Array.of(300, 700, 0), share, options);
		if (clustered === undefined || alone === undefined || "reason" in clustered || "reason" in alone) {
			return expect.fail("1,000 units are enough");
		}
		// Ten leads that are one: the root of ten.
		const width = ([low, high]: readonly [number, number]) => high - low;
		expect(width(clustered.interval) / width(alone.interval)).toBeGreaterThan(2.7);
		expect(width(clustered.interval) / width(alone.interval)).toBeLessThan(3.7);
	});

	it("measureAll reads every measure of the registry from one table as the registry does", () => {
		const rows = fc.array(fc.tuple(fc.integer({ min: -3, max: 15 }), fc.constantFrom(0, 1)), {
			minLength: 1,
			maxLength: 40,
		});
		fc.assert(
			fc.property(rows, fc.constantFrom(0.05, 0.1, 0.2, 0.5, 1), (list, fraction) => {
				const table = scoreTable(
					list.map(([score]) => score),
					list.map(([, outcome]) => outcome),
				);
				const calibrator = (score: number) => (score + 3) / 18;
				const specs: MeasureSpec[] = [
					...SPECS.filter(({ kind }) => kind !== "log-loss" && kind !== "brier-loss"),
					{ kind: "lift-at", fraction },
					{ kind: "brier-loss", calibrator },
					// 0 and 1 are possible: an infinite loss is none.
					{ kind: "log-loss", calibrator },
				];
				const into = new Float64Array(specs.length);
				tableStatistics(table.scores, specs).evaluate(tableCells(table), into);
				specs.forEach((spec, i) => {
					const wanted = measureFrom(spec).of(table);
					if (wanted === undefined) expect(into[i], spec.kind).toBeNaN();
					else expect(into[i], spec.kind).toBeCloseTo(wanted, 12);
				});
			}),
			{ seed: 3, numRuns: 400 },
		);
	});

	it("measureAll gives what each measure gives alone on the same draws", () => {
		const { table } = history(400);
		const options = { replicates: 200 };
		const together = measureAll(table, SPECS, { ...options, random: createRandom(5) });
		SPECS.forEach((spec, i) => {
			expect(oneMeasure(table, spec, { ...options, random: createRandom(5) })).toEqual(together[i]);
		});
	});
});
