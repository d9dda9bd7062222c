import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAY_MS } from "../../src/dataset/calendar.ts";
import { datasetFrom } from "../../src/dataset/dataset-from.ts";
import { binomialTails } from "../../src/metrics/distributions/binomial-tails.ts";
import { estimateRate } from "../../src/metrics/rates/estimate.ts";
import type { FlagCounts, Replay } from "../../src/replay/replay-result.ts";
import { certifiablePrecision, planCertificate } from "../../src/tune/certificate-plan.ts";
import { splitInTime } from "../../src/tune/time-split.ts";
import { fixtureReplay } from "../charts/replay-fixture.ts";
import { history, historyModel } from "./history.ts";

const MQL_SQL = { from: "mql", to: "sql" };

/** A replay with these hits and flags at thresholds 0, 1, 2, ... */
function replayOf(counts: readonly (readonly [hits: number, flagged: number])[]): Replay {
	const rows = counts.map(
		([hits, flagged], threshold): FlagCounts => ({
			threshold,
			flagged: flagged,
			late: 0,
			immature: 0,
			hits,
			misses: flagged - hits,
			reached: hits,
			caught: hits,
		}),
	);
	const base = fixtureReplay({ leads: 30 });
	return { ...base, sweep: [{ ...MQL_SQL, rows }], weekly: [] };
}

function splitOf(older: Replay, younger: Replay) {
	const leads = { leads: 10, sameAccount: 0, knownAccount: 0, keep: undefined };
	return { cutAt: Date.UTC(2023, 6, 1), older, certifying: { ...leads, replay: younger } };
}

const older = replayOf([
	[60, 300],
	[50, 120],
	[40, 60],
	[3, 3],
	[2, 2],
]);

describe("planCertificate", () => {
	it("begins where the older leads promise the clearest pass, and goes down to the first that fails", () => {
		const younger = replayOf([
			[70, 310],
			[55, 118],
			[40, 62],
			[0, 3],
			[0, 2],
		]);
		const plan = planCertificate(splitOf(older, younger), MQL_SQL, { precision: 0.3 });
		// The strictest thresholds, which would have failed, are not in the way.
		expect(plan.start).toMatchObject({ threshold: 2, flagsThere: 62 });
		expect(plan.sequence?.thresholds.map(({ threshold, state }) => [threshold, state])).toEqual([
			[2, "certified"],
			[1, "certified"],
			[0, "not certified"],
		]);
		expect(plan).toMatchObject({ state: "certified", threshold: 1, moreCalls: undefined });
		expect(plan.needed.map(({ flags }) => flags)).toEqual([728, 278, 83, 43, 24]);
		expect(plan.speaks).toEqual({
			createdFrom: Date.UTC(2023, 6, 1),
			flaggedUntil: younger.asOf - 90 * DAY_MS,
		});
	});

	it("is not moved by the younger leads before the first test", () => {
		const counts = fc
			.integer({ min: 0, max: 60 })
			.chain((flagged) => fc.tuple(fc.integer({ min: 0, max: flagged }), fc.constant(flagged)));
		fc.assert(
			fc.property(fc.array(counts, { minLength: 5, maxLength: 5 }), (younger) => {
				const plan = planCertificate(splitOf(older, replayOf(younger)), MQL_SQL, { precision: 0.3 });
				expect(plan.start?.threshold).toBe(2);
				// By definition: the exact tail of each, in order, until one is above the risk; too few flags are passed over.
				let lowest: number | undefined;
				for (let threshold = 2; threshold >= 0; threshold--) {
					const [hits, flagged] = younger[threshold]!;
					if (0.3 ** flagged > 0.05) continue;
					if (binomialTails(hits, flagged, 0.3).atLeast > 0.05) break;
					lowest = threshold;
				}
				expect(plan.threshold).toBe(lowest);
				expect(plan.state === "certified").toBe(lowest !== undefined);
				expect(plan.reason === undefined).toBe(lowest !== undefined);
			}),
			{ seed: 9, numRuns: 300 },
		);
	});

	it("says how many more flags it takes, or that no number is enough", () => {
		const few = planCertificate(
			splitOf(
				older,
				replayOf([
					[1, 2],
					[1, 2],
					[1, 2],
				]),
			),
			MQL_SQL,
			{ precision: 0.3 },
		);
		expect(few).toMatchObject({ state: "cannot be certified", threshold: undefined });
		expect(few.reason).toMatch(/2 mature flags at 2 .* below 3 even hits alone prove nothing/);
		const close = planCertificate(splitOf(replayOf([[35, 100]]), replayOf([[35, 100]])), MQL_SQL, { precision: 0.3 });
		// 35 % seen takes 278 flags, and there are 100.
		expect(close.moreCalls).toBe(178);
		const below = planCertificate(splitOf(replayOf([[20, 100]]), replayOf([[20, 100]])), MQL_SQL, { precision: 0.3 });
		expect(below.moreCalls).toBeUndefined();
		expect(below.reason).toMatch(/no number of flags would be enough/);
		const fresh = planCertificate(splitOf(replayOf([[90, 100]]), replayOf([[35, 100]])), MQL_SQL, { precision: 0.3 });
		expect(fresh.reason).toMatch(/flags of new leads/);
	});

	it("without a split still says how many flags it needs", () => {
		const plan = planCertificate({ reason: "too short" }, MQL_SQL, { precision: 0.3, risk: 0.05 });
		expect(plan).toMatchObject({ state: "cannot be certified", reason: "too short", start: undefined });
		expect(plan.needed.length).toBe(5);
		expect(
			planCertificate({ reason: "" }, MQL_SQL, { precision: 0.93 }).needed.map(({ observed }) => observed),
		).toEqual([0.96, 0.98]);
	});

	it("counts on a whole history one lead of each account", async () => {
		const split = await splitInTime(datasetFrom(history({ leads: 900 })), historyModel(), {
			horizonDays: 30,
			threads: 1,
			handoffs: [MQL_SQL],
		});
		if (!("cutAt" in split)) throw new Error(split.reason);
		const plan = planCertificate(split, MQL_SQL, { precision: 0.3 });
		expect(plan.state).toBe("certified");
		const row = split.certifying.replay.sweep[0]!.rows[plan.threshold!]!;
		expect(plan.sequence?.lowest).toMatchObject({ hits: row.hits, flagged: row.hits + row.misses });
		expect(row.flagged).toBeLessThan(split.younger.sweep[0]!.rows[plan.threshold!]!.flagged);
	});
});

describe("certifiablePrecision", () => {
	it("is the low end of the interval, down to the next 5 %, or 1 % where that is lower", () => {
		expect(certifiablePrecision(estimateRate(60, 150))).toBe(0.3);
		expect(certifiablePrecision(estimateRate(37, 1669))).toBe(0.01);
		expect(certifiablePrecision(estimateRate(3, 5))).toBeUndefined();
		expect(certifiablePrecision(estimateRate(0, 100))).toBeUndefined();
		expect(certifiablePrecision(estimateRate(0, 0))).toBeUndefined();
	});
});
