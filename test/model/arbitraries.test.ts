import fc from "fast-check";
import { expect, it } from "vitest";
import { compileModel } from "../../src/model/score.ts";
import { arbitraryModel, arbitraryView } from "./arbitraries.ts";

const SEED = 20_240_930;

it("random models use every construct and their rules really fire", () => {
	const seen = new Map<string, number>();
	const see = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1);
	const samples = 1500;
	const models = fc.sample(arbitraryModel(), { numRuns: samples, seed: SEED });
	const views = fc.sample(arbitraryView(), { numRuns: samples, seed: SEED });
	models.forEach((model, i) => {
		const view = views[i]!;
		const text = JSON.stringify(model);
		const constructs = [
			..."is starts_with contains matches below at_least known where tiers window_days inactive_days bands grades".split(
				" ",
			),
			..."half_life_days percent after_days cap floor require rule activity attribute".split(" "),
		];
		for (const word of constructs) if (text.includes(`"${word}":`)) see(word);
		for (const per of ["lead", "day"]) if (text.includes(`"per":"${per}"`)) see(`per ${per}`);
		if (Object.keys(model.stages).length > 1) see("several stages");
		const scorer = compileModel(model);
		const result = scorer.explain(view);
		if (result.contributions.some(({ terms }) => terms.length > 0)) see("fires");
		if (result.contributions.some(({ raw, points }) => raw !== points)) see("rule limit bites");
		if (result.groups.some(({ raw, points }) => raw !== points)) see("group limit bites");
		if (result.clamped !== result.groups.reduce((sum, { points }) => sum + points, 0)) see("score limit bites");
		if (Math.abs(((Math.abs(result.clamped) * 1e4) % 1) - 0.5) < 1e-7) see("rounding tie");
		for (const stage of Object.keys(model.stages)) {
			see(scorer.flags(view, stage) ? "flagged" : "not flagged");
			for (const { holds } of scorer.gates(view, stage)) see(holds ? "gate holds" : "gate missed");
		}
	});
	const rare = [...seen].filter(([, count]) => count < samples / 100);
	expect(rare).toEqual([]);
	expect(seen.size).toBe(34);
	expect(seen.get("fires")).toBeGreaterThan(samples * 0.7);
});
