import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exportJavaScript } from "../../src/export/javascript-scorer.ts";
import type { ScorerModule } from "../../src/export/verify.ts";
import { compileModel } from "../../src/model/score.ts";
import { arbitraryModel, arbitraryView } from "../model/arbitraries.ts";
import { loadModule } from "./load-module.ts";

describe("exportJavaScript", () => {
	it("scores, gates and calls exactly as the reference on random models and leads", async () => {
		let cases = 0;
		const property = fc.asyncProperty(
			arbitraryModel(),
			fc.array(arbitraryView(), { minLength: 25, maxLength: 25 }),
			async (model, views) => {
				const scorer = compileModel(model);
				const module = await loadModule<ScorerModule>(exportJavaScript(model).code);
				for (const view of views) {
					cases++;
					const { score, raw, groups, contributions } = scorer.explain(view);
					expect(module.score(view)).toEqual({
						score,
						raw,
						groups: Object.fromEntries(groups.map(({ group, points }) => [group, points])),
						contributions: Object.fromEntries(contributions.map(({ rule, points }) => [rule, points])),
					});
					const stages = Object.keys(model.stages);
					expect(module.calls(view)).toEqual(Object.fromEntries(stages.map((s) => [s, scorer.calls(view, s)])));
					expect(module.gates?.(view)).toEqual(
						Object.fromEntries(stages.map((s) => [s, scorer.gates(view, s).map(({ holds }) => holds)])),
					);
				}
			},
		);
		await fc.assert(property, { numRuns: 400, seed: 7 });
		expect(cases).toBe(10_000);
	});
});
