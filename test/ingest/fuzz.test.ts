import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LabError } from "../../src/base/error.ts";
import { parseDatasetSpec } from "../../src/ingest/checks/parse-dataset-spec.ts";
import { createRecordScanner } from "../../src/ingest/files/record-scan.ts";
import { readDataset } from "../../src/ingest/read-dataset.ts";
import { parseModel } from "../../src/model/parse-model.ts";
import { sized } from "../full-size.ts";
import { ACTIVITIES, datasetWith, HISTORY, LEADS, SPEC, STAGES } from "./folder.ts";

const MANY = sized({ full: 20_000, usual: 2000 });
const PLAIN = sized({ full: 6000, usual: 2000 });
/** Of these about one in nine is a dataset still: a table that is wholly rejected is an error. */
const DATASETS = sized({ full: 400, usual: 40 });
const TEXTS = sized({ full: 10_000, usual: 1000 });

/** Bytes that matter to a CSV reader come often, all others now and then. */
const nasty = fc.oneof(
	{ weight: 6, arbitrary: fc.constantFrom(...Buffer.from(',,"\n\n\r;\t\\ ab109-:TZ')) },
	{ weight: 1, arbitrary: fc.integer({ min: 0, max: 255 }) },
);
const noise = fc.array(nasty, { maxLength: 60 }).map((bytes) => Buffer.from(bytes));

/** A file with some bytes replaced, put in, taken out, or cut off. */
const mutated = (text: string | Buffer) =>
	fc
		.array(fc.tuple(fc.nat(), fc.constantFrom("replace", "insert", "remove", "cut"), noise), {
			minLength: 1,
			maxLength: 4,
		})
		.map((edits) => edits.reduce<Buffer>((bytes, edit) => applyEdit(bytes, edit), Buffer.from(text)));

function applyEdit(bytes: Buffer, [place, how, put]: readonly [number, string, Buffer]): Buffer {
	const at = place % (bytes.length + 1);
	const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at)];
	if (how === "cut") return head;
	if (how === "remove") return Buffer.concat([head, tail.subarray(put.length)]);
	return Buffer.concat([head, put, how === "replace" ? tail.subarray(put.length) : tail]);
}

/** Rows of a text without quotes: what stands between breaks (LF, CR LF, CR) and is not empty. */
const linesOf = (bytes: Buffer) =>
	bytes
		.toString("latin1")
		.split(/\r\n|\n|\r/)
		.filter((line) => line !== "");

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

describe("no row is lost", () => {
	test("the scanner gives every byte that is no break to a record, however the file comes in pieces", () => {
		fc.assert(
			fc.property(
				fc.array(noise, { maxLength: 12 }),
				fc.constantFrom(44, 59, 9),
				fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
				(pieces, delimiter, width) => {
					const scan = (chunks: readonly Buffer[]) => {
						const seen: string[] = [];
						const scanner = createRecordScanner(
							{ delimiter, width },
							{
								row: (buffer, start, end, line) => seen.push(`${line} ${buffer.toString("latin1", start, end)}`),
								unread: (_code, buffer, start, end, line) =>
									seen.push(`${line} ${buffer.toString("latin1", start, end)}`),
							},
						);
						for (const chunk of chunks) scanner.push(chunk);
						const { rows, unread } = scanner.finish();
						expect(rows + unread).toBe(seen.length);
						return seen;
					};
					const whole = Buffer.concat(pieces);
					const seen = scan([whole]);
					expect(scan(pieces)).toEqual(seen);
					const text = (s: string) => s.replace(/[\r\n]/g, "");
					expect(text(seen.map((s) => s.slice(s.indexOf(" ") + 1)).join(""))).toBe(text(whole.toString("latin1")));
					if (!whole.includes(34)) expect(seen).toHaveLength(linesOf(whole).length);
				},
			),
			{ seed: 1, numRuns: MANY },
		);
	});

	/** Many inputs make one file and many files one dataset, so that 20,000 go through DuckDB in seconds. */
	const readAll = async (bodies: readonly Buffer[]) => {
		const counted = { lines: 0, joined: 0, read: 0, loaded: 0 };
		for (let at = 0; at < bodies.length; at += 2000) {
			const files: Record<string, Buffer> = {};
			for (let from = at; from < at + 2000; from += 100) {
				const parts = bodies.slice(from, from + 100).flatMap((body) => [body, Buffer.from("\n")]);
				files[`f${from}.csv`] = Buffer.concat([Buffer.from("lead,at,type,path\n"), ...parts]);
			}
			const yaml = SPEC.replace("file: activities.csv", `file: [${Object.keys(files).join(", ")}]`);
			const { dataset, rejects } = await readDataset(datasetWith({ ...files, "dataset.yaml": yaml }), { threads: 2 });
			const { read, loaded, rejected } = dataset.quality.tables.activities!;
			expect(loaded + rejected).toBe(read);
			expect(dataset.activities.count).toBe(loaded);
			expect(sum(rejects.map(({ count }) => count))).toBe(rejected);
			const written = rejects.map(({ parts }) => linesOf(Buffer.concat(parts)).length);
			expect(sum(written)).toBeGreaterThanOrEqual(rejected);
			counted.read += read;
			counted.loaded += loaded;
		}
		for (const body of bodies) {
			const lines = linesOf(body).length;
			counted.lines += lines;
			if (body.includes(34)) counted.joined += lines;
		}
		return counted;
	};
	const inputs = fc.oneof(noise, mutated(ACTIVITIES.slice(ACTIVITIES.indexOf("\n") + 1).repeat(2)));

	test(`${MANY} inputs of noise and damaged rows all come out as loaded or rejected`, async () => {
		const { lines, joined, read, loaded } = await readAll(fc.sample(inputs, { seed: 2, numRuns: MANY }));
		// A quote can join lines, with those of the next input too, so that only a range can be told from outside.
		expect(read).toBeLessThanOrEqual(lines);
		expect(read).toBeGreaterThan(lines - 2 * joined);
		expect(loaded).toBeGreaterThan(MANY / 2);
	});

	test(`${PLAIN} inputs without quotes have exactly as many rows as lines`, async () => {
		const plain = fc
			.sample(inputs, { seed: 3, numRuns: PLAIN })
			.map((body) => Buffer.from(body.filter((byte) => byte !== 34)));
		const { lines, read } = await readAll(plain);
		expect(read).toBe(lines);
	});
});

describe("arbitrary bytes give a dataset or a LabError", () => {
	const outcome = async (files: Readonly<Record<string, string | Uint8Array>>) => {
		try {
			const { dataset } = await readDataset(datasetWith(files), { threads: 1 });
			for (const { read, loaded, rejected } of Object.values(dataset.quality.tables))
				expect(loaded + rejected).toBe(read);
			return "dataset";
		} catch (error) {
			if (!(error instanceof LabError)) throw error;
			expect(error.issues.length).toBeGreaterThan(0);
			return "error";
		}
	};

	test(`${DATASETS} datasets with a file of any format damaged`, async () => {
		const json = LEADS.trim()
			.split("\n")
			.slice(1)
			.map((line) => line.split(","))
			.map(
				([id, created, industry, employees]) =>
					`${JSON.stringify({ id, created, industry, employees: Number(employees) })}\n`,
			)
			.join("");
		const base: Record<string, string | Buffer> = {
			"leads.csv": LEADS,
			"activities.csv": ACTIVITIES,
			"stages.csv": STAGES,
			"history.csv": HISTORY,
			"leads.jsonl": json,
			"leads.csv.gz": gzipSync(LEADS),
		};
		const damage = fc
			.constantFrom(...Object.keys(base))
			.chain((name) =>
				fc.tuple(
					fc.constant(name),
					fc.oneof({ weight: 3, arbitrary: mutated(base[name]!) }, { weight: 1, arbitrary: noise }),
				),
			);
		const seen = { dataset: 0, error: 0 };
		for (const [name, content] of fc.sample(damage, { seed: 4, numRuns: DATASETS })) {
			const yaml = name.startsWith("leads.") ? SPEC.replace("file: leads.csv", `file: ${name}`) : SPEC;
			seen[await outcome({ "dataset.yaml": yaml, [name]: content })]++;
		}
		expect(seen.dataset).toBeGreaterThan(sized({ full: 30, usual: 0 }));
		expect(seen.error).toBeGreaterThan(sized({ full: 30, usual: 0 }));
	});

	test(`${TEXTS} damaged texts of a model and a dataset.yaml`, () => {
		const model =
			"leadlab: model/1\nname: m\ngroups:\n  - { id: g, rules: [ { id: r, attribute: industry, points: [ { is: [software], points: 10 } ] } ] }\nstages: { mql: { score: 5 } }\n";
		const seen = new Set<string>();
		const tryAll = (text: string) => {
			for (const parse of [parseModel, parseDatasetSpec]) {
				try {
					parse(text);
					seen.add(`${parse.name} good`);
				} catch (error) {
					if (!(error instanceof LabError)) throw error;
					seen.add(`${parse.name} bad`);
				}
			}
		};
		for (const bytes of fc.sample(fc.oneof(noise, mutated(model), mutated(SPEC)), { seed: 5, numRuns: TEXTS }))
			tryAll(bytes.toString("utf8"));
		tryAll(model);
		tryAll(SPEC);
		expect([...seen].sort()).toEqual([
			"parseDatasetSpec bad",
			"parseDatasetSpec good",
			"parseModel bad",
			"parseModel good",
		]);
	});

	test("a quote that is never closed costs one line and little time, in a large file too", async () => {
		const lines = Array.from({ length: 300_000 }, (_, i) => `a,2024-02-01T10:00:00,page_view,/p/${i % 50}`);
		lines[1000] = 'a,2024-02-01T10:00:00,page_view,"/p/1';
		const folder = datasetWith({ "activities.csv": `lead,at,type,path\n${lines.join("\n")}\n` });
		const start = performance.now();
		const { dataset, warnings } = await readDataset(folder);
		expect(dataset.quality.tables.activities).toEqual({ read: 300_000, loaded: 299_999, rejected: 1 });
		expect(warnings.find(({ code }) => code === "bad-quote")?.row).toBe(1002);
		expect(performance.now() - start).toBeLessThan(30_000);
	});

	test("a record above the limit is one reject, and its neighbours stay", () => {
		const seen: string[] = [];
		const scanner = createRecordScanner(
			{ delimiter: 44, width: 2, maxRecordBytes: 1000 },
			{
				row: (buffer, start, end, line) => seen.push(`${line} ${buffer.toString("utf8", start, end)}`),
				unread: (code, _buffer, _start, _end, line, cut) => seen.push(`${line} ${code} ${cut}`),
			},
		);
		for (const piece of `a,1\nb,${"x".repeat(5000)}\nc,3\nd,"${"y".repeat(3000)}\ne,5\n`.match(/[\s\S]{1,300}/g)!)
			scanner.push(Buffer.from(piece));
		expect(scanner.finish()).toMatchObject({ rows: 3, unread: 2 });
		expect(seen).toEqual([
			"1 a,1",
			"2 large-cell true",
			"3 c,3",
			expect.stringMatching(/^4 (bad-quote|large-cell)/),
			"5 e,5",
		]);
	});

	test("the same bytes give the same fingerprint whatever the number of threads", async () => {
		const folder = datasetWith({});
		const one = await readDataset(folder, { threads: 1 });
		const two = await readDataset(folder, { threads: 2 });
		expect(two.dataset.fingerprint).toBe(one.dataset.fingerprint);
		const changed = await readDataset(datasetWith({ "activities.csv": ACTIVITIES.replace("/pricing", "/prices") }));
		expect(changed.dataset.fingerprint).not.toBe(one.dataset.fingerprint);
	});
});
