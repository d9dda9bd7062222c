import { describe, it } from "vitest";
import type { Random } from "../../src/base/random.ts";
import { scoreDifferences } from "../../src/compare/score-differences.ts";
import { normalCdf } from "../../src/metrics/distributions/normal.ts";
import { RANKING_MEASURES, type RankingCode } from "../../src/metrics/measures/ranking-measures.ts";
import type { MeasureSpec } from "../../src/metrics/measures/registry.ts";
import { tableStatistics } from "../../src/metrics/measures/table-statistics.ts";
import {
	type CoverageTally,
	coverageRandom,
	coverageTally,
	expectCoverage,
	expectSilence,
	HISTORIES,
} from "./coverage.ts";
import { inAccounts } from "./paired-worlds.ts";

/** How far each model's scores lift those who reach the outcome, in standard deviations, and what the two share. */
interface ScoreWorld {
	readonly name: string;
	readonly baseline: number;
	readonly candidate: number;
	readonly shared: number;
}

const WORLDS: readonly ScoreWorld[] = [
	{ name: "usual", baseline: 1.2, candidate: 1.6, shared: 0.6 },
	{ name: "close", baseline: 1.2, candidate: 1.25, shared: 0.85 },
	{ name: "far", baseline: 0.4, candidate: 2, shared: 0.4 },
];
const MEASURES: readonly (readonly [RankingCode, MeasureSpec])[] = Object.values(RANKING_MEASURES).map(
	({ code, spec }) => [code, spec],
);
/** Scores are whole points from 0: ties as a point card has them. */
const LEVELS = 12;
const EDGES = Array.from({ length: LEVELS - 1 }, (_, i) => -2 + i / 2);

/** Chance of each score of a lead that is at `middle` of the models' shared part. */
function levelChances(middle: number, shared: number): number[] {
	const below = [...EDGES.map((edge) => normalCdf((edge - middle) / Math.sqrt(1 - shared ** 2))), 1];
	return below.map((chance, level) => chance - (below[level - 1] ?? 0));
}

/** Chances of baseline score x candidate score x outcome, summed over what the models share. */
function chancesOf({ baseline, candidate, shared }: ScoreWorld, rate: number): Float64Array {
	const chances = new Float64Array(2 * LEVELS * LEVELS);
	for (let step = -30; step <= 30; step++) {
		const z = step / 10;
		const weight = Math.exp((-z * z) / 2);
		for (const reached of [0, 1]) {
			const own = levelChances(shared * z + reached * baseline, shared);
			const other = levelChances(shared * z + reached * candidate, shared);
			own.forEach((a, i) => {
				other.forEach((b, j) => {
					chances[(reached * LEVELS + i) * LEVELS + j]! += weight * a * b * (reached === 1 ? rate : 1 - rate);
				});
			});
		}
	}
	const total = chances.reduce((sum, chance) => sum + chance, 0);
	return chances.map((chance) => chance / total);
}

/** The true differences: the measures of the chances themselves. */
function truthOf(chances: Float64Array): readonly number[] {
	const statistics = tableStatistics(
		Float64Array.from({ length: LEVELS }, (_, level) => level),
		MEASURES.map(([, spec]) => spec),
	);
	const valuesOf = (levelOf: (cell: number) => number) => {
		const counts = new Float64Array(2 * LEVELS);
		chances.forEach((chance, cell) => {
			counts[levelOf(cell) + (cell >= LEVELS * LEVELS ? 0 : LEVELS)]! += chance;
		});
		const into = new Float64Array(MEASURES.length);
		statistics.evaluate(counts, into);
		return into;
	};
	const baseline = valuesOf((cell) => Math.floor(cell / LEVELS) % LEVELS);
	return Array.from(
		valuesOf((cell) => cell % LEVELS),
		(value, i) => value - baseline[i]!,
	);
}

function drawer(chances: Float64Array): (random: Random) => number {
	const ends: number[] = [];
	for (const chance of chances) ends.push((ends.at(-1) ?? 0) + chance);
	return (random) => {
		const at = random.next() * ends.at(-1)!;
		let low = 0;
		let high = ends.length - 1;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (ends[middle]! < at) low = middle + 1;
			else high = middle;
		}
		return low;
	};
}

/** Where fewer than half of the histories suffice, those that do are not like the others; only too seldom is a fault. */
function mostOf(tally: CoverageTally, most: number): number {
	const { told, histories } = tally.counts();
	return told >= histories / 2 ? most : 1;
}

const CELLS = [30, 100, 1000].flatMap((leads) => [0.02, 0.1, 0.4].map((rate) => [leads, rate] as const));

describe.each(WORLDS)("differences of rank of the pair $name", (world) => {
	it.each([
		...CELLS.map(([leads, rate]) => ["leads", leads, rate] as const),
		["accounts", 100, 0.4] as const,
		["accounts", 1000, 0.1] as const,
	])("hold the truth 93 to 97 %% of the time, or are not told: %s, %d leads at %d", (units, leads, rate) => {
		const chances = chancesOf(world, rate);
		const truth = truthOf(chances);
		const draw = drawer(chances);
		const random = coverageRandom(`${world.name} ${units} ${leads} ${rate}`);
		const tallies = MEASURES.map(() => coverageTally());
		for (let history = 0; history < HISTORIES; history++) {
			const { values, accounts } = inAccounts(random, leads, { draw, alike: units === "leads" ? 0 : 0.4 });
			const { differences } = scoreDifferences({
				baseline: values.map((cell) => Math.floor(cell / LEVELS) % LEVELS),
				candidate: values.map((cell) => cell % LEVELS),
				outcomes: values.map((cell) => (cell >= LEVELS * LEVELS ? 1 : 0)),
				accounts: units === "leads" ? undefined : accounts,
			});
			differences.forEach(({ difference }, i) => {
				tallies[i]!.add(difference, truth[i]!);
			});
		}
		MEASURES.forEach(([measure], i) => {
			const what = `difference of ${measure}, ${world.name}${units === "leads" ? "" : ", accounts"}`;
			const method = measure === "auc" ? "delong" : measure === "lift-at-10" ? "agresti-caffo" : "delta";
			const cell = { method, what, leads, rate };
			// Average precision needs 30 leads that reached the outcome, lift 200 leads.
			const least = measure === "average-precision" ? 25 : 15;
			if (leads * rate < least || (measure === "lift-at-10" && leads < 200)) {
				expectSilence(cell, tallies[i]!, { most: 0.05 });
				return;
			}
			// KS is the largest of many gaps: where some are nearly as large, its spread is less than that of one of them.
			expectCoverage(cell, tallies[i]!, { to: mostOf(tallies[i]!, measure === "ks" ? 0.98 : 0.97) });
		});
	});
});
