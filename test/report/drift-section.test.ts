import { describe, expect, it } from "vitest";
import { driftHeadline, driftSummary } from "../../src/drift/drift-summary.ts";
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
		const summary = driftSummary(drifts.still);
		expect(summary).toMatchObject({ state: "passed", looked: summary.all });
		expect(summary.text).toContain("13 attributes, rules and activities, together at a risk of 5 %");
		expect(textOf(drifts.still)).not.toContain("To act on");
	});

	it("says nothing of a precision that could not be told, and counts it as not looked at", () => {
		const open = drifts.still.precision.map((one) => ({ ...one, standing: "cannot tell yet" as const }));
		const summary = driftSummary({ ...drifts.still, precision: open });
		expect(summary.state).toBe("cannot tell yet");
		expect(summary.all - summary.looked).toBe(open.length);
		const one = driftSummary({ ...drifts.still, precision: [drifts.still.precision[0]!, ...open.slice(1)] });
		expect(one).toMatchObject({ state: "passed", looked: summary.all - open.length + 1 });
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
