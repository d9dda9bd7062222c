import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Dataset } from "../../src/dataset/dataset.ts";
import { type Measured, seenOf } from "../../src/metrics/rates/estimate.ts";
import { parseModel } from "../../src/model/parse-model.ts";
import type { ScoringModel } from "../../src/model/schema.ts";
import { replay } from "../../src/replay/replay.ts";
import type { Replay } from "../../src/replay/replay-result.ts";
import type { SelectionFindings } from "../../src/selection/selection.ts";
import type { selectionBias } from "../../src/selection/selection-bias.ts";
import { selectionReview } from "../../src/selection/selection-comparison.ts";
import { selectionFlags } from "../../src/selection/selection-flags.ts";
import { sampleDataset } from "../sample/sample-dataset.ts";
import { hadItBeenWorked } from "./had-it-been-worked.ts";

const modelOf = (name: string): ScoringModel =>
	parseModel(readFileSync(new URL(`../../data/models/${name}.yaml`, import.meta.url), "utf8"), { file: name }).model;
const HANDOFF = { from: "mql", to: "sql" };
const said = (found: ReturnType<typeof selectionBias>) => found as SelectionFindings;

/** Mean chance, over the flags, that each had become SQL if sales had worked it; as it went where sales already had. */
function truthOf(dataset: Dataset, result: Replay, chance: ReturnType<typeof hadItBeenWorked>): number {
	const flags = selectionFlags(dataset, result, HANDOFF)!;
	const chances = [...flags.lead.keys()].flatMap((i) => {
		if (flags.touchedBefore[i] === 1) return [flags.hit[i]!];
		const one = chance(flags.lead[i]!, flags.flaggedAt[i]!);
		return one === undefined ? [] : [one];
	});
	return chances.reduce((sum, one) => sum + one, 0) / chances.length;
}

describe.each([1, 2, 3])("on the sample of seed %d, whose truth is known", (seed) => {
	const options = { seed, leads: 5000 };
	const dataset = sampleDataset(options);
	const chance = hadItBeenWorked(dataset, options, { horizonDays: 90 });

	it("both estimates hold the precision had all flags been worked, and the recorded one is far below it", async () => {
		const baseline = await replay(dataset, modelOf("saas-baseline"), { threads: 1 });
		const candidate = await replay(dataset, modelOf("saas-candidate"), { threads: 1 });
		const truth = { baseline: truthOf(dataset, baseline, chance), candidate: truthOf(dataset, candidate, chance) };
		const review = selectionReview(dataset, candidate, { baseline });
		for (const name of ["baseline", "candidate"] as const) {
			const found = said(review[name].find((one) => one.from === "mql" && one.to === "sql")!);
			for (const rate of Object.values(found.population) as Measured[]) {
				expect(rate.state).toBe("measured");
				expect(rate.interval[0]).toBeLessThan(truth[name]);
				expect(rate.interval[1]).toBeGreaterThan(truth[name]);
			}
			expect(seenOf(found.recorded).interval![1]).toBeLessThan(truth[name] - 0.08);
			const { bounds } = found;
			if (bounds.state !== "measured") throw new Error(bounds.reason);
			expect(bounds.lower).toBeLessThan(truth[name]);
			expect(bounds.upper).toBeGreaterThan(truth[name]);
		}
		const { doublyRobust, recorded } = review.comparison.find((one) => one.to === "sql" && one.from === "mql")!;
		const difference = doublyRobust as Measured;
		expect(difference.interval[0]).toBeLessThan(truth.candidate - truth.baseline);
		expect(difference.interval[1]).toBeGreaterThan(truth.candidate - truth.baseline);
		expect(recorded).toBeLessThan(difference.value);
	});
});
