import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { workQueue } from "../../src/tune/work-queue.ts";

/** Flag by flag: each is worked in the first week, from its own on, that has room; earlier flags first. */
function simulate(flagged: readonly number[], perWeek: number) {
	const workedIn: number[] = [];
	const room = (week: number) => workedIn.filter((one) => one === week).length < perWeek;
	const waits: number[] = [];
	flagged.forEach((flags, own) => {
		for (let flag = 0; flag < flags; flag++) {
			let week = Math.max(own, ...workedIn.slice(-1));
			while (!room(week)) week++;
			workedIn.push(week);
			waits.push(week - own);
		}
	});
	const weeks = flagged.map((flags, week) => ({
		flagged: flags,
		worked: workedIn.filter((one) => one === week).length,
		backlog:
			flagged.slice(0, week + 1).reduce((sum, one) => sum + one, 0) - workedIn.filter((one) => one <= week).length,
	}));
	const sorted = waits.toSorted((a, b) => a - b);
	const middle = (at: number) => sorted[Math.floor(at)]!;
	return {
		weeks,
		median: waits.length === 0 ? undefined : (7 * (middle((waits.length - 1) / 2) + middle(waits.length / 2))) / 2,
		longest: waits.length === 0 ? undefined : 7 * Math.max(...waits),
		carried: waits.filter((wait) => wait > 0).length,
		overAWeek: waits.filter((wait) => wait > 1).length,
	};
}

describe("workQueue", () => {
	const weeks = fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 12 });

	it("agrees with a simulation flag by flag", () => {
		fc.assert(
			fc.property(weeks, fc.integer({ min: 1, max: 9 }), (flagged, perWeek) => {
				const queue = workQueue(flagged, { perWeek });
				const slow = simulate(flagged, perWeek);
				expect(queue.weeks).toEqual(slow.weeks);
				expect(queue.medianWaitDays).toBe(slow.median);
				expect(queue.longestWaitDays).toBe(slow.longest);
				expect(queue.carriedOver.hits).toBe(slow.carried);
				expect(queue.overAWeek.hits).toBe(slow.overAWeek);
				expect(queue.largestBacklog).toBe(Math.max(0, ...slow.weeks.map(({ backlog }) => backlog)));
				expect(queue.backlogAtEnd).toBe(slow.weeks.at(-1)?.backlog ?? 0);
			}),
			{ seed: 1, numRuns: 500 },
		);
	});

	it("never works more than the capacity, loses no flag, and waits less with more capacity", () => {
		fc.assert(
			fc.property(weeks, fc.integer({ min: 1, max: 9 }), (flagged, perWeek) => {
				const queue = workQueue(flagged, { perWeek });
				const worked = queue.weeks.reduce((sum, one) => sum + one.worked, 0);
				expect(worked + queue.backlogAtEnd).toBe(flagged.reduce((sum, one) => sum + one, 0));
				for (const one of queue.weeks) expect(one.worked).toBeLessThanOrEqual(perWeek);
				const more = workQueue(flagged, { perWeek: perWeek + 1 });
				expect(more.longestWaitDays ?? 0).toBeLessThanOrEqual(queue.longestWaitDays ?? 0);
				expect(more.largestBacklog).toBeLessThanOrEqual(queue.largestBacklog);
			}),
			{ seed: 2, numRuns: 300 },
		);
	});

	it("lets the fifth of five flags wait two weeks at two a week", () => {
		const queue = workQueue([5, 0, 1], { perWeek: 2 });
		expect(queue.longestWaitDays).toBe(14);
		expect(queue.weeks.map(({ backlog }) => backlog)).toEqual([3, 1, 0]);
	});

	it("has no wait without flags, and no rate", () => {
		const queue = workQueue([], { perWeek: 3 });
		expect(queue).toMatchObject({
			weeks: [],
			longestWaitDays: undefined,
			medianWaitDays: undefined,
			largestBacklog: 0,
		});
		expect(queue.carriedOver).toMatchObject({ state: "cannot tell yet", reason: "no lead is flagged" });
		expect(() => workQueue([1], { perWeek: 0 })).toThrow(/whole number from 1, got 0/);
	});
});
