import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/base/random.ts";
import { datasetFrom } from "../../src/dataset/dataset-from.ts";
import { measureDrift } from "../../src/drift/drift.ts";
import { replay } from "../../src/replay/replay.ts";
import { HISTORIES } from "../metrics/histories.ts";
import { driftModel, driftWorld, type WorldOptions } from "./drift-world.ts";

/** A third of the histories of other coverage tests: each of these is a whole replay. */
const WORLDS = Math.ceil(HISTORIES / 3);

async function measured(world: WorldOptions) {
	const dataset = datasetFrom(driftWorld(world));
	return measureDrift(dataset, await replay(dataset, driftModel, { threads: 1 }), { random: createRandom(1) });
}

/** Names of what was found, a rule that never fired aside: that is no drift. */
async function found(world: WorldOptions) {
	const { findings } = await measured(world);
	return findings
		.filter(({ message: says }) => !says.includes("never gave points"))
		.map(({ part, name }) => `${part} ${name}`);
}

function report(what: string, count: number, of = WORLDS): void {
	if (process.env.LEADLAB_HISTORIES === undefined) return;
	process.stdout.write(`${what.padEnd(60)} ${count} of ${of} (${((100 * count) / of).toFixed(1)} %)\n`);
}

describe("false alarms", () => {
	it.each([
		{ leads: 100 },
		{ leads: 500 },
		{ leads: 2000 },
		{ leads: 1500, accountSize: 4 },
		{ leads: 1200, accountSize: 12 },
	])(
		"of any kind are raised in at most one still world of twenty: $leads leads, $accountSize an account",
		async (world) => {
			let alarms = 0;
			for (let i = 0; i < WORLDS; i++) if ((await found({ ...world, seed: `still ${i}` })).length > 0) alarms++;
			report(`any alarm, ${world.leads} leads, accounts of ${world.accountSize ?? 1}`, alarms);
			// 5 % are allowed, and three standard deviations of chance.
			expect(alarms).toBeLessThanOrEqual(0.05 * WORLDS + 3 * Math.sqrt(0.05 * 0.95 * WORLDS));
		},
	);
});

describe("power", () => {
	it.each([
		[{ leads: 800, noWebinars: true }, "rules webinar"],
		[{ leads: 800, newSource: true }, "attributes source"],
		[{ leads: 1500, visitsTimes: 2 }, "scores scores"],
		[{ leads: 3000, winRate: 0.1, fromDay: 250 }, "precision MQL to SQL"],
	] as const)("is enough to find what is planted nearly always: %o", async (world, name) => {
		const worlds = Math.ceil(WORLDS / 2);
		let seen = 0;
		for (let i = 0; i < worlds; i++) if ((await found({ ...world, seed: `moved ${i}` })).includes(name)) seen++;
		report(`found ${name}`, seen, worlds);
		expect(seen).toBeGreaterThanOrEqual(0.85 * worlds);
	});
});
