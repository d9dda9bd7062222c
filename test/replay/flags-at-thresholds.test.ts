import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { datasetFrom } from "../../src/dataset/dataset-from.ts";
import { compileModel } from "../../src/model/score.ts";
import { flagsAtThresholds } from "../../src/replay/kernel/flags-at-thresholds.ts";
import { firstFlag, referencePath } from "../../src/replay/reference.ts";
import { replay } from "../../src/replay/replay.ts";
import { sized } from "../full-size.ts";
import { arbitraryModel } from "../model/arbitraries.ts";
import { arbitraryHistory } from "./arbitrary-history.ts";

const model = arbitraryModel({ maxGroups: 3, maxRules: 4 }).map((one) => ({
	...one,
	cap: Math.min(one.cap ?? 500, 500),
}));
const thresholds = fc.array(fc.oneof(fc.integer({ min: 0, max: 60 }), fc.double({ min: 0, max: 60, noNaN: true })), {
	minLength: 1,
	maxLength: 5,
});

describe("flagsAtThresholds", () => {
	it("flags each lead when the reference first reaches the threshold, in random worlds", async () => {
		await fc.assert(
			fc.asyncProperty(arbitraryHistory(), model, thresholds, async (input, scored, asked) => {
				const dataset = datasetFrom(input);
				const result = await replay(dataset, scored, { horizonDays: 15, landmarkDays: 7, threads: 1 });
				const scorer = compileModel(scored);
				const stages = Object.keys(scored.stages);
				// Each stage by itself, then all in one pass.
				const wanted = Object.fromEntries(stages.map((stage, i) => [stage, i % 2 === 0 ? asked : asked.slice(0, 1)]));
				const passes = [...stages.map((stage) => ({ [stage]: asked })), wanted];
				for (const pass of passes) {
					const found = flagsAtThresholds(dataset, result, pass);
					for (const [stage, list] of Object.entries(pass)) {
						for (const threshold of list) {
							const reference = Array.from(result.columns.lead, (lead) =>
								firstFlag(referencePath(dataset, scorer, lead), stage, threshold),
							);
							expect([...found[stage]!.get(threshold)!]).toEqual(reference);
						}
					}
				}
			}),
			{ seed: 20_240_930, numRuns: sized({ full: 2000, usual: 150 }) },
		);
	});
});
