import { describe, expect, it } from "vitest";
import { columnSides } from "../../src/tables/cell-text.ts";
import { tableFrom, tableRecords } from "../../src/tables/render/records.ts";
import { tableHtml } from "../../src/tables/render/to-html.ts";
import { tableMarkdown } from "../../src/tables/render/to-markdown.ts";
import { tableText } from "../../src/tables/render/to-text.ts";
import { columnsOf, type Table } from "../../src/tables/table.ts";

const table: Table = {
	caption: "Flags",
	columns: columnsOf("stage", "leads", "rate", "what"),
	rows: [
		["mql|x", 1234, "41.0 % (3 of 10)", { text: "too little data", tone: "muted" }],
		["<b>", undefined, "n/a", true],
	],
	note: "By stage.",
};

describe("a table", () => {
	it("has its numbers on the right, whatever stands for a missing one", () => {
		expect(columnSides(table)).toEqual(["left", "right", "right", "left"]);
	});

	it("is one table in text, Markdown and HTML, with no markup of the data's", () => {
		expect(tableText(table).split("\n")).toEqual([
			"Flags",
			"stage  leads              rate  what",
			"mql|x  1,234  41.0 % (3 of 10)  too little data",
			"<b>                        n/a  yes",
			"By stage.",
		]);
		expect(tableMarkdown(table)).toContain("| mql\\|x | 1,234 | 41.0 % (3 of 10) | too little data |");
		expect(tableMarkdown(table)).toContain("| --- | --: | --: | --- |");
		const html = tableHtml(table);
		expect(html).toContain('<td class="muted">too little data</td>');
		expect(html).toContain('<th scope="row">&lt;b&gt;</th><td class="right"></td>');
		expect(tableHtml(table, { styles: "attributes" })).not.toContain("class=");
	});

	it("becomes a paragraph a row where its last column would have no room", () => {
		const lines = tableText(table, { width: 40 }).split("\n");
		expect(lines.filter((line) => line.length > 40)).toEqual([]);
		expect(lines.slice(1, 4)).toEqual(["mql|x", "  leads: 1,234   rate: 41.0 % (3 of 10)", "  what: too little data"]);
	});

	it("is records for a frame, and records are a table again", () => {
		const records = tableRecords({ columns: columnsOf("a", "a"), rows: [[1, { text: "x", tone: "strong" }]] });
		expect(records).toEqual([{ a: 1, "a 2": "x" }]);
		expect(tableRecords(tableFrom(records))).toEqual(records);
	});
});
