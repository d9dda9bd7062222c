import { describe, expect, it, vi } from "vitest";
import { type BandPoint, simultaneousBand } from "../../src/metrics/ranking/simultaneous-band.ts";
import { ratesBand } from "../../src/metrics/rates/rates-band.ts";
import { type ScoreTable, tableTotals } from "../../src/metrics/tables/score-table.ts";
import { luck } from "../full-size.ts";
import { coverageRandom, coverageTally, expectCoverage, HISTORIES } from "./coverage.ts";
import { drawCells, drawTable, LEADS, RATES, type World, worldOf } from "./world.ts";

vi.setConfig({ testTimeout: 900_000 });

const CELLS = LEADS.flatMap((leads) => RATES.map((rate) => [leads, rate] as const));
const holds = ([low, high]: readonly [number, number], value: number) => low <= value && value <= high;
const enough = (table: ScoreTable) => {
	const { positives, negatives } = tableTotals(table);
	return Math.min(positives, negatives) >= 20;
};

/** The true precision and recall of "this score or more". */
function truthOf({
	scores,
	positives,
	negatives,
	rate,
}: World): ReadonlyMap<number, { precision: number; recall: number }> {
	const truth = new Map<number, { precision: number; recall: number }>();
	let hits = 0;
	let flagged = 0;
	for (let row = scores.length - 1; row >= 0; row--) {
		hits += positives[row]!;
		flagged += positives[row]! + negatives[row]!;
		truth.set(scores[row]!, { precision: hits / flagged, recall: hits / rate });
	}
	return truth;
}

/** A curve is held when all of it is: then it counts as a number within its interval. */
const verdict = (held: boolean) => ({ state: "measured", interval: held ? ([0, 1] as const) : ([2, 3] as const) });

describe("the band around the whole curve", () => {
	it.each(CELLS)("with %d leads at a rate of %d holds all of it about 19 times in 20", (leads, rate) => {
		const world = worldOf(rate, { levels: 20 });
		const truth = truthOf(world);
		const random = coverageRandom(`band ${leads} ${rate}`);
		const tallies = { precision: coverageTally(), recall: coverageTally(), both: coverageTally() };
		let single = 0;
		const times = leads * rate < 15 ? HISTORIES / 4 : HISTORIES;
		for (let i = 0; i < times; i++) {
			const table = drawTable(random, world, leads);
			const band = simultaneousBand(table, { random, replicates: 300 });
			const may = enough(table);
			if (band.state !== "measured") {
				for (const tally of Object.values(tallies)) tally.add(band, 0, may);
				continue;
			}
			const all = (test: (point: BandPoint, precision: number, recall: number) => boolean) =>
				band.points.every((point) => {
					const { precision, recall } = truth.get(point.threshold)!;
					return test(point, precision, recall);
				});
			tallies.precision.add(verdict(all(({ precisionBand }, p) => holds(precisionBand, p))), 0.5, may);
			tallies.recall.add(verdict(all(({ recallBand }, _, r) => holds(recallBand, r))), 0.5, may);
			tallies.both.add(verdict(all(({ box }, p, r) => holds(box.precision, p) && holds(box.recall, r))), 0.5, may);
			single += all(({ precisionInterval }, p) => holds(precisionInterval, p)) ? 1 : 0;
		}
		for (const [what, tally] of Object.entries(tallies)) {
			// At least about 95 %: a curve of few thresholds is held more often, as counts are whole.
			expectCoverage({ method: "band", what: `curve of ${what}`, leads, rate }, tally, { from: 0.94, to: 0.985 });
		}
		// What the band is for: intervals of single thresholds miss somewhere far more often.
		const { told } = tallies.precision.counts();
		if (told === times) expect(single / told).toBeLessThan(0.9 + luck(0.9, told));
	});
});

describe("the band around rates that hang together in unknown ways", () => {
	it("holds all of them at least 95 % of the time, nested as thresholds are, and worst apart", () => {
		const world = worldOf(0.1, { levels: 20 });
		const truth = truthOf(world);
		const random = coverageRandom("any dependence");
		const nested = coverageTally();
		const apart = coverageTally();
		const rates = Array.from({ length: 40 }, (_, j) => 0.1 + j / 80);
		for (let i = 0; i < HISTORIES; i++) {
			const { scores, positives, negatives } = drawTable(random, world, 600);
			const sum = (list: Float64Array, row: number) => list.subarray(row).reduce((a, b) => a + b, 0);
			const counts = Array.from(scores, (_, row) => {
				const hits = sum(positives, row);
				return { hits, total: hits + sum(negatives, row) };
			});
			const band = ratesBand(counts);
			const held = counts.every((_, j) => band[j] === undefined || holds(band[j]!, truth.get(scores[j]!)!.precision));
			nested.add(verdict(held), 0.5);
			const free = rates.map((rate) => ({ hits: drawCells(random, 60, [rate, 1 - rate])[0]!, total: 60 }));
			const freeBand = ratesBand(free);
			apart.add(verdict(rates.every((rate, j) => holds(freeBand[j]!, rate))), 0.5);
		}
		const cell = { method: "band, Bonferroni", leads: 600, rate: 0.1 };
		expectCoverage({ ...cell, what: "precision of nested flags" }, nested, { from: 0.95, to: 1 });
		expectCoverage({ ...cell, what: "40 rates apart", leads: 2400, rate: "any" }, apart, { from: 0.95, to: 1 });
	});
});
