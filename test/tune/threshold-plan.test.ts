import { describe, expect, it } from "vitest";
import { datasetFrom } from "../../src/dataset/dataset-from.ts";
import { thresholdJson } from "../../src/json/threshold-json.ts";
import { seenOf } from "../../src/metrics/rates/estimate.ts";
import { replay } from "../../src/replay/replay.ts";
import { chooseAndHoldOut } from "../../src/tune/choose-and-hold-out.ts";
import { chooseThreshold } from "../../src/tune/choose-threshold.ts";
import { planThresholds } from "../../src/tune/threshold-plan.ts";
import { splitInTime } from "../../src/tune/time-split.ts";
import { history, historyModel } from "./history.ts";

const MQL_SQL = { from: "mql", to: "sql" };
const dataset = datasetFrom(history({ leads: 700 }));
const model = historyModel();
const options = { horizonDays: 30, landmarkDays: 7, handoffs: [MQL_SQL], threads: 1 };
const targets = {
	capacity: { perWeek: 5 },
	recall: { atLeast: 0.3 },
	profit: { costPerFlag: 100, valuePerWin: "recorded" as const },
	certify: { precision: 0.3, risk: 0.1 },
};

describe("planThresholds", () => {
	it("sets every choice beside the model's own threshold, and all together last", async () => {
		const [plan] = await planThresholds(dataset, model, [{ ...MQL_SQL, ...targets }], options);
		expect(plan!.choices.map(({ aim }) => aim)).toEqual(["model", "capacity", "recall", "profit", "together"]);
		expect(plan!.answer.aim).toBe("together");
		expect(plan!.choices[0]).toMatchObject({ threshold: 20, earlier: 20, choice: undefined });
		for (const { threshold, earlier, tuned, heldOut, optimism, onAll } of plan!.choices) {
			expect([onAll, tuned, heldOut].map((one) => one?.threshold)).toEqual([threshold, earlier, earlier]);
			expect(optimism!.precision.optimism).toBeCloseTo(
				seenOf(tuned!.precision).value! - seenOf(heldOut!.precision).value!,
				12,
			);
		}
		expect(plan!.certificate).toMatchObject({ precision: 0.3, risk: 0.1 });
	});

	it("recommends what chooseThreshold chooses on all leads, and expects of it what an earlier choice gave later", async () => {
		const all = await replay(dataset, model, options);
		const [plan] = await planThresholds(dataset, model, [{ ...MQL_SQL, ...targets }], { ...options, all });
		expect(plan!.all).toBe(all);
		const { capacity, recall, profit } = targets;
		const made = chooseThreshold(all, MQL_SQL, { capacity, recall, profit });
		expect(plan!.answer.choice).toEqual(made);
		expect(plan!.answer.threshold).toBe(made.chosen!.threshold);
		expect(plan!.answer.onAll).toEqual(made.chosen);
		const split = await splitInTime(dataset, model, options);
		if (!("cutAt" in split)) throw new Error("no cut");
		const earlier = chooseAndHoldOut(split, MQL_SQL, { capacity, recall, profit });
		expect(plan!.answer).toMatchObject({ earlier: earlier.threshold, heldOut: earlier.heldOut });
	});

	it("needs no wish: the model's own threshold on later leads, and a precision that the older leads suggest", async () => {
		const [plan] = await planThresholds(dataset, model, [MQL_SQL], options);
		expect(plan!.choices.map(({ aim }) => aim)).toEqual(["model"]);
		expect(seenOf(plan!.answer.heldOut?.precision).value).toBeDefined();
		const older = seenOf(plan!.answer.tuned!.precision).interval![0];
		expect(plan!.certificate!.precision).toBeLessThanOrEqual(older);
		expect(plan!.certificate!.precision).toBeGreaterThan(older - 0.05);
	});

	it("chooses on all leads where the history is too short to cut, and says that nothing is held out", async () => {
		const short = { ...options, horizonDays: 300 };
		const [plan] = await planThresholds(dataset, model, [{ ...MQL_SQL, fBeta: { beta: 2 } }], short);
		expect(plan!.split).toMatchObject({ state: "cannot tell yet" });
		expect(plan!.answer).toMatchObject({ aim: "fBeta", heldOut: undefined, optimism: undefined });
		expect(plan!.answer.threshold).toBe(plan!.answer.choice?.chosen?.threshold);
	});

	it("survives a history without a single outcome", async () => {
		const none = datasetFrom({ ...history({ leads: 60 }), stages: [] });
		const [plan] = await planThresholds(none, model, [{ ...MQL_SQL, capacity: { perWeek: 3 }, fBeta: {} }], options);
		expect(plan!.certificate).toBeUndefined();
		expect(plan!.answer.threshold).toBeUndefined();
		expect(plan!.answer.reason).toBeDefined();
		expect(JSON.stringify(thresholdJson([plan!], { all: plan!.all }))).not.toMatch(/undefined|NaN|Infinity/);
	});

	it("refuses targets out of range before it replays anything", async () => {
		const bad = { ...MQL_SQL, capacity: { perWeek: 0 } };
		await expect(planThresholds(dataset, model, [bad], options)).rejects.toThrow(/perWeek must be a whole number/);
	});
});
