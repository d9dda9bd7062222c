import { createRandom } from "../../src/base/random.ts";
import { datasetFrom } from "../../src/dataset/dataset-from.ts";
import { measureDrift } from "../../src/drift/drift.ts";
import type { Drift } from "../../src/drift/drift-result.ts";
import { replay } from "../../src/replay/replay.ts";
import { driftModel, driftWorld, type WorldOptions } from "../compare/drift-world.ts";

async function driftOf(world: WorldOptions): Promise<Drift> {
	const dataset = datasetFrom(driftWorld(world));
	return measureDrift(dataset, await replay(dataset, driftModel, { threads: 1 }), { random: createRandom(1) });
}

/** Drift of everything that can be planted, of a world that stands still, of a handful of leads, and of none. */
export const drifts = {
	moved: await driftOf({ leads: 2000, fromDay: 300, noWebinars: true, winRate: 0.05, visitsTimes: 2, newSource: true }),
	still: await driftOf({ leads: 1500 }),
	tiny: await driftOf({ leads: 25 }),
	empty: await driftOf({ leads: 0 }),
} as const;
