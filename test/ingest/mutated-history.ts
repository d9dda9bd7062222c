import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";

/** A small history as it is meant, all cells text. */
export interface MeantHistory {
	readonly leads: readonly { readonly id: string; readonly code: string; readonly size: string }[];
	readonly activities: readonly { readonly lead: number; readonly url: string }[];
	readonly stages: readonly { readonly lead: number; readonly stage: string }[];
	readonly history: readonly { readonly lead: number; readonly value: string }[];
}

/** How a history is written: nothing of it may change what is read, unless it is told. */
export interface Writing {
	readonly formats: readonly Format[];
	/** Type of whole numbers in Parquet. */
	readonly type: "VARCHAR" | "DECIMAL(38,0)" | "UBIGINT" | "BIGINT" | "DOUBLE";
	/** Put around ids of other tables than leads, and into stages and names of columns, where they are text. */
	readonly unseen: "" | "\u200b" | "\ufeff" | "\u00a0" | "\u00ad" | " ";
	/** Folder of the files. */
	readonly folder: string;
	/** JSON lines leave out the size of every second lead. */
	readonly absent: boolean;
	readonly notation: "plain" | "declared comma" | "comma" | "fractions";
}

export type Format = "csv" | "jsonl" | "json" | "parquet";

const digits = fc
	.tuple(fc.integer({ min: 15, max: 38 }), fc.bigInt({ min: 0n, max: 10n ** 38n - 1n }))
	.map(([length, number]) => `1${String(number).padStart(38, "0")}`.slice(0, length));

/** Ids that are far apart or differ in their last digit alone. */
const ids = fc
	.tuple(digits, fc.integer({ min: 1, max: 9 }), digits)
	.map(([one, last, other]) => [...new Set([one, `${one.slice(0, -1)}${(Number(one.at(-1)) + last) % 10}`, other])]);

export const meantHistories: fc.Arbitrary<MeantHistory> = fc
	.tuple(
		ids,
		fc.array(digits, { minLength: 3, maxLength: 3 }),
		fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 4 }),
	)
	.map(([own, codes, picks]) => {
		const at = picks.map((pick) => pick % own.length);
		return {
			leads: own.map((id, i) => ({ id, code: codes[i]!, size: ["1200", "12.5", "1234.5"][i]! })),
			activities: at.map((lead, i) => ({ lead, url: codes[i % 3]! })),
			stages: [{ lead: at[0]!, stage: "qualifié" }],
			history: [{ lead: at.at(-1)!, value: codes[0]! }],
		};
	});

export const writings: fc.Arbitrary<Writing> = fc.record({
	formats: fc.array(fc.constantFrom<Format>("csv", "jsonl", "json", "parquet"), { minLength: 4, maxLength: 4 }),
	type: fc.constantFrom("VARCHAR", "DECIMAL(38,0)", "UBIGINT", "BIGINT", "DOUBLE"),
	unseen: fc.constantFrom("", "", "\u200b", "\ufeff", "\u00a0", "\u00ad", " "),
	folder: fc.constantFrom(".", "id=9", "lead=7/code=x", "size=1"),
	absent: fc.boolean(),
	notation: fc.constantFrom("plain", "plain", "declared comma", "comma", "fractions"),
});

/** Writes a history into a folder; `dataset.yaml` says how it is read. */
export async function writeHistory(root: string, meant: MeantHistory, how: Writing): Promise<void> {
	const { formats, unseen, notation } = how;
	const around = (text: string, format: Format) =>
		format === "parquet" && how.type !== "VARCHAR" ? text : `${unseen}${text}`;
	const [leads, activities, stages, history] = formats as [Format, Format, Format, Format];
	const idOf = (lead: number, format: Format) =>
		notation === "fractions" && format === "csv" ? `${meant.leads[lead]!.id}.0` : around(meant.leads[lead]!.id, format);
	const asComma = leads === "csv" && (notation === "comma" || notation === "declared comma");
	const size = (text: string) => (asComma ? { "1200": "1.200", "12.5": "12,5", "1234.5": "1.234,5" }[text]! : text);
	const tables: Record<string, { format: Format; rows: Record<string, string>[]; whole: readonly string[] }> = {
		leads: {
			format: leads,
			whole: ["id", "code"],
			rows: meant.leads.map((lead, i) => ({
				id: lead.id,
				[`co${unseen.trim()}de`]: lead.code,
				created: "2024-01-01",
				...(isAbsent(how, i) ? {} : { size: size(lead.size) }),
			})),
		},
		activities: {
			format: activities,
			whole: ["lead", "url"],
			rows: meant.activities.map(({ lead, url }) => ({
				lead: idOf(lead, activities),
				at: "2024-02-01",
				type: "x",
				url,
			})),
		},
		stages: {
			format: stages,
			whole: ["lead"],
			rows: meant.stages.map(({ lead, stage }) => ({
				lead: idOf(lead, stages),
				stage: unseen === "" ? stage : `${unseen}${stage.normalize("NFD").toUpperCase()}`,
				at: "2024-03-01",
			})),
		},
		history: {
			format: history,
			whole: ["lead", "value"],
			rows: meant.history.map(({ lead, value }) => ({
				lead: idOf(lead, history),
				name: "note",
				value,
				known: "2024-04-01",
			})),
		},
	};
	mkdirSync(join(root, how.folder), { recursive: true });
	const fileOf = (table: string) => join(how.folder, `${table}.${tables[table]!.format}`);
	for (const [table, content] of Object.entries(tables)) await writeTable(join(root, fileOf(table)), content, how);
	writeFileSync(
		join(root, "dataset.yaml"),
		`leadlab: dataset/1
as_of: 2024-09-30
ladder: [lead, qualifié]
leads: { file: "${fileOf("leads")}", id: id, created: created, ${asComma && notation === "declared comma" ? 'decimal: ",", ' : ""}attributes: { code: { type: text }, size: { type: number }, note: { type: text, column: false } } }
activities: { file: "${fileOf("activities")}", lead: lead, at: at, type: type, properties: [url] }
stages: { file: "${fileOf("stages")}", lead: lead, stage: stage, at: at }
attribute_history: { file: "${fileOf("history")}", lead: lead, attribute: name, value: value, known: known }
`,
	);
}

/** Whether a lead's size stands in no file. */
export function isAbsent({ absent, formats }: Writing, lead: number): boolean {
	return absent && (formats[0] === "jsonl" || formats[0] === "json") && lead % 2 === 1;
}

/** One for all files: to open a database takes longer than to write a small one. */
let writer: Promise<DuckDBConnection> | undefined;

async function writeTable(
	path: string,
	{ format, rows, whole }: { format: Format; rows: Record<string, string>[]; whole: readonly string[] },
	{ type, unseen }: Writing,
): Promise<void> {
	const names = Object.keys(rows[0]!);
	if (format === "csv") {
		const cells = [names, ...rows.map((row) => names.map((name) => row[name] ?? ""))];
		writeFileSync(path, cells.map((line) => `${line.map((cell) => `"${cell}"`).join(",")}\n`).join(""));
	} else if (format === "parquet") {
		writer ??= DuckDBInstance.create(":memory:", { threads: "1" }).then((instance) => instance.connect());
		const connection = await writer;
		const select = rows.map((row) => {
			const columns = names.map((name) => {
				const text = `'${row[name] ?? ""}'`;
				const isWhole = whole.includes(name) || whole.includes(name.replace(unseen, ""));
				return `${isWhole ? `CAST(${text} AS ${type})` : text} AS "${name}"`;
			});
			return `SELECT ${columns.join(", ")}`;
		});
		await connection.run(`COPY (${select.join(" UNION ALL ")}) TO '${path}' (FORMAT parquet)`);
	} else {
		const objects = rows.map((row) => {
			const members = Object.entries(row).map(
				([name, cell]) =>
					// Whole numbers stand without quotes, with all their digits.
					`${JSON.stringify(name)}: ${/^\d+(\.\d+)?$/.test(cell) ? cell : JSON.stringify(cell)}`,
			);
			return format === "json" ? `{\n  ${members.join(",\n  ")}\n}` : `{${members.join(", ")}}`;
		});
		writeFileSync(path, format === "json" ? `[\n${objects.join(",\n")}\n]\n` : `${objects.join("\n")}\n`);
	}
}

/** Whether every whole number of a history fits the type that it is written in. */
export function fits({ leads, activities, history }: MeantHistory, type: Writing["type"]): boolean {
	const all = [
		...leads.flatMap(({ id, code }) => [id, code]),
		...activities.map(({ url }) => url),
		...history.map(({ value }) => value),
	];
	const most = { UBIGINT: 2n ** 64n, BIGINT: 2n ** 63n }[type as string] ?? 10n ** 38n;
	return all.every((number) => BigInt(number) < most);
}
