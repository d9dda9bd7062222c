import { describe, expect, it } from "vitest";
import { comparisonText } from "../../src/cli/comparison-text.ts";
import { compareReplays } from "../../src/compare/compare-replays.ts";
import { pairedHistory, pairedModel, pairedReplays } from "../compare/paired-history.ts";

describe("a comparison as text", () => {
	it("fits a terminal of 80 columns, with much and with hardly any data", async () => {
		for (const leads of [1, 40, 600]) {
			const { dataset, baseline, candidate } = await pairedReplays(pairedHistory({ leads, accounts: true }));
			const comparison = compareReplays(dataset, candidate, baseline, { capacity: 5 });
			const lines = comparisonText(comparison, { width: 80 }).flatMap((text) => text.split("\n"));
			expect(lines[0]).toBe(comparisonText(comparison)[0]!.slice(0, lines[0]!.length));
			expect(lines.filter((line) => line.length > 80)).toEqual([]);
			expect(lines.join(" ")).not.toMatch(/NaN|undefined|Infinity/);
		}
	});

	it("says that there is nothing to tell two equal models apart by", async () => {
		const model = pairedModel("one");
		const { dataset, baseline, candidate } = await pairedReplays(pairedHistory(), [model, model]);
		const lines = comparisonText(compareReplays(dataset, candidate, baseline));
		expect(lines[0]).toBe("No difference: the two models flag the same leads at the same moments");
		expect(lines.join("\n")).toContain("Enter: none");
	});
});
