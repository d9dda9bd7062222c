import { describe, expect, it } from "vitest";
import { binomialPmf } from "../../src/metrics/distributions/binomial-pmf.ts";
import { clopperPearson } from "../../src/metrics/rates/clopper-pearson.ts";
import { wilsonInterval } from "../../src/metrics/rates/wilson-interval.ts";
import { keepExact } from "./coverage.ts";

type Interval = (hits: number, trials: number) => readonly [number, number];

/** The chance that the interval of a draw holds the rate: a sum over all numbers of hits, nothing simulated. */
function exactCoverage(interval: Interval, trials: number): (rate: number) => number {
	const intervals = Array.from({ length: trials + 1 }, (_, hits) => interval(hits, trials));
	return (rate) => {
		let sum = 0;
		intervals.forEach(([low, high], hits) => {
			if (low <= rate && rate <= high) sum += binomialPmf(hits, trials, rate);
		});
		return sum;
	};
}

const LEADS = [30, 100, 1000];
const RATES = [0.02, 0.1, 0.4];
/** Rates across (0, 1), off the round ones. */
const ALL = Array.from({ length: 1999 }, (_, i) => (i + 1) / 2000 + 1e-5 * Math.sin(i));
/** Rates from half to one and a half of a rate. */
const around = (rate: number) => Array.from({ length: 401 }, (_, i) => rate * (0.5 + i / 400));
const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;

describe.each(LEADS)("of %d leads, exactly", (leads) => {
	const wilson = exactCoverage(wilsonInterval, leads);
	const exact = exactCoverage(clopperPearson, leads);

	it("Clopper-Pearson never holds the rate less than 95 % of the time", () => {
		const rates = [...RATES, ...RATES.flatMap(around), ...ALL];
		// Where the chance is lowest: just beside the ends of the intervals themselves.
		for (let hits = 0; hits <= leads; hits++) {
			for (const end of clopperPearson(hits, leads)) {
				for (const rate of [end * (1 - 1e-9), end, end * (1 + 1e-9)]) if (rate > 0 && rate < 1) rates.push(rate);
			}
		}
		const least = Math.min(...rates.map(exact));
		keepExact({ method: "clopper-pearson", what: "rate, the worst of all", leads, rate: "any" }, least, [0.95, 1]);
		for (const rate of RATES) {
			keepExact({ method: "clopper-pearson", what: "rate", leads, rate }, exact(rate), [0.95, 1]);
		}
		expect(least).toBeGreaterThanOrEqual(0.95 - 1e-12);
	});

	it("one-sided Clopper-Pearson limits never hold less than 95 % of the time", () => {
		for (const side of ["lower", "upper"] as const) {
			const limit = exactCoverage((hits, trials) => clopperPearson(hits, trials, { side }), leads);
			expect(Math.min(...[...RATES, ...ALL].map(limit)), side).toBeGreaterThanOrEqual(0.95 - 1e-12);
		}
	});

	it("Wilson holds the rate 93 to 97 % of the time, on average over all rates", () => {
		const average = mean(ALL.map(wilson));
		keepExact({ method: "wilson", what: "rate, average of all", leads, rate: "any" }, average, [0.93, 0.97]);
		expect(average).toBeGreaterThan(0.93);
		expect(average).toBeLessThan(0.97);
	});

	it.each(RATES)("Wilson holds the rate 93 to 97 %% of the time, on average over rates around %d", (rate) => {
		const average = mean(around(rate).map(wilson));
		keepExact({ method: "wilson", what: "rate, average around", leads, rate }, average, [0.93, 0.97]);
		expect(average).toBeGreaterThan(0.93);
		expect(average).toBeLessThan(0.97);
	});
});
