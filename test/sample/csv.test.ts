import fc from "fast-check";
import { expect, test } from "vitest";
import { createRandom } from "../../src/base/random.ts";
import { csvChunks, csvLine } from "../../src/sample/tables/csv.ts";
import { choiceOf } from "../../src/sample/weighted-choice.ts";

/** Reads CSV by the letter of RFC 4180, one character after another. */
function readCsv(text: string): string[][] {
	const rows: string[][] = [];
	let row: string[] = [];
	let cell = "";
	let quoted = false;
	for (let i = 0; i < text.length; i++) {
		const char = text[i]!;
		if (quoted) {
			if (char === '"' && text[i + 1] === '"') cell += text[++i]!;
			else if (char === '"') quoted = false;
			else cell += char;
		} else if (char === '"') quoted = true;
		else if (char === "," || char === "\n") {
			row.push(cell);
			cell = "";
			if (char === "\n") {
				rows.push(row);
				row = [];
			}
		} else cell += char;
	}
	return rows;
}

test("a cell with a comma, a quote or a line break is quoted, another is not", () => {
	expect(csvLine(["a", 'say "b"', "", "c, d", "e\nf"])).toBe('a,"say ""b""",,"c, d","e\nf"\n');
});

test("what is written is read back, however it is cut into chunks", () => {
	const cell = fc.string({ unit: fc.constantFrom("a", "ß", ",", '"', "\n", "\r", " ", "0") });
	fc.assert(
		fc.property(fc.array(fc.tuple(cell, cell, cell), { maxLength: 20 }), (rows) => {
			const text = [...csvChunks(["x", "y", "z"], rows)].join("");
			expect(readCsv(text)).toEqual([["x", "y", "z"], ...rows]);
		}),
		{ seed: 9 },
	);
	const long = Array.from({ length: 9000 }, (_, i) => [`row ${i}`, "some text"]);
	const chunks = [...csvChunks(["id", "text"], long)];
	expect(chunks.length).toBeGreaterThan(2);
	expect(readCsv(chunks.join("")).length).toBe(9001);
});

test("a choice draws each item as often as its weight says, and an item of weight 0 never", () => {
	const random = createRandom("choice");
	const draw = choiceOf({ yes: 3, never: 0, no: 1 });
	const drawn = Array.from({ length: 20_000 }, () => draw(random));
	expect(drawn).not.toContain("never");
	expect(Math.abs(drawn.filter((item) => item === "yes").length / 20_000 - 0.75)).toBeLessThan(0.0125);
});
