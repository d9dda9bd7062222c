import { describe, expect, test } from "vitest";
import type { Comparison, PairedHandoff } from "../../src/compare/comparison.ts";
import { estimateRate } from "../../src/metrics/rates/estimate.ts";
import type { Handoff, Replay } from "../../src/replay/replay-result.ts";
import { comparedVerdict } from "../../src/report/compared-verdict.ts";
import { decisionNames } from "../../src/report/html.ts";
import { judge } from "../../src/report/verdict.ts";
import { fixturePair } from "../charts/comparison-fixture.ts";
import { fixtureReplay } from "../charts/replay-fixture.ts";

const base = fixtureReplay({ leads: 300 });

/** A replay whose first hand-off has the given counts. */
function withCounts(precision: readonly [number, number], recall: readonly [number, number]): Replay {
	const [hits, total] = precision;
	const handoffs = base.handoffs.map((handoff, i): Handoff => {
		if (i > 0) return handoff;
		return {
			...handoff,
			flagged: total + 5,
			late: 0,
			immature: 5,
			hits,
			misses: total - hits,
			precision: estimateRate(hits, total, { reason: "no mature flag" }),
			recall: estimateRate(...recall, { reason: "nobody reached it" }),
		};
	});
	return { ...base, handoffs };
}

describe("the verdict on one model", () => {
	test("gives its rates with counts and intervals, and asks for a baseline", () => {
		const { decision, sentences, recommendation } = judge(withCounts([410, 1000], [200, 400]));
		expect(decision).toBe("alone");
		expect(sentences[0]).toBe(
			"The model's MQL flags became SQL within 90 days 41.0 % of the time (410 of 1,000; 95 % interval 38.0 to 44.1 %).",
		);
		expect(sentences[1]).toContain("(200 of 400; 95 % interval 45.1 to 54.9 %)");
		expect(recommendation).toContain("Replay the baseline too");
	});

	test("has no precision as its headline where the model is no better than flagging everyone, or than chance", () => {
		const own = withCounts([380, 1000], [200, 400]);
		const [main, ...rest] = own.handoffs;
		const chance = { ...own, handoffs: [{ ...main!, everyone: estimateRate(2300, 6000) }, ...rest] };
		expect(judge(chance).headline).toMatch(/^The model's MQL flags are no better than flagging everyone/);
		const health = [
			{ check: "better than chance", state: "failed", message: "AUC 0.50", takes: undefined, link: "", section: "" },
		] as const;
		expect(judge(withCounts([410, 1000], [200, 400]), { health }).headline).toMatch(
			/^The model is no better than chance/,
		);
	});

	test("asks for the comparison when a baseline stands beside it", () => {
		expect(judge(withCounts([410, 1000], [200, 400]), { isShownBeside: true })).toMatchObject({
			headline: expect.stringContaining("no comparison with the baseline"),
			recommendation: expect.stringContaining("Compare the two models on the same leads"),
		});
	});

	test("cannot tell on a handful of flags, and says nothing of a model that flags nobody", () => {
		const few = judge(withCounts([1, 3], [1, 5]));
		expect([few.decision, few.recommendation]).toEqual([
			"cannot-tell",
			"At least 7 more mature flags are needed before a rate means anything.",
		]);
		expect(judge({ ...base, handoffs: [] })).toMatchObject({ decision: "alone", sentences: [], figures: [] });
	});
});

describe("the verdict of a comparison", () => {
	const { comparison } = fixturePair();

	test("is the comparison's own, word for word", () => {
		const { decision, headline, sentences, recommendation } = comparedVerdict(comparison);
		const { verdict } = comparison;
		expect({ decision, headline, sentences, recommendation }).toEqual({
			decision: verdict.decision,
			headline: verdict.headline,
			sentences: verdict.reasons,
			recommendation: verdict.recommendation,
		});
		expect(Object.keys(decisionNames)).toEqual(
			expect.arrayContaining(["roll-out", "discuss", "hold", "cannot-tell", "no-difference", "alone"]),
		);
	});

	test("shows precision, recall and volume of the main hand-off with counts and paired intervals", () => {
		const { candidate, baseline, differences } = comparison.handoffs[0]!;
		const [precision, recall, volume] = comparedVerdict(comparison).figures;
		const percent = (rate: number) => `${(100 * rate).toFixed(1)} %`;
		const change = (measure: string, scale = 100, decimals = 1) => {
			const { difference } = differences.find((one) => one.measure === measure)!;
			if (difference.state !== "measured") throw new Error("the fixture has enough data");
			return [difference.value, ...difference.interval].map((value) => {
				const text = (value * scale).toFixed(decimals);
				return value > 0 ? `+${text}` : text;
			});
		};
		expect(precision!.value).toBe(
			`${percent(candidate.hits / (candidate.hits + candidate.misses))} instead of ${percent(baseline.hits / (baseline.hits + baseline.misses))}`,
		);
		expect(recall!.value).toBe(
			`${percent(candidate.caught / candidate.reached)} instead of ${percent(baseline.caught / baseline.reached)}`,
		);
		const [value, low, high] = change("precision");
		expect(precision!.notes).toEqual([
			`${value} pp, 95 % interval ${low} to ${high}`,
			`${candidate.hits} of ${candidate.hits + candidate.misses} against ${baseline.hits} of ${baseline.hits + baseline.misses}`,
		]);
		const [flags, fewest, most] = change("flagged", 1, 0);
		expect(volume!.notes[0]).toBe(`${flags} leads, 95 % interval ${fewest} to ${most}`);
	});

	test("says what it takes where it cannot tell, and prints no rate on a handful of flags", () => {
		const tiny = fixturePair({ leads: 40 }).comparison;
		const figures = comparedVerdict(tiny).figures;
		const main = tiny.handoffs[0]!;
		expect(Math.min(main.baseline.precision.total, main.candidate.precision.total)).toBeLessThan(10);
		expect(figures[0]!.value).toBe("too little data");
		expect(figures[0]!.notes[0]).toMatch(/^cannot tell yet/);
		const unclear = withStanding(comparison, "unclear", 1234);
		expect(comparedVerdict(unclear).figures[0]!.notes[0]).toMatch(
			/: cannot tell yet, about 1,234 more leads would tell \d\.\d pp apart$/,
		);
	});
});

function withStanding(comparison: Comparison, standing: "unclear", moreToTell: number): Comparison {
	const [main, ...others] = comparison.handoffs;
	const differences = main!.differences.map((one) => ({ ...one, standing, moreToTell }));
	const handoff: PairedHandoff = { ...main!, differences };
	return { ...comparison, handoffs: [handoff, ...others] };
}
