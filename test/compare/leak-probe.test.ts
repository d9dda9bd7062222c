import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/base/random.ts";
import { datasetFrom } from "../../src/dataset/dataset-from.ts";
import { cutDataset, factsAfter } from "../../src/leaks/leak-cut.ts";
import { definedReader, probeScores, type ScoreReader } from "../../src/leaks/leak-probe.ts";
import { findLeaks } from "../../src/leaks/leaks.ts";
import { leadViewAt } from "../../src/replay/lead-view-at.ts";
import { arbitraryModel } from "../model/arbitraries.ts";
import { sampleHistory, template } from "../notebook/sample.ts";
import { arbitraryHistory } from "../replay/arbitrary-history.ts";

describe("probeScores", () => {
	it("moves no score of any model on any history", async () => {
		await fc.assert(
			fc.asyncProperty(
				arbitraryHistory({ maxLeads: 6 }),
				arbitraryModel(),
				fc.integer(),
				async (history, model, seed) => {
					const probe = await probeScores(datasetFrom(history), model, { seed, cutoffs: 3, leads: 4 });
					expect(probe.movedWhenRemoved.hits + probe.movedWhenScrambled.hits + probe.replayDiffers.hits).toBe(0);
				},
			),
			{ seed: 8, numRuns: 60 },
		);
	});

	it("moves no score of the sample's model, and had facts to move them with", async () => {
		const probe = await probeScores(await sampleHistory(), await template("saas-candidate"));
		expect(probe).toMatchObject({ scores: 320, cutoffs: 8, examples: [] });
		expect(probe.movedWhenRemoved).toMatchObject({ hits: 0, total: 320 });
		expect(probe.replayDiffers).toMatchObject({ hits: 0, total: 320 });
		expect(probe.laterFacts).toBeGreaterThan(1000);
	});

	it("is the same for the same seed, and looks at other leads for another", async () => {
		const [history, model] = [await sampleHistory(), await template("saas-candidate")];
		const probe = (seed: string) => probeScores(history, model, { seed, cutoffs: 3, leads: 10 });
		expect(await probe("a")).toEqual(await probe("a"));
		expect((await probe("b")).laterFacts).not.toBe((await probe("a")).laterFacts);
	});

	/** Readers that look ahead, each by another door. */
	const AHEAD: Readonly<Record<string, (honest: ScoreReader) => ScoreReader>> = {
		"counts every activity there is": (honest) => async (dataset, leads, at) => {
			const scores = await honest(dataset, leads, at);
			return leads.map(
				(lead, i) => scores[i]! + dataset.activities.offsets[lead + 1]! - dataset.activities.offsets[lead]!,
			);
		},
		"reads the score of a day later": (honest) => (dataset, leads, at) => honest(dataset, leads, at + 86_400_000),
		"knows who will become a customer": (honest) => async (dataset, leads, at) => {
			const won = dataset.stages.firstAt[dataset.stages.names.indexOf("customer")]!;
			const scores = await honest(dataset, leads, at);
			return leads.map((lead, i) => scores[i]! + (won[lead]! < Number.POSITIVE_INFINITY ? 1 : 0));
		},
		"takes the last value of the history": (honest) => async (dataset, leads, at) => {
			const scores = await honest(dataset, leads, at);
			return leads.map((lead, i) => {
				const last = dataset.history.offsets[lead + 1]! - 1;
				return scores[i]! + (last < dataset.history.offsets[lead]! ? 0 : dataset.history.code[last]!);
			});
		},
	};

	it.each(Object.keys(AHEAD))("catches a reader that %s", async (name) => {
		const [history, model] = [await sampleHistory(), await template("saas-candidate")];
		const reader = AHEAD[name]!(definedReader(model));
		const probe = await probeScores(history, model, { reader });
		expect(probe.movedWhenRemoved.hits).toBeGreaterThan(0);
		expect(probe.examples.length).toBeGreaterThan(0);
		for (const { facts, withFuture, withoutFuture, at } of probe.examples) {
			expect(withFuture).not.toBe(withoutFuture);
			expect(facts.length).toBeGreaterThan(0);
			for (const fact of facts) {
				const known = /known (\d{4}-\d\d-\d\d)$/.exec(fact)?.[1];
				if (known !== undefined) expect(Date.parse(known) + 86_400_000).toBeGreaterThan(at);
			}
		}
	});

	it("makes a certain finding of such a reader, with what moved the score", async () => {
		const [history, model] = [await sampleHistory(), await template("saas-candidate")];
		const reader = AHEAD["knows who will become a customer"]!(definedReader(model));
		const { findings } = await findLeaks(history, { model, probe: { reader } });
		expect(findings[0]).toMatchObject({ kind: "score", level: "certain" });
		expect(findings[0]!.message).toMatch(/moved by: stage "customer", known \d{4}/);
	});
});

describe("cutDataset", () => {
	it("leaves a lead's view at every instant up to the cut as it was, when later facts go", () => {
		fc.assert(
			fc.property(arbitraryHistory({ maxLeads: 4 }), fc.double({ min: 0, max: 1, noNaN: true }), (history, share) => {
				const whole = datasetFrom(history);
				const first = Math.min(...whole.createdAt);
				const at = Math.floor(first + share * (whole.asOf - first));
				const leads = [...Array(whole.leadCount).keys()].reverse();
				const cut = cutDataset(whole, leads, {
					asOf: at,
					random: createRandom(1),
					fate: ({ knownAt }) => (knownAt <= at ? "keep" : "remove"),
				});
				const sorted = (view: ReturnType<typeof leadViewAt>) => ({
					...view,
					activities: view.activities.map((one) => JSON.stringify(one)).sort(),
				});
				leads.forEach((lead, place) => {
					expect(cut.idOf(place)).toBe(whole.idOf(lead));
					for (const moment of [at, Math.floor((at + first) / 2)]) {
						expect(sorted(leadViewAt(cut, place, moment))).toEqual(sorted(leadViewAt(whole, lead, moment)));
					}
					expect(factsAfter(cut, place, at)).toEqual([]);
				});
			}),
			{ seed: 3, numRuns: 100 },
		);
	});

	it("keeps every row when nothing is to go", () => {
		fc.assert(
			fc.property(arbitraryHistory({ maxLeads: 4 }), (history) => {
				const whole = datasetFrom(history);
				const leads = [...Array(whole.leadCount).keys()];
				const same = cutDataset(whole, leads, { asOf: whole.asOf, random: createRandom(1), fate: () => "keep" });
				expect([...same.activities.at]).toEqual([...whole.activities.at]);
				expect([...same.activities.type]).toEqual([...whole.activities.type]);
				expect([...same.activities.day]).toEqual([...whole.activities.day]);
				expect([...same.stages.stage]).toEqual([...whole.stages.stage]);
				expect(same.stages.firstAt.map((one) => [...one])).toEqual(whole.stages.firstAt.map((one) => [...one]));
				expect([...same.history.code]).toEqual([...whole.history.code]);
			}),
			{ seed: 4, numRuns: 50 },
		);
	});
});
