import { describe, expect, test } from "vitest";
import { LabError } from "../../src/base/error.ts";
import { isBackwards } from "../../src/dataset/backwards-handoff.ts";
import { parseDatasetSpec } from "../../src/ingest/checks/parse-dataset-spec.ts";
import { readDataset } from "../../src/ingest/read-dataset.ts";
import { parseModel } from "../../src/model/parse-model.ts";
import { bindModel } from "../../src/replay/bind-model.ts";
import { handoffsFor } from "../../src/replay/default-handoffs.ts";
import { replay } from "../../src/replay/replay.ts";
import { ACTIVITIES, folderOf, LEADS, SPEC, STAGES } from "../ingest/folder.ts";

const model = (stages: string) =>
	parseModel(
		`leadlab: model/1\nname: m\ngroups: [ { id: g, rules: [ { id: r, attribute: industry, points: [ { is: software, points: 8 } ] } ] } ]\nstages: ${stages}\n`,
		{ file: "model.yaml" },
	).model;

const codesOf = (make: () => unknown): readonly string[] => {
	try {
		make();
	} catch (error) {
		if (error instanceof LabError) return error.issues.map(({ code }) => code);
		throw error;
	}
	return [];
};

describe("a hand-off", () => {
	const ladder = ["lead", "mql", "sql", "customer"];
	test.each([
		["sql", "mql", true],
		["mql", "mql", true],
		["mql", "customer", false],
		["vip", "mql", false],
		["vip", "vip", true],
	])("from %s to %s leads nowhere: %s", (from, to, expected) => {
		expect(isBackwards({ from, to }, ladder)).toBe(expected);
	});

	test("down the ladder or onto itself is refused in the contract and where it is asked for", () => {
		const text = `${SPEC}handoffs: [ { from: sql, to: mql }, { from: mql, to: mql }, { from: mql, to: sql } ]\n`;
		expect(codesOf(() => parseDatasetSpec(text))).toEqual(["handoff-order", "handoff-order"]);
		const asked = [{ from: "sql", to: "mql" }];
		expect(
			codesOf(() =>
				handoffsFor(
					model("{ mql: { score: 1 }, sql: { score: 2 } }"),
					{ ladder, exits: [], handoffs: undefined },
					asked,
				),
			),
		).toEqual(["handoff-order"]);
	});
});

describe("what is named and not there", () => {
	const folder = (spec: string, more: Readonly<Record<string, string>> = {}) =>
		folderOf({
			"dataset.yaml": spec.replace(/attribute_history.*\n/, ""),
			"leads.csv": LEADS,
			"activities.csv": ACTIVITIES,
			"stages.csv": STAGES,
			...more,
		});

	test("a flag off the ladder is told, unless a hand-off begins with it", async () => {
		const stages = "{ mql: { score: 1 }, vip: { score: 2 } }";
		const { dataset } = await readDataset(folder(SPEC));
		expect(bindModel(model(stages), dataset).map(({ code, column }) => [code, column])).toEqual([
			["stage-off-ladder", "stages.vip"],
		]);
		expect(bindModel(model("{ mql: { score: 1 } }"), dataset)).toEqual([]);
		const named = await readDataset(folder(`${SPEC}handoffs: [ { from: mql, to: sql }, { from: vip, to: sql } ]\n`));
		expect(bindModel(model(stages), named.dataset)).toEqual([]);
	});

	test("a type of worked activities that never occurs is told", async () => {
		const { warnings } = await readDataset(folder(`${SPEC}worked: { activities: [demo, page_veiw] }\n`));
		expect(warnings.map(({ code }) => code)).toEqual(["worked-type"]);
		expect(warnings[0]?.cure).toContain('"page_view"');
	});
});

describe("a stage", () => {
	const ladder = "[lead, Größe: 1, Demo 1, 'a -> b']";
	const spec = SPEC.replace(/ladder: .*/, `ladder: ${ladder.replace("Größe: 1", '"Größe: 1"')}`).replace(
		/attribute_history.*\n/,
		"",
	);
	const files = {
		"leads.csv": LEADS,
		"activities.csv": ACTIVITIES,
		"stages.csv": "lead,stage,at\na,Größe: 1,2024-03-01\na,Vorführung,2024-04-01\nb,Demo 1,2024-04-02\n",
	};

	test("may be any text, and be called something else in the file", async () => {
		const folder = folderOf({
			...files,
			"dataset.yaml": spec.replace("stage: stage, at: at", "stage: stage, at: at, labels: { Demo 1: [Vorführung] }"),
		});
		const { dataset, rejects } = await readDataset(folder);
		expect(rejects).toEqual([]);
		const flags = model('{ "Größe: 1": { score: 5 } }');
		const result = await replay(dataset, flags, { handoffs: [{ from: "Größe: 1", to: "Demo 1" }] });
		expect(result.handoffs[0]).toMatchObject({
			from: "Größe: 1",
			to: "Demo 1",
			flagged: 1,
			hits: 0,
			misses: 0 + 1,
			reached: 2,
		});
	});

	test("has no label of two meanings", () => {
		const labels = (text: string) =>
			codesOf(() => parseDatasetSpec(spec.replace("stage: stage, at: at", `stage: stage, at: at, labels: ${text}`)));
		expect(labels("{ Demo 1: [x], lead: x }")).toEqual(["stage-label"]);
		expect(labels("{ Demo 1: lead }")).toEqual(["stage-label"]);
		expect(labels("{ Demo 2: x }")).toEqual(["unknown-stage"]);
		expect(labels("{ Demo 1: [x, y] }")).toEqual([]);
	});

	test("has neither breaks nor blanks around it", () => {
		for (const name of ['" Demo"', '"a\\nb"', "__proto__"]) {
			expect(codesOf(() => model(`{ ${name}: { score: 1 } }`))).not.toEqual([]);
		}
	});
});
