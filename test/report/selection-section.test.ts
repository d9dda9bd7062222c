import { describe, expect, it } from "vitest";
import type { Block, Section } from "../../src/report/report-document.ts";
import { selectionSection } from "../../src/report/sections/selection-section.ts";
import { fixtureReview, LOOKED_AT } from "../charts/selection-fixture.ts";

const population = "acme: 3,000 leads";

/** All words of a section outside its charts. */
function wordsOf({ blocks }: Section): string {
	const words = (block: Block): string => {
		if (block.kind === "text" || block.kind === "subheading") return block.text;
		if (block.kind === "list") return block.items.join("\n");
		if (block.kind === "table") return JSON.stringify(block.table);
		return "";
	};
	return blocks.map(words).join("\n");
}

describe("the section on who was worked", () => {
	it("answers the objection of a review in its own words, with the counts", () => {
		const words = wordsOf(selectionSection(fixtureReview(LOOKED_AT), { population }));
		expect(words).toContain("Of course those converted, they are the ones we flagged");
		expect(words).toContain("Of 597 mature flags of MQL to SQL, sales worked 435, 198 of them before");
		expect(words).toContain("for the other 162 nobody saw");
		expect(words).not.toMatch(/undefined|NaN|Infinity/);
	});

	it("says cannot tell yet where nobody looked, names the part that was looked at, and how many leads would settle it", () => {
		const words = wordsOf(selectionSection(fixtureReview(), { population }));
		expect(words).toContain("cannot tell yet");
		expect(words).toMatch(
			/An exploration quota: \d+ leads of the kinds that nobody looked at \(not flagged by old model/,
		);
		expect(words).toContain("Until then the estimate is one of the 56.0 % of flags where sales looked");
		expect(words).toContain("newly flagged by old model, score 40 to 73");
		expect(words).toContain("Does the comparison hang on leads nobody looked at?");
	});

	it("gives the reason when a dataset does not say who was worked", () => {
		const reason = "the dataset does not say which leads sales worked";
		const unsaid = { state: "not said", from: "mql", to: "sql", reason } as const;
		const section = selectionSection({ candidate: [unsaid], baseline: [], comparison: [] }, { population });
		expect(section.blocks).toHaveLength(1);
		expect(wordsOf(section)).toContain(reason);
	});
});
