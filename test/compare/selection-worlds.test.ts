import { describe, expect, it } from "vitest";
import { datasetFrom } from "../../src/dataset/dataset-from.ts";
import { type Measured, seenOf } from "../../src/metrics/rates/estimate.ts";
import type { SelectionFindings } from "../../src/selection/selection.ts";
import { selectionBias } from "../../src/selection/selection-bias.ts";
import { selectionReview } from "../../src/selection/selection-comparison.ts";
import { fewerFlags, selectionFlags } from "../../src/selection/selection-flags.ts";
import { OLD_LINE, replayAt, type SelectionHistory, selectionHistory } from "./selection-history.ts";

const HANDOFF = { from: "mql", to: "sql" };

async function findingsOf(history: SelectionHistory, threshold: number): Promise<SelectionFindings> {
	const baseline = await replayAt(history.input, OLD_LINE);
	const result = await replayAt(history.input, threshold);
	const found = selectionBias(datasetFrom(history.input), result, HANDOFF, { baseline });
	if (found.state !== "said") throw new Error(found.reason);
	return found;
}

/** Share of the leads from a score on that would have converted. */
function truthFrom({ score, wouldConvert }: SelectionHistory, threshold: number): number {
	const flagged = wouldConvert.filter((_, i) => score[i]! >= threshold);
	return flagged.filter(Boolean).length / flagged.length;
}

describe("where sales worked some of every kind", () => {
	const history = selectionHistory({ seed: "explored", leads: 2000, below: 0.3 });

	it("both estimates are near what would have been, and neither recorded figure is", async () => {
		const found = await findingsOf(history, 20);
		const truth = truthFrom(history, 20);
		for (const rate of Object.values(found.population) as Measured[]) {
			expect(rate.state).toBe("measured");
			expect(rate.interval[0]).toBeLessThan(truth);
			expect(rate.interval[1]).toBeGreaterThan(truth);
			expect(Math.abs(rate.value - truth)).toBeLessThan(0.035);
		}
		expect(seenOf(found.recorded).value!).toBeLessThan(truth - 0.1);
		expect(seenOf(found.workedOnly).value!).toBeGreaterThan(truth + 0.03);
		expect(found.blind.flags).toBe(0);
		expect(found.lookedAt).toBeUndefined();
	});

	it("the counts are those of the replay, and recorded is the replay's precision", async () => {
		const result = await replayAt(history.input, 20);
		const found = await findingsOf(history, 20);
		const { hits, misses, precision } = result.handoffs[0]!;
		expect(found.flags).toBe(hits + misses);
		expect(found.recorded).toEqual(precision);
		expect(found.regions.reduce((sum, { flags }) => sum + flags, 0)).toBe(found.flags);
		expect(found.regions.reduce((sum, { worked }) => sum + worked, 0)).toBe(found.worked);
		const inBins = found.overlap.bins.reduce((sum, bin) => sum + bin.worked + bin.unworked, 0);
		expect(inBins).toBe(found.flags);
	});

	it("nothing is drawn: the same again, and the same for leads in another order", async () => {
		const found = await findingsOf(history, 20);
		expect(await findingsOf(history, 20)).toEqual(found);
		const { input } = history;
		const turned = await findingsOf({ ...history, input: { ...input, leads: input.leads.toReversed() } }, 20);
		const value = (one: SelectionFindings) => (one.population.doublyRobust as Measured).value;
		expect(value(turned)).toBeCloseTo(value(found), 8);
		expect(turned.regions).toEqual(found.regions);
	});

	it("what would settle it is a number of unworked leads", async () => {
		const { exploration, flags, worked } = await findingsOf(history, 20);
		expect(exploration).toMatchObject({ among: "unworked", about: "all", halfWidth: 0.05 });
		const { leads, partHalfWidth } = exploration!;
		expect(leads).toBeGreaterThan(20);
		const share = (flags - worked) / flags;
		expect(share * partHalfWidth).toBeLessThan(0.05);
	});

	it("leads of accounts that share a fate make intervals longer, and none of a fold's chances its own", async () => {
		const alone = await findingsOf(selectionHistory({ seed: "alone", leads: 900, below: 0.3 }), 20);
		const crowd = selectionHistory({ seed: "alone", leads: 900, below: 0.3 });
		// Each lead three times, as three leads of one account: as sure as once.
		const times = [0, 1, 2];
		const thrice = {
			...crowd.input,
			leads: crowd.input.leads.flatMap((lead) => times.map((k) => ({ ...lead, id: `${lead.id}/${k}` }))),
			activities: crowd.input.activities!.flatMap((one) => times.map((k) => ({ ...one, lead: `${one.lead}/${k}` }))),
			stages: crowd.input.stages!.flatMap((one) => times.map((k) => ({ ...one, lead: `${one.lead}/${k}` }))),
		};
		const found = await findingsOf({ ...crowd, input: thrice }, 20);
		const length = ({ population }: SelectionFindings) => {
			const [low, high] = (population.weighted as Measured).interval;
			return high - low;
		};
		expect(found.flags).toBe(3 * alone.flags);
		expect(length(found) / length(alone)).toBeGreaterThan(0.95);
		expect(length(found) / length(alone)).toBeLessThan(1.05);
	});
});

describe("where sales never worked what the old model did not flag", () => {
	const history = selectionHistory({ seed: "blind", leads: 2000, below: 0 });

	it("nothing is said of all flags, and the estimate of the part looked at is named as such", async () => {
		const found = await findingsOf(history, 20);
		expect(found.population.weighted.state).toBe("cannot tell yet");
		expect(found.population.doublyRobust).toMatchObject({
			state: "cannot tell yet",
			moreNeeded: found.exploration!.leads,
		});
		const flagged = history.score.filter((score) => score >= 20).length;
		const below = history.score.filter((score) => score >= 20 && score < OLD_LINE).length;
		expect(found.blind.flags).toBe(below);
		expect(found.blind.share).toBeCloseTo(below / flagged, 12);
		expect(found.blind.regions.every((name) => name.startsWith("not flagged by old model"))).toBe(true);
		expect(found.lookedAt!.flags).toBe(flagged - below);
		const truth = truthFrom(history, OLD_LINE);
		const rate = found.lookedAt!.doublyRobust as Measured;
		expect(rate.interval[0]).toBeLessThan(truth);
		expect(rate.interval[1]).toBeGreaterThan(truth);
	});

	it("the bounds, and the interval with the blind part in the worst case, hold what would have been", async () => {
		const found = await findingsOf(history, 20);
		const truth = truthFrom(history, 20);
		if (found.bounds.state !== "measured") throw new Error(found.bounds.reason);
		expect(found.bounds.lower).toBeLessThanOrEqual(truth);
		expect(found.bounds.upper).toBeGreaterThanOrEqual(truth);
		expect(found.withBlind![0]).toBeLessThan(truth);
		expect(found.withBlind![1]).toBeGreaterThan(truth);
		// It takes more for granted than the bounds do, and so says more.
		expect(found.withBlind![1] - found.withBlind![0]).toBeLessThan(found.bounds.upper - found.bounds.lower);
	});

	it("what would settle it is a number of leads of that part", async () => {
		const { exploration, blind } = await findingsOf(history, 20);
		expect(exploration!.among).toBe("blind");
		expect(exploration!.leads).toBeGreaterThan(20);
		expect(exploration!.arriving).toBeCloseTo(blind.flags / (200 / 7), 0);
	});

	it("the comparison with the old model hangs on leads nobody looked at", async () => {
		const baseline = await replayAt(history.input, OLD_LINE);
		const candidate = await replayAt(history.input, 20);
		const [found] = selectionReview(datasetFrom(history.input), candidate, { baseline }).comparison;
		expect(found).toMatchObject({ standing: "hangs", leaving: { flags: 0 } });
		expect(found!.entering.worked).toBe(0);
		expect(found!.text).toContain("hangs on leads that nobody looked at");
		const truth = truthFrom(history, 20) - truthFrom(history, OLD_LINE);
		expect(found!.bounds![0]).toBeLessThanOrEqual(truth);
		expect(found!.bounds![1]).toBeGreaterThanOrEqual(truth);
	});

	it("a stricter model needs none of them: every kind of its flags was looked at", async () => {
		const baseline = await replayAt(history.input, OLD_LINE);
		const candidate = await replayAt(history.input, 60);
		const [found] = selectionReview(datasetFrom(history.input), candidate, { baseline }).comparison;
		expect(found!.entering.flags).toBe(0);
		const truth = truthFrom(history, 60) - truthFrom(history, OLD_LINE);
		const { interval } = found!.doublyRobust as Measured;
		expect(interval[0]).toBeLessThan(truth);
		expect(interval[1]).toBeGreaterThan(truth);
		expect(found!.bounds![0]).toBeLessThanOrEqual(truth);
		expect(found!.bounds![1]).toBeGreaterThanOrEqual(truth);
		expect(found!.standing).toBe("supported");
	});
});

describe("where everybody was worked", () => {
	it("all figures are one, nothing would have to be settled, and the comparison is", async () => {
		const history = selectionHistory({ seed: "all", leads: 900, above: 2, below: 2 });
		const baseline = await replayAt(history.input, OLD_LINE);
		const candidate = await replayAt(history.input, 65);
		const review = selectionReview(datasetFrom(history.input), candidate, { baseline });
		const found = review.candidate[0] as SelectionFindings;
		expect(found.worked).toBe(found.flags);
		expect(found.exploration).toBeUndefined();
		expect((found.population.doublyRobust as Measured).value).toBeCloseTo(seenOf(found.recorded).value!, 12);
		expect((found.population.weighted as Measured).value).toBeCloseTo(seenOf(found.recorded).value!, 12);
		expect(found.bounds).toMatchObject({ lower: seenOf(found.recorded).value, upper: seenOf(found.recorded).value });
		expect(review.comparison[0]).toMatchObject({ standing: "settled" });
		expect(review.comparison[0]!.bounds![0]).toBe(review.comparison[0]!.recorded);
	});
});

describe("with less to go on", () => {
	it("says why when the contract does not say who was worked, or nobody is flagged", async () => {
		const { input } = selectionHistory({ seed: "unsaid", leads: 50 });
		const { worked: _, ...rest } = input;
		const result = await replayAt(rest, 20);
		expect(selectionBias(datasetFrom(rest), result, HANDOFF)).toMatchObject({
			state: "not said",
			reason: expect.stringContaining("worked section"),
		});
		const young = { ...input, asOf: Math.max(...input.leads.map(({ created }) => created)) + 1 };
		const early = { ...young, leads: young.leads.filter(({ created }) => created > young.asOf - 80 * 86_400_000) };
		const soon = { ...early, activities: [], stages: [] };
		expect(selectionBias(datasetFrom(soon), await replayAt(soon, 20), HANDOFF)).toMatchObject({
			reason: "no flag is mature",
		});
		const other = { from: "sql", to: "sql" };
		expect(selectionBias(datasetFrom(input), result, other)).toMatchObject({ reason: "the model makes no such flag" });
	});

	it("cannot tell from a handful of leads, and gives the bounds all the same", async () => {
		const found = await findingsOf(selectionHistory({ seed: "few", leads: 40, below: 0.3 }), 20);
		expect(found.population.doublyRobust.state).toBe("cannot tell yet");
		expect(found.bounds.state).toBe("measured");
		expect(found.overlap.bins).toEqual([]);
	});

	it("of more flags than it wants, takes whole accounts for the estimates, and all for what is recorded", async () => {
		const { input } = selectionHistory({ seed: "many", leads: 3000, below: 0.3, accountSize: 4 });
		const dataset = datasetFrom(input);
		const result = await replayAt(input, 20);
		const all = selectionBias(dataset, result, HANDOFF) as SelectionFindings;
		const some = selectionBias(dataset, result, HANDOFF, { mostFlags: 800 }) as SelectionFindings;
		expect(some.estimatedOn).toBeGreaterThan(700);
		expect(some.estimatedOn).toBeLessThan(900);
		expect(all.estimatedOn).toBe(all.flags);
		expect([some.flags, some.worked, some.recorded, some.bounds]).toEqual([
			all.flags,
			all.worked,
			all.recorded,
			all.bounds,
		]);
		const [few, many] = [some, all].map((one) => one.population.doublyRobust as Measured);
		expect(Math.abs(few!.value - many!.value)).toBeLessThan(0.06);
		expect(few!.interval[1] - few!.interval[0]).toBeGreaterThan(many!.interval[1] - many!.interval[0]);
		const flags = selectionFlags(dataset, result, HANDOFF)!;
		const kept = new Set(fewerFlags(flags, { most: 800 }).lead);
		const accounts = new Map<string, Set<boolean>>();
		flags.lead.forEach((lead, i) => {
			const sides = accounts.get(flags.cluster[i]!) ?? new Set();
			accounts.set(flags.cluster[i]!, sides.add(kept.has(lead)));
		});
		for (const sides of accounts.values()) expect(sides.size).toBe(1);
	});

	it("a hit that nobody worked by the records counts as seen, and is told", async () => {
		const history = selectionHistory({ seed: "unrecorded", leads: 600, below: 0.3 });
		const unworked = history.worked.findIndex((one, i) => !one && history.score[i]! >= 20);
		const { input } = history;
		const { id, created } = input.leads[unworked]!;
		const stages = [...input.stages!, { lead: id, stage: "sql", at: created + 86_400_000 }];
		const found = await findingsOf({ ...history, input: { ...input, stages } }, 20);
		expect(found.unworkedHits).toBe(1);
		if (found.bounds.state !== "measured") throw new Error(found.bounds.reason);
		expect(found.bounds.unseen).toBe(found.flags - found.worked - 1);
		expect(found.bounds.lower).toBeCloseTo(seenOf(found.recorded).value!, 12);
	});
});
