import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { LabError } from "../../src/base/error.ts";
import { fingerprint } from "../../src/base/fingerprint.ts";
import { vectorFrom } from "../../src/export/parity/parity-vector.ts";
import { parityVectors } from "../../src/export/parity/parity-vectors.ts";
import { exportConfig, parseProductionConfig } from "../../src/export/production-config.ts";
import { provenanceOf } from "../../src/export/provenance.ts";
import { verifyConfig } from "../../src/export/verify.ts";
import { estimateRate } from "../../src/metrics/rates/estimate.ts";
import { compileModel } from "../../src/model/score.ts";
import type { Replay } from "../../src/replay/replay-result.ts";
import { sized } from "../full-size.ts";
import { arbitraryModel, arbitraryView } from "../model/arbitraries.ts";
import { exampleModel, PROVENANCE } from "./fixtures.ts";

const model = exampleModel();
const VECTORS = parityVectors(model);
const exported = () => ({ model, ...exportConfig(model, { provenance: PROVENANCE, vectors: VECTORS }) });

function errorOf(text: string): LabError {
	try {
		parseProductionConfig(text, { file: "config.yaml" });
	} catch (error) {
		if (error instanceof LabError) return error;
		throw error;
	}
	throw new Error("the configuration was accepted");
}

describe("exportConfig", () => {
	it("writes the same in JSON and YAML, and both are read back", () => {
		const { json, yaml, fingerprint: print } = exported();
		expect(parse(yaml, { maxAliasCount: 0 })).toEqual(JSON.parse(json));
		for (const text of [json, yaml]) {
			const config = parseProductionConfig(text);
			expect(config.model).toEqual(model);
			expect(config.provenance).toEqual(PROVENANCE);
			expect(config.fingerprint).toBe(print);
			expect(config.fingerprint).toBe(fingerprint(model));
			expect(config.vectors.length).toBeGreaterThan(50);
		}
	});

	it("keeps the model in the order of its schema, each vector on its line, the same bytes each time", () => {
		const { json, yaml } = exported();
		expect(exported().json).toBe(json);
		expect(Object.keys(JSON.parse(json).model)).toEqual(["leadlab", "name", "version", "groups", "stages", "bands"]);
		const vectors = JSON.parse(json).vectors.length;
		expect(json.split("\n").filter((line) => line.startsWith('    {"name":')).length).toBe(vectors);
		expect(yaml.split("\n").filter((line) => line.startsWith('  - {"name":')).length).toBe(vectors);
	});

	it("reads random models back exactly, whatever their texts hold", () => {
		fc.assert(
			fc.property(arbitraryModel(), arbitraryView(), fc.string({ unit: "binary" }), (random, lead, description) => {
				const odd = { ...random, description };
				const vectors = [vectorFrom(compileModel(odd), { name: description, lead })];
				const { json, yaml } = exportConfig(odd, { vectors });
				for (const text of [json, yaml]) {
					const config = parseProductionConfig(text);
					expect(config.model).toEqual(odd);
					expect(config.vectors).toEqual(vectors);
					expect(config.provenance).toBeNull();
				}
			}),
			{ numRuns: sized({ full: 300, usual: 80 }), seed: 4 },
		);
	});

	it("says that there are no vectors", () => {
		const { json, yaml } = exportConfig(exampleModel(), { vectors: [] });
		expect(parseProductionConfig(json).vectors).toEqual([]);
		expect(parseProductionConfig(yaml).vectors).toEqual([]);
	});
});

describe("parseProductionConfig", () => {
	it.each([
		["a point", (text: string) => text.replace("points: 20", "points: 21")],
		["a threshold", (text: string) => text.replace("score: 45\n", "score: 44\n")],
		["a text", (text: string) => text.replace("Book a meeting", "Book two meetings")],
		["the fingerprint", (text: string) => text.replace(/^fingerprint: .*$/m, "fingerprint: 0123456789abcdef")],
	])("refuses a configuration in which %s was changed by hand", (_, edit) => {
		const { yaml } = exported();
		expect(edit(yaml)).not.toBe(yaml);
		const error = errorOf(edit(yaml));
		expect(error.code).toBe("fingerprint-mismatch");
		expect(error.kind).toBe("configuration");
		expect(error.issues[0]).toMatchObject({ file: "config.yaml", row: 3, column: "fingerprint" });
		expect(() => verifyConfig(edit(yaml))).toThrow(LabError);
	});

	it("is not troubled by another layout", () => {
		const { json } = exported();
		expect(parseProductionConfig(JSON.stringify(JSON.parse(json), null, 7)).model).toEqual(model);
	});

	it.each([
		["not a configuration", "leadlab: model/1", "config-schema", "leadlab"],
		["broken YAML", "leadlab: [", "yaml-syntax", undefined],
		["an unknown key", () => exported().yaml.replace("provenance:", "extra: 1\nprovenance:"), "config-schema", "extra"],
		[
			"a rate without its counts",
			() => exported().yaml.replace("hits: 30\n        total: 100", "total: 100"),
			"config-schema",
			"provenance.handoffs[0].precision.hits",
		],
	])("refuses %s", (_, text, code, column) => {
		const error = errorOf(typeof text === "string" ? text : text());
		expect(error.code).toBe(code);
		expect(error.issues.map((issue) => issue.column)).toContain(column);
	});
});

describe("verifyConfig", () => {
	it("passes what was exported", () => {
		const { json, yaml } = exported();
		const vectors = VECTORS.length;
		expect(verifyConfig(json)).toEqual({ vectors, passed: vectors, failures: [] });
		expect(verifyConfig(yaml).passed).toBe(vectors);
	});

	it("says which number of which vector is wrong", () => {
		const config = JSON.parse(exported().json);
		config.vectors[3].expected.score += 1;
		config.vectors[3].expected.stages.mql.gates[0] = !config.vectors[3].expected.stages.mql.gates[0];
		const report = verifyConfig(JSON.stringify(config));
		expect(report.passed).toBe(report.vectors - 1);
		expect(report.failures.map(({ what }) => what)).toEqual(["score", "stages.mql.gates[0]"]);
		expect(report.failures[0]).toMatchObject({
			vector: config.vectors[3].name,
			expected: config.vectors[3].expected.score,
			got: config.vectors[3].expected.score - 1,
		});
	});
});

type Measure = (typeof PROVENANCE.handoffs)[number];

describe("provenanceOf", () => {
	it("keeps counts beside every rate and writes null where a rate is undefined", () => {
		const [measured, empty] = PROVENANCE.handoffs as [Measure, Measure];
		const undefinedRate = estimateRate(0, 0);
		const measuredRate = (rate: typeof measured.precision) => ({ ...rate, state: "measured" });
		const replay = {
			datasetName: "sample",
			datasetFingerprint: "0123456789abcdef",
			asOf: Date.UTC(2024, 8, 30, 21, 59, 59, 999),
			cohort: { from: undefined, to: Date.UTC(2024, 5, 1), leads: 1000 },
			horizonDays: 90,
			landmarkDays: 14,
			handoffs: [
				{
					...{ ...measured, excluded: 10, perWeek: 3.5 },
					...{ precision: measuredRate(measured.precision), recall: measuredRate(measured.recall) },
				},
				{ ...empty, precision: undefinedRate, recall: undefinedRate },
			],
		} as unknown as Replay;
		const { generatedAt, toolVersion } = PROVENANCE;
		expect(provenanceOf(replay, { generatedAt, toolVersion })).toEqual(PROVENANCE);
	});
});
