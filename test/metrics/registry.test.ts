import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/base/random.ts";
import { delongVariance } from "../../src/metrics/delong/delong-interval.ts";
import { type MeasureSpec, measureFrom } from "../../src/metrics/measures/registry.ts";
import { tableStatistics } from "../../src/metrics/measures/table-statistics.ts";
import { type ScoreTable, scoreTable, tableTotals } from "../../src/metrics/tables/score-table.ts";
import { tableCells } from "../../src/metrics/tables/table-cells.ts";

const calibrator = (score: number) => (score + 1) / 14;
/** Every kind of the registry; the type of the record makes a new kind fail here until it is listed. */
const BY_KIND: Readonly<Record<MeasureSpec["kind"], readonly MeasureSpec[]>> = {
	auc: [{ kind: "auc" }],
	"average-precision": [{ kind: "average-precision" }],
	ks: [{ kind: "ks" }],
	"lift-at": [0.05, 0.1, 0.3, 1].map((fraction) => ({ kind: "lift-at", fraction })),
	"precision-at": [0, 4, 8].map((threshold) => ({ kind: "precision-at", threshold })),
	"recall-at": [0, 4, 8].map((threshold) => ({ kind: "recall-at", threshold })),
	"f-beta-at": [0.5, 1, 2].map((beta) => ({ kind: "f-beta-at", threshold: 5, beta })),
	"brier-loss": [{ kind: "brier-loss", calibrator }],
	"log-loss": [{ kind: "log-loss", calibrator }],
};
const SPECS = Object.values(BY_KIND).flat();
const NAMED = SPECS.map((spec) => [measureFrom(spec).name, spec] as const);

type Lead = readonly [score: number, outcome: number, weight: number];
const leads = fc.array(
	fc.tuple(fc.integer({ min: 0, max: 11 }), fc.constantFrom(0, 1), fc.integer({ min: 1, max: 5 })),
	{ minLength: 1, maxLength: 40 },
);
const unweighted = (rows: readonly Lead[]) =>
	scoreTable(
		rows.map(([score]) => score),
		rows.map(([, outcome]) => outcome),
	);
const repeated = (rows: readonly Lead[]) =>
	unweighted(rows.flatMap((row) => Array.from({ length: row[2] }, () => row)));

/** The table of weighted leads, filled one by one. */
function weighted(rows: readonly Lead[], scale = 1): ScoreTable {
	const table = unweighted(rows);
	const positives = new Float64Array(table.scores.length);
	const negatives = new Float64Array(table.scores.length);
	for (const [score, outcome, weight] of rows) {
		(outcome === 1 ? positives : negatives)[table.scores.indexOf(score)]! += weight * scale;
	}
	return { scores: table.scores, positives, negatives };
}

const sum = (rows: readonly Lead[], of: (row: Lead) => number) => rows.reduce((total, row) => total + of(row), 0);
const weight = (rows: readonly Lead[]) => sum(rows, (row) => row[2]);

/** Each measure over weighted leads from its definition, lead by lead (and pair by pair). */
function slowly(spec: MeasureSpec, rows: readonly Lead[]): number | undefined {
	const hits = rows.filter(([, outcome]) => outcome === 1);
	const misses = rows.filter(([, outcome]) => outcome === 0);
	const share = (list: readonly Lead[], score: number) => weight(list.filter(([own]) => own >= score)) / weight(list);
	switch (spec.kind) {
		case "auc": {
			if (hits.length === 0 || misses.length === 0) return undefined;
			const won = sum(hits, (hit) =>
				sum(misses, (miss) => (hit[0] > miss[0] ? 1 : hit[0] === miss[0] ? 0.5 : 0) * hit[2] * miss[2]),
			);
			return won / (weight(hits) * weight(misses));
		}
		case "average-precision": {
			// The precision at each positive's own score, over the positives.
			if (hits.length === 0) return undefined;
			const precision = (score: number) =>
				weight(hits.filter(([own]) => own >= score)) / weight(rows.filter(([own]) => own >= score));
			return sum(hits, (hit) => hit[2] * precision(hit[0])) / weight(hits);
		}
		case "ks":
			if (hits.length === 0 || misses.length === 0) return undefined;
			return Math.max(...rows.map(([score]) => Math.abs(share(hits, score) - share(misses, score))));
		case "lift-at": {
			if (hits.length === 0) return undefined;
			// Leads of one score share what is left of the top in proportion.
			let left = spec.fraction * weight(rows);
			let found = 0;
			for (const score of [...new Set(rows.map(([own]) => own))].sort((a, b) => b - a)) {
				const level = rows.filter(([own]) => own === score);
				const taken = Math.min(1, left / weight(level));
				found += taken * weight(level.filter(([, outcome]) => outcome === 1));
				left -= taken * weight(level);
			}
			return found / weight(hits) / spec.fraction;
		}
		case "precision-at": {
			const flagged = rows.filter(([score]) => score >= spec.threshold);
			return flagged.length === 0 ? undefined : sum(flagged, ([, outcome, own]) => outcome * own) / weight(flagged);
		}
		case "recall-at":
			return hits.length === 0 ? undefined : share(hits, spec.threshold);
		case "f-beta-at": {
			const flagged = rows.filter(([score]) => score >= spec.threshold);
			if (flagged.length === 0 || hits.length === 0) return undefined;
			// Van Rijsbergen's form: hits over a weighted sum of flags and positives.
			const b = spec.beta ** 2;
			return ((1 + b) * sum(flagged, ([, outcome, own]) => outcome * own)) / (b * weight(hits) + weight(flagged));
		}
		case "brier-loss":
			return sum(rows, ([score, outcome, own]) => own * (outcome - spec.calibrator(score)) ** 2) / weight(rows);
		case "log-loss":
			return (
				sum(rows, ([score, outcome, own]) => {
					const chance = spec.calibrator(score);
					return -own * Math.log(outcome === 1 ? chance : 1 - chance);
				}) / weight(rows)
			);
	}
}

describe.each(NAMED)("%s", (_, spec) => {
	const measure = measureFrom(spec);
	const same = (actual: number | undefined, wanted: number | undefined) => {
		if (wanted === undefined || actual === undefined) expect(actual).toBe(wanted);
		else expect(actual).toBeCloseTo(wanted, 11);
	};

	it("is its definition over weighted leads, lead by lead", () => {
		fc.assert(
			fc.property(leads, (rows) => {
				same(measure.of(weighted(rows)), slowly(spec, rows));
			}),
			{ seed: 1, numRuns: 300 },
		);
	});

	it("takes a weight for so many leads, and knows weights by their proportion", () => {
		fc.assert(
			fc.property(leads, fc.constantFrom(0.37, 12.5), (rows, scale) => {
				expect(weighted(rows)).toEqual(repeated(rows));
				same(measure.of(weighted(rows, scale)), measure.of(repeated(rows)));
			}),
			{ seed: 2, numRuns: 200 },
		);
	});

	it("does not see the order of leads, and keeps its range", () => {
		fc.assert(
			fc.property(leads, (rows) => {
				const value = measure.of(unweighted(rows));
				expect(measure.of(unweighted(rows.toReversed()))).toBe(value);
				if (value === undefined) return;
				expect(value).toBeGreaterThanOrEqual(measure.range[0] - 1e-12);
				expect(value).toBeLessThanOrEqual(measure.range[1] + 1e-12);
			}),
			{ seed: 3, numRuns: 200 },
		);
	});

	it("has a value or a reason, and is the same in one pass with all others", () => {
		const all = tableStatistics(
			Float64Array.from({ length: 12 }, (_unused, i) => i),
			SPECS,
		);
		expect(measure.reason.length).toBeGreaterThan(10);
		fc.assert(
			fc.property(leads, (rows) => {
				const table = unweighted(rows);
				const value = measure.of(table);
				if (value !== undefined) expect(Number.isFinite(value)).toBe(true);
				// A table with a row for every score, most of them empty.
				const full: ScoreTable = {
					scores: Float64Array.from({ length: 12 }, (_unused, i) => i),
					positives: new Float64Array(12),
					negatives: new Float64Array(12),
				};
				for (const [score, outcome] of rows) (outcome === 1 ? full.positives : full.negatives)[score]!++;
				same(measure.of(full), value);
				const into = new Float64Array(SPECS.length);
				all.evaluate(tableCells(full), into);
				const together = into[SPECS.indexOf(spec)]!;
				same(Number.isNaN(together) ? undefined : together, value);
			}),
			{ seed: 4, numRuns: 200 },
		);
	});

	it("hangs on leads that are there", () => {
		fc.assert(
			fc.property(leads, (rows) => {
				const table = unweighted(rows);
				const { positives, negatives } = tableTotals(table);
				for (const count of [measure.smallest(table), measure.flagged?.(table) ?? 0]) {
					expect(count).toBeGreaterThanOrEqual(0);
					expect(count).toBeLessThanOrEqual(positives + negatives);
				}
			}),
			{ seed: 5, numRuns: 100 },
		);
	});

	const { influence: influenceOf } = measure;
	if (influenceOf !== undefined) {
		it("has for influence its derivative by the number of leads of a score", () => {
			const random = createRandom("table");
			const outcomes = Array.from({ length: 500 }, () => (random.chance(0.3) ? 1 : 0));
			const table = scoreTable(
				outcomes.map((outcome) => random.integer(9) + 2 * outcome),
				outcomes,
			);
			const { value, influence } = influenceOf(table)!;
			expect(value).toBe(measure.of(table));
			expect(influenceOf(scoreTable([1, 2], [1, 1]))).toBeUndefined();
			const rows = table.scores.length;
			const step = 1e-4;
			for (let cell = 0; cell < 2 * rows; cell++) {
				const [more, less] = [step, -step].map((by) => {
					const shifted = (list: Float64Array, at: number) => list.map((count, row) => count + (row === at ? by : 0));
					return measure.of({
						...table,
						positives: shifted(table.positives, cell),
						negatives: shifted(table.negatives, cell - rows),
					})!;
				});
				expect(influence[cell]!).toBeCloseTo((more! - less!) / (2 * step), 7);
			}
		});
	}

	it("is better where the outcomes follow the score than where they defy it", () => {
		const scores = Array.from({ length: 60 }, (_unused, i) => i % 12);
		const good = measure.of(
			scoreTable(
				scores,
				scores.map((score) => (score >= 6 ? 1 : 0)),
			),
		);
		const bad = measure.of(
			scoreTable(
				scores,
				scores.map((score) => (score >= 6 ? 0 : 1)),
			),
		);
		// Where all are flagged, or all distances count alike, there is nothing to tell apart.
		const blind = spec.kind === "ks" || bad === good;
		if (!blind) expect(good! > bad!).toBe(measure.higherIsBetter);
	});
});

describe("DeLong's variance", () => {
	it("grows smaller by the number of times that all leads are repeated, about", () => {
		fc.assert(
			fc.property(leads, (rows) => {
				const once = unweighted(rows);
				const { positives, negatives } = tableTotals(once);
				if (positives < 5 || negatives < 5) return;
				const often = weighted(rows.map(([score, outcome]) => [score, outcome, 100] as const));
				const ratio = delongVariance(once)! / delongVariance(often)!;
				if (delongVariance(once)! < 1e-9) return;
				expect(ratio).toBeGreaterThan(100);
				expect(ratio).toBeLessThan(100 * 1.26);
			}),
			{ seed: 6, numRuns: 200 },
		);
	});
});
