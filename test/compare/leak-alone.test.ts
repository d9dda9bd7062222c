import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/base/random.ts";
import { FOLDS, foldsById, lowEndAmong, strengthAlone } from "../../src/leaks/leak-alone.ts";
import { aloneEvidence } from "../../src/leaks/leak-alone-evidence.ts";
import { valueBins } from "../../src/leaks/leak-bins.ts";
import type { LeakOutcome } from "../../src/leaks/leak-cohort.ts";
import { isNamedAsState } from "../../src/leaks/leak-name.ts";

const outcome: LeakOutcome = { stage: "sql", kind: "rung", at: new Float64Array() };
const idsOf = (n: number) => Int32Array.from({ length: n }, (_, i) => i);

function strength(bins: readonly number[], labels: readonly number[], folds = foldsById(idsOf(bins.length), String)) {
	return strengthAlone(Int32Array.from(bins), Int8Array.from(labels), { folds, name: "a", outcome });
}

/** From the definition: every pair of leads of one fold, each scored with the rate of its value in the other folds. */
function slowAuc(bins: readonly number[], labels: readonly number[], folds: Int8Array): number {
	const rows = [...bins.keys()].filter((row) => labels[row]! >= 0);
	const base = rows.filter((row) => labels[row] === 1).length / rows.length;
	const scoreOf = (row: number) => {
		const others = rows.filter((other) => folds[other] !== folds[row] && bins[other] === bins[row]);
		return (others.filter((other) => labels[other] === 1).length + base) / (others.length + 1);
	};
	let wins = 0;
	let pairs = 0;
	for (let fold = 0; fold < FOLDS; fold++) {
		const here = rows.filter((row) => folds[row] === fold).map((row) => ({ score: scoreOf(row), label: labels[row] }));
		for (const winner of here.filter(({ label }) => label === 1)) {
			for (const loser of here.filter(({ label }) => label === 0)) {
				pairs++;
				wins += winner.score > loser.score ? 1 : winner.score === loser.score ? 0.5 : 0;
			}
		}
	}
	return wins / pairs;
}

describe("strengthAlone", () => {
	it("is the share of pairs in order, of leads of one fold scored by the others", () => {
		fc.assert(
			fc.property(fc.integer(), (seed) => {
				const random = createRandom(seed);
				const bins = Array.from({ length: 200 }, () => random.integer(6));
				const labels = bins.map((bin) => (random.chance(0.05) ? -1 : random.chance(0.2 + bin / 10) ? 1 : 0));
				const folds = foldsById(idsOf(200), (lead) => `${seed}-${lead}`);
				const { auc } = strength(bins, labels, folds);
				if (auc.state !== "measured") throw new Error(auc.reason);
				expect(auc.value).toBeCloseTo(slowAuc(bins, labels, folds), 12);
				expect(auc.total).toBe(labels.filter((label) => label >= 0).length);
			}),
			{ seed: 1, numRuns: 30 },
		);
	});

	it("gives a useless attribute 0.5 on average, however many values it has", () => {
		for (const kinds of [2, 10, 60]) {
			let sum = 0;
			for (let world = 0; world < 2000; world++) {
				const random = createRandom(`${kinds} ${world}`);
				const bins = Array.from({ length: 500 }, () => random.integer(kinds));
				const { auc } = strength(
					bins,
					bins.map(() => (random.chance(0.2) ? 1 : 0)),
					foldsById(idsOf(500), (lead) => `${world} ${lead}`),
				);
				if (auc.state === "measured") sum += auc.value / 2000;
			}
			expect(Math.abs(sum - 0.5), `${kinds} ${sum}`).toBeLessThan(0.004);
		}
	});

	it("holds the true AUC in its interval about 95 times in 100", () => {
		// Bins 0 and 1 with rates 0.1 and 0.4, half of the leads each: AUC = 0.5 + (0.8 - 0.4) / 2 of the shares below.
		const truth = 0.5 + (0.4 / 0.5 - 0.6 / 1.5) / 2;
		let held = 0;
		for (let world = 0; world < 1000; world++) {
			const random = createRandom(`coverage ${world}`);
			const bins = Array.from({ length: 600 }, () => random.integer(2));
			const { auc } = strength(
				bins,
				bins.map((bin) => (random.chance(bin === 0 ? 0.1 : 0.4) ? 1 : 0)),
			);
			if (auc.state === "measured" && auc.interval[0] <= truth && truth <= auc.interval[1]) held++;
		}
		expect(held).toBeGreaterThan(930);
		expect(held).toBeLessThan(970);
	});

	it("has an interval where the classes are separated: what 20 pairs in order promise", () => {
		const labels = Array.from({ length: 120 }, (_, i) => (i < 20 ? 1 : 0));
		const { auc } = strength(labels, labels);
		expect(auc).toMatchObject({ state: "measured", value: 1 });
		if (auc.state === "measured") expect(auc.interval).toEqual([0.025 ** (1 / 20), 1]);
	});

	it("cannot tell with 19 positives, nor of one value that all have", () => {
		const labels = Array.from({ length: 120 }, (_, i) => (i < 19 ? 1 : 0));
		expect(strength(labels, labels).auc).toMatchObject({ state: "cannot tell yet", hits: 19 });
		const same = strength(
			labels.map(() => 3),
			Array.from({ length: 120 }, (_, i) => i % 2),
		);
		expect(same.auc).toMatchObject({ state: "cannot tell yet", reason: "all leads have one value" });
	});

	it("does not depend on the order of rows", () => {
		const random = createRandom("rows");
		const bins = Array.from({ length: 300 }, () => random.integer(5));
		const labels = bins.map((bin) => (random.chance(bin / 8) ? 1 : 0));
		const order = bins.map((_, i) => i).sort((a, b) => ((a * 7919) % 307) - ((b * 7919) % 307));
		const folds = foldsById(idsOf(300), String);
		const moved = strength(
			order.map((i) => bins[i]!),
			order.map((i) => labels[i]!),
			Int8Array.from(order, (i) => folds[i]!),
		);
		expect(moved.auc).toEqual(strength(bins, labels, folds).auc);
	});

	it("lowers its low end as more are looked at together", () => {
		const random = createRandom("many");
		const bins = Array.from({ length: 300 }, () => random.integer(5));
		const one = strength(
			bins,
			bins.map((bin) => (random.chance(bin / 8) ? 1 : 0)),
		);
		if (one.auc.state !== "measured") throw new Error(one.auc.reason);
		expect(lowEndAmong(one, { tests: 1 })).toBe(one.auc.interval[0]);
		expect(lowEndAmong(one, { tests: 30 })).toBeLessThan(lowEndAmong(one, { tests: 1 }));
	});
});

describe("foldsById", () => {
	it("is even, and the same wherever the lead stands", () => {
		const folds = foldsById(idsOf(10_000), (lead) => `lead-${lead}`);
		for (let fold = 0; fold < FOLDS; fold++) {
			expect(Math.abs(folds.filter((one) => one === fold).length - 2000)).toBeLessThan(160);
		}
		expect(foldsById(Int32Array.of(7), (lead) => `lead-${lead}`)[0]).toBe(folds[7]);
	});
});

describe("valueBins", () => {
	it("cuts numbers into equal parts of at least 20 leads, and unknown stands apart", () => {
		const values = Array.from({ length: 100 }, (_, i) => 99 - i);
		const bins = valueBins(Int32Array.from([-1, ...values.keys()]), { values, isNumber: true });
		expect(bins[0]).toBe(0);
		const counts = new Map<number, number>();
		for (const bin of bins.slice(1)) counts.set(bin, (counts.get(bin) ?? 0) + 1);
		expect([...counts].sort(([a], [b]) => a - b)).toEqual([1, 2, 3, 4, 5].map((bin) => [bin, 20]));
	});

	it("puts rare texts together, so that a link of its own for each lead is one value", () => {
		const values = ["often", ...Array.from({ length: 50 }, (_, i) => `/l/${i}`)];
		const codes = Int32Array.from([...Array<number>(20).fill(0), ...values.keys()].slice(0, -1));
		expect(new Set(valueBins(codes.slice(21), { values, isNumber: false })).size).toBe(1);
		expect(valueBins(codes, { values, isNumber: false })[0]).toBe(2);
	});
});

describe("aloneEvidence", () => {
	const of = (name: string, value: number, error = 0.005) => ({
		name,
		outcome,
		auc: {
			state: "measured" as const,
			value,
			interval: [value - 2 * error, value + 2 * error] as const,
			confidence: 0.95,
			method: "delong within folds",
			hits: 500,
			total: 5000,
		},
		error,
	});
	const levels = (...strengths: ReturnType<typeof of>[]) =>
		Object.fromEntries(
			[...aloneEvidence(strengths, { suspects: new Set(), tests: 20 })].map(([name, { level }]) => [name, level]),
		);

	it.each([
		["nothing below 0.70", [of("a", 0.7), of("b", 0.6)], {}],
		["a look from 0.70, 0.04 ahead", [of("a", 0.72), of("b", 0.6)], { a: "look at it" }],
		["nothing when the next is as good", [of("a", 0.74), of("b", 0.72)], {}],
		["a suspect from 0.75, 0.08 ahead", [of("a", 0.8), of("b", 0.66)], { a: "suspect" }],
		[
			"only a look at 0.8 when the next two have 0.72",
			[of("a", 0.8), of("b", 0.72), of("c", 0.72)],
			{ a: "look at it" },
		],
		["certain from 0.95, however good the next", [of("a", 0.99), of("b", 0.97)], { a: "certain", b: "certain" }],
		["two suspects beside honest ones", [of("a", 0.85), of("b", 0.83), of("c", 0.6)], { a: "suspect", b: "suspect" }],
	])("says %s", (_, strengths, expected) => {
		expect(levels(...strengths)).toEqual(expected);
	});

	it("does not take a suspect of another check as the measure of what is honest", () => {
		const strengths = [of("a", 0.8), of("b", 0.74)];
		const found = aloneEvidence(strengths, { suspects: new Set(["b"]), tests: 1 });
		expect(found.get("a")?.level).toBe("suspect");
	});
});

describe("isNamedAsState", () => {
	it.each([
		"Last Activity",
		"Last Notable Activity",
		"current_stage",
		"LeadStatus",
		"totalTouchesAll",
		"closed_on",
		"days_to_close",
	])("sees a state of the day in %s", (name) => expect(isNamedAsState(name)).toBe(true));

	it.each([
		"last_name",
		"industry",
		"What is your current occupation",
		"employees",
		"lead_source",
		"disclosed_budget",
		"stage_fright",
	])("sees none in %s", (name) => expect(isNamedAsState(name)).toBe(false));
});
