import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const SRC = fileURLToPath(new URL("../src", import.meta.url));

/** Folder to the folders it may import values from: the table of `src/README.md`, where it is drawn. */
const ARROWS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
	[...readFileSync(join(SRC, "README.md"), "utf8").matchAll(/^\| `(\w+)\/` \| [^|]* \| ([^|]*) \|$/gm)].map(
		([, folder = "", targets = ""]) => [folder, targets === "-" ? [] : targets.split(", ")],
	),
);
/** Folders whose code also runs in a browser. */
const BROWSER = ["base", "words", "tables", "model", "metrics", "charts", "report/page"];
/** Files that may touch disk, clock, environment or console; elsewhere these are passed in. */
const EFFECTS = [/^cli\//, /^ingest\//, /^report\/render\.ts$/, /^notebook\//, /^jupyter\//];

interface Source {
	readonly file: string;
	readonly folder: string;
	readonly text: string;
	/** Files of ours it imports values from, and those it imports only types from. */
	readonly values: readonly string[];
	readonly packages: readonly string[];
}

const sources = listFiles(SRC).map(readSource);

describe("the house", () => {
	it("has a row in src/README.md for every folder, and for no other", () => {
		const folders = [...new Set(sources.map(({ folder }) => folder))].filter((folder) => folder !== "");
		expect(Object.keys(ARROWS).sort()).toEqual(folders.sort());
		expect(
			Object.values(ARROWS)
				.flat()
				.filter((target) => !folders.includes(target)),
		).toEqual([]);
	});

	it("keeps its arrows: a folder imports values only from the folders it may", () => {
		const wrong = sources.flatMap(({ file, folder, values }) =>
			values
				.map((target) => folderOf(target))
				.filter((target) => folder !== "" && target !== folder && !ARROWS[folder]?.includes(target))
				.map((target) => `${file} -> ${target}`),
		);
		expect(wrong).toEqual([]);
	});

	it("has no cycle among its files", () => {
		const graph = new Map(sources.map(({ file, values }) => [file, values]));
		expect(findCycle(graph)).toBeUndefined();
	});

	it("imports no node: module where the code also runs in a browser", () => {
		const wrong = sources
			.filter(({ file }) => BROWSER.some((folder) => file.startsWith(`${folder}/`)))
			.flatMap(({ file, packages }) =>
				packages.filter((name) => name.startsWith("node:")).map((name) => `${file} -> ${name}`),
			);
		expect(wrong).toEqual([]);
	});

	it("reaches disk, clock, randomness, environment and console only where effects live", () => {
		const effect =
			/\bDate\.now\(|new Date\(\)|\bMath\.random\(|\bprocess\.(env|stdout|stderr|exit)\b|\bconsole\.|from "node:fs/;
		// The worker of a replay has to be found on disk before it can be started.
		const allowed = [...EFFECTS, /^replay\/kernel\/run-parallel\.ts$/];
		const wrong = sources
			.filter(({ file }) => !allowed.some((pattern) => pattern.test(file)))
			.filter(({ text }) => effect.test(withoutComments(text)))
			.map(({ file }) => file);
		expect(wrong).toEqual([]);
	});

	it("loads vega, danfojs and tslab only inside functions, so that nothing waits at the top level", () => {
		const wrong = sources.flatMap(({ file, packages }) =>
			packages
				.filter((name) => /^(vega|vega-lite|danfojs-node|tslab)(\/|$)/.test(name) && !file.startsWith("report/page/"))
				.map((name) => `${file} -> ${name}`),
		);
		expect(wrong).toEqual([]);
		expect(
			sources
				.filter(({ file, text }) => /^(const .*= )?await /m.test(text) && file !== "cli/main.ts")
				.map((s) => s.file),
		).toEqual([]);
	});

	it("is imported by nothing from the command line", () => {
		expect(
			sources.filter(({ folder, values }) => folder !== "cli" && values.some((v) => v.startsWith("cli/"))),
		).toEqual([]);
	});

	it("holds files of one idea: none over 400 lines, half of them under 80", () => {
		const lengths = sources.map(({ file, text }) => ({ file, lines: text.split("\n").length }));
		expect(lengths.filter(({ lines }) => lines > 400)).toEqual([]);
		const sorted = lengths.map(({ lines }) => lines).sort((a, b) => a - b);
		expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(80);
	});

	it("has no folder for leftovers and nothing unexpected at the top", () => {
		const names = sources.flatMap(({ file }) => file.split("/").slice(0, -1));
		expect(names.filter((name) => /^(utils?|helpers?|common|misc)$/.test(name))).toEqual([]);
		const top = readdirSync(join(SRC, ".."), { withFileTypes: true })
			.filter(
				(entry) => entry.isDirectory() && !entry.name.startsWith(".") && !["node_modules", "dist"].includes(entry.name),
			)
			.map(({ name }) => name);
		expect(top.filter((name) => !["notebooks", "src", "data", "reports", "test"].includes(name))).toEqual([]);
	});
});

function listFiles(folder: string): string[] {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return listFiles(path);
		return entry.name.endsWith(".ts") ? [path] : [];
	});
}

function readSource(path: string): Source {
	const text = readFileSync(path, "utf8");
	const file = relative(SRC, path).replaceAll("\\", "/");
	const code = withoutComments(text);
	const values: string[] = [];
	const packages: string[] = [];
	// Static imports and re-exports of values; `import type` and imports of types alone draw no arrow.
	for (const [, clause = "", name = ""] of code.matchAll(
		/^(?:import|export)\s+([^;"']*?)\s*(?:from\s*)?"([^"]+)";/gm,
	)) {
		if (clause.startsWith("type ") || onlyTypes(clause)) continue;
		if (name.startsWith(".")) values.push(relative(SRC, resolve(dirname(path), name)).replaceAll("\\", "/"));
		else packages.push(name);
	}
	for (const [, name = ""] of code.matchAll(/\bimport\("(\.[^"]+)"\)/g)) {
		if (!/typeof import\($/.test(code.slice(0, code.indexOf(`import("${name}")`) + 7))) {
			values.push(relative(SRC, resolve(dirname(path), name)).replaceAll("\\", "/"));
		}
	}
	return { file, folder: folderOf(file), text, values, packages };
}

function onlyTypes(clause: string): boolean {
	const names = /^\{([\s\S]*)\}$/.exec(clause)?.[1];
	if (names === undefined) return false;
	return names.split(",").every((name) => name.trim() === "" || name.trim().startsWith("type "));
}

function folderOf(file: string): string {
	return file.includes("/") ? file.slice(0, file.indexOf("/")) : "";
}

function withoutComments(text: string): string {
	return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "$1");
}

function findCycle(graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
	const done = new Set<string>();
	const visit = (file: string, trail: readonly string[]): string[] | undefined => {
		if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
		if (done.has(file)) return undefined;
		for (const next of graph.get(file) ?? []) {
			const cycle = visit(next, [...trail, file]);
			if (cycle !== undefined) return cycle;
		}
		done.add(file);
		return undefined;
	};
	for (const file of graph.keys()) {
		const cycle = visit(file, []);
		if (cycle !== undefined) return cycle;
	}
	return undefined;
}
