import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { datasetFrom } from "../../../src/dataset/dataset-from.ts";
import type { Rule, ScoringModel } from "../../../src/model/schema.ts";
import { rankedLeads } from "../../../src/replay/ranked-leads.ts";
import { replay } from "../../../src/replay/replay.ts";
import { landmarkPatterns } from "../../../src/tune/patterns/landmark-patterns.ts";
import { arbitraryModel } from "../../model/arbitraries.ts";
import { arbitraryHistory } from "../../replay/arbitrary-history.ts";

/** Whole points, no caps, floors or decay: what patterns hold exactly. */
const plain = arbitraryModel({ maxGroups: 2, maxRules: 3 }).map(
	({ cap: _cap, floor: _floor, ...model }): ScoringModel => ({
		...model,
		groups: model.groups.map(({ cap: _c, floor: _f, decay: _d, ...group }) => ({
			...group,
			rules: group.rules.map(({ cap: _a, floor: _b, ...rule }) => wholePoints(rule as Rule)),
		})),
		stages: { mql: { score: 5 } },
	}),
);

describe("landmarkPatterns", () => {
	it("has the table of scores by outcome that a replay ranks by, in random worlds", async () => {
		let judged = 0;
		await fc.assert(
			fc.asyncProperty(arbitraryHistory({ maxLeads: 12 }), plain, async (input, model) => {
				const dataset = datasetFrom(input);
				const options = { horizonDays: 10, landmarkDays: 5, handoffs: [{ from: "mql", to: "sql" }], threads: 1 };
				const result = await replay(dataset, model, options);
				const { table, parts, grid } = landmarkPatterns(dataset, result, "sql");
				expect(grid).toBe(1);
				const folded = new Map<string, number>();
				table.leads.forEach((leads, pattern) => {
					const score = table.features.reduce((sum, { values, starts, patterns }, i) => {
						const at = values.findIndex((_, v) => patterns.subarray(starts[v], starts[v + 1]).includes(pattern));
						return sum + (at < 0 ? 0 : values[at]! * parts[i]!.points);
					}, 0);
					add(folded, `${score} yes`, table.positives[pattern]!);
					add(folded, `${score} no`, leads - table.positives[pattern]!);
				});
				const { scores, outcomes } = rankedLeads(dataset, result.columns, { outcome: "sql", ...options });
				const ranked = new Map<string, number>();
				scores.forEach((score, row) => {
					if (Number.isNaN(score)) return;
					judged += 1;
					add(ranked, `${score} ${outcomes[row] === 1 ? "yes" : "no"}`, 1);
				});
				expect(folded).toEqual(ranked);
			}),
			{ seed: 5, numRuns: 150 },
		);
		expect(judged).toBeGreaterThan(300);
	});
});

function add(counts: Map<string, number>, key: string, count: number): void {
	if (count !== 0) counts.set(key, (counts.get(key) ?? 0) + count);
}

function wholePoints(rule: Rule): Rule {
	const whole = (points: number) => Math.max(-50, Math.min(50, Math.round(points)));
	if ("tiers" in rule && rule.tiers !== undefined)
		return { ...rule, tiers: rule.tiers.map((tier) => ({ ...tier, points: whole(tier.points) })) };
	if (!("points" in rule) || rule.points === undefined) return rule;
	if (typeof rule.points === "number") return { ...rule, points: whole(rule.points) } as Rule;
	return { ...rule, points: rule.points.map((one) => ({ ...one, points: whole(one.points) })) } as Rule;
}
