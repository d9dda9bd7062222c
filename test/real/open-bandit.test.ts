import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { Estimate, Measured } from "../../src/metrics/rates/estimate.ts";
import { wilsonInterval } from "../../src/metrics/rates/wilson-interval.ts";
import { clusterFolds } from "../../src/metrics/selection/cluster-folds.ts";
import { doublyRobustRate } from "../../src/metrics/selection/doubly-robust-rate.ts";
import { featureRows } from "../../src/metrics/selection/feature-rows.ts";
import { fitLogistic } from "../../src/metrics/selection/fit-logistic.ts";
import { effectiveSampleSize } from "../../src/metrics/selection/selection-weights.ts";
import { weightedRate } from "../../src/metrics/selection/weighted-rate.ts";
import { describeReal, rawFolder } from "./real-data.ts";

const NAME = "open-bandit";
/** Items of the "men" campaign; the random policy shows each with the same chance. */
const ITEMS = 34;

interface Log {
	readonly item: readonly number[];
	readonly position: readonly number[];
	readonly clicks: Uint8Array;
	/** True chance with which the item was shown. */
	readonly chance: Float64Array;
}

function readLog(file: string): Log {
	const [header, ...lines] = gunzipSync(readFileSync(join(rawFolder(NAME), file)))
		.toString("utf8")
		.trimEnd()
		.split("\n");
	const names = header!.split(",");
	const rows = lines.map((line) => line.split(","));
	const column = (name: string) => {
		const place = names.indexOf(name);
		return rows.map((row) => Number(row[place]));
	};
	return {
		item: column("item_id"),
		position: column("position"),
		clicks: Uint8Array.from(column("click")),
		chance: Float64Array.from(column("propensity_score")),
	};
}

/** Click chance of every item at a row's position, by fits that have not seen the row: the item's and the position's. */
function cellFit({ item, position, clicks }: Log) {
	const width = ITEMS + 3;
	const features = (one: number, at: number) => {
		const row = new Array<number>(width).fill(0);
		row[one] = 1;
		row[ITEMS + at - 1] = 1;
		return row;
	};
	const table = featureRows(item.map((one, i) => features(one, position[i]!)));
	const every = featureRows(
		Array.from({ length: 3 * ITEMS }, (_, cell) => features(cell % ITEMS, 1 + Math.floor(cell / ITEMS))),
	);
	const foldOf = clusterFolds(Int32Array.from(item.keys()), { folds: 5 });
	const shown = new Float64Array(item.length);
	const average = new Float64Array(item.length);
	for (let fold = 0; fold < 5; fold++) {
		const rows = Int32Array.from(item.keys()).filter((i) => foldOf[i] !== fold);
		const { probability } = fitLogistic(table, clicks, { rows, ridge: 5 });
		for (let i = 0; i < item.length; i++) {
			if (foldOf[i] !== fold) continue;
			shown[i] = probability(table, i);
			const first = (position[i]! - 1) * ITEMS;
			for (let one = 0; one < ITEMS; one++) average[i]! += probability(every, first + one) / ITEMS;
		}
	}
	return { shown, average };
}

function measured(one: Estimate): Measured {
	if (one.state !== "measured") throw new Error(one.reason);
	return one;
}

describeReal(NAME, () => {
	const random = readLog("random_men.csv.gz");
	const biased = readLog("bts_men.csv.gz");
	const weights = biased.chance.map((chance) => 1 / ITEMS / chance);
	const seen = random.clicks.reduce((sum, one) => sum + one, 0);

	test("the log of the random policy shows every item with the same chance, and 46 clicks in 10,000", () => {
		expect(seen).toBe(46);
		expect(random.clicks).toHaveLength(10_000);
		for (const chance of random.chance) expect(chance).toBeCloseTo(1 / ITEMS, 5);
	});

	test("from the biased log alone the figures of the source come out", () => {
		const plain = measured(weightedRate(biased.clicks, weights, { form: "horvitz-thompson" }));
		// 0.0030 +- 0.0015, self-normalised 0.0032, effective sample size 656 (SOURCE.md).
		expect(plain.value).toBeCloseTo(0.003, 4);
		expect(measured(weightedRate(biased.clicks, weights)).value).toBeCloseTo(0.0032, 4);
		expect(Math.round(effectiveSampleSize(weights))).toBe(656);
		const influence = Float64Array.from(weights, (weight, i) => weight * biased.clicks[i]! - plain.value);
		const error = Math.sqrt(influence.reduce((sum, one) => sum + one * one, 0)) / 10_000;
		expect(1.96 * error).toBeCloseTo(0.0015, 4);
	});

	test("every interval from the biased log holds the click rate of the randomised one", () => {
		const { shown, average } = cellFit(biased);
		const rates = {
			weighted: weightedRate(biased.clicks, weights, { form: "horvitz-thompson" }),
			selfNormalised: weightedRate(biased.clicks, weights),
			doublyRobust: doublyRobustRate({ outcomes: biased.clicks, weights, predictions: shown, expected: average }),
		};
		for (const [name, rate] of Object.entries(rates)) {
			const [low, high] = measured(rate).interval;
			expect(low, name).toBeLessThan(seen / 10_000);
			expect(high, name).toBeGreaterThan(seen / 10_000);
			// Not by being endless: the true rate has an interval of its own, and this one is at most four times as long.
			const [least, most] = wilsonInterval(seen, 10_000);
			expect(high - low, name).toBeLessThan(4 * (most - least));
		}
	});

	test("as recorded the biased log says another rate, since it shows what is clicked", () => {
		const clicks = biased.clicks.reduce((sum, one) => sum + one, 0);
		expect(clicks).toBe(69);
		expect(wilsonInterval(clicks, 10_000)[0]).toBeGreaterThan(seen / 10_000);
	});
});
