import { describe, expect, it } from "vitest";
import { fileStem } from "../../src/export/export-target.ts";
import { exportTargets } from "../../src/export/export-targets.ts";
import { parityVectors } from "../../src/export/parity/parity-vectors.ts";
import { verifyConfig } from "../../src/export/verify.ts";
import { exampleModel, PROVENANCE } from "./fixtures.ts";

describe("exportTargets", () => {
	const model = exampleModel();
	const vectors = parityVectors(model, { limit: 20 });

	it("have names and files of their own, named after the model", () => {
		expect(new Set(exportTargets.map(({ name }) => name)).size).toBe(exportTargets.length);
		const names = exportTargets.flatMap((target) => target.files(model, { vectors })).map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		expect(names.filter((name) => !name.startsWith(`${fileStem(model)}.`))).toEqual([]);
	});

	it.each(exportTargets)("$name writes every rule of the example, in lines that end, the same each time", (target) => {
		const files = target.files(model, { provenance: PROVENANCE, vectors });
		expect(target.files(model, { provenance: PROVENANCE, vectors })).toEqual(files);
		expect(files.every(({ text }) => text.endsWith("\n"))).toBe(true);
		const rules = model.groups.flatMap((group) => group.rules.map(({ id }) => id));
		expect(rules.length).toBeGreaterThan(5);
		expect(rules.filter((id) => !files[0]?.text.includes(id))).toEqual([]);
	});

	it("the configuration carries the vectors it was given", () => {
		const [json] = exportTargets[0]!.files(model, { vectors });
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
