import type { ChildProcess } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../../src/base/random.ts";
import { sized } from "../full-size.ts";
import { finished, ROOT, runCli, startCli, temporaryFolder } from "./run-cli.ts";

/** Kills in all; a few unless asked for more, so that `npm test` stays short. */
const KILLS = Number(process.env.LEADLAB_KILLS ?? sized({ full: 100, usual: 9 }));
const EACH = Math.ceil(KILLS / 3);
const { folder, remove } = temporaryFolder();
const random = createRandom("kills");
/** The clock stands still, so that equal inputs give equal bytes and nothing but old or new is a fault. */
const STOPPED_CLOCK = join(folder, "stopped-clock.mjs");

type Version = "a" | "b";
type Files = ReadonlyMap<string, Buffer>;

/** Files by name, temporary ones apart. */
function filesOf(directory: string): { readonly whole: Files; readonly leftovers: readonly string[] } {
	const names = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isFile());
	const leftovers = names.map(({ name }) => name).filter((name) => name.endsWith(".tmp"));
	const whole = names.filter(({ name }) => !name.endsWith(".tmp"));
	return { whole: new Map(whole.map(({ name }) => [name, readFileSync(join(directory, name))])), leftovers };
}

const same = (one: Buffer | undefined, other: Buffer | undefined) =>
	one === undefined || other === undefined ? one === other : one.equals(other);

/** A command that writes into a folder, in two versions whose files have equal names and different bytes. */
interface Case {
	readonly name: string;
	readonly args: (version: Version, out: string) => readonly string[];
	/** What must hold of a whole result, however it came about. */
	readonly check: (files: Files) => void;
}

const text = (files: Files, name: string) => files.get(name)?.toString("utf8") ?? "";

const CASES: readonly Case[] = [
	{
		name: "ingest",
		args: (version, out) => ["ingest", "--dataset", join(folder, version), "--rejects", out],
		check: (files) => {
			const { tables } = JSON.parse(text(files, "issues.json")) as { tables: { rejects: string }[] };
			expect(tables.length).toBe(4);
			// The manifest is replaced last: what it names is there, even when a run was killed in between.
			for (const { rejects } of tables) expect(files.has(rejects)).toBe(true);
		},
	},
	{
		name: "report",
		args: (version, out) => [
			...["report", "--dataset", join(folder, version), "--model", "saas-candidate"],
			...["--out", join(out, "report.html"), "--markdown", join(out, "report.md")],
		],
		check: (files) => {
			expect(text(files, "report.html")).toMatch(/^<!doctype html>[\s\S]*<\/html>\s*$/i);
			expect(text(files, "report.md")).toMatch(/\n$/);
		},
	},
	{
		name: "export",
		args: (version, out) => [
			"export",
			"--model",
			join(folder, `${version}.yaml`),
			"--dataset",
			join(folder, "a"),
			"--out",
			out,
		],
		check: (files) => {
			const config = JSON.parse(text(files, "bant.json")) as { model: { name: string }; vectors: unknown[] };
			expect(config.model.name).toBe("bant");
			expect(config.vectors.length).toBeGreaterThan(10);
			expect([...files.keys()].sort()).toEqual(["bant.json", "bant.scorer.d.mts", "bant.scorer.mjs", "bant.yaml"]);
		},
	},
];

function start({ args }: Case, version: Version, out: string): ChildProcess {
	// Temporary files of reading go to a folder of the test, so that kills leave nothing on the machine.
	const env = { TMPDIR: join(folder, "tmp") };
	return startCli([...args(version, out), "--quiet"], { node: ["--import", STOPPED_CLOCK], env });
}

async function runWhole(one: Case, version: Version, out: string): Promise<Files> {
	expect(await finished(start(one, version, out))).toMatchObject({ code: 0, stderr: "" });
	return filesOf(out).whole;
}

/** Kills a process when a temporary file is seen in a folder, `delay` ms later; if none comes, it ends by itself. */
async function killOnSight(child: ChildProcess, out: string, delay: number): Promise<void> {
	const watcher = watch(out, (_, name) => {
		if (name?.endsWith(".tmp")) {
			if (delay < 0.5) child.kill("SIGKILL");
			else setTimeout(() => child.kill("SIGKILL"), delay);
		}
	});
	await finished(child);
	watcher.close();
}

async function killAfter(child: ChildProcess, delay: number): Promise<void> {
	const timer = setTimeout(() => child.kill("SIGKILL"), delay);
	await finished(child);
	clearTimeout(timer);
}

beforeAll(async () => {
	writeFileSync(
		STOPPED_CLOCK,
		"const Real = Date; const now = Date.UTC(2024, 9, 1);\nglobalThis.Date = class extends Real { constructor(...args) { super(...(args.length === 0 ? [now] : args)); } static now() { return now; } };\n",
	);
	mkdirSync(join(folder, "tmp"));
	const made = await Promise.all(
		(["a", "b"] as const).map((version) =>
			runCli([
				"sample",
				"--out",
				join(folder, version),
				"--leads",
				"300",
				"--seed",
				`kill ${version}`,
				"--dirty",
				"0.3",
			]),
		),
	);
	expect(made.map(({ code }) => code)).toEqual([0, 0]);
	const model = readFileSync(join(ROOT, "data/models/bant.yaml"), "utf8");
	writeFileSync(join(folder, "a.yaml"), model);
	writeFileSync(join(folder, "b.yaml"), model.replaceAll("points: 25", "points: 24"));
});

afterAll(remove);

describe("a run that is killed at any moment", () => {
	it.each(CASES)(
		"of $name leaves each file old or new, and what it left over the next run removes",
		async (one) => {
			const out = join(folder, one.name);
			const versions = {} as Record<Version, Files>;
			let slowest = 0;
			for (const version of ["a", "b"] as const) {
				const reference = join(folder, `${one.name} ${version}`);
				mkdirSync(reference);
				const started = performance.now();
				versions[version] = await runWhole(one, version, reference);
				slowest = Math.max(slowest, performance.now() - started);
				one.check(versions[version]);
			}
			expect([...versions.b.keys()]).toEqual([...versions.a.keys()]);
			for (const [name, bytes] of versions.a) {
				// Types of the scorer say nothing of its points.
				if (!name.endsWith(".d.mts")) expect(same(bytes, versions.b.get(name))).toBe(false);
			}
			cpSync(join(folder, `${one.name} a`), out, { recursive: true });

			const counts = { kills: 0, finished: 0, leftOver: 0, between: 0, swept: 0 };
			const struck = () => counts.leftOver + counts.between;
			// A run may end before its kill comes, and few kills may all miss the moment of writing: then more are started.
			for (let i = 0; (counts.kills < EACH || struck() === 0) && i < Math.max(32, 4 * EACH); i++) {
				const version = i % 2 === 0 ? "b" : "a";
				const before = filesOf(out);
				const child = start(one, version, out);
				// Half at any moment, half when writing is seen to begin and a little later.
				await (i % 4 < 2
					? killAfter(child, random.next() * slowest * 1.1)
					: killOnSight(child, out, random.next() * 6));
				if (child.signalCode === "SIGKILL") counts.kills++;
				else counts.finished++;
				const after = filesOf(out);
				expect([...after.whole.keys()].sort()).toEqual([...versions.a.keys()].sort());
				for (const [name, bytes] of after.whole) {
					const isOldOrNew = same(bytes, before.whole.get(name)) || same(bytes, versions[version].get(name));
					expect(isOldOrNew, `${name} after kill ${i} is neither old nor new`).toBe(true);
				}
				if (after.leftovers.length > before.leftovers.length) counts.leftOver++;
				const isNew = [...after.whole].map(([name, bytes]) => same(bytes, versions[version].get(name)));
				if (isNew.includes(true) && isNew.includes(false)) counts.between++;
				if (after.leftovers.length > 0 && (i % 8 === 7 || counts.kills >= EACH)) {
					const whole = await runWhole(one, version, out);
					expect(filesOf(out).leftovers).toEqual([]);
					for (const [name, bytes] of whole) expect(same(bytes, versions[version].get(name))).toBe(true);
					counts.swept++;
				}
			}
			rmSync(out, { recursive: true });
			if (process.env.LEADLAB_KILLS !== undefined) {
				const spill = readdirSync(join(folder, "tmp")).length;
				process.stderr.write(
					`${one.name}: ${JSON.stringify({ ...counts, slowestMs: Math.round(slowest), leftInTmpdir: spill })}\n`,
				);
			}
			expect(counts.kills).toBeGreaterThanOrEqual(EACH);
			// The kills that matter struck while files were being written.
			expect(struck()).toBeGreaterThan(0);
		},
		900_000,
	);
});
