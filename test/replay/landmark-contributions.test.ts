import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAY_MS } from "../../src/dataset/calendar.ts";
import { datasetFrom } from "../../src/dataset/dataset-from.ts";
import { compileModel } from "../../src/model/score.ts";
import { landmarkContributions } from "../../src/replay/landmark-contributions.ts";
import { leadViewAt } from "../../src/replay/lead-view-at.ts";
import { arbitraryModel } from "../model/arbitraries.ts";
import { arbitraryHistory } from "./arbitrary-history.ts";

describe("landmarkContributions", () => {
	it("gives what the explanation of the landmark's score says, on random models and histories", () => {
		fc.assert(
			fc.property(arbitraryHistory(), arbitraryModel(), fc.constantFrom(0, 3, 14), (history, model, days) => {
				const dataset = datasetFrom(history);
				const lead = Int32Array.from({ length: dataset.leadCount }, (_, i) => i);
				const scorer = compileModel(model);
				const seen: number[] = [];
				landmarkContributions(
					dataset,
					{ model, columns: { lead }, landmarkDays: days, horizonDays: 90 },
					(row, points) => {
						seen.push(row);
						const at = dataset.createdAt[row]! + days * DAY_MS;
						const { contributions } = scorer.explain(leadViewAt(dataset, row, at));
						expect(contributions.every((one, rule) => Math.abs(points[rule]! - one.points) < 1e-9)).toBe(true);
					},
				);
				expect(seen).toEqual([...lead].filter((row) => dataset.createdAt[row]! + days * DAY_MS <= dataset.asOf));
			}),
			{ seed: 20_240_930, numRuns: 150 },
		);
	});
});
