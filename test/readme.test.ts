import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseDatasetSpec } from "../src/ingest/checks/parse-dataset-spec.ts";
import { parseModel } from "../src/model/parse-model.ts";
import { ROOT, runShell, temporaryFolder } from "./cli/run-cli.ts";

/** A fenced block of a page, with the file it is said to be (a line "`path`:" before it). */
interface Block {
	readonly language: string;
	readonly code: string;
	readonly file: string | undefined;
}

const README = readFileSync(join(ROOT, "README.md"), "utf8");
const BLOCKS = blocksOf(README);
const { folder, remove } = temporaryFolder();

function blocksOf(page: string): Block[] {
	const found = page.matchAll(/(?:^`([^`\n]+)`:\n\n)?^```(\w*)\n([\s\S]*?)^```$/gm);
	return [...found].map(([, file, language = "", code = ""]) => ({ language, code, file }));
}

beforeAll(() => {
	mkdirSync(join(folder, "data"));
	cpSync(join(ROOT, "data/saas-sample"), join(folder, "data/saas-sample"), { recursive: true });
	for (const { file, code } of BLOCKS) {
		if (file === undefined) continue;
		mkdirSync(dirname(join(folder, file)), { recursive: true });
		writeFileSync(join(folder, file), code);
	}
});

afterAll(remove);

describe("README.md", () => {
	it("says of every block what it is, so that every command is run and every file is parsed", () => {
		expect(BLOCKS.filter(({ language }) => !["sh", "text", "yaml", "csv"].includes(language))).toEqual([]);
		expect(BLOCKS.filter(({ language, file }) => ["yaml", "csv"].includes(language) !== (file !== undefined))).toEqual(
			[],
		);
		// A command that stands in a block is a whole line beginning with leadlab.
		const lines = BLOCKS.filter(({ language }) => language === "sh").flatMap(({ code }) => code.trimEnd().split("\n"));
		expect(lines.length).toBeGreaterThan(12);
		expect(lines.filter((line) => !line.startsWith("leadlab "))).toEqual([]);
	});

	it.each(BLOCKS.map((block, i) => [i, block] as const).filter(([, { language }]) => language === "sh"))(
		"runs block %i, and shows what it prints",
		async (i, { code }) => {
			const ran = await runShell(`set -e -o pipefail\n${code}`, { cwd: folder });
			// `head` ends early, which is no fault of what it reads from.
			expect(ran.code, ran.stderr).toBe(0);
			const next = BLOCKS[i + 1];
			if (next?.language === "text") expect(ran.stdout).toBe(next.code);
			expect(ran.stderr.split("\n").filter((line) => !/^(warning: .*|)$/.test(line))).toEqual([]);
		},
	);

	it("shows a contract and a model that are accepted without a warning", () => {
		const yaml = BLOCKS.filter(({ language }) => language === "yaml");
		expect(yaml.map(({ file }) => file)).toEqual(["my-history/dataset.yaml", "my-model.yaml"]);
		expect(parseDatasetSpec(yaml[0]?.code ?? "").ladder).toEqual(["lead", "mql", "sql", "customer"]);
		expect(parseModel(yaml[1]?.code ?? "").warnings).toEqual([]);
	});

	it("names two commands that package.json has, and links to files that are there", () => {
		const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
			scripts: Record<string, string>;
		};
		expect(scripts).toMatchObject({ start: "node run.mjs start", test: "node run.mjs test" });
		for (const page of ["README.md", "src/README.md", "CHANGELOG.md"]) {
			const text = readFileSync(join(ROOT, page), "utf8");
			for (const [, link = ""] of text.matchAll(/\]\((?!https?:)([^)#]+)/g)) {
				expect(existsSync(join(ROOT, dirname(page), link)), `${page}: ${link}`).toBe(true);
			}
		}
	});

	it("lists every command that help lists", async () => {
		const help = await runShell("leadlab --help");
		const commands = [...help.stdout.matchAll(/^ {2}(\w+) \[options\]/gm)].map(([, name]) => name);
		expect(commands.length).toBeGreaterThanOrEqual(10);
		const listed = [...README.matchAll(/^\| `(\w+)` \| [a-z]/gm)].map(([, name]) => name);
		expect(commands.filter((name) => !listed.includes(name))).toEqual([]);
	});
});

describe("src/README.md", () => {
	it("draws the arrows that the test of the architecture holds", () => {
		const source = readFileSync(join(ROOT, "test/architecture.test.ts"), "utf8");
		const table = /const ARROWS[^=]*= \{([\s\S]*?)\n\};/.exec(source)?.[1] ?? "";
		const held = [...table.matchAll(/^\t(\w+): \[([^\]]*)\]/gm)].map(
			([, folder, targets = ""]) => [folder, [...targets.matchAll(/"(\w+)"/g)].map(([, name]) => name)] as const,
		);
		expect(held.length).toBeGreaterThan(9);
		const page = readFileSync(join(ROOT, "src/README.md"), "utf8");
		const drawn = [...page.matchAll(/^\| `(\w+)\/` \| [^|]* \| ([^|]*) \|$/gm)].map(
			([, folder, targets = ""]) => [folder, targets.trim() === "-" ? [] : targets.trim().split(/, /)] as const,
		);
		const sorted = (rows: typeof held) =>
			Object.fromEntries(rows.map(([name, targets]) => [name, [...targets].sort()]));
		expect(sorted(drawn)).toEqual(sorted(held));
	});
});
