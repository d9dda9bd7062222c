import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/base/random.ts";
import {
	clusteredDelongInterval,
	clusteredDelongVariance,
	tooFewClusters,
} from "../../src/metrics/delong/clustered-delong-interval.ts";
import { delongInterval, delongVariance } from "../../src/metrics/delong/delong-interval.ts";
import { tableStatistics } from "../../src/metrics/measures/table-statistics.ts";
import { auc } from "../../src/metrics/ranking/auc.ts";
import { cellReplicates } from "../../src/metrics/sampling/cell-bootstrap.ts";
import { clusteredTable } from "../../src/metrics/tables/clustered-table.ts";
import { scoreTable } from "../../src/metrics/tables/score-table.ts";

const leads = fc.array(
	fc.tuple(fc.integer({ min: 0, max: 8 }), fc.constantFrom(0, 1), fc.integer({ min: 0, max: 9 })),
	{ minLength: 4, maxLength: 80 },
);
const columns = (rows: readonly (readonly [number, number, number])[]) =>
	[0, 1, 2].map((k) => rows.map((row) => row[k]!)) as [number[], number[], number[]];

describe("clusteredDelongVariance", () => {
	it("is DeLong's when every lead has an account of its own", () => {
		fc.assert(
			fc.property(leads, (rows) => {
				const [scores, outcomes] = columns(rows);
				const own = delongVariance(scoreTable(scores, outcomes));
				const clustered = clusteredDelongVariance(
					clusteredTable(
						scores,
						outcomes,
						scores.map((_, i) => i),
					),
				);
				if (own === undefined) expect(clustered).toBeUndefined();
				else expect(clustered).toBeCloseTo(own, 12);
			}),
			{ seed: 1, numRuns: 200 },
		);
	});

	it("is Obuchowski's sum, written out account by account", () => {
		fc.assert(
			fc.property(leads, (rows) => {
				const [scores, outcomes, accounts] = columns(rows);
				const from = clusteredTable(scores, outcomes, accounts);
				const theta = auc(from.table);
				const variance = clusteredDelongVariance(from);
				if (theta === undefined || variance === undefined) return;
				const of = (wanted: number) => rows.filter(([, outcome]) => outcome === wanted);
				const [positives, negatives] = [of(1), of(0)];
				const wins = (a: number, b: number) => (a > b ? 1 : a === b ? 0.5 : 0);
				const mean = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0) / list.length;
				let ten = 0;
				let one = 0;
				let both = 0;
				const names = [...new Set(accounts)];
				for (const name of names) {
					const own = rows.filter(([, , account]) => account === name);
					const a = own
						.filter(([, outcome]) => outcome === 1)
						.reduce((sum, [score]) => sum + mean(negatives.map(([other]) => wins(score, other))) - theta, 0);
					const b = own
						.filter(([, outcome]) => outcome === 0)
						.reduce((sum, [score]) => sum + mean(positives.map(([other]) => wins(other, score))) - theta, 0);
					ten += a * a;
					one += b * b;
					both += a * b;
				}
				const holding = (outcome: number) => new Set(of(outcome).map(([, , account]) => account)).size;
				const grown = (count: number) => count / (count - 1);
				const [m, n] = [positives.length, negatives.length];
				const wanted =
					(grown(holding(1)) * ten) / m ** 2 +
					(grown(holding(0)) * one) / n ** 2 +
					(2 * grown(names.length) * both) / (m * n);
				expect(variance).toBeCloseTo(wanted, 10);
			}),
			{ seed: 2, numRuns: 200 },
		);
	});

	it("is near the spread of the AUC when whole accounts are drawn", () => {
		const random = createRandom("accounts");
		const rows = Array.from({ length: 200 }, (_, account) => {
			const level = random.normal();
			return Array.from({ length: 1 + random.integer(9) }, (): [number, number, number] => {
				const score = Math.round(5 * (level + 0.5 * random.normal()));
				return [score, random.chance(1 / (1 + Math.exp(-2.5 * level))) ? 1 : 0, account];
			});
		}).flat();
		const from = clusteredTable(...columns(rows));
		const [draws] = cellReplicates(from, tableStatistics(from.table.scores, [{ kind: "auc" }]), {
			random,
			replicates: 2000,
		}).draws;
		const mean = draws!.reduce((sum, one) => sum + one, 0) / draws!.length;
		const spread = Math.sqrt(draws!.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (draws!.length - 1));
		expect(Math.sqrt(clusteredDelongVariance(from)!) / spread).toBeGreaterThan(0.93);
		expect(Math.sqrt(clusteredDelongVariance(from)!) / spread).toBeLessThan(1.07);
		// Leads taken as independent would promise too much.
		const alone = delongInterval(from.table);
		const together = clusteredDelongInterval(from);
		if (alone.state !== "measured" || together.state !== "measured") return expect.fail("enough leads");
		const width = ([low, high]: readonly [number, number]) => high - low;
		expect(width(together.interval)).toBeGreaterThan(1.2 * width(alone.interval));
	});
});

describe("clusteredDelongInterval", () => {
	it("cannot tell with few accounts, however many leads they have", () => {
		const few = clusteredTable(
			Array.from({ length: 200 }, (_, i) => i % 7),
			Array.from({ length: 200 }, (_, i) => i % 2),
			Array.from({ length: 200 }, (_, i) => i % 10),
		);
		expect(clusteredDelongInterval(few)).toMatchObject({
			state: "cannot tell yet",
			reason: expect.stringMatching(/5 accounts.*at least 20/),
			// Every second of ten accounts holds a positive: thirty accounts more, of twenty leads each.
			moreNeeded: 600,
		});
		expect(tooFewClusters(few, { leastEach: 5 })).toBeUndefined();
		expect(() => clusteredDelongInterval(few, { confidence: 1 })).toThrow(RangeError);
	});

	it("cannot tell when nothing varies", () => {
		const ids = Array.from({ length: 60 }, (_, i) => i);
		const tied = clusteredTable(
			ids.map(() => 1),
			ids.map((i) => i % 2),
			ids,
		);
		expect(clusteredDelongInterval(tied)).toMatchObject({ reason: "all leads have one score" });
	});
});
