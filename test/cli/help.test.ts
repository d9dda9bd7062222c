import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { chapterOf, HELP_TOPICS } from "../../src/cli/help-topics.ts";
import { markdownText } from "../../src/cli/markdown-text.ts";
import { ROOT, runCli } from "./run-cli.ts";

const bold = (text: string) => `<${text}>`;

describe("leadlab help TOPIC", () => {
	it("prints the document of every topic as it is when piped", async () => {
		for (const [name, { file, chapter }] of Object.entries(HELP_TOPICS)) {
			const page = readFileSync(join(ROOT, file), "utf8");
			const { code, stdout, stderr } = await runCli(["help", name]);
			expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
			expect(stdout).toBe(chapter === undefined ? page : chapterOf(page, chapter));
		}
	});

	it("ships the documents with the package", () => {
		const { files } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { files: string[] };
		const missing = Object.values(HELP_TOPICS).filter(
			({ file }) => !files.some((name) => file === name || file.startsWith(`${name}/`)),
		);
		expect(missing).toEqual([]);
	});

	it("lists the topics after the commands, and names the nearest of one that is not there", async () => {
		const { stdout } = await runCli(["help"]);
		for (const name of Object.keys(HELP_TOPICS)) {
			expect(stdout.indexOf(`\n  ${name} `)).toBeGreaterThan(stdout.indexOf("\nCommands:"));
		}
		const wrong = await runCli(["help", "datasets"]);
		expect([wrong.code, wrong.stdout]).toEqual([2, ""]);
		expect(wrong.stderr).toContain("dataset?");
		expect((await runCli(["help", "constructor"])).code).toBe(2);
	});
});

describe("markdownText", () => {
	it("writes headings, paragraphs, lists, tables and code for a terminal", () => {
		const page = [
			...["# A `title`", "", "A **lead** is a", "person, see [the page](x.md).", "", "- one", "  more", "- two", ""],
			...["| key | means |", "|---|---|", "| `a` | b \\| c |", "", "```sh", "leadlab help", "", "# x", "```", ""],
			...["<!-- made -->", "", "Last: [here](https://x.test/).", ""],
		].join("\n");
		expect(markdownText(page, { width: 30, bold }).split("\n")).toEqual([
			...["<A title>", "", "A lead is a person, see the", "page.", "", "- one more", "- two", ""],
			...["<key  means>", "a    b | c", "", "    leadlab help", "", "    # x", ""],
			"Last: here (https://x.test/).",
		]);
	});

	it("keeps every line of our documents within the terminal, code and single words apart", () => {
		for (const { file } of Object.values(HELP_TOPICS)) {
			const text = markdownText(readFileSync(join(ROOT, file), "utf8"), { width: 80, bold: (one) => one });
			const long = text.split("\n").filter((line) => line.length > 80 && !line.startsWith("    "));
			expect(long.filter((line) => !/^\s*\S+$/.test(line))).toEqual([]);
		}
	});
});
