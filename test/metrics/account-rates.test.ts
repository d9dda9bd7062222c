import { describe, expect, it } from "vitest";
import { createRandom, type Random } from "../../src/base/random.ts";
import { delongTest } from "../../src/metrics/delong/delong-test.ts";
import { ksMeasure } from "../../src/metrics/measures/ks-statistic.ts";
import { influencePair } from "../../src/metrics/measures/measure-pair.ts";
import { clopperPearson, clopperPearsonOf } from "../../src/metrics/rates/clopper-pearson.ts";
import { estimateRate, seenOf } from "../../src/metrics/rates/estimate.ts";
import { holmAdjusted } from "../../src/metrics/rates/holm-adjusted.ts";
import { periodChange } from "../../src/metrics/rates/period-change.ts";
import { newcombeInterval } from "../../src/metrics/rates/rate-difference.ts";
import { rateMoments, rateSpread } from "../../src/metrics/rates/rate-spread.ts";
import { rateTally, spreadOf } from "../../src/metrics/rates/rate-tally.ts";
import { jointScoreTable } from "../../src/metrics/tables/joint-score-table.ts";
import { scoreTable } from "../../src/metrics/tables/score-table.ts";
import { coverageTally, expectCoverage, HISTORIES } from "../coverage/coverage.ts";
import { FULL_SIZE } from "../full-size.ts";

/** Hits and leads of an account: a lead goes with its account by the root of the correlation, else alone. */
function accountOf(random: Random, { size, rate, correlation }: { size: number; rate: number; correlation: number }) {
	const common = random.next() < rate ? 1 : 0;
	let hits = 0;
	for (let i = 0; i < size; i++) {
		hits += random.next() < Math.sqrt(correlation) ? common : random.next() < rate ? 1 : 0;
	}
	return [hits, size] as [number, number];
}

function estimateOf(accounts: readonly (readonly [number, number])[]) {
	const moments = rateMoments(accounts);
	return estimateRate(moments.hits, moments.total, { spread: rateSpread(moments) });
}

describe("a rate over accounts", () => {
	it("is Wilson's, bit for bit, when each account holds one lead", () => {
		const spread = spreadOf([1, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
		expect(spread).toBeUndefined();
		expect(estimateRate(4, 11, { spread })).toEqual(estimateRate(4, 11));
	});

	it("cannot be told of one account, however many leads it has, and says how many accounts are missing", () => {
		const one = estimateOf([[283_000, 1_000_000]]);
		expect(one).toMatchObject({ state: "cannot tell yet", accounts: 1, moreAccounts: 9, moreNeeded: 9_000_000 });
		expect(seenOf(one).interval).toBeUndefined();
	});

	it("cannot be told of one account that outweighs the others", () => {
		const accounts = [[500, 1000] as const, ...Array.from({ length: 50 }, () => [1, 2] as const)];
		expect(estimateOf(accounts)).toMatchObject({ state: "cannot tell yet", accounts: 51, moreAccounts: 9 });
	});

	it("is as wide as one lead an account when accounts turn out as one, and never narrower than of single leads", () => {
		const alike = estimateOf(Array.from({ length: 100 }, (_, i) => [i % 2 === 0 ? 10 : 0, 10] as const));
		const half = (estimate: typeof alike) => (seenOf(estimate).interval![1] - seenOf(estimate).interval![0]) / 2;
		expect(half(alike)).toBeGreaterThan(half(estimateRate(50, 100)));
		expect(half(alike)).toBeLessThan(1.03 * half(estimateRate(50, 100)));
		const apart = estimateOf(Array.from({ length: 100 }, () => [5, 10] as const));
		expect(half(apart)).toBeGreaterThanOrEqual(half(estimateRate(500, 1000)));
		const none = estimateOf(Array.from({ length: 100 }, () => [0, 10] as const));
		expect(seenOf(none).interval![1]).toBeCloseTo(seenOf(estimateRate(0, 100)).interval![1], 2);
	});

	it("is the same counted lead by lead or account by account, in whatever order", () => {
		const random = createRandom("tally");
		const leads = Array.from({ length: 400 }, () => [Math.floor(random.next() * 60), random.next() < 0.3] as const);
		const tally = rateTally(60);
		for (const [account, hit] of leads) {
			tally.add(account, false);
			if (hit) tally.raise(account);
		}
		const other = leads.toReversed();
		const spread = spreadOf(
			other.map(([, hit]) => (hit ? 1 : 0)),
			other.map(([account]) => account),
		);
		expect(tally.take()).toEqual(spread);
		expect(tally.take()).toBeUndefined();
	});

	it("has Clopper and Pearson's ends on whole effective trials", () => {
		expect(clopperPearsonOf(0.2, 100, { confidence: 0.95 })).toEqual(clopperPearson(20, 100));
	});

	describe.each([6, 12])("of %d leads", (size) => {
		it.each([0, 0.3, 0.9])("holds the truth 93 to 97 %% of the time at a correlation of %d", (correlation) => {
			for (const rate of [0.2, 0.45]) {
				const random = createRandom(`accounts ${size} ${correlation} ${rate}`);
				const tally = coverageTally();
				for (let i = 0; i < HISTORIES; i++) {
					const truth = rate * (0.75 + 0.5 * random.next());
					const accounts = Array.from({ length: 60 }, () => accountOf(random, { size, rate: truth, correlation }));
					tally.add(estimateOf(accounts), truth);
				}
				const what = `rate, 60 accounts of ${size}, correlation ${correlation}`;
				expectCoverage({ method: "wilson, by account", what, leads: 60 * size, rate }, tally, { to: 0.975 });
			}
		});
	});

	it.runIf(FULL_SIZE)("holds it too where accounts are of all sizes", () => {
		const sizes = [60, 25, 10, 5].flatMap((count, i) => Array.from({ length: count }, () => [1, 3, 8, 20][i]!));
		for (const correlation of [0, 0.3, 0.9]) {
			const random = createRandom(`mixed ${correlation}`);
			const tally = coverageTally();
			for (let i = 0; i < HISTORIES; i++) {
				const truth = 0.25 + 0.2 * random.next();
				tally.add(estimateOf(sizes.map((size) => accountOf(random, { size, rate: truth, correlation }))), truth);
			}
			const what = `rate, accounts of 1 to 20, correlation ${correlation}`;
			expectCoverage({ method: "wilson, by account", what, leads: 315, rate: 0.35 }, tally, { to: 0.985 });
		}
	});
});

describe("a change between periods", () => {
	const leads = (before: readonly [number, number], after: readonly [number, number]) => [
		...Array.from({ length: before[1] }, (_, i) => ({ before: [i < before[0] ? 1 : 0, 1], after: [0, 0] }) as const),
		...Array.from({ length: after[1] }, (_, i) => ({ before: [0, 0], after: [i < after[0] ? 1 : 0, 1] }) as const),
	];

	it("is Newcombe's where each account holds one lead, and its p-value the confidence at which an end is 0", () => {
		const change = periodChange(leads([167, 322], [126, 356]))!;
		const [low, high] = newcombeInterval({ hits: 126, total: 356 }, { hits: 167, total: 322 });
		expect(change.interval[0]).toBeCloseTo(low, 12);
		expect(change.interval[1]).toBeCloseTo(high, 12);
		expect(change.at(1 - change.pValue)[1]).toBeCloseTo(0, 9);
		// statsmodels test_proportions_2indep(126, 356, 167, 322, method="score"): 1.6e-05
		expect(change.pValue).toBeGreaterThan(5e-6);
		expect(change.pValue).toBeLessThan(5e-5);
	});

	it("never has a p-value that contradicts its interval", () => {
		const random = createRandom("changes");
		for (let i = 0; i < 200; i++) {
			const accounts = Array.from({ length: 40 }, () => ({
				before: accountOf(random, { size: 1 + Math.floor(random.next() * 4), rate: 0.5, correlation: 0.3 }),
				after: accountOf(random, { size: 1 + Math.floor(random.next() * 4), rate: 0.4, correlation: 0.3 }),
			}));
			const { interval, pValue } = periodChange(accounts)!;
			expect(pValue < 0.05, `${interval}`).toBe(interval[0] > 0 || interval[1] < 0);
		}
	});

	it("cannot be told of one account a side", () => {
		expect(periodChange([{ before: [60, 100], after: [30, 100] }])).toBeUndefined();
	});

	it("may spend more of the risk by weight", () => {
		expect(holmAdjusted([0.01, 0.04, 0.03], { weights: [1, 1, 1] })).toEqual(holmAdjusted([0.01, 0.04, 0.03]));
		expect(holmAdjusted([0.01, 0.04], { weights: [4, 1] })).toEqual([0.0125, 0.04]);
	});
});

describe("figures without spread", () => {
	const outcomes = Array.from({ length: 50 }, (_, i) => (i < 25 ? 1 : 0));
	const perfect = outcomes.map((outcome) => 10 * outcome);
	const reverse = outcomes.map((outcome) => 10 - 10 * outcome);
	const constant = outcomes.map(() => 3);

	it("say that both separate, and not that they rank alike", () => {
		const reason = (a: number[], b: number[]) => {
			const test = delongTest(jointScoreTable(a, b, outcomes));
			return test.state === "cannot tell yet" ? test.reason : "measured";
		};
		expect(reason(perfect, reverse)).toMatch(/each .*separates/);
		expect(reason(perfect, constant)).toMatch(/one .*separates.* the other is the same for all leads/);
		expect(reason(constant, constant)).toMatch(/alike/);
	});

	it("have no interval of width 0", () => {
		for (const other of [reverse, constant]) {
			const from = jointScoreTable(perfect, other, outcomes);
			expect(influencePair(ksMeasure.influence!, { from, confidence: 0.95 }).interval()).toHaveProperty("reason");
		}
	});

	it("are not made of outcomes that are not known", () => {
		expect(() => scoreTable([1, 2, 3], [1, Number.NaN, 0])).toThrow(RangeError);
		expect(() => scoreTable([1, 2, 3], [1, 0])).toThrow(RangeError);
		expect(() => scoreTable([1, 2, 3], [1, 2, 0])).toThrow(RangeError);
		expect(scoreTable([1, Number.NaN, 3], [1, Number.NaN, 0]).scores).toHaveLength(2);
	});
});
