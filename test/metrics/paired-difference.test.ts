import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/base/random.ts";
import { pairedDifference, pairedDifferences } from "../../src/metrics/measures/paired-difference.ts";
import { type MeasureSpec, measureFrom } from "../../src/metrics/measures/registry.ts";
import { delongTest } from "../../src/metrics/ranking/delong-test.ts";
import { clusteredJoint } from "../../src/metrics/tables/clustered-joint.ts";
import { jointScoreTable } from "../../src/metrics/tables/joint-score-table.ts";

const SPECS: readonly MeasureSpec[] = [
	{ kind: "auc" },
	{ kind: "average-precision" },
	{ kind: "kolmogorov-smirnov" },
	{ kind: "lift-at", fraction: 0.2 },
	{ kind: "precision-at", threshold: 6 },
	{ kind: "recall-at", threshold: 6 },
	{ kind: "f-beta-at", threshold: 6, beta: 1 },
	{ kind: "brier-loss", calibrator: (score) => Math.min(1, score / 20) },
];

/** Two scores of the same leads that share most of what they know. */
const history = (leads: number) => {
	const random = createRandom("pairs");
	const first: number[] = [];
	const second: number[] = [];
	const outcomes: number[] = [];
	for (let i = 0; i < leads; i++) {
		const shared = random.integer(10);
		first.push(shared + random.integer(4));
		second.push(shared + random.integer(4));
		outcomes.push(random.chance(0.05 + shared / 30) ? 1 : 0);
	}
	return { first, second, outcomes, joint: jointScoreTable(first, second, outcomes) };
};

describe("pairedDifference", () => {
	it.each(SPECS)("of $kind is first minus second, and turns around with the models", (spec) => {
		const { first, second, outcomes, joint } = history(800);
		const measure = measureFrom(spec);
		const wanted = measure.of(joint.first)! - measure.of(joint.second)!;
		const forth = pairedDifference(joint, spec, { random: createRandom(1) });
		const back = pairedDifference(jointScoreTable(second, first, outcomes), spec, { random: createRandom(1) });
		if (forth.state !== "measured" || back.state !== "measured") return expect.fail("800 leads are enough");
		expect(forth.value).toBeCloseTo(wanted, 12);
		expect(back.value).toBeCloseTo(-wanted, 12);
		expect(forth.interval[0]).toBeLessThan(wanted);
		expect(forth.interval[1]).toBeGreaterThan(wanted);
		const width = forth.interval[1] - forth.interval[0];
		expect(Math.abs(back.interval[0] + forth.interval[1])).toBeLessThan(0.1 * width);
		expect(Math.abs(back.interval[1] + forth.interval[0])).toBeLessThan(0.1 * width);
	});

	it("takes DeLong for AUC, and the bootstrap agrees with it", () => {
		const { first, second, outcomes, joint } = history(1000);
		const own = pairedDifference(joint, { kind: "auc" }, { random: createRandom(1) });
		expect(own).toMatchObject({ method: "delong" });
		const delong = delongTest(joint, { reference: "student" });
		if (delong.state !== "measured" || own.state !== "measured") return expect.fail("1,000 leads are enough");
		expect(own.interval).toEqual(delong.interval);
		// Accounts of one lead are leads.
		const accounts = outcomes.map((_, i) => i);
		const clustered = clusteredJoint(first, second, outcomes, accounts);
		const boot = pairedDifference(clustered, { kind: "auc" }, { random: createRandom(1) });
		if (boot.state !== "measured") return expect.fail(boot.reason);
		expect(boot.method).toBe("bootstrap bca");
		const width = own.interval[1] - own.interval[0];
		expect(Math.abs(boot.interval[0] - own.interval[0])).toBeLessThan(0.08 * width);
		expect(Math.abs(boot.interval[1] - own.interval[1])).toBeLessThan(0.08 * width);
	});

	it("draws accounts whole: leads that repeat within one add nothing", () => {
		const { first, second, outcomes, joint } = history(500);
		const spec: MeasureSpec = { kind: "precision-at", threshold: 6 };
		const width = (from: Parameters<typeof pairedDifference>[0]) => {
			const found = pairedDifference(from, spec, { random: createRandom(1) });
			if (found.state !== "measured") throw new Error(found.reason);
			return found.interval[1] - found.interval[0];
		};
		// Every lead twice: as leads of their own they seem to be twice as many, as accounts of two they are as many as before.
		const doubled = jointScoreTable([...first, ...first], [...second, ...second], [...outcomes, ...outcomes]);
		const accounts = [...outcomes.keys(), ...outcomes.keys()];
		const repeated = clusteredJoint([...first, ...first], [...second, ...second], [...outcomes, ...outcomes], accounts);
		expect(width(joint) / width(doubled)).toBeCloseTo(Math.SQRT2, 1);
		expect(width(repeated) / width(joint)).toBeCloseTo(1, 1);
	});

	it("compares each model at its own threshold, all from the same draws", () => {
		const { joint } = history(600);
		const own = [
			{ kind: "precision-at", threshold: 6 },
			{ kind: "precision-at", threshold: 7 },
		] as const;
		const all = pairedDifferences(joint, [own, { kind: "auc" }, own[0]], { random: createRandom(3) });
		const [differs, delong, same] = all;
		if (differs?.state !== "measured" || same?.state !== "measured") return expect.fail("600 leads are enough");
		expect(differs.value).toBeCloseTo(measureFrom(own[0]).of(joint.first)! - measureFrom(own[1]).of(joint.second)!, 12);
		expect(delong).toMatchObject({ method: "delong" });
		expect(pairedDifference(joint, own[0], { random: createRandom(3) })).toEqual(
			pairedDifferences(joint, [own[0]], { random: createRandom(3) })[0],
		);
	});

	it("cannot tell with few flags of one model, few outcomes, or models that flag the same leads", () => {
		const { first, outcomes, joint } = history(300);
		const random = createRandom(1);
		const never = [
			{ kind: "precision-at", threshold: 6 },
			{ kind: "precision-at", threshold: 99 },
		] as const;
		expect(pairedDifference(joint, never, { random })).toMatchObject({
			state: "cannot tell yet",
			reason: "0 leads are flagged; at least 20 are needed",
		});
		const few = jointScoreTable([1, 2], [2, 1], [0, 1]);
		expect(pairedDifference(few, { kind: "average-precision" }, { random })).toMatchObject({
			reason: /1 positives and 1 negatives/,
		});
		const twin = jointScoreTable(first, first, outcomes);
		expect(pairedDifference(twin, { kind: "recall-at", threshold: 6 }, { random })).toMatchObject({
			reason: "no resampled table gives another value",
		});
		expect(pairedDifference(twin, { kind: "auc" }, { random })).toMatchObject({ reason: /rank these leads alike/ });
	});
});
