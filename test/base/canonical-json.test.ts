import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../src/base/canonical-json.ts";
import { fingerprint } from "../../src/base/fingerprint.ts";

describe("canonicalJson", () => {
	it("sorts keys by code unit and leaves undefined out", () => {
		expect(canonicalJson({ b: 1, a: [true, null], c: undefined, Z: "ü" })).toBe('{"Z":"ü","a":[true,null],"b":1}');
	});

	it("reads back as the same data", () => {
		fc.assert(
			fc.property(fc.jsonValue(), (value) => {
				expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
			}),
			{ seed: 1 },
		);
	});
});

describe("fingerprint", () => {
	it("does not depend on the order of keys, and does on a value", () => {
		expect(fingerprint({ a: 1, b: 2 })).toBe(fingerprint({ b: 2, a: 1 }));
		expect(fingerprint({ a: 1, b: 2 })).not.toBe(fingerprint({ a: 1, b: 3 }));
	});

	it("is the start of the SHA-256 of the canonical text", () => {
		// printf '{"a":1}' | sha256sum
		expect(fingerprint({ a: 1 })).toBe("015abd7f5cc57a2d");
	});
});
