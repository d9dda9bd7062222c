// Every number of every command, before and after:
//
//   node test/house/numbers.mjs --capture DIR --with OLD/dist/cli/main.js [--data DIR] [--only PATTERN]
//   node test/house/numbers.mjs --before DIR [--with MAIN_JS] [--data DIR] [--only PATTERN] [--words]
//
// The first keeps what a build prints on each history of numbers-plan.mjs; the second runs the same commands with this
// checkout's build and compares number by number, by the table of names in numbers-names.mjs. Exit 1 when a number is
// missing or differs. `--data` is where the real histories are prepared, once; the raw files are those of test/real.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { gunzipSync, gzipSync } from "node:zlib";
import { compareNumbers, groupFaults } from "./numbers-compare.mjs";
import { prepareRealSets, ROOT } from "./numbers-data.mjs";
import { isReal, PLAN } from "./numbers-plan.mjs";
import { runCommand } from "./numbers-run.mjs";

const { values: options } = parseArgs({
	options: {
		capture: { type: "string" },
		before: { type: "string" },
		with: { type: "string", default: join(ROOT, "dist/cli/main.js") },
		data: { type: "string", default: join(tmpdir(), "leadlab-real-data") },
		only: { type: "string", default: "" },
		words: { type: "boolean", default: false },
	},
});
const folder = options.capture ?? options.before;
if (folder === undefined || (options.capture === undefined) === (options.before === undefined)) {
	fail("numbers.mjs: say --capture DIR or --before DIR.");
}
const main = resolve(options.with);
const data = resolve(options.data);
const only = new RegExp(options.only);
const say = (text) => process.stdout.write(`${text}\n`);
const manifestFile = join(folder, "manifest.json");

async function captureAll() {
	for (const [dataset, lines] of Object.entries(PLAN)) {
		const wanted = Object.keys(lines).filter((name) => only.test(`${dataset}/${name}`));
		const names = withNeeds(Object.keys(lines), wanted, dataset);
		if (names.length === 0) continue;
		await inFolder(dataset, (out) => {
			const outputs = {};
			const runs = [];
			for (const name of names) {
				const args = wordsOf(lines[name]).map((word) =>
					word.replace(/^\{lead:(\d+)\}$/, (_, i) => outputs.score.output[Number(i)].lead),
				);
				const started = performance.now();
				const result = runCommand(args, { main, data, out });
				outputs[name] = result.document;
				const seconds = (performance.now() - started) / 1000;
				say(
					`${dataset}/${name}: exit ${result.exit}, ${seconds.toFixed(1)} s${result.document.output === null ? `, NO JSON: ${result.errors}` : ""}`,
				);
				runs.push({ dataset, name, args, exit: result.exit, seconds: Number(seconds.toFixed(1)) });
				const file = fileOf(dataset, name);
				mkdirSync(dirname(file), { recursive: true });
				writeFileSync(file, gzipSync(JSON.stringify(result.document), { level: 9 }));
			}
			keepManifest(runs);
		});
	}
}

/** Adds runs to the manifest, or puts them in the place of those of the same name. */
function keepManifest(runs) {
	const kept = existsSync(manifestFile) ? JSON.parse(readFileSync(manifestFile, "utf8")).runs : [];
	const all = new Map([...kept, ...runs].map((one) => [`${one.dataset}/${one.name}`, one]));
	writeFileSync(manifestFile, `${JSON.stringify({ runs: [...all.values()] }, null, "\t")}\n`);
}

async function compareAll() {
	const { runs } = JSON.parse(readFileSync(manifestFile, "utf8"));
	const totals = new Map();
	for (const dataset of new Set(runs.map((one) => one.dataset))) {
		const all = runs.filter((one) => one.dataset === dataset);
		const wanted = all.map(({ name }) => name).filter((name) => only.test(`${dataset}/${name}`));
		const names = withNeeds(
			all.map(({ name }) => name),
			wanted,
			dataset,
			{ compares: true },
		);
		if (names.length === 0) continue;
		await inFolder(dataset, (out) => {
			const outputs = {};
			for (const { name, args, exit } of all.filter((one) => names.includes(one.name))) {
				const result = runCommand(args, { main, data, out });
				outputs[name] = result.document;
				if (wanted.includes(name)) compareOne({ dataset, name, args, exit }, result, totals);
			}
		});
	}
	say("\ncommand      runs    numbers  undefined  uncertain  gone  missing  differing  appeared");
	let good = totals.size > 0;
	for (const [command, t] of totals) {
		say(
			`${command.padEnd(10)} ${[t.runs, t.numbers, t.nulls, t.uncertain, t.gone, t.missing, t.differs, t.appeared].map((n, i) => String(n).padStart([6, 10, 10, 10, 5, 8, 10, 9][i])).join(" ")}`,
		);
		if (t.faults > 0) good = false;
	}
	say(good ? "Every number is as before." : "NOT every number is as before.");
	return good;
}

function compareOne({ dataset, name, args, exit }, result, totals) {
	const [command] = args;
	const old = JSON.parse(gunzipSync(readFileSync(fileOf(dataset, name))).toString("utf8"));
	const found = compareNumbers(old.output, result.document.output, { command });
	for (const [file, content] of Object.entries(old.files ?? {})) {
		const more = compareNumbers(content, result.document.files?.[file], { command: `${command} file` });
		for (const key of ["numbers", "nulls", "uncertain", "gone", "words"]) found[key] += more[key];
		found.faults.push(...more.faults.map((one) => ({ ...one, path: `${file}:${one.path}` })));
	}
	if (exit !== result.exit) {
		found.faults.push({ kind: "differs", path: "exit code", place: result.errors, old: exit, now: result.exit });
	}
	for (const [file, hash] of Object.entries(old.hashes ?? {})) {
		found.numbers++;
		const now = result.document.hashes?.[file];
		if (now !== hash) found.faults.push({ kind: "differs", path: `sha256 of ${file}`, place: file, old: hash, now });
	}
	const sum = totals.get(command) ?? {
		...{ runs: 0, numbers: 0, nulls: 0, uncertain: 0, gone: 0, missing: 0, differs: 0, appeared: 0, faults: 0 },
	};
	sum.runs++;
	for (const key of ["numbers", "nulls", "uncertain", "gone"]) sum[key] += found[key];
	for (const { kind } of found.faults) sum[kind]++;
	sum.faults += found.faults.length;
	totals.set(command, sum);
	say(`${dataset}/${name}: ${found.numbers} numbers, ${found.faults.length} faults`);
	for (const { key, count, example } of groupFaults(found.faults).slice(0, 40)) {
		say(`    ${count} x ${key}\n        ${example.path}: ${show(example.old)} -> ${show(example.now)}`);
	}
	if (!options.words) return;
	for (const { key, count, example } of groupFaults(found.otherWords.map((one) => ({ ...one, kind: "words" })))) {
		say(`    ${count} x ${key}\n        ${show(example.old)}\n        ${show(example.now)}`);
	}
}

/** Runs that others need: ids of leads, an export to verify, a history to read. */
function withNeeds(all, wanted, dataset, { compares = false } = {}) {
	if (wanted.length === 0) return [];
	const needed = new Set(wanted);
	if (wanted.some((name) => name.startsWith("verify"))) needed.add("export");
	if (!compares && wanted.some((name) => name.startsWith("explain"))) needed.add("score");
	if (dataset === "sample-seed-7") needed.add("sample");
	return all.filter((name) => needed.has(name));
}

async function inFolder(dataset, work) {
	if (isReal(dataset)) await prepareRealSets(data, [dataset]);
	const out = mkdtempSync(join(tmpdir(), "leadlab-numbers-"));
	try {
		await work(out);
	} finally {
		rmSync(out, { recursive: true, force: true });
	}
}

function fileOf(dataset, name) {
	return join(folder, dataset, `${basename(name)}.json.gz`);
}

function wordsOf(line) {
	return line.trim().split(/\s+/);
}

function show(value) {
	const text = JSON.stringify(value) ?? "nothing";
	return text.length > 300 ? `${text.slice(0, 300)}...` : text;
}

function fail(text) {
	process.stderr.write(`${text}\n`);
	process.exit(2);
}

if (options.capture === undefined) process.exit((await compareAll()) ? 0 : 1);
await captureAll();
