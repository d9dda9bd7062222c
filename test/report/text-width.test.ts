import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { textWidthOf } from "../../src/report/text-width.ts";

const require = createRequire(import.meta.url);
const arimo = readFileSync(require.resolve("@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf"));

describe("textWidthOf", () => {
	const width = textWidthOf(arimo);

	test("gives the widths of Arial", () => {
		// Adobe Font Metrics of Helvetica, which Arial and Arimo follow, in thousandths of an em.
		for (const [text, units] of [
			["0", 556],
			["W", 944],
			["i", 222],
			[" ", 278],
			["%", 889],
			["AV", 1334],
		] as const) {
			expect(width(text)).toBeCloseTo(units / 1000, 3);
		}
		expect(width("Hello")).toBeCloseTo((722 + 556 + 222 + 222 + 556) / 1000, 2);
	});

	test("guesses for a character that the font does not have", () => {
		expect(width("\u{1f600}")).toBe(0.6);
	});

	test("refuses what is not a font", () => {
		expect(() => textWidthOf(new Uint8Array(64))).toThrow(RangeError);
	});
});
