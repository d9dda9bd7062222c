// Wide tables and many files: `leadlab ingest` whole, as a user types it.
// By itself: node test/bench/wide.mjs [--cli=dist/cli/main.js] [--large]; --large adds 100,000 rows of 800 columns.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const cli =
	process.argv.find((arg) => arg.startsWith("--cli="))?.slice("--cli=".length) ?? join(here, "../../dist/cli/main.js");
const root = join(here, "../../.bench/wide");

/** Rows and columns, with the most seconds it may take on a machine that does nothing else. */
const WIDE = [
	[20, 20, 2],
	[20, 300, 2],
	[20, 800, 2],
	...(process.argv.includes("--large") ? [[100_000, 800, 20]] : []),
];
for (const [rows, columns, most] of WIDE) measure(`${rows} rows x ${columns} attributes`, wide(rows, columns), most);
for (const table of ["leads", "activities", "stages"]) measure(`1,000 one-row files of ${table}`, many(table), 3);

function measure(title, folder, most) {
	const start = performance.now();
	const { status, stderr } = spawnSync(process.execPath, [cli, "ingest", "--dataset", folder], { encoding: "utf8" });
	const seconds = (performance.now() - start) / 1000;
	if (status !== 0) throw new Error(stderr);
	console.log(`${title}: ${seconds.toFixed(1)} s (at most ${most} s)`);
}

function spec(leads, more = "") {
	return `leadlab: dataset/1\nas_of: 2025-06-01\nladder: [lead, mql, sql, customer]\nleads: ${JSON.stringify({ id: "id", created: "created", ...leads })}\n${more}`;
}

function wide(rows, columns) {
	const folder = join(root, `${rows}x${columns}`);
	if (existsSync(join(folder, "dataset.yaml"))) return folder;
	mkdirSync(folder, { recursive: true });
	let state = 7;
	const random = () => {
		state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
		return state / 2_147_483_648;
	};
	const cell = (i) => {
		if (i % 3 === 0) return Math.floor(random() * 1000);
		if (i % 3 === 1) return ["software", "retail", "fintech", "other"][Math.floor(random() * 4)];
		return random() < 0.3 ? "" : `v${Math.floor(random() * 50)}`;
	};
	const names = Array.from({ length: columns }, (_, i) => `a${i}`);
	const lines = Array.from({ length: rows }, (_, row) => [`L${row}`, day(row), ...names.map((_, i) => cell(i))].join());
	writeFileSync(join(folder, "leads.csv"), `${["id", "created", ...names].join()}\n${lines.join("\n")}\n`);
	const attributes = Object.fromEntries(names.map((name, i) => [name, { type: i % 3 === 0 ? "number" : "text" }]));
	writeFileSync(join(folder, "dataset.yaml"), spec({ file: "leads.csv", attributes }));
	return folder;
}

function many(table) {
	const folder = join(root, `many-${table}`);
	if (existsSync(join(folder, "dataset.yaml"))) return folder;
	mkdirSync(folder, { recursive: true });
	const rows = Array.from({ length: 1000 }, (_, i) => i);
	const file = rows.map((i) => `${table}-${i}.csv`);
	const text = {
		leads: (i) => `id,created,industry\nL${i},${day(i)},software\n`,
		activities: (i) => `lead,at,type,path\nL${i},${day(i + 5)},page_view,/p${i % 7}\n`,
		stages: (i) => `lead,at,stage\nL${i},${day(i + 5)},mql\n`,
	};
	for (const i of rows) writeFileSync(join(folder, file[i]), text[table](i));
	const leads = rows.map((i) => text.leads(i).split("\n")[1]).join("\n");
	if (table !== "leads") writeFileSync(join(folder, "leads.csv"), `id,created,industry\n${leads}\n`);
	const more = { activities: { type: "type", properties: ["path"] }, stages: { stage: "stage" } }[table];
	const child = more === undefined ? "" : `${table}: ${JSON.stringify({ file, lead: "lead", at: "at", ...more })}\n`;
	const leadFile = table === "leads" ? file : "leads.csv";
	writeFileSync(join(folder, "dataset.yaml"), spec({ file: leadFile, attributes: ["industry"] }, child));
	return folder;
}

function day(i) {
	return new Date(1.7e12 + i * 60_000).toISOString().slice(0, 19);
}
