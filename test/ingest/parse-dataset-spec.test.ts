import { describe, expect, test } from "vitest";
import { LabError } from "../../src/base/error.ts";
import { nearest } from "../../src/base/nearest.ts";
import { datasetJsonSchema } from "../../src/ingest/checks/dataset-spec.ts";
import { exceedsLimit, limitText, parseLimit } from "../../src/ingest/checks/limit.ts";
import { parseDatasetSpec } from "../../src/ingest/checks/parse-dataset-spec.ts";
import { policyOf } from "../../src/ingest/checks/policy.ts";
import { SPEC } from "./folder.ts";

const issuesOf = (text: string) => {
	try {
		parseDatasetSpec(text, { file: "dataset.yaml" });
	} catch (error) {
		if (error instanceof LabError) return error.issues.map(({ code, row, column }) => [code, row, column]);
		throw error;
	}
	return [];
};

describe("parseDatasetSpec", () => {
	test("the published JSON Schema is the schema's own", async () => {
		expect(datasetJsonSchema().$schema).toContain("draft-07");
		await expect(`${JSON.stringify(datasetJsonSchema(), null, "\t")}\n`).toMatchFileSnapshot(
			"../../data/schemas/dataset-1.schema.json",
		);
	});

	test("reads the example of the contract, frozen, with defaults", () => {
		const spec = parseDatasetSpec(SPEC);
		expect(spec.time_zone).toBe("Europe/Berlin");
		expect(parseDatasetSpec(SPEC.replace(/time_zone.*\n/, "")).time_zone).toBe("UTC");
		expect(Object.isFrozen(spec.leads.attributes)).toBe(true);
	});

	test.each([
		["a zone that does not exist", SPEC.replace("Europe/Berlin", "Europe/Bärlin"), ["time-zone", 3, "time_zone"]],
		["an as_of that is no instant", SPEC.replace("2024-09-30", "30.09.2024"), ["type", 2, "as_of"]],
		["a rung listed twice", SPEC.replace("[lost]", "[mql]"), ["duplicate-id", 5, "exits[0]"]],
		[
			"a stage that is not on the ladder",
			`${SPEC}worked: { stages: [sal] }\n`,
			["unknown-stage", 10, "worked.stages[0]"],
		],
		["a hand-off to nowhere", `${SPEC}handoffs: [ { from: mql, to: won } ]\n`, ["unknown-stage", 10, "handoffs[0].to"]],
		[
			"keeping orphans",
			`${SPEC}checks: { orphan-activity: { action: keep } }\n`,
			["check-action", 10, "checks.orphan-activity.action"],
		],
		[
			"a check that does not exist",
			`${SPEC}checks: { orphans: { error_if: 1 } }\n`,
			["dataset-schema", 10, expect.stringContaining("checks")],
		],
		[
			"a limit that is no limit",
			`${SPEC}checks: { type: { error_if: "few" } }\n`,
			["dataset-schema", 10, expect.stringContaining("error_if")],
		],
		["an unknown key", `${SPEC}colour: blue\n`, ["dataset-schema", expect.any(Number), "colour"]],
		[
			"an attribute known from a stage that is not there",
			SPEC.replace("{ type: text }", "{ type: text, known: { stage: sal } }"),
			["unknown-stage", 6, "leads.attributes.industry.known.stage"],
		],
		[
			"an attribute from a history that is not there",
			SPEC.replace("{ type: text }", "{ type: text, column: false }").replace(/attribute_history.*\n/, ""),
			["missing-column", 6, "leads.attributes.industry"],
		],
	])("tells of %s with its line", (_name, text, issue) => {
		expect(issuesOf(text)).toEqual([issue]);
	});
});

describe("limits and policies", () => {
	test("a limit is a count or a share, and itself allowed", () => {
		expect(parseLimit("1 %")).toEqual({ share: 0.01 });
		expect(parseLimit("12")).toEqual({ count: 12 });
		expect([parseLimit("101 %"), parseLimit(1.5), parseLimit(-1), parseLimit("x")]).toEqual([
			undefined,
			undefined,
			undefined,
			undefined,
		]);
		expect([
			exceedsLimit(1, 100, { share: 0.01 }),
			exceedsLimit(2, 100, { share: 0.01 }),
			exceedsLimit(1, 5, { count: 0 }),
		]).toEqual([false, true, true]);
		expect([limitText({ share: 0.005 }), limitText({ count: 3 })]).toEqual(["0.5 % of the rows", "3 rows"]);
	});

	test("the defaults are those of the contract", () => {
		const { action } = policyOf({});
		const kept = (["before-creation", "stage-order", "type"] as const).map(action);
		const rejected = (
			["missing-id", "duplicate-id", "orphan-activity", "after-as-of", "unknown-stage", "short-row"] as const
		).map(action);
		expect(new Set(kept)).toEqual(new Set(["keep"]));
		expect(new Set(rejected)).toEqual(new Set(["reject"]));
	});

	test("a misspelt name finds its neighbour, a strange one none", () => {
		expect(nearest("leadid", ["at", "Lead_ID", "type"])).toBe("Lead_ID");
		expect(nearest("revenue", ["at", "type"])).toBeUndefined();
	});
});
