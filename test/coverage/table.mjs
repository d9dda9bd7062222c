// `npm run coverage`: simulates, and prints a row a cell: how often the intervals held the truth. Arguments are test files.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "leadlab-coverage-"));
const file = join(folder, "cells.jsonl");
const verdicts = join(folder, "verdicts.jsonl");
const files = process.argv.slice(2);
const vitest = join(root, "node_modules/vitest/vitest.mjs");
const { status } = spawnSync(process.execPath, [vitest, "run", ...(files.length > 0 ? files : ["test/coverage"])], {
	cwd: root,
	// Results on stdout; what the tests say goes to stderr.
	stdio: ["ignore", 2, 2],
	env: { ...process.env, LEADLAB_FULL_SIZE: "1", LEADLAB_COVERAGE: file, LEADLAB_VERDICTS: verdicts },
});
const linesOf = (path) => (existsSync(path) ? readFileSync(path, "utf8").trimEnd().split("\n") : []);
const lines = linesOf(file);
const given = verdictRows(linesOf(verdicts).map((line) => JSON.parse(line)));
rmSync(folder, { recursive: true, force: true });

const percent = (share) => `${(100 * share).toFixed(1)} %`;
const rows = lines.map((line) => JSON.parse(line)).sort(byName);
const table = [
	["interval", "of", "leads", "rate", "holds the truth", "misses below, above", "told", "histories", "allowed"],
	...rows.map(({ method, what, leads, rate, covered, below, above, told, histories, allowed }) => [
		method,
		what,
		String(leads),
		rate === "any" ? rate : percent(rate),
		told === 0 ? "cannot tell yet" : percent(covered / told),
		told === 0 || histories === 0 ? "" : `${percent(below / told)}, ${percent(above / told)}`,
		histories === 0 ? "" : String(told),
		histories === 0 ? "exact" : String(histories),
		allowed === undefined ? "" : `${percent(allowed[0])} to ${percent(allowed[1])}`,
	]),
];
if (rows.length > 0) print(table);
if (given.length > 1) {
	console.log("\nHow often each verdict is given, where the truth is known");
	print(given);
}
process.exit(status ?? 1);

function print(cells) {
	const widths = cells[0].map((_, i) => Math.max(...cells.map((row) => row[i].length)));
	for (const row of cells) {
		const line = row.map((cell, i) => (i < 2 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join("  ");
		console.log(line.trimEnd());
	}
}

/** A row for each kind of candidate and whom sales worked, over sizes and accounts. */
function verdictRows(counted) {
	const decisions = ["roll-out", "discuss", "hold", "cannot-tell", "no-difference"];
	const sums = new Map();
	for (const { kind, workedBy, ...counts } of counted) {
		const key = `${kind}\n${workedBy}`;
		const sum = sums.get(key) ?? decisions.map(() => 0);
		sums.set(
			key,
			sum.map((count, i) => count + counts[decisions[i]]),
		);
	}
	return [
		["candidate", "worked by", ...decisions],
		...[...sums].map(([key, counts]) => [...key.split("\n"), ...counts.map(String)]),
	];
}

function byName(a, b) {
	const key = ({ method, what }) => `${method}\n${what}`;
	return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.leads - b.leads || Number(a.rate) - Number(b.rate);
}
