import { describe, expect, it } from "vitest";
import { driftHeadline } from "../../src/drift/drift-summary.ts";
import { driftSection } from "../../src/report/sections/drift-section.ts";
import { cellText } from "../../src/tables/cell-text.ts";
import { drifts } from "../charts/drift-fixture.ts";

const textOf = (drift: Parameters<typeof driftSection>[0]) => JSON.stringify(driftSection(drift));

describe("the section of drift", () => {
	it("says first what must be acted on, then every finding with its counts", () => {
		const { blocks } = driftSection(drifts.moved);
		expect(blocks[0]).toEqual({ kind: "text", text: `${driftHeadline(drifts.moved)}.` });
		expect(driftHeadline(drifts.moved)).toMatch(/^\d things to act on: precision MQL to SQL, rule webinar/);
		const list = blocks.find((block) => block.kind === "list");
		expect(list?.items[0]).toMatch(/^To act on: The precision of MQL to SQL fell/);
		expect(blocks.filter(({ kind }) => kind === "chart")).toHaveLength(5);
		expect(textOf(drifts.moved)).toContain("Activities that stopped, began");
	});

	it("says that nothing moved, at what risk", () => {
		expect(driftHeadline(drifts.still)).toBe(
			"Nothing moved more than chance would: scores, precision and 13 attributes, rules and activities, together at a risk of 5 %",
		);
		expect(textOf(drifts.still)).not.toContain("To act on");
	});

	it("shows the state and no number where there is too little data", () => {
		const { blocks } = driftSection(drifts.tiny);
		expect(driftHeadline(drifts.tiny)).toMatch(/^Cannot tell yet whether anything moved/);
		const table = blocks.find((block) => block.kind === "table");
		const cells = table?.table.rows[0]?.map(cellText) ?? [];
		expect(cells[3]).toBe("too little data");
		expect(cells[4]).toMatch(/^cannot tell yet: about [\d,]+ more needed$/);
		expect(textOf(drifts.empty)).toContain("Then: no leads. Now: no leads.");
		expect(textOf(drifts.empty)).not.toMatch(/NaN|undefined|Infinity/);
	});
});
