import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { modelJsonSchema } from "../../src/export/model-json-schema.ts";
import { arbitraryModel } from "../model/arbitraries.ts";
import { EXAMPLE } from "./fixtures.ts";

type Validate = (data: unknown) => boolean;

/** An independent validator, where one is installed. */
function validator(): Validate | undefined {
	try {
		const Ajv = createRequire(import.meta.url)("ajv") as new (
			options: object,
		) => { compile(schema: unknown): Validate };
		return new Ajv({ strict: false, unicodeRegExp: true }).compile(modelJsonSchema());
	} catch (error) {
		if ((error as { code?: string }).code === "MODULE_NOT_FOUND") return undefined;
		throw error;
	}
}

const validate = validator();
const MODELS = new URL("../../data/models/", import.meta.url);

describe("modelJsonSchema", () => {
	it("is published in data/schemas", async () => {
		await expect(`${JSON.stringify(modelJsonSchema(), null, "\t")}\n`).toMatchFileSnapshot(
			"../../data/schemas/model-1.schema.json",
		);
	});

	it("is draft 7 with a name that is no address", () => {
		expect(modelJsonSchema()).toMatchObject({
			$schema: "http://json-schema.org/draft-07/schema#",
			$id: "urn:leadlab:model:1",
			type: "object",
			additionalProperties: false,
		});
		expect(modelJsonSchema().required).toEqual(["leadlab", "name", "groups", "stages"]);
	});

	describe.skipIf(validate === undefined)("with an independent validator", () => {
		it.each(readdirSync(MODELS).filter((name) => /\.ya?ml$/.test(name)))("accepts %s", (name) => {
			expect(validate?.(parse(readFileSync(new URL(name, MODELS), "utf8")))).toBe(true);
		});

		it("accepts random models", () => {
			fc.assert(
				fc.property(arbitraryModel(), (model) => validate?.(structuredClone(model)) === true),
				{
					numRuns: 200,
					seed: 2,
				},
			);
		});

		it.each([
			["an unknown key", { extra: 1 }],
			["no groups", { groups: [] }],
			["a threshold that is text", { stages: { mql: { score: "45" } } }],
			["a rule with points of text", { groups: [{ id: "g", rules: [{ id: "r", attribute: "a", points: "5" }] }] }],
			["an id with a space", { groups: [{ id: "g g", rules: [{ id: "r", attribute: "a", points: 5 }] }] }],
			[
				"a decay of 0 days",
				{ groups: [{ id: "g", decay: { half_life_days: 0 }, rules: [{ id: "r", attribute: "a", points: 5 }] }] },
			],
		])("refuses %s", (_, change) => {
			const model = parse(EXAMPLE) as object;
			expect(validate?.(model)).toBe(true);
			expect(validate?.({ ...model, ...change })).toBe(false);
		});
	});
});
