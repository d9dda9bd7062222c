import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Dataset } from "../../src/dataset/dataset.ts";
import type { Measured } from "../../src/metrics/rates/measured.ts";
import { parseModel } from "../../src/model/parse-model.ts";
import type { ScoringModel } from "../../src/model/schema.ts";
import { replay } from "../../src/replay/replay.ts";
import type { Replay } from "../../src/replay/replay-result.ts";
import type { SelectionFindings } from "../../src/selection/selection.ts";
import type { selectionBias } from "../../src/selection/selection-bias.ts";
import { selectionCalls } from "../../src/selection/selection-calls.ts";
import { selectionReview } from "../../src/selection/selection-comparison.ts";
import { sampleDataset } from "../sample/sample-dataset.ts";
import { hadItBeenWorked } from "./had-it-been-worked.ts";

const modelOf = (name: string): ScoringModel =>
	parseModel(readFileSync(new URL(`../../data/models/${name}.yaml`, import.meta.url), "utf8"), { file: name }).model;
const HANDOFF = { call: "mql", outcome: "sql" };
const said = (found: ReturnType<typeof selectionBias>) => found as SelectionFindings;

/** Mean chance, over the calls, that each had become SQL if sales had worked it; as it went where sales already had. */
function truthOf(dataset: Dataset, result: Replay, chance: ReturnType<typeof hadItBeenWorked>): number {
	const calls = selectionCalls(dataset, result, HANDOFF)!;
	const chances = [...calls.lead.keys()].flatMap((i) => {
		if (calls.touchedBefore[i] === 1) return [calls.hit[i]!];
		const one = chance(calls.lead[i]!, calls.callAt[i]!);
		return one === undefined ? [] : [one];
	});
	return chances.reduce((sum, one) => sum + one, 0) / chances.length;
}

describe.each([1, 2, 3])("on the sample of seed %d, whose truth is known", (seed) => {
	const options = { seed, leads: 5000 };
	const dataset = sampleDataset(options);
	const chance = hadItBeenWorked(dataset, options, { horizonDays: 90 });

	it("both estimates hold the precision had all calls been worked, and the recorded one is far below it", async () => {
		const baseline = await replay(dataset, modelOf("saas-baseline"), { threads: 1 });
		const candidate = await replay(dataset, modelOf("saas-candidate"), { threads: 1 });
		const truth = { baseline: truthOf(dataset, baseline, chance), candidate: truthOf(dataset, candidate, chance) };
		const review = selectionReview(dataset, candidate, { baseline });
		for (const name of ["baseline", "candidate"] as const) {
			const found = said(review[name].find((one) => one.call === "mql" && one.outcome === "sql")!);
			for (const rate of Object.values(found.population) as Measured[]) {
				expect(rate.state).toBe("measured");
				expect(rate.interval[0]).toBeLessThan(truth[name]);
				expect(rate.interval[1]).toBeGreaterThan(truth[name]);
			}
			expect(found.recorded.interval![1]).toBeLessThan(truth[name] - 0.08);
			const { bounds } = found;
			if (bounds.state !== "measured") throw new Error(bounds.reason);
			expect(bounds.lower).toBeLessThan(truth[name]);
			expect(bounds.upper).toBeGreaterThan(truth[name]);
		}
		const { doublyRobust, recorded } = review.comparison.find((one) => one.outcome === "sql" && one.call === "mql")!;
		const difference = doublyRobust as Measured;
		expect(difference.interval[0]).toBeLessThan(truth.candidate - truth.baseline);
		expect(difference.interval[1]).toBeGreaterThan(truth.candidate - truth.baseline);
		expect(recorded).toBeLessThan(difference.value);
	});
});
