import { describe, expect, it } from "vitest";
import { replayFinding } from "../../src/evaluate/replay-finding.ts";
import { estimateRate } from "../../src/metrics/rates/estimate.ts";
import { fixtureReplay } from "../charts/replay-fixture.ts";

const result = fixtureReplay();
const found = (hits: number, total: number, everyone = estimateRate(100, 1000), flagged = total) =>
	replayFinding({
		...result,
		handoffs: [{ ...result.handoffs[0]!, flagged, precision: estimateRate(hits, total), everyone }],
	});

describe("replayFinding", () => {
	it("tells better, worse and neither from flagging everyone", () => {
		expect(found(60, 200).kind).toBe("better");
		expect(found(2, 200).kind).toBe("worse");
		expect(found(22, 200).kind).toBe("no better");
	});

	it("counts the flags that can be judged, and fails what is no better than flagging everyone for sure", () => {
		expect(found(60, 200)).toMatchObject({ state: "passed", looked: 200, all: 200 });
		expect(found(22, 200).state).toBe("cannot tell yet");
		expect(found(380, 1000, estimateRate(2300, 6000), 1500)).toMatchObject({
			state: "failed",
			looked: 1000,
			all: 1500,
		});
		expect(found(4000, 10_000, estimateRate(7600, 20_000)).state).toBe("warning");
		expect(found(2, 4).state).toBe("cannot tell yet");
	});

	it("gives no precision on too little data, says what is missing, and has counts and interval else", () => {
		const few = found(2, 4);
		expect(few).toMatchObject({ kind: "cannot tell yet", moreNeeded: 6 });
		expect(few.text).not.toContain("%");
		expect(found(0, 0).kind).toBe("no flags");
		expect(found(60, 200, estimateRate(0, 0, { reason: "none" })).kind).toBe("cannot tell yet");
		expect(found(60, 200).text).toMatch(/30\.0 % \(60 of 200; 95 % interval .*\(10\.0 %; 3\.0 times\)$/);
	});
});
