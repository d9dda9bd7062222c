import { describe, expect, it } from "vitest";
import { createRandom } from "../../../src/base/random.ts";
import { numberBands } from "../../../src/tune/bands/number-bands.ts";
import { type BandCounts, type BandRules, optimalBands, type Trend } from "../../../src/tune/bands/optimal-bands.ts";
import { pairOfRatesTail } from "../../../src/tune/bands/pair-of-rates-tail.ts";
import { preBins } from "../../../src/tune/bands/pre-bins.ts";

const TRENDS: readonly Trend[] = ["ascending", "descending", "peak", "valley"];

describe("optimalBands", () => {
	it("has the information value of the best of all ways to cut, under every rule", () => {
		let some = 0;
		for (let seed = 0; seed < 160; seed++) {
			const random = createRandom(`bands ${seed}`);
			const bins = Array.from({ length: 2 + random.integer(8) }, () => {
				const leads = 1 + random.integer(30);
				return { leads, positives: random.integer(leads + 1) };
			});
			const rules: BandRules = {
				trend: TRENDS[seed % 4]!,
				minLeads: random.integer(30),
				...(random.chance(0.5) ? { maxBands: 1 + random.integer(4) } : {}),
				...(random.chance(0.5) ? { maxPValue: 0.2 } : {}),
			};
			const slow = bestCut(bins, rules);
			const fast = optimalBands(bins, rules);
			expect(fast === undefined, `seed ${seed}`).toBe(slow === undefined);
			if (fast === undefined || slow === undefined) continue;
			some += 1;
			expect(fast.informationValue, `seed ${seed}`).toBeCloseTo(slow, 10);
			expect(worthOf(bins, fast.starts, rules), `seed ${seed}`).toBeCloseTo(slow, 10);
		}
		expect(some).toBeGreaterThan(80);
	});

	it("has no bands of one class, or of fewer leads than a band needs", () => {
		const rules = { trend: "ascending", minLeads: 1 } as const;
		expect(optimalBands([], rules)).toBeUndefined();
		expect(
			optimalBands(
				[
					{ leads: 5, positives: 5 },
					{ leads: 5, positives: 5 },
				],
				rules,
			),
		).toBeUndefined();
		expect(optimalBands([{ leads: 5, positives: 2 }], { ...rules, minLeads: 6 })).toBeUndefined();
	});
});

describe("numberBands", () => {
	const random = createRandom("sizes");
	const values = Array.from({ length: 4000 }, (_, i) =>
		i % 10 === 0 ? undefined : i % 15 === 1 ? -1 : random.integer(200),
	);
	const outcomesBy = (chance: (value: number) => number) =>
		values.map((value) => (random.chance(value === undefined ? 0.4 : value < 0 ? 0.05 : chance(value)) ? 1 : 0));

	it("finds the direction, and where the rate jumps", () => {
		const outcomes = outcomesBy((value) => (value < 50 ? 0.1 : value < 120 ? 0.3 : 0.6));
		const found = numberBands({ values, outcomes }, { special: [-1] })!;
		expect(found.trend).toBe("ascending");
		const cuts = found.bands.slice(1).map(({ from }) => from!);
		expect(cuts.some((cut) => Math.abs(cut - 50) <= 5)).toBe(true);
		expect(cuts.some((cut) => Math.abs(cut - 120) <= 5)).toBe(true);
		expect(found.apart.map(({ value, leads }) => [value, leads])).toEqual([
			[-1, values.filter((value) => value === -1).length],
			[undefined, 400],
		]);
		expect(
			found.bands.reduce((sum, { leads }) => sum + leads, 0) + found.apart.reduce((sum, { leads }) => sum + leads, 0),
		).toBe(4000);
		for (const { pValue } of found.bands.slice(1)) expect(pValue).toBeLessThanOrEqual(0.05);
		expect(found.bands.at(-1)!.woe).toBeLessThan(0);
	});

	it("turns only where a turn pays", () => {
		const hill = outcomesBy((value) => 0.1 + 0.5 * Math.exp(-(((value - 100) / 30) ** 2)));
		expect(numberBands({ values, outcomes: hill }, { special: [-1] })!.trend).toBe("peak");
		const valley = outcomesBy((value) => 0.6 - 0.5 * Math.exp(-(((value - 100) / 30) ** 2)));
		expect(numberBands({ values, outcomes: valley }, { special: [-1] })!.trend).toBe("valley");
	});

	it("cannot tell without two numbers or two outcomes, and refuses options that mean nothing", () => {
		const column = { values: [1, 1, 1], outcomes: [0, 1, 0] };
		expect(numberBands(column)).toBeUndefined();
		expect(numberBands({ values: [1, 2, 3, 4], outcomes: [1, 1, 1, 1] })).toBeUndefined();
		for (const wrong of [{ minShare: 0 }, { maxPValue: 0 }, { maxBands: 0 }, { maxPreBins: 0 }])
			expect(() => numberBands(column, wrong)).toThrowError(expect.objectContaining({ code: "band-options" }));
	});
});

describe("preBins", () => {
	it("never parts equal numbers and loses no lead", () => {
		const random = createRandom("pre-bins");
		const values = Array.from({ length: 5000 }, () => Math.floor(random.exponential(30)));
		const outcomes = values.map(() => random.integer(2));
		const bins = preBins({ values, outcomes }, { most: 20 });
		expect(bins.length).toBeLessThanOrEqual(20);
		expect(bins.length).toBeGreaterThan(12);
		bins.forEach(({ from, leads, positives }, b) => {
			const inside = values
				.map((value, i) => [value, outcomes[i]!] as const)
				.filter(([value]) => value >= from && value < (bins[b + 1]?.from ?? Infinity));
			expect(leads).toBe(inside.length);
			expect(positives).toBe(inside.reduce((sum, [, outcome]) => sum + outcome, 0));
		});
	});
});

/** Tries every way to cut. */
function bestCut(bins: readonly BandCounts[], rules: BandRules): number | undefined {
	let best: number | undefined;
	for (let mask = 0; mask < 2 ** (bins.length - 1); mask++) {
		const starts = [0, ...bins.slice(1).flatMap((_, i) => ((mask >> i) & 1 ? [i + 1] : []))];
		const value = worthOf(bins, starts, rules);
		if (value !== undefined && (best === undefined || value > best)) best = value;
	}
	return best;
}

/** Information value of a way to cut; `undefined` when it breaks a rule. */
function worthOf(bins: readonly BandCounts[], starts: readonly number[], rules: BandRules): number | undefined {
	const all = total(bins);
	const bands = starts.map((start, b) => total(bins.slice(start, starts[b + 1])));
	if (bands.length > (rules.maxBands ?? Number.POSITIVE_INFINITY)) return undefined;
	if (bands.some(({ leads, positives }) => leads < rules.minLeads || positives === 0 || positives === leads))
		return undefined;
	const rises = bands
		.slice(1)
		.map((band, b) => Math.sign(band.positives * bands[b]!.leads - bands[b]!.positives * band.leads));
	const shape = rises.join("").replaceAll("-1", "d").replaceAll("1", "u");
	const shapes = { ascending: /^u*$/, descending: /^d*$/, peak: /^u*d*$/, valley: /^d*u*$/ };
	if (!shapes[rules.trend].test(shape)) return undefined;
	for (let b = 1; b < bands.length; b++) {
		const p = pairOfRatesTail(bands[b]!.positives, bands[b]!.leads, bands[b - 1]!.positives, bands[b - 1]!.leads);
		if (p > (rules.maxPValue ?? 1)) return undefined;
	}
	return bands.reduce((sum, { leads, positives }) => {
		const without = (leads - positives) / (all.leads - all.positives);
		const withOutcome = positives / all.positives;
		return sum + (without - withOutcome) * Math.log(without / withOutcome);
	}, 0);
}

function total(bins: readonly BandCounts[]): BandCounts {
	return {
		leads: bins.reduce((sum, { leads }) => sum + leads, 0),
		positives: bins.reduce((sum, { positives }) => sum + positives, 0),
	};
}
