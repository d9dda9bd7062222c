// `npm run bench:bands`: bands of numbers beside OptBinning (PyPI), on the same pre-bins under the same rules. The numbers
// The time is the median of nine solutions from the same pre-bins on, as OptBinning's is that of its whole fit. Numbers
// are those of LEADLAB_DATA/uci-online-shoppers (../shared/data when it is not set), and one with 77 made-up pre-bins.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { numberBands } from "../../dist/tune/bands/number-bands.js";
import { optimalBands } from "../../dist/tune/bands/optimal-bands.js";
import { preBins } from "../../dist/tune/bands/pre-bins.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const python = setUp();
const RULES = { minShare: 0.05, maxPValue: 0.05 };
const problems = [...madeUp(), ...shoppers()];
const peers = JSON.parse(
	execFileSync(python, [join(root, "test/bench/optbinning-peer.py")], {
		input: JSON.stringify(problems.map(({ column, cuts, trend }) => ({ ...column, cuts, trend, ...RULES }))),
		encoding: "utf8",
		maxBuffer: 1 << 28,
	}),
);
let lost = 0;
problems.forEach(({ name, column, trend, bins }, i) => {
	const found = numberBands(column, { ...RULES, trend });
	const ready = preBins(column);
	const rules = { trend, minLeads: Math.ceil(RULES.minShare * column.values.length), maxPValue: RULES.maxPValue };
	const times = Array.from({ length: 9 }, () => {
		const started = performance.now();
		optimalBands(ready, rules);
		return performance.now() - started;
	});
	const ms = times.sort((a, b) => a - b)[4];
	const { iv, seconds, status } = peers[i];
	const value = found?.informationValue ?? 0;
	// A variable that OptBinning leaves in one piece has an information value of 0 there.
	const held = value >= iv - 1e-9;
	if (!held) lost += 1;
	console.log(
		`${name}, ${trend}, ${bins} pre-bins: IV ${value.toFixed(6)} (OptBinning ${iv.toFixed(6)}, ${status}), ${ms.toFixed(1)} ms (${(seconds * 1000).toFixed(0)} ms): ${held ? "held" : "LOST"}`,
	);
});
console.log(`${problems.length - lost} of ${problems.length} held`);

function setUp() {
	const folder = join(root, ".venv-bands");
	const found = join(folder, "bin/python");
	if (existsSync(join(folder, ".ready"))) return found;
	execFileSync("python3", ["-m", "venv", folder], { stdio: ["ignore", 2, 2] });
	writeFileSync(join(folder, ".gitignore"), "*\n");
	execFileSync(join(folder, "bin/pip"), ["install", "--quiet", "--disable-pip-version-check", "optbinning"], {
		stdio: ["ignore", 2, 2],
	});
	writeFileSync(join(folder, ".ready"), "");
	return found;
}

function withCuts(name, column, trend) {
	const bins = preBins(column);
	return { name, column, trend, bins: bins.length, cuts: bins.slice(1).map(({ from }) => from) };
}

function madeUp() {
	let word = 7;
	const next = () => {
		word = (Math.imul(word, 1103515245) + 12345) & 0x7fffffff;
		return word / 0x80000000;
	};
	const values = Array.from({ length: 20_000 }, () => next() * 100);
	const outcomes = (chance) => values.map((value) => (next() < chance(value) ? 1 : 0));
	const rising = { values, outcomes: outcomes((value) => 0.1 + value / 200) };
	const hill = { values, outcomes: outcomes((value) => 0.1 + 0.4 * Math.exp(-(((value - 50) / 20) ** 2))) };
	return [
		withCuts("made up", rising, "ascending"),
		withCuts("made up", hill, "peak"),
		withCuts("made up", { values, outcomes: hill.outcomes.map((one) => 1 - one) }, "valley"),
	];
}

function shoppers() {
	const file = join(
		process.env.LEADLAB_DATA ?? join(root, "../shared/data"),
		"uci-online-shoppers/online_shoppers_intention.csv.gz",
	);
	if (!existsSync(file)) return [];
	const [head, ...lines] = gunzipSync(readFileSync(file))
		.toString("utf8")
		.split(/\r?\n/)
		.filter((line) => line !== "");
	const names = head.split(",");
	const rows = lines.map((line) => line.split(","));
	const outcomes = rows.map((row) => (row[names.indexOf("Revenue")].toUpperCase() === "TRUE" ? 1 : 0));
	return [
		["PageValues", "ascending"],
		["ExitRates", "descending"],
		["ProductRelated", "ascending"],
		["Administrative_Duration", "peak"],
	].map(([name, trend]) =>
		withCuts(name, { values: rows.map((row) => Number(row[names.indexOf(name)])), outcomes }, trend),
	);
}
