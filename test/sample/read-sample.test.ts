import { mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { readDataset } from "../../src/ingest/read-dataset.ts";
import { generateSample } from "../../src/sample/tables/generate-sample.ts";
import { writeSample } from "../../src/sample/tables/write-sample.ts";
import { SAMPLE_TABLES } from "../../src/sample/vocabulary.ts";
import { sampleDataset } from "./sample-dataset.ts";

const folder = mkdtempSync(join(tmpdir(), "leadlab-sample-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const COMMITTED = fileURLToPath(new URL("../../data/saas-sample", import.meta.url));

test("reading finds every fault that was made, no more and no fewer, code by code", async () => {
	const options = { seed: "read", leads: 2500, dirty: 0.04 };
	await writeSample({ write: (name, chunks) => writeFile(join(folder, name), chunks) }, options);
	const { dataset } = await readDataset(folder, { threads: 1 });
	const { rows, rejected, dirt, oddities } = generateSample(options).counts();
	for (const table of SAMPLE_TABLES) {
		const loaded = rows[table] - rejected[table];
		expect({ table, ...dataset.quality.tables[table] }).toEqual({
			table,
			read: rows[table],
			loaded,
			rejected: rejected[table],
		});
	}
	const made = [
		...dirt.map(({ table, code, kept, rows: count }) => `${table} ${code} ${kept ? "kept" : "rejected"} ${count}`),
		`activities before-creation kept ${oddities["before-creation"]}`,
		`stages stage-order kept ${oddities["stage-order"]}`,
	];
	// Repeats and stages that were skipped come about by chance, and with rows that were lost.
	const issues = dataset.quality.issues.filter(({ code }) => code !== "repeated-row" && code !== "skipped-rung");
	const found = issues.map(({ table, code, kept, count }) => `${table} ${code} ${kept ? "kept" : "rejected"} ${count}`);
	expect(found.sort()).toEqual(made.sort());
	expect(oddities["stage-order"]).toBeGreaterThan(0);
});

test("the committed files mean what the generator meant", async () => {
	const { dataset } = await readDataset(COMMITTED, { threads: 1 });
	const meant = sampleDataset({ seed: 1, leads: 5000 });
	expect(dataset.asOf).toBe(meant.asOf);
	expect(dataset.leadCount).toBe(5000);
	expect(dataset.createdAt).toEqual(meant.createdAt);
	expect(dataset.activities.at).toEqual(meant.activities.at);
	expect(dataset.activities.knownAt).toEqual(meant.activities.knownAt);
	expect(dataset.stages.firstAt).toEqual(meant.stages.firstAt);
	expect(dataset.history.knownAt).toEqual(meant.history.knownAt);
	expect(dataset.workedAt).toEqual(meant.workedAt);
	const accountOf = ({ account }: typeof meant, lead: number) => account!.values[account!.codes[lead]!];
	for (let lead = 0; lead < 5000; lead += 7) {
		expect(dataset.idOf(lead)).toBe(meant.idOf(lead));
		expect(accountOf(dataset, lead)).toBe(accountOf(meant, lead));
	}
	for (const attribute of meant.attributes) {
		const read = dataset.attributes.find(({ name }) => name === attribute.name)!;
		expect(read.type).toBe(attribute.type);
		expect(read.knownAt).toEqual(attribute.knownAt);
		for (let lead = 0; lead < 5000; lead += 7) {
			expect(read.values[read.codes[lead]!]).toBe(attribute.values[attribute.codes[lead]!]);
		}
	}
	for (const { rejected } of Object.values(dataset.quality.tables)) expect(rejected).toBe(0);
});
