import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createContext, Script } from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fingerprint } from "../../src/base/fingerprint.ts";
import { exportJavaScript } from "../../src/export/javascript-scorer.ts";
import { parityVectors } from "../../src/export/parity/parity-vectors.ts";
import { type ScorerModule, verifyScorer } from "../../src/export/verify.ts";
import { modelFrom } from "../../src/model/parse-model.ts";
import { compileModel } from "../../src/model/score.ts";
import { sized } from "../full-size.ts";
import { arbitraryModel, arbitraryView } from "../model/arbitraries.ts";
import { exampleModel } from "./fixtures.ts";
import { loadModule } from "./load-module.ts";

interface Exported extends ScorerModule {
	dayOf(date: string): number;
	readonly meta: Readonly<Record<string, unknown>>;
}

const oneRule = (rule: object, rest: object = {}) =>
	modelFrom({ leadlab: "model/1", name: "one", groups: [{ id: "g", rules: [rule] }], stages: {}, ...rest }).model;

describe("exportJavaScript", () => {
	it("scores, gates and flags exactly as the reference on random models and leads", async () => {
		let cases = 0;
		const property = fc.asyncProperty(
			arbitraryModel(),
			fc.array(arbitraryView(), { minLength: 25, maxLength: 25 }),
			async (model, views) => {
				const scorer = compileModel(model);
				const module = await loadModule<Exported>(exportJavaScript(model).code);
				for (const view of views) {
					cases++;
					const { score, raw, groups, contributions } = scorer.explain(view);
					expect(module.score(view)).toEqual({
						score,
						raw,
						groups: Object.fromEntries(groups.map(({ group, points }) => [group, points])),
						contributions: Object.fromEntries(contributions.map(({ rule, points }) => [rule, points])),
					});
					const stages = Object.keys(model.stages);
					expect(module.flags(view)).toEqual(Object.fromEntries(stages.map((s) => [s, scorer.flags(view, s)])));
					expect(module.gates?.(view)).toEqual(
						Object.fromEntries(stages.map((s) => [s, scorer.gates(view, s).map(({ holds }) => holds)])),
					);
				}
			},
		);
		await fc.assert(property, { numRuns: sized({ full: 400, usual: 80 }), seed: 7 });
		expect(cases).toBe(sized({ full: 10_000, usual: 2000 }));
	});

	it("runs where there is nothing but the language, in strict mode", () => {
		const model = exampleModel();
		const code = exportJavaScript(model).code.replaceAll(/^export /gm, "");
		expect(code).not.toMatch(/\b(import|require|eval|process|globalThis|window)\b\s*[(.]/);
		const context = createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
		const text = JSON.stringify(parityVectors(model)[5]);
		const run = new Script(`"use strict";\n${code}\nJSON.stringify(score((${text}).lead))`).runInContext(
			context,
		) as string;
		expect(JSON.parse(run).score).toBe(parityVectors(model)[5]?.expected.score);
	});

	it("says in its head and in meta which model it is", async () => {
		const model = exampleModel();
		const { code } = exportJavaScript(model);
		expect(code.split("\n")[0]).toBe(
			`// Lead scorer of the model "saas-baseline", version "2", fingerprint ${fingerprint(model)}.`,
		);
		const { meta } = await loadModule<Exported>(code);
		expect(meta).toEqual({
			format: "leadlab: scorer/1",
			name: "saas-baseline",
			version: "2",
			fingerprint: fingerprint(model),
			stages: [
				{ id: "mql", score: 45 },
				{ id: "sql", score: 70 },
			],
			bands: [
				{ name: "hot", from: 70, action: "Book a meeting" },
				{ name: "warm", from: 45, action: "Intro mail" },
			],
		});
		expect(Object.isFrozen(meta)).toBe(true);
	});

	it("holds only what the model needs", () => {
		const { code } = exportJavaScript(oneRule({ id: "a", attribute: "x", points: 1 }));
		for (const piece of ["matches", "halfLife", "percentOff", "mostRecent", "whileQuiet", "numberOf", "hasActivity"]) {
			expect(code).not.toContain(piece);
		}
		expect(code).toContain("firstCase");
		expect(exportJavaScript(exampleModel()).code).toContain("function matches(");
	});

	it("is the same for equal models, and another for another model", () => {
		const { code, types } = exportJavaScript(exampleModel());
		expect(exportJavaScript(modelFrom(structuredClone(exampleModel())).model)).toEqual({ code, types });
		expect(exportJavaScript({ ...exampleModel(), cap: 99 }).code).not.toBe(code);
	});

	it("quotes every text of a model, whatever it holds", async () => {
		const odd = `q"'\\\`\${1}*/\n\r\u2028\u2029</script><!--\u0000\ud83d\ude00e\u0301`;
		const model = modelFrom({
			leadlab: "model/1",
			name: odd,
			version: odd,
			groups: [
				{
					id: "g",
					rules: [
						{
							id: "a",
							attribute: odd,
							points: [
								{ is: odd, points: 1 },
								{ contains: odd, points: 2 },
								{ starts_with: odd, points: 3 },
							],
						},
						{ id: "b", activity: odd, where: { [odd]: { is: [odd, 1] } }, points: 5 },
						{ id: "constructor", attribute: "constructor", points: 7 },
					],
				},
			],
			stages: { toString: { score: 6, require: [{ attribute: odd, matches: '\\Qq"\\E' }] } },
			bands: [{ name: odd, from: 0, action: odd }],
		}).model;
		const { code, types } = exportJavaScript(model);
		for (const text of [code, types]) {
			expect(text).not.toMatch(/<\/script|<!--|[\u2028\u2029\r]/);
		}
		const module = await loadModule<Exported>(code);
		expect(module.meta.name).toBe(odd);
		const lead = {
			today: 9,
			createdDay: 9,
			attributes: { [odd]: odd },
			activities: [{ type: odd, day: 9, properties: { [odd]: odd } }],
		};
		const { score } = compileModel(model).explain(lead);
		expect(score).toBe(6);
		expect(module.score(lead)).toEqual({
			score,
			raw: 6,
			groups: { g: 6 },
			contributions: { a: 1, b: 5, constructor: 0 },
		});
		expect(module.flags(lead)).toEqual({ toString: true });
		expect(module.band?.(6)).toMatchObject({ name: odd, action: odd });
	});

	it("takes missing, null, empty and truth values as the types say", async () => {
		const cases = [{ is: true, points: 4 }, { known: false, points: 1 }, { points: 2 }];
		const module = await loadModule<{ score(lead: unknown): { score: number } }>(
			exportJavaScript(oneRule({ id: "a", attribute: "x", points: cases })).code,
		);
		const scoreOf = (x: unknown) => module.score({ today: 1, createdDay: 1, attributes: { x } }).score;
		expect([undefined, null, "", " \t", Number.NaN, 0, "no", true, "TRUE", false].map(scoreOf)).toEqual([
			1, 1, 1, 1, 1, 2, 2, 4, 4, 2,
		]);
		expect(module.score({ today: 1, createdDay: 1 }).score).toBe(1);
	});

	it.each([
		["today", { today: 1.5, createdDay: 1 }],
		["createdDay", { today: 1 }],
		["day of an activity", { today: 1, createdDay: 1, activities: [{ type: "a", day: "2024-01-01" }] }],
	])("refuses a lead whose %s is no day number", async (name, lead) => {
		const module = await loadModule<{ score(lead: unknown): unknown }>(exportJavaScript(exampleModel()).code);
		expect(() => module.score(lead)).toThrow(new RegExp(`^${name} must be a whole day number, got `));
	});

	it("turns dates into day numbers", async () => {
		const { dayOf } = await loadModule<Exported>(exportJavaScript(exampleModel()).code);
		expect(dayOf("1970-01-01")).toBe(0);
		expect(dayOf("2024-10-04")).toBe(20_000);
		expect(dayOf("2024-02-29")).toBe(19_782);
		for (const bad of ["2023-02-29", "2024-13-01", "2024-1-1", "2024-01-01T00:00", "", "now"]) {
			expect(() => dayOf(bad)).toThrow(RangeError);
		}
	});

	it("finds the band of a score for a stage and for none", async () => {
		const bands = [
			{ name: "hot", from: 70 },
			{ name: "warm", from: 45 },
			{ name: "ready", from: 50, stage: "sql" },
		];
		const { band } = await loadModule<{ band(score: number, stage?: string): { name: string } | undefined }>(
			exportJavaScript(oneRule({ id: "a", attribute: "x", points: 1 }, { bands })).code,
		);
		expect([70, 69.9999, 45, 44.9999, -5].map((score) => band(score)?.name)).toEqual([
			"hot",
			"warm",
			"warm",
			undefined,
			undefined,
		]);
		expect([50, 49].map((score) => band(score, "sql")?.name)).toEqual(["ready", undefined]);
	});

	it("has declarations that the compiler accepts and that name its stages and rules", () => {
		const folder = mkdtempSync(join(tmpdir(), "leadlab-types-"));
		try {
			const { code, types } = exportJavaScript(exampleModel());
			writeFileSync(join(folder, "scorer.mjs"), code);
			writeFileSync(join(folder, "scorer.d.mts"), types);
			const lead = "{ today: 1, createdDay: 1, attributes: { industry: null } }";
			writeFileSync(
				join(folder, "use.mts"),
				`import { band, flags, dayOf, gates, meta, score } from "./scorer.mjs";
const lead = ${lead};
export const all: [boolean, number, number, readonly boolean[], string | undefined, string, number] =
	[flags(lead).mql, score(lead).contributions.pricing, score(lead).groups.fit, gates(lead).sql, band(3)?.name, meta.name, dayOf("2024-01-01")];
// @ts-expect-error no such stage
flags(lead).nothing;
// @ts-expect-error today is missing
score({ createdDay: 1 });
`,
			);
			const compiler = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));
			const run = spawnSync(
				process.execPath,
				[compiler, "--noEmit", "--strict", "--module", "nodenext", "--types", "", join(folder, "use.mts")],
				{ cwd: folder, encoding: "utf8" },
			);
			expect(run.stdout).toBe("");
			expect(run.status).toBe(0);
		} finally {
			rmSync(folder, { recursive: true });
		}
	});
});

describe("verifyScorer", () => {
	const model = exampleModel();
	const vectors = parityVectors(model);

	it("passes the exported scorer on every vector", async () => {
		const module = await loadModule<Exported>(exportJavaScript(model).code);
		expect(verifyScorer(module, vectors)).toEqual({ vectors: vectors.length, passed: vectors.length, failures: [] });
	});

	it("fails a scorer of another model, and says where", async () => {
		const text = JSON.stringify(model).replace('"starts_with":"/pricing"', '"starts_with":"/price"');
		const module = await loadModule<Exported>(exportJavaScript(modelFrom(JSON.parse(text)).model).code);
		const { passed, failures } = verifyScorer(module, vectors);
		expect(passed).toBeLessThan(vectors.length);
		expect(failures.map(({ what }) => what)).toContain("contributions.pricing");
		expect(failures.every(({ expected, got }) => expected !== got)).toBe(true);
	});

	it.each([
		[
			"throws",
			{
				score: () => {
					throw new Error("broken");
				},
				flags: () => ({}),
			},
			"error",
		],
		["answers nothing", { score: () => undefined, flags: () => undefined }, "score"],
		["answers text", { score: () => ({ score: "45" }), flags: () => ({}) }, "score"],
		["leaves flags out", { score: () => ({}), flags: () => ({ mql: 1 }) }, "score"],
	])("fails a scorer that %s", (_, module, what) => {
		const report = verifyScorer(module, vectors);
		expect(report.passed).toBe(0);
		expect(report.failures.map((failure) => failure.what)).toContain(what);
	});

	it("counts a flag too many and a contribution too many as failures", async () => {
		const good = await loadModule<Exported>(exportJavaScript(model).code);
		const extraFlag = { ...good, flags: (lead: never) => ({ ...(good.flags(lead) as object), customer: true }) };
		expect(verifyScorer(extraFlag as unknown as ScorerModule, vectors).passed).toBe(0);
		const score = (lead: never) => {
			const answer = good.score(lead) as { contributions: object };
			return { ...answer, contributions: { ...answer.contributions, bonus: 1 } };
		};
		const { failures } = verifyScorer({ ...good, score } as unknown as ScorerModule, vectors);
		expect(failures[0]).toEqual({ vector: vectors[0]?.name, what: "contributions.bonus", expected: undefined, got: 1 });
	});
});
