import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/base/random.ts";
import { simultaneousBand } from "../../src/metrics/ranking/simultaneous-band.ts";
import { clopperPearson } from "../../src/metrics/rates/clopper-pearson.ts";
import { ratesBand } from "../../src/metrics/rates/rates-band.ts";
import { wilsonInterval } from "../../src/metrics/rates/wilson-interval.ts";
import { clusteredTable } from "../../src/metrics/tables/clustered-table.ts";
import { scoreTable } from "../../src/metrics/tables/score-table.ts";

const SCORES = 25;
const rateAt = (score: number) => 0.03 + 0.5 * (score / SCORES) ** 2;
/** Scores heap at the low end, as points do. */
const weights = Array.from({ length: SCORES }, (_, score) => (SCORES - score) ** 1.5);

function history(random: ReturnType<typeof createRandom>, leads: number) {
	const scores = Array.from({ length: leads }, () => random.weighted(weights));
	const outcomes = scores.map((score) => (random.chance(rateAt(score)) ? 1 : 0));
	return { scores, outcomes, table: scoreTable(scores, outcomes) };
}

describe("simultaneousBand", () => {
	it("holds the intervals of single thresholds, reaches further, and repeats with its seed", () => {
		const { table } = history(createRandom("band"), 800);
		const band = simultaneousBand(table, { random: createRandom(1) });
		if (band.state !== "measured") return expect.fail(band.reason);
		expect(band.reach.precision).toBeGreaterThan(2.2);
		expect(band.reach.precision).toBeLessThan(3.5);
		expect(band.reach.both).toBeGreaterThanOrEqual(Math.max(band.reach.precision, band.reach.recall));
		for (const point of band.points) {
			expect(point.flagged).toBeGreaterThanOrEqual(20);
			expect(point.precisionInterval).toEqual(wilsonInterval(point.hits, point.flagged));
			expect(point.precisionBand[0]).toBeLessThanOrEqual(point.precisionInterval[0]);
			expect(point.precisionBand[1]).toBeGreaterThanOrEqual(point.precisionInterval[1]);
			expect(point.recallBand[0]).toBeGreaterThanOrEqual(0);
			expect(point.box.recall[1]).toBeLessThanOrEqual(1);
		}
		expect(simultaneousBand(table, { random: createRandom(1) })).toEqual(band);
		const thresholds = [...band.cannotTell, ...band.points].map(({ threshold }) => threshold);
		expect(thresholds).toEqual([...table.scores].reverse());
		for (const { flagged, moreFlags } of band.cannotTell) expect(flagged + moreFlags).toBe(20);
	});

	it("is wider when leads of an account move together", () => {
		const { scores, outcomes, table } = history(createRandom("accounts"), 300);
		const four = <T>(list: readonly T[]) => [...list, ...list, ...list, ...list];
		const accounts = four(scores.map((_, i) => i));
		const alone = simultaneousBand(table, { random: createRandom(1) });
		const repeated = simultaneousBand(clusteredTable(four(scores), four(outcomes), accounts), {
			random: createRandom(1),
		});
		if (alone.state !== "measured" || repeated.state !== "measured") return expect.fail("300 leads are enough");
		expect(repeated.reach.precision / alone.reach.precision).toBeGreaterThan(1.7);
		expect(repeated.reach.precision / alone.reach.precision).toBeLessThan(2.3);
		const last = repeated.points.at(-1)!;
		const single = alone.points.at(-1)!;
		const width = ([low, high]: readonly [number, number]) => high - low;
		const ratio = width(last.precisionInterval) / width(single.precisionInterval);
		expect(ratio).toBeGreaterThan(0.85);
		expect(ratio).toBeLessThan(1.15);
	});

	it("cannot tell with few outcomes, or one account", () => {
		expect(simultaneousBand(scoreTable([1, 2], [0, 1]), { random: createRandom(1) }).state).toBe("cannot tell yet");
		const { scores, outcomes } = history(createRandom("one"), 300);
		const one = clusteredTable(
			scores,
			outcomes,
			scores.map(() => "acme"),
		);
		expect(simultaneousBand(one, { random: createRandom(1) })).toMatchObject({ reason: /one account/ });
	});
});

describe("ratesBand", () => {
	it("is Clopper-Pearson for one rate, and shares the risk among many", () => {
		expect(ratesBand([{ hits: 20, total: 100 }])[0]).toEqual(clopperPearson(20, 100));
		const many = Array.from({ length: 50 }, () => ({ hits: 20, total: 100 }));
		expect(ratesBand(many)[0]).toEqual(clopperPearson(20, 100, { confidence: 1 - 0.05 / 50 }));
		expect(ratesBand(many, { families: 2 })[0]).toEqual(clopperPearson(20, 100, { confidence: 1 - 0.05 / 100 }));
	});

	it("says nothing of few trials, and spends nothing on them", () => {
		const band = ratesBand([
			{ hits: 20, total: 100 },
			{ hits: 19, total: 19 },
			{ hits: 0, total: 0 },
		]);
		expect(band).toEqual([clopperPearson(20, 100), undefined, undefined]);
		expect(ratesBand([])).toEqual([]);
		expect(() => ratesBand([], { confidence: 1 })).toThrow(RangeError);
	});
});
