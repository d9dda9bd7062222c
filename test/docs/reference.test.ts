import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { modelJsonSchema } from "../../src/export/model-json-schema.ts";
import { CHECK_RULES } from "../../src/ingest/checks/check-codes.ts";
import { datasetJsonSchema } from "../../src/ingest/checks/dataset-spec.ts";
import { children, type JsonSchema, markdownRows, referenceTables, withPart } from "./reference.ts";

const PAGE = new URL("../../data/README.md", import.meta.url);
const DATASET = datasetJsonSchema() as JsonSchema;
const MODEL = modelJsonSchema() as JsonSchema;

const page = () => {
	const dataset = referenceTables(
		DATASET,
		[
			{ title: "#### `dataset.yaml`", path: "" },
			{ title: "#### `leads`", path: "leads" },
			{ title: "#### `leads.attributes.NAME`: one attribute", path: "leads.attributes.NAME" },
			{ title: "#### `activities`", path: "activities" },
			{ title: "#### `stages`", path: "stages" },
			{ title: "#### `attribute_history`", path: "attribute_history" },
		],
		[
			{
				title: "#### The file of a table (in `leads`, `activities`, `stages`, `attribute_history`)",
				called: "a file",
				keys: ["file", "format", "delimiter", "encoding", "date_format", "decimal", "null_values"],
			},
			{
				title: "#### A column of instants, when its name alone does not do",
				called: "`{ column, date_format }`",
				keys: ["column", "date_format"],
			},
		],
	);
	const model = referenceTables(
		MODEL,
		[
			{ title: "#### The model file", path: "" },
			{ title: "#### `groups[]`", path: "groups[]" },
			{ title: "#### `groups[].rules[]`: an attribute rule", path: "groups[].rules[]#0" },
			{ title: "#### `groups[].rules[]`: an activity rule", path: "groups[].rules[]#1" },
			{ title: "#### `groups[].rules[]`: an inactivity rule", path: "groups[].rules[]#2" },
		],
		[
			{
				title: "#### Conditions on a value",
				called: "conditions",
				keys: ["is", "starts_with", "contains", "matches", "below", "at_least", "known"],
			},
		],
	);
	const checks = markdownRows(
		["code", "unless you say otherwise", "because"],
		Object.entries(CHECK_RULES).map(([code, { action, allowed, why, ...rest }]) => [
			`\`${code}\``,
			allowed.length > 1 ? `${action} (or ${allowed.filter((one) => one !== action).join(", ")})` : `${action}, always`,
			`${why}${"warnIf" in rest ? `; a warning above ${rest.warnIf} of the rows` : ""}`,
		]),
	);
	const parts = { dataset, checks, model };
	return Object.entries(parts).reduce((text, [name, part]) => withPart(text, name, part), readFileSync(PAGE, "utf8"));
};

describe("the reference in data/README.md", () => {
	it("is what the schemas say; `npm run docs` writes it anew", async () => {
		await expect(page()).toMatchFileSnapshot("../../data/README.md");
	});

	it.each([
		["dataset", DATASET],
		["model", MODEL],
	])("has every key of the %s schema", (_, schema) => {
		const rows = readFileSync(PAGE, "utf8").matchAll(/^\| `([^`]+)`/gm);
		const there = new Set([...rows].map(([, path = ""]) => path.split(".").at(-1)));
		const keys = keysOf(schema);
		expect(keys.size).toBeGreaterThan(30);
		expect([...keys].filter((key) => !there.has(key))).toEqual([]);
	});

	it("refuses a schema with a key that is not described", () => {
		const schema: JsonSchema = { properties: { a: { type: "string", description: "A." }, b: { type: "string" } } };
		expect(() => referenceTables(schema, [{ title: "", path: "" }], [])).toThrow('"b"');
	});
});

function keysOf(schema: JsonSchema): Set<string> {
	return new Set([...Object.keys(schema.properties ?? {}), ...children(schema).flatMap((one) => [...keysOf(one)])]);
}
