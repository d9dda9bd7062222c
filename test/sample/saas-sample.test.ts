import { readdirSync, readFileSync, statSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { writeSample } from "../../src/sample/tables/write-sample.ts";

const FOLDER = new URL("../../data/saas-sample/", import.meta.url);

/** Files as their content, compressed ones decompressed: what gzip makes of it may differ between versions. */
async function written(options: Parameters<typeof writeSample>[1]): Promise<Map<string, string>> {
	const files = new Map<string, string>();
	await writeSample(
		{
			write: async (name, chunks) => {
				const parts: Buffer[] = [];
				for await (const chunk of chunks) parts.push(Buffer.from(chunk));
				files.set(name, plain(name, Buffer.concat(parts)));
			},
		},
		options,
	);
	return files;
}

const plain = (name: string, bytes: Buffer) => (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");

test("the committed sample is what the generator makes from seed 1", async () => {
	const files = await written({ seed: 1, leads: 5000 });
	expect([...files.keys()].sort()).toEqual(readdirSync(FOLDER).sort());
	for (const [name, content] of files) {
		const committed = plain(name, readFileSync(new URL(name, FOLDER)));
		// Not toBe: a difference of two megabytes is no help.
		expect(`${name} ${firstDifference(committed, content)}`).toBe(`${name} -1`);
	}
});

function firstDifference(a: string, b: string): number {
	if (a === b) return -1;
	let at = 0;
	while (a[at] === b[at]) at++;
	return at;
}

test("the committed sample takes at most 3 MB", () => {
	const bytes = readdirSync(FOLDER).reduce((sum, name) => sum + statSync(new URL(name, FOLDER)).size, 0);
	expect(bytes).toBeLessThan(3_000_000);
	expect(bytes).toBeGreaterThan(500_000);
});

test("dataset.yaml comes last, so that a folder that has one is whole", async () => {
	const names = [...(await written({ seed: 1, leads: 100 })).keys()];
	expect(names).toEqual([
		"leads.csv",
		"activities.csv.gz",
		"stages.csv",
		"attribute_history.csv",
		"truth.json",
		"README.md",
		"dataset.yaml",
	]);
});

test("the truth of each lead is written on request", async () => {
	const files = await written({ seed: 4, leads: 500, truthByLead: true });
	const [header, ...rows] = files.get("truth.csv")!.trimEnd().split("\n");
	expect(header).toBe("lead_id,decided_at,old_score,route,worked_chance,worked,sql_log_odds,sql_probability");
	expect(rows.length).toBe(500);
	expect(
		rows.every((row) =>
			/^L-\d+,[\d -]+[\d:]+,\d+,(threshold|exploration|none),[\d.]+,[01],(-?[\d.]+,[\d.]+|,)$/.test(row),
		),
	).toBe(true);
	expect(rows.filter((row) => row.endsWith(",,")).length).toBe(2);
});

test("nothing is written when an option is out of range", async () => {
	const names: string[] = [];
	const write = async (name: string) => {
		names.push(name);
	};
	await expect(writeSample({ write }, { seed: 1, leads: 5 })).rejects.toMatchObject({ code: "sample-option" });
	expect(names).toEqual([]);
});
