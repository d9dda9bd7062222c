import { fork } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { describe, expect, test } from "vitest";
import { splitCells } from "../../src/ingest/files/csv-cells.ts";
import { readDataset } from "../../src/ingest/read-dataset.ts";
import type { RejectedTable } from "../../src/ingest/tables/rejected-table.ts";
import { writeRejects } from "../../src/ingest/write-rejects.ts";
import { ACTIVITIES, datasetWith, folderOf, LEADS } from "./folder.ts";

const DIRTY = {
	"leads.csv": `${LEADS}"c, d",soon,"say ""hi""\nthere",7\n`,
	"activities.csv": `${ACTIVITIES}zz,2024-02-01,demo, /x \na,2024-02-01\n`,
};

describe("writeRejects", () => {
	test("writes all original columns as they stand, the reason, and the raw line of what cannot be told", async () => {
		const { rejects } = await readDataset(datasetWith(DIRTY), { threads: 1 });
		const folder = folderOf({});
		const written = await writeRejects(rejects, folder);
		expect(written).toEqual(["leads.csv", "activities.csv", "issues.json"].map((name) => join(folder, name)));
		const leads = readFileSync(join(folder, "leads.csv"), "utf8");
		expect(leads).toMatch(
			/^id,created,industry,employees,reject_row,reject_code,reject_column,reject_message\n"c, d",soon,"say ""hi""\nthere",7,4,type,created,/,
		);
		const [header = "", orphan = "", short = ""] = readFileSync(join(folder, "activities.csv"), "utf8").split("\n");
		expect(header.split(",").slice(-1)).toEqual(["reject_raw"]);
		expect(splitCells(orphan, ",").slice(0, 7)).toEqual([
			"zz",
			"2024-02-01",
			"demo",
			" /x ",
			"4",
			"orphan-activity",
			"lead",
		]);
		expect(splitCells(short, ",").slice(0, 6)).toEqual(["a", "2024-02-01", "", "", "5", "short-row"]);
		expect(splitCells(short, ",").at(-1)).toBe("a,2024-02-01");
		const manifest = JSON.parse(readFileSync(join(folder, "issues.json"), "utf8"));
		expect(
			manifest.tables.map(({ rejects: name, count }: { rejects: string; count: number }) => [name, count]),
		).toEqual([
			["leads.csv", 1],
			["activities.csv", 2],
		]);
	});

	test("rejects can be mended and read again: they are CSV that the reader itself accepts", async () => {
		const { rejects } = await readDataset(datasetWith(DIRTY), { threads: 1 });
		const folder = folderOf({});
		await writeRejects(rejects, folder);
		const rejected = readFileSync(join(folder, "leads.csv"), "utf8").replace("soon", "2024-01-05");
		// The other leads, with the four columns of reasons left empty.
		const others = LEADS.trimEnd().split("\n").slice(1);
		const mended = `${rejected}${others.map((row) => `${row},,,,\n`).join("")}`;
		const { dataset } = await readDataset(datasetWith({ "leads.csv": mended }), { threads: 1 });
		expect(dataset.idOf(0)).toBe("c, d");
		expect(dataset.attributes[0]?.values).toContain('say "hi"\nthere');
	});

	test("removes what an earlier run left for tables that are clean now, and nothing else", async () => {
		const folder = folderOf({
			"stages.csv": "old",
			"activities-2.csv": "old",
			"notes.csv": "mine",
			"leads.csv": "old",
		});
		const { rejects } = await readDataset(datasetWith(DIRTY), { threads: 1 });
		await writeRejects(rejects, folder);
		expect(readdirSync(folder).sort()).toEqual(["activities.csv", "issues.json", "leads.csv", "notes.csv"]);
		await writeRejects([], folder);
		expect(readdirSync(folder).sort()).toEqual(["issues.json", "notes.csv"]);
	});

	test("a run that is killed leaves the old file or the new one, never half", async () => {
		const folder = folderOf({ "leads.csv": "old\n" });
		// Built first: not every supported version of Node runs TypeScript.
		const script = join(folderOf({}), "write.mjs");
		const source = `import { writeRejects } from ${JSON.stringify(join(process.cwd(), "src/ingest/write-rejects.ts"))};
const part = Buffer.alloc(8 << 20, "x\\n");
process.send?.("ready");
for (;;) await writeRejects([{ table: "leads", file: "l", name: "leads.csv", columns: ["a"], count: 1, parts: [part, part] }], ${JSON.stringify(folder)});
`;
		await build({
			stdin: { contents: source, resolveDir: process.cwd() },
			bundle: true,
			platform: "node",
			format: "esm",
			outfile: script,
		});
		const whole = (16 << 20) + 2;
		for (let kill = 0; kill < 6; kill++) {
			const child = fork(script, { execArgv: [], stdio: ["ignore", "ignore", "ignore", "ipc"] });
			await new Promise<void>((resolve) => child.once("message", () => setTimeout(resolve, 15 + kill * 23)));
			const gone = new Promise((resolve) => child.once("exit", resolve));
			child.kill("SIGKILL");
			await gone;
			expect(["old\n".length, whole]).toContain(readFileSync(join(folder, "leads.csv")).length);
		}
		const table: RejectedTable = { table: "leads", file: "l", name: "leads.csv", columns: ["a"], count: 1, parts: [] };
		await writeRejects([table], folder);
		expect(readdirSync(folder).sort()).toEqual(["issues.json", "leads.csv"]);
	});
});
