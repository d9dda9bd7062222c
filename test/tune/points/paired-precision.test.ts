import { describe, expect, it } from "vitest";
import { type DatasetInput, datasetFrom } from "../../../src/dataset/dataset-from.ts";
import { replay } from "../../../src/replay/replay.ts";
import { withThresholds } from "../../../src/tune/points/equal-volume.ts";
import { HIT, judgedFlags, MISS } from "../../../src/tune/points/judged-flags.ts";
import { pairedPrecision } from "../../../src/tune/points/paired-precision.ts";
import { workedPrecision } from "../../../src/tune/points/worked-precision.ts";
import { deals, guessedModel } from "./deals.ts";

const model = guessedModel();
const handoff = { from: "mql", to: "sql" };
const replayed = (input: DatasetInput, threshold: number) =>
	replay(datasetFrom(input), withThresholds(model, new Map([["mql", threshold]])), { threads: 1 });

describe("judgedFlags", () => {
	it("adds up to the counts of the hand-off", async () => {
		const input = deals({ leads: 800 });
		const result = await replayed(input, 15);
		const flags = judgedFlags(datasetFrom(input), result, handoff);
		const { hits, misses } = result.handoffs[0]!;
		expect(flags.filter((state) => state === HIT).length).toBe(hits);
		expect(flags.filter((state) => state === MISS).length).toBe(misses);
	});

	it("leaves out misses of leads that nobody worked", async () => {
		const input = deals({ leads: 800 });
		const called = new Set(input.leads.filter((_, i) => i % 3 === 0).map(({ id }) => id));
		const worked: DatasetInput = {
			...input,
			worked: { activities: ["call"] },
			activities: [
				...input.activities!,
				...input.leads
					.filter(({ id, created }) => called.has(id) && created + 15e8 < input.asOf)
					.map(({ id, created }) => ({ lead: id, type: "call", at: created + 15e8 })),
			],
		};
		const result = await replayed(worked, 15);
		const dataset = datasetFrom(worked);
		const flags = judgedFlags(dataset, result, handoff);
		const { hits, misses } = result.handoffs[0]!;
		const seen = flags.filter((state) => state === MISS).length;
		expect(flags.filter((state) => state === HIT).length).toBe(hits);
		expect(seen).toBeGreaterThan(0);
		expect(seen).toBeLessThan(misses);
		expect(workedPrecision(dataset, result, handoff)).toMatchObject({ hits, total: hits + seen });
		expect(workedPrecision(datasetFrom(input), result, handoff)).toBeUndefined();
	});
});

describe("pairedPrecision", () => {
	it("is the difference of the two precisions, nearer than that of other leads", async () => {
		const input = deals({ leads: 6000 });
		const [low, high] = [await replayed(input, 10), await replayed(input, 14)];
		const paired = pairedPrecision(datasetFrom(input), high, low, handoff);
		const precision = ({ hits, misses }: { hits: number; misses: number }) => hits / (hits + misses);
		const difference = precision(high.handoffs[0]!) - precision(low.handoffs[0]!);
		if (paired.state === "measured") expect(paired.difference).toBeCloseTo(difference, 12);
		expect(paired.state === "measured" ? paired.first.hits : paired.hits).toBeGreaterThan(0);
	});

	it("cannot tell a model from itself, or few flags from few", async () => {
		const input = deals({ leads: 800 });
		const [one, none] = [await replayed(input, 15), await replayed(input, 10_000)];
		const dataset = datasetFrom(input);
		expect(pairedPrecision(dataset, one, one, handoff).state).toBe("cannot tell yet");
		expect(pairedPrecision(dataset, none, one, handoff).state).toBe("cannot tell yet");
	});
});
