import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exportJavaScript } from "../../src/export/javascript-scorer.ts";
import { compilePatternProgram } from "../../src/export/parity/pattern-program.ts";
import { patternSamples } from "../../src/export/parity/pattern-samples.ts";
import type { ScorerModule } from "../../src/export/verify.ts";
import { modelFrom } from "../../src/model/parse-model.ts";
import { compilePredicate } from "../../src/model/predicate.ts";
import { sized } from "../full-size.ts";
import { loadModule } from "./load-module.ts";

/** Loads a scorer that gives one point where an attribute matches; each pattern is a rule. */
async function scorerOf(patterns: readonly string[]) {
	const rules = patterns.map((matches, i) => ({ id: `r${i}`, attribute: "text", points: [{ matches, points: 1 }] }));
	const { model } = modelFrom({ leadlab: "model/1", name: "patterns", groups: [{ id: "g", rules }], stages: {} });
	return loadModule<ScorerModule>(exportJavaScript(model).code);
}

const lead = (text: string) => ({ today: 1, createdDay: 1, attributes: { text }, activities: [] });
const matched = (module: ScorerModule, text: string, rule = "r0") =>
	(module.score(lead(text)) as { contributions: Record<string, number> }).contributions[rule] === 1;

/** Random expressions of the whole RE2 syntax, over a small alphabet so that they are found now and then. */
const expression: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
	node: fc.oneof(
		{ maxDepth: 4, withCrossShrink: true },
		fc.constantFrom("a", "B", "k", "é", "ß", "σ", "1", " ", ".", "\\n", "İ", "😀", "\\x{212A}"),
		fc.constantFrom("\\b", "\\B", "^", "$", "\\A", "\\z", "(?m:^)", "(?m:$)", "\\w", "\\W", "\\d", "\\s", "\\S"),
		fc.constantFrom(
			"[a-c]",
			"[^a]",
			"[[:alpha:]]",
			"\\pL",
			"\\PL",
			"\\p{Greek}",
			"[^\\w]",
			"(?-i:a)",
			"(?s:.)",
			"\\Qa.b\\E",
		),
		fc.tuple(tie("node"), tie("node")).map(([a, b]) => `${a}${b}`),
		fc.tuple(tie("node"), tie("node")).map(([a, b]) => `(?:${a}|${b})`),
		fc
			.tuple(tie("node"), fc.constantFrom("*", "+", "?", "*?", "+?", "??", "{2}", "{1,3}", "{2,}"))
			.map(([a, times]) => `(${a})${times}`),
	),
})).node;

const text = fc.array(
	fc.constantFrom(..."aAbBckKéßσΣς1 2_-.\nİI😀\u212Ae\u0301".split(""), "😀", "\ud800", "e\u0301", "ab", "a.b"),
	{ maxLength: 9 },
);

describe("an exported pattern", () => {
	it("finds exactly what the expression engine finds, on random expressions and texts", async () => {
		let found = 0;
		let missed = 0;
		await fc.assert(
			fc.asyncProperty(
				fc.array(expression, { minLength: 10, maxLength: 10 }),
				fc.array(text, { minLength: 25, maxLength: 25 }),
				async (patterns, texts) => {
					const module = await scorerOf(patterns);
					for (const [i, pattern] of patterns.entries()) {
						const holds = compilePredicate({ matches: pattern });
						for (const characters of texts) {
							const value = characters.join("");
							if (value.trim() === "") continue;
							const expected = holds(value);
							if (expected) found++;
							else missed++;
							expect({ pattern, value, is: matched(module, value, `r${i}`) }).toEqual({ pattern, value, is: expected });
						}
					}
				},
			),
			{ numRuns: sized({ full: 120, usual: 60 }), seed: 11 },
		);
		expect(found).toBeGreaterThan(sized({ full: 5000, usual: 2500 }));
		expect(missed).toBeGreaterThan(sized({ full: 5000, usual: 2500 }));
	});

	it.each([
		["k", "\u212A", true],
		["^(vp|vice)\\b", "VP, sales", true],
		["^(vp|vice)\\b", "vpn", false],
		["", "anything", true],
		["x{2,3}$", "xxxx", true],
		["\\Aabc\\z", " ABC ", true],
	])("%j in %j is %s", async (pattern, value, expected) => {
		expect(matched(await scorerOf([pattern || "(?:)"]), value)).toBe(expected);
	});

	it("takes linear time where backtracking would take for ever", async () => {
		const module = await scorerOf(["^(a*)*$", "(a|a)*b$", "(.*)(.*)(.*)(.*)x$"]);
		const start = performance.now();
		expect(matched(module, `${"a".repeat(20_000)}c`)).toBe(false);
		expect(performance.now() - start).toBeLessThan(5000);
	});

	it("drops steps that do nothing", () => {
		expect(compilePatternProgram("^a")).toEqual({
			start: 0,
			steps: [
				{ kind: "empty", conditions: 4, to: 1 },
				{ kind: "range", ranges: [65, 65, 97, 97], to: 2 },
				{ kind: "match" },
			],
		});
	});
});

describe("patternSamples", () => {
	it.each([
		"^v",
		"^(vp|vice)\\b",
		"\\d{4}",
		"[^/]/p",
		"\\Bi",
		"^/(docs|blog)(/[0-9]+)?$",
		"(?:a|b)*c",
		"sales$",
		"\\pL{3,}",
		"é",
		"\\W",
	])("finds texts for %j", (pattern) => {
		const samples = patternSamples(pattern);
		expect(samples.length).toBeGreaterThan(0);
		expect(samples.filter((sample) => !compilePredicate({ matches: pattern })(sample))).toEqual([]);
	});

	it("finds none for a pattern that nothing known can match", () => {
		expect(patternSamples("^$")).toEqual([]);
		expect(patternSamples("a\\bb")).toEqual([]);
	});
});
