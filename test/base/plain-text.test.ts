import { expect, test } from "vitest";
import { indexOfName, normalText, plainText, visibleText } from "../../src/base/plain-text.ts";
import { madeUpName } from "../../src/dataset/equal-values.ts";

test("text that differs only in what no screen shows is one text; case is apart", () => {
	const spellings = ["Société x", " Socie\u0301te\u0301\u00a0x", "\ufeffSoci\u200bété x\u202f", "So\u00adciété x"];
	expect(new Set(spellings.map(plainText)).size).toBe(1);
	expect(plainText("AbC")).not.toBe(plainText("abc"));
	expect(normalText("AbC")).toBe(normalText("abc\u200b"));
});

test.each([
	["a", ["A", "a"], 1],
	["a", ["A", "b"], 0],
	["a", ["A", "A "], -1],
	["a", ["a\u200b", "A"], 0],
	["x", ["A"], -1],
])("the name %j among %j is at %i", (name, names, at) => {
	expect(indexOfName(names, name)).toBe(at);
});

test.each([
	["c\u200b", "c\\u200b"],
	["Annual\u00a0Revenue", "Annual\\u00a0Revenue"],
	["qualifie\u0301", "qualifie\\u0301"],
	["p\u0430ypal", "p\\u0430ypal"],
	["a\u0007b", "a\\u0007b"],
	["Société, Москва, हिन्दी, 東京", "Société, Москва, हिन्दी, 東京"],
])("%j is shown as %j", (text, shown) => {
	expect(visibleText(text)).toBe(shown);
});

test("a name that is made up equals no value", () => {
	expect(madeUpName("other", ["web"])).toBe("(other)");
	expect(madeUpName("other", ["(Other) ", "((other))"])).toBe("(((other)))");
});
