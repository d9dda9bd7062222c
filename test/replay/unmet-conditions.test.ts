import { describe, expect, test } from "vitest";
import { datasetFrom } from "../../src/dataset/dataset-from.ts";
import { modelFrom } from "../../src/model/parse-model.ts";
import type { Predicate } from "../../src/model/predicate.ts";
import { bindModel } from "../../src/replay/bind-model.ts";

const DAY = 86_400_000;
const INDUSTRIES = ["software", "retail", "Fintech"];
const dataset = datasetFrom({
	asOf: 100 * DAY,
	ladder: ["lead", "mql", "sql"],
	attributes: { opted: { type: "boolean" }, size: { type: "number" }, industry: {} },
	leads: INDUSTRIES.map((industry, i) => ({
		id: String(i),
		created: i * DAY,
		values: { opted: i === 0 ? "true" : "false", size: 10 * i, industry },
	})),
	activities: [{ lead: "0", at: DAY, type: "page_view", properties: { path: "/pricing" } }],
});

function warned(attribute: string, predicate: Predicate) {
	const { model } = modelFrom({
		leadlab: "model/1",
		name: "m",
		groups: [{ id: "g", rules: [{ id: "r", attribute, points: [{ ...predicate, points: 5 }] }] }],
		stages: { mql: { score: 5 } },
	});
	return bindModel(model, dataset).map(({ code, cure }) => [code, cure]);
}

describe("a condition that can never hold", () => {
	test.each<[string, Predicate, string]>([
		["opted", { is: "yes" }, "true"],
		["opted", { is: ["no"] }, "false"],
		["size", { is: "large" }, "number"],
		["industry", { is: "sofware" }, '"software"'],
		["industry", { is: ["retail", "sofware"] }, '"software"'],
		["industry", { starts_with: "bank" }, "software"],
		["industry", { at_least: 10 }, "software"],
	])("is told with what was likely meant: %s %j", (attribute, predicate, meant) => {
		const found = warned(attribute, predicate);
		expect(found.map(([code]) => code)).toEqual(["unmet-condition"]);
		expect(found[0]?.[1]).toContain(meant);
	});

	test.each<[string, Predicate]>([
		["opted", { is: true }],
		["opted", { is: "TRUE " }],
		["size", { is: "10" }],
		["size", { below: -5 }],
		["industry", { is: ["software", "healthcare"] }],
		["industry", { is: " FINTECH\u200b" }],
		["industry", { known: false }],
	])("is not what may hold, nor what merely no lead has: %s %j", (attribute, predicate) => {
		expect(warned(attribute, predicate)).toEqual([]);
	});
});
