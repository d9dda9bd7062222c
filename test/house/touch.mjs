// Files a change touches, done for real in scratch branches, beside what is aimed at:
//   node test/house/touch.mjs [--base main] [--list] metric=BRANCH everywhere=BRANCH chart=BRANCH target=BRANCH rule=BRANCH
// Counted are the files that differ from where the branch left the base, as far as people write them: golden files and
// what is generated (.ipynb beside its .ts, the schemas of data/schemas, the lock file) stand apart. `A..B` in place of a branch is taken as it is.
import { execFileSync } from "node:child_process";
import { parseArgs } from "node:util";

/** The kinds of change: what people call them, and the most files each may touch. */
const AIMS = {
	metric: ["a metric", 3],
	everywhere: ["a metric visible everywhere", 5],
	chart: ["a chart", 3],
	target: ["an export target", 2],
	rule: ["a rule kind", 8],
};
const { values: flags, positionals } = parseArgs({
	allowPositionals: true,
	options: { base: { type: "string", default: "main" }, list: { type: "boolean", default: false } },
});

const changes = positionals.map((pair) => {
	const [kind, branch] = pair.split(/=(.*)/);
	if (!(kind in AIMS) || !branch)
		throw new Error(`"${pair}": write KIND=BRANCH, KIND is ${Object.keys(AIMS).join(", ")}.`);
	const range = branch.includes("..") ? branch : `${flags.base}...${branch}`;
	const paths = execFileSync("git", ["diff", "--name-only", range], { encoding: "utf8" }).split("\n").filter(Boolean);
	return { kind, branch, paths };
});
const made = (path) => /\/golden\/|\.ipynb$|^data\/schemas\/|^package-lock\.json$/.test(path);
const rows = changes.map(({ kind, paths }) => {
	const written = paths.filter((path) => !made(path));
	const below = (folder) => written.filter((path) => path.startsWith(folder)).length;
	const [src, test] = [below("src/"), below("test/")];
	const [label, aim] = AIMS[kind];
	return [label, written.length, aim, src, test, written.length - src - test, paths.length - written.length];
});
const table = [["", "files", "aim", "src", "test", "other", "generated"], ...rows].map((row) => row.map(String));
const widths = table[0].map((_, i) => Math.max(...table.map((row) => row[i].length)));
for (const [label, ...cells] of table) {
	console.log([label.padEnd(widths[0]), ...cells.map((cell, i) => cell.padStart(widths[i + 1]))].join("  "));
}
if (flags.list) {
	for (const { kind, branch, paths } of changes) {
		console.log(`\n${AIMS[kind][0]} (${branch})`);
		for (const path of paths) console.log(made(path) ? `  ${path} (generated)` : `  ${path}`);
	}
}
