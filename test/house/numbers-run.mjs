// Runs one command of a build and reads what it prints and what it writes.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { ROOT } from "./numbers-data.mjs";
import { OPTIONS } from "./numbers-names.mjs";

/** By command, what `--help` prints. */
const helps = new Map();

/** Runs a command and reads what it prints and writes. */
export function runCommand(words, { main, data, out }) {
	const places = { repo: ROOT.replace(/\/$/, ""), data, out };
	const filled = words.map((word) =>
		word
			.replace(/\{(repo|data|out)\}/, (_, name) => places[name])
			.replace(/^\{export:(.+)\}$/, (_, end) => exported(out, end)),
	);
	const [command] = filled;
	const args = [main, ...filled.map((word) => optionOf(word, { command, main })), "--json", "--quiet"];
	const done = spawnSync(process.execPath, args, { cwd: ROOT, encoding: "utf8", maxBuffer: 2 ** 30 });
	const output = parsed(done.stdout, command);
	const beside = output === null ? {} : written(command, filled);
	return {
		exit: done.status,
		errors: done.stderr.trim().slice(0, 400),
		document: { output, ...beside },
	};
}

/** The file that `export` wrote, by how its name ends. */
function exported(out, end) {
	const folder = join(out, "export");
	const files = existsSync(folder) ? readdirSync(folder) : [];
	return join(folder, files.find((file) => file.endsWith(end)) ?? `no${end}`);
}

/** Null when the command failed and printed no JSON. */
function parsed(text, command) {
	if (text.trim() === "") return null;
	if (command === "score") {
		const lines = text.trimEnd().split("\n");
		return lines.map((line) => JSON.parse(line));
	}
	return JSON.parse(text);
}

/** What the command wrote beside its answer: the configuration of an export, the tables of a sample. */
function written(command, words) {
	const folderOf = () => words[words.indexOf("-o") + 1];
	if (command === "export") {
		const files = readdirSync(folderOf()).filter((file) => file.endsWith(".json"));
		return {
			files: Object.fromEntries(files.map((file) => [file, JSON.parse(readFileSync(join(folderOf(), file), "utf8"))])),
		};
	}
	if (command === "sample") {
		const content = (file) => {
			const bytes = readFileSync(join(folderOf(), file));
			return file.endsWith(".gz") ? gunzipSync(bytes) : bytes;
		};
		const tables = readdirSync(folderOf()).filter((file) => /\.csv(\.gz)?$/.test(file));
		const hashes = tables.map((file) => [file, createHash("sha256").update(content(file)).digest("hex")]);
		const truth = JSON.parse(content("truth.json").toString("utf8"));
		return { hashes: Object.fromEntries(hashes), files: { "truth.json": truth } };
	}
	return {};
}

/** The word that this build has for an option. */
function optionOf(word, { command, main }) {
	const names = OPTIONS[word];
	if (names === undefined) return word;
	if (!helps.has(command)) {
		helps.set(command, spawnSync(process.execPath, [main, command, "--help"], { encoding: "utf8" }).stdout);
	}
	const has = (name) => new RegExp(`${name}(?![\\w-])`).test(helps.get(command));
	return has(word) ? word : (names.find(has) ?? word);
}
