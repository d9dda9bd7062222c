import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/base/random.ts";
import { datasetFrom } from "../../src/dataset/dataset-from.ts";
import { measureDrift } from "../../src/drift/drift.ts";
import { replay } from "../../src/replay/replay.ts";
import { sized } from "../full-size.ts";
import { driftModel, driftWorld } from "./drift-world.ts";

describe("the change of precision that drift prints", () => {
	it("is the one that is tested: no change is never seen beside an interval that leaves 0 out", async () => {
		const worlds = sized({ full: 200, usual: 12 });
		for (let seed = 0; seed < worlds; seed++) {
			const dataset = datasetFrom(
				driftWorld({
					leads: 900,
					winRate: 0.3,
					fromDay: 200,
					accountSize: seed % 2 === 0 ? 1 : 4,
					seed: `fall ${seed}`,
				}),
			);
			const { precision } = measureDrift(dataset, await replay(dataset, driftModel, { threads: 1 }), {
				random: createRandom(1),
			});
			for (const { interval, standing, detectable } of precision) {
				if (interval === undefined) continue;
				const leavesOut = interval[0] > 0 || interval[1] < 0;
				if (standing === "no change seen") {
					expect(leavesOut, `${interval}`).toBe(false);
					// What would have been found reaches farther than the interval.
					expect(detectable).toBeGreaterThan((interval[1] - interval[0]) / 2);
				}
			}
		}
	});
});
