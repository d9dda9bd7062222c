import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runCli, temporaryFolder } from "./run-cli.ts";
import { LEADS, LEADS_SPEC, modelWith, specWith as spec, writeFolder } from "./small-inputs.ts";

const { folder, remove } = temporaryFolder();
const write = (name: string, files: Parameters<typeof writeFolder>[2]) => writeFolder(folder, name, files);

afterAll(remove);

describe("models", () => {
	const dataset = () =>
		write("fit", {
			"dataset.yaml": spec(
				`${LEADS_SPEC.replace("employees:", "authority: { type: text, known: { stage: sql } }, employees:")}activities: { file: a.csv, lead: lead, at: at, type: type, properties: [path] }\n`,
			),
			"leads.csv": LEADS.replace("industry", "industry,authority")
				.replace("software,", "software,yes,")
				.replace("retail,", "retail,no,"),
			"a.csv": `lead,at,type,path\na,2024-02-01,page_view,${"a".repeat(5000)}!\n`,
		});
	const tooMany = `x0: &x0 [1, 1, 1, 1, 1, 1, 1, 1, 1]\n${Array.from({ length: 12 }, (_, i) => `x${i + 1}: &x${i + 1} [${Array(9).fill(`*x${i}`).join(", ")}]\n`).join("")}`;

	const REFUSED: [name: string, text: string, says: RegExp[]][] = [
		[
			"unknown keys, at every depth",
			modelWith({ rules: "- { id: i, attribute: industry, point: 5 }", more: "weights: {}\n" }),
			[
				/row 6, column groups\[0\]\.rules\[0\]\.point: unknown key "point"\..*spelling.*\[model-schema\]/,
				/column weights: unknown key "weights"/,
			],
		],
		[
			"duplicate ids, a gate on a missing rule, tiers out of order, a threshold out of reach",
			modelWith({
				rules:
					"- { id: i, attribute: industry, points: 5 }\n- { id: i, attribute: employees, points: 1 }\n- { id: t, activity: demo, tiers: [{ at_least: 3, points: 5 }, { at_least: 1, points: 2 }] }",
				stages: "{ mql: { score: 50, require: [{ rule: gone }] } }",
			}),
			[
				/row 7, column groups\[0\]\.rules\[1\]\.id: .*"i".*\[duplicate-id\]/,
				/column stages\.mql\.require\[0\]\.rule: .*names rule "gone".*Name one of its rules: i, .*\[missing-rule\]/,
				/row 8, column groups\[0\]\.rules\[2\]\.tiers.*\[tier-order\]/,
				/row 9, column stages\.mql\.score: mql is flagged at 50, but no lead can score more than 11.*Lower the threshold.*\[unreachable-threshold\]/,
			],
		],
		[
			"look-around and back-references",
			modelWith({
				rules:
					"- { id: i, attribute: industry, points: [{ matches: '(?=x)y', points: 5 }] }\n- { id: j, attribute: industry, points: [{ matches: '(a)\\1', points: 5 }] }",
			}),
			[
				/row 6, column groups\[0\]\.rules\[0\]\.points\[0\]\.matches: .*RE2.*without them.*\[bad-pattern\]/,
				/row 7, .*\[bad-pattern\]/,
			],
		],
		["YAML aliases that explode", `${tooMany}${modelWith({})}`, [/the YAML cannot be expanded.*\[yaml-aliases\]/]],
		["text that is no YAML", "leadlab: [", [/row 1: not valid YAML.*\[yaml-syntax\]/]],
		[
			"rules on what the dataset does not have",
			modelWith({
				rules:
					"- { id: i, attribute: revenue, points: 5 }\n- { id: j, activity: page_view, where: { title: { is: x } }, points: 1 }",
			}),
			[
				/row 6, column groups\[0\]\.rules\[0\]: rule "i" uses attribute "revenue".*use one of: industry.*\[missing-attribute\]/,
				/row 7, .*property "title".*\[missing-property\]/,
			],
		],
	];

	it.each(REFUSED)("are refused for %s: exit code 2, each with line, key, rule and cure", async (name, text, says) => {
		const data = dataset();
		const file = join(write(`model ${name.slice(0, 9)}`, { "model.yaml": text }), "model.yaml");
		const started = performance.now();
		const ran = await runCli(["score", "-d", data, "-m", file], { cwd: folder });
		expect(performance.now() - started).toBeLessThan(20_000);
		expect(ran).toMatchObject({ code: 2, stdout: "" });
		for (const one of says) expect(ran.stderr).toMatch(one);
		expect(ran.stderr.split("\n").filter((line) => !/^(error: .*\[[a-z-]+\]|)$/.test(line))).toEqual([]);
	});

	it("with an expression that explodes elsewhere are scored in no time on a hostile value", async () => {
		const text = modelWith({
			rules:
				"- { id: i, activity: page_view, where: { path: { matches: '^(a+)+$' } }, points: 5 }\n- { id: j, activity: page_view, where: { path: { matches: '^(a|aa)+!$' } }, points: 3 }",
		});
		const data = dataset();
		const file = join(write("hostile", { "model.yaml": text }), "model.yaml");
		const started = performance.now();
		const ran = await runCli(["score", "-d", data, "-m", file], { cwd: folder });
		expect(performance.now() - started).toBeLessThan(20_000);
		expect(ran).toMatchObject({ code: 0, stdout: "a\t3\nb\t0\n" });
	});

	it("that look at what only the predicted stage makes known are warned of as a leak", async () => {
		const text = modelWith({
			rules: "- { id: i, attribute: authority, points: 5 }",
			stages: "{ mql: { score: 5 }, sql: { score: 5 } }",
		});
		const data = dataset();
		const file = join(write("leaky", { "model.yaml": text }), "model.yaml");
		const ran = await runCli(["score", "-d", data, "-m", file], { cwd: folder });
		expect(ran).toMatchObject({ code: 0, stdout: "a\t0\nb\t0\n" });
		expect(ran.stderr).toMatch(
			/^warning: .*model\.yaml, row 6, column groups\[0\]\.rules\[0\]: .*"authority".*only known from sql on, so it can never help to flag mql\. Leave it out.*\[leak\]$/m,
		);
	});
});
