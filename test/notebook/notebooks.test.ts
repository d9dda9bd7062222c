import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { checkPair } from "../../src/jupyter/pair/check-pair.ts";
import { checkTypes } from "../../src/jupyter/pair/check-types.ts";
import { formatIpynb } from "../../src/jupyter/pair/format-ipynb.ts";
import { type PairOnDisk, readPairs } from "../../src/jupyter/pair/pairs-on-disk.ts";
import { parseScript } from "../../src/jupyter/pair/parse-script.ts";
import { outputText } from "../../src/jupyter/run/collect-outputs.ts";
import { type ExecutedNotebook, executeNotebook, failureText } from "../../src/jupyter/run/execute-notebook.ts";
import { FULL_SIZE } from "../full-size.ts";
import { projectPath } from "./sample.ts";

/** What is run: all at full size, else the one that uses most (a kernel takes ten seconds for a notebook). */
const isRun = (name: string) => FULL_SIZE || name.startsWith("04-");
const FOLDER = projectPath("notebooks");
let pairs: readonly PairOnDisk[];
const runs = new Map<string, ExecutedNotebook>();
const execute = (name: string) => {
	const pair = pairs.find((one) => one.name === name)!;
	return executeNotebook(parseScript(pair.script!, { file: `${name}.ts` }), { folder: FOLDER });
};

beforeAll(async () => {
	pairs = await readPairs(FOLDER);
	// Two at a time, as many as the smallest machine has cores.
	const waiting = pairs.map(({ name }) => name).filter(isRun);
	const work = async () => {
		for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) runs.set(name, await execute(name));
	};
	await Promise.all([work(), work()]);
}, 300_000);

describe("the notebooks", () => {
	it("are there as sound pairs", () => {
		expect(pairs.map(({ name }) => name.slice(0, 2))).toEqual(
			expect.arrayContaining(["01", "02", "03", "04", "07", "08"]),
		);
		expect(pairs.flatMap((pair) => checkPair(pair, pair))).toEqual([]);
	});

	it("pass the strict type check", async () => {
		expect(await checkTypes(FOLDER)).toEqual([]);
	});

	it("run to their end in tslab's handler, every promise kept, nothing on stderr", () => {
		for (const [name, run] of runs) {
			expect(run.failure === undefined ? "" : failureText(name, run.failure)).toBe("");
			const errors = [...run.outputs].flatMap(([cell, { outputs }]) =>
				outputs
					.filter((output) => output.output_type === "stream" && output.name === "stderr")
					.map((output) => `${cell}: ${outputText(output)}`),
			);
			expect(errors).toEqual([]);
		}
	});

	it("print the headline numbers of the golden file", async () => {
		for (const [name, run] of runs) {
			const promised = run.cells.filter(({ promises }) => promises.includes("headline"));
			expect(promised.length, name).toBeGreaterThan(0);
			const lines = promised.map(({ id }) => [
				id,
				(run.outputs.get(id)?.outputs ?? []).map(outputText).filter(Boolean).join("\n"),
			]);
			const text = `${JSON.stringify(Object.fromEntries(lines), null, "\t")}\n`;
			const file = projectPath(`test/golden/notebooks/${name}.json`);
			if (!existsSync(file) && process.env.CI === undefined) {
				await mkdir(dirname(file), { recursive: true });
				await writeFile(file, text);
			}
			expect(text).toBe(await readFile(file, "utf8"));
		}
	});

	it.runIf(FULL_SIZE)("show the same bytes when they are run again", async () => {
		const name = pairs[2]!.name;
		const again = await execute(name);
		expect(formatIpynb(again.cells, again.outputs)).toBe(formatIpynb(runs.get(name)!.cells, runs.get(name)!.outputs));
	});

	it("claim no result in their text: every figure is computed by a cell", () => {
		const claims = pairs.flatMap(({ name, script }) =>
			parseScript(script!)
				.filter(({ kind }) => kind === "markdown")
				.flatMap(({ id, source }) => {
					const prose = source.replace(/`[^`]*`/g, "").replace(/^#+ \d\d /gm, "");
					return [...prose.matchAll(/(?<![A-Za-z])\d[\d.,]*\s*(%|points?|leads|flags|rows|times|days)?/g)]
						.filter(([text]) => !/^0\d[.,]?$/.test(text.trim()))
						.map(([text]) => `${name} ${id}: ${text}`);
				}),
		);
		expect(claims).toEqual([]);
	});

	it("say what they are for: question, data, what was expected, what it decides", () => {
		for (const { name, script } of pairs) {
			const title = parseScript(script!)[0]!;
			expect(title.source, name).toMatch(/\*\*Question\.\*\*.*\*\*Data\.\*\*.*\*\*Expected\.\*\*/s);
			expect(script, name).toMatch(/id="decision"/);
		}
	});
});
