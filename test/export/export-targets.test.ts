import { describe, expect, it } from "vitest";
import { exportTargets, fileStem } from "../../src/export/export-targets.ts";
import { parityVectors } from "../../src/export/parity/parity-vectors.ts";
import { verifyConfig } from "../../src/export/verify.ts";
import { exampleModel, PROVENANCE } from "./fixtures.ts";

describe("exportTargets", () => {
	const model = exampleModel();
	const vectors = parityVectors(model, { limit: 20 });

	it("have names of their own", () => {
		expect(exportTargets.map(({ name }) => name)).toEqual(["json", "yaml", "javascript"]);
	});

	it.each(exportTargets)("$name writes the files it names, and has no limit for the example", (target) => {
		expect(target.limits(model)).toEqual([]);
		const files = target.export(model, { provenance: PROVENANCE, vectors });
		expect(files.map(({ name }) => name)).toEqual(target.fileNames(model));
		expect(files.every(({ text }) => text.length > 500 && text.endsWith("\n"))).toBe(true);
	});

	it("the configuration carries the vectors it was given", () => {
		const [json] = exportTargets[0]!.export(model, { vectors });
		expect(verifyConfig(json!.text)).toEqual({ vectors: 20, passed: 20, failures: [] });
	});

	it.each([
		["SaaS baseline (EU)", "saas-baseline-eu"],
		["Électro/../x", "electro-x"],
		["评分", "model"],
		["a".repeat(200), "a".repeat(80)],
	])("%j makes the file name %j", (name, stem) => {
		expect(fileStem({ name })).toBe(stem);
	});
});
