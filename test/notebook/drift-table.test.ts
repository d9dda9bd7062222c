import { describe, expect, it } from "vitest";
import { cellText } from "../../src/tables/cell-text.ts";
import { driftTable } from "../../src/tables/drift-tables.ts";
import { drifts } from "../charts/drift-fixture.ts";

describe("driftTable", () => {
	it("shows what was found, gravest first, and every part with what did not move too", () => {
		const { moved } = drifts;
		expect(driftTable(moved).rows).toHaveLength(moved.findings.length);
		expect(driftTable(moved).rows[0]).toEqual([
			"act",
			"precision",
			"MQL to SQL",
			expect.stringMatching(/^The precision of MQL to SQL fell/),
		]);
		expect(driftTable(moved, { part: "rules" }).rows.map(([rule]) => rule)).toEqual(
			moved.rules.map(({ rule }) => rule),
		);
		expect(
			driftTable(moved, { part: "rules" })
				.rows.find(([rule]) => rule === "webinar")
				?.at(-1),
		).toEqual({ text: "silent", tone: "strong" });
		expect(driftTable(moved, { part: "activities" }).rows.find(([type]) => type === "webinar")?.[3]).toEqual({
			text: "silent",
			tone: "strong",
		});
		expect(driftTable(moved, { part: "attributes" }).rows[0]?.slice(0, 1)).toEqual(["source"]);
		expect(driftTable(moved, { part: "precision" }).rows[0]?.at(-1)).toEqual({ text: "changed", tone: "strong" });
	});

	it("says what cannot be told, with about how many more it takes, and no number in its place", () => {
		for (const part of ["attributes", "precision", "rules", "activities"] as const) {
			const { rows, columns } = driftTable(drifts.tiny, { part });
			for (const row of rows) expect(row.length).toBe(columns.length);
			expect(
				rows.flat().filter((cell) => /cannot tell yet: about [\d,]+ more/.test(cellText(cell))).length,
			).toBeGreaterThan(0);
			expect(JSON.stringify(rows)).not.toMatch(/NaN|Infinity/);
		}
		expect(driftTable(drifts.tiny, { part: "attributes" }).rows.map(([, index]) => cellText(index))).toEqual(
			drifts.tiny.attributes.map(() => "too little data"),
		);
		expect(driftTable(drifts.empty).rows).toEqual([]);
	});
});
