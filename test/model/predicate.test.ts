import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalText } from "../../src/base/plain-text.ts";
import { knownValue, numberOf, type Value } from "../../src/base/value.ts";
import { compilePattern, compilePredicate, type Predicate } from "../../src/model/predicate.ts";
import { valueAt } from "../../src/model/value-at.ts";
import { arbitraryPredicate, VOCABULARY } from "./arbitraries.ts";

const table: readonly (readonly [Predicate, readonly (Value | undefined)[], readonly (Value | undefined)[]])[] = [
	[{}, ["x", 0, "0"], [undefined]],
	[{ known: true }, ["x", 0], [undefined]],
	[{ known: false }, [undefined], ["x", 0]],
	[{ known: false, is: "x" }, [], [undefined, "x", "y"]],
	[{ known: true, is: "x" }, ["x"], [undefined, "y"]],
	[{ is: "Software" }, ["software", " SOFTWARE ", "Software"], ["soft ware", "softwares", 1, undefined]],
	[{ is: "café" }, ["cafe\u0301", "CAFÉ", "CAFE\u0301"], ["cafe"]],
	[{ is: "cafe\u0301" }, ["café"], ["cafe"]],
	[{ is: ["a", "b"] }, ["A", "b "], ["ab", "c"]],
	[{ is: 10 }, [10, "10", " 10.0 ", "1e1", "+10"], [10.5, "10 %", "ten", "0x0A", "Infinity"]],
	[{ is: "10" }, ["10", 10], ["10.0", 10.5]],
	[{ is: [10, "n/a"] }, ["N/A", "10.00"], [11, "n.a."]],
	[{ is: true }, ["true", "TRUE "], ["yes", 1, "1", "false"]],
	[{ is: 0 }, [0, -0, "0", "-0", "0.0"], ["", undefined, "o"]],
	[{ starts_with: "/Pricing" }, ["/pricing", "/PRICING/eu", "  /pricing"], ["x/pricing", "/pric"]],
	[{ starts_with: "1" }, [1, 12, "1x"], [21]],
	[{ contains: "VP" }, ["svp sales", "Vp"], ["v p"]],
	[{ contains: "5" }, [0.5, 50], [1]],
	[{ matches: "vice|^vp\\b" }, ["Vice President", "VP", "vp sales", "service"], ["vpn", "svp"]],
	[{ matches: "^\\d+$" }, [12, "12", " 12 "], ["12a", 1.5]],
	[{ matches: "É" }, ["e\u0301cole", "École"], ["ecole"]],
	[{ below: 50 }, [49.999, -1, "49", " 1e1 "], [50, "50", "n/a", undefined]],
	[{ at_least: 50 }, [50, "50.0", 1e9], [49.999, "n/a", undefined]],
	[{ at_least: 10, below: 20 }, [10, "15", 19.99], [9.99, 20, "x"]],
	[{ at_least: 10, contains: "5" }, [15, "50"], [5, 11, "x5"]],
	[{ below: 1, is: "n/a" }, [], ["n/a", 0]],
];

describe("compilePredicate", () => {
	it.each(table)("%j", (predicate, holding, missing) => {
		const holds = compilePredicate(predicate);
		expect(holding.filter((value) => !holds(value))).toEqual([]);
		expect(missing.filter(holds)).toEqual([]);
	});

	it("gives an unknown value to nothing but `known: false`", () => {
		fc.assert(
			fc.property(arbitraryPredicate(VOCABULARY.attributes.industry!), (predicate) => {
				const alone = predicate.known === false && Object.keys(predicate).length === 1;
				expect(compilePredicate(predicate)(undefined)).toBe(alone);
			}),
			{ numRuns: 500, seed: 1 },
		);
	});

	it("does not tell spellings of the same text apart", () => {
		const values = Object.values(VOCABULARY.attributes).flat();
		fc.assert(
			fc.property(arbitraryPredicate(values), fc.constantFrom(...values), (predicate, value) => {
				const holds = compilePredicate(predicate);
				const text = String(value);
				const spellings = [` ${text}\t`, text.normalize("NFD"), text.normalize("NFC"), normalText(text)];
				expect(spellings.map(holds)).toEqual(spellings.map(() => holds(text)));
			}),
			{ numRuns: 2000, seed: 2 },
		);
	});

	it("holds when each of its conditions holds alone", () => {
		const values = [...VOCABULARY.attributes.employees!, ...VOCABULARY.attributes.budget!];
		fc.assert(
			fc.property(arbitraryPredicate(values), fc.constantFrom(...values), ({ known: _, ...predicate }, value) => {
				const each = Object.entries(predicate).map(([name, one]) => compilePredicate({ [name]: one })(value));
				expect(compilePredicate(predicate)(value)).toBe(each.every(Boolean));
			}),
			{ numRuns: 2000, seed: 3 },
		);
	});
});

describe("compilePattern", () => {
	it.each(["(?=a)", "(a)\\1", "(?<!x)y", "a{2000}", "("])("refuses %s, which RE2 does not have", (pattern) => {
		expect(() => compilePattern(pattern)).toThrow();
	});

	it("takes linear time on a text made to hang others", () => {
		const pattern = compilePattern("^(a+)+$");
		const start = performance.now();
		expect(pattern.test(`${"a".repeat(50_000)}b`)).toBe(false);
		expect(performance.now() - start).toBeLessThan(2000);
	});
});

describe("numberOf", () => {
	it.each([
		["12", 12],
		[" -.5 ", -0.5],
		["1.", 1],
		["1e3", 1000],
		["1e999", undefined],
		["", undefined],
		[".", undefined],
		["1,000", undefined],
		["0x10", undefined],
		["NaN", undefined],
		["١", undefined],
	])("reads %j as %s", (text, number) => {
		expect(numberOf(text)).toBe(number);
	});
});

describe("valueAt", () => {
	it("sees only what the record itself holds", () => {
		expect(valueAt({}, "constructor")).toBeUndefined();
		expect(valueAt({}, "__proto__")).toBeUndefined();
		expect(valueAt({ constructor: "x" } as unknown as Record<string, Value>, "constructor")).toBe("x");
		expect(valueAt(JSON.parse('{"__proto__":"x"}'), "__proto__")).toBe("x");
	});

	it("takes empty text and numbers that are not finite as unknown", () => {
		const values: Record<string, Value> = { a: "", b: " \t", c: Number.NaN, d: Number.POSITIVE_INFINITY, e: 0, f: "0" };
		expect(Object.keys(values).map((name) => valueAt(values, name))).toEqual([
			undefined,
			undefined,
			undefined,
			undefined,
			0,
			"0",
		]);
		expect([null, false].map(knownValue)).toEqual([undefined, "false"]);
	});
});
