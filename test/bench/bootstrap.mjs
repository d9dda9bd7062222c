// Part of `npm run bench`: bias-corrected intervals of every measure of the registry at once, in a process of its own,
// beside what resampling rows costs in scikit-learn and scipy on the same leads.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { measureAll, scoreTable } from "../../dist/metrics/index.js";

const [leadsText, replicatesText, peerText] = process.argv.slice(2);
const leads = Number(leadsText);
const replicates = Number(replicatesText);
const root = fileURLToPath(new URL("../..", import.meta.url));

const { scores, outcomes } = scorecard(leads);
const chance = (score) => 1 / (1 + Math.exp(4 - score / 25));
const SPECS = [
	{ kind: "auc" },
	{ kind: "average-precision" },
	{ kind: "ks" },
	{ kind: "lift-at", fraction: 0.1 },
	{ kind: "lift-at", fraction: 0.2 },
	{ kind: "precision-at", threshold: 45 },
	{ kind: "recall-at", threshold: 45 },
	{ kind: "f-beta-at", threshold: 45, beta: 1 },
	{ kind: "brier-loss", calibrator: chance },
	{ kind: "log-loss", calibrator: chance },
];

const started = performance.now();
const table = scoreTable(scores, outcomes);
const counted = performance.now();
measureAll(table, SPECS, { random: seeded(1), replicates });
const first = performance.now();
// Processor time too: on a machine that others use as well, the clock tells of them.
const before = process.cpuUsage();
const measured = measureAll(table, SPECS, { random: seeded(2), replicates });
const spent = process.cpuUsage(before);
const second = performance.now();

const result = {
	leads,
	replicates,
	distinct: table.scores.length,
	measures: SPECS.length,
	tableMs: counted - started,
	firstMs: first - counted,
	againMs: second - first,
	againCpuMs: (spent.user + spent.system) / 1000,
	values: measured.map((one, i) => ({
		kind: SPECS[i].kind,
		value: one.value ?? null,
		interval: one.interval ?? null,
		...(one.reason === undefined ? {} : { reason: one.reason }),
	})),
};

const python = join(root, ".venv-oracles/bin/python");
if (peerText === "peer" && existsSync(python)) {
	const folder = join(root, ".bench");
	mkdirSync(folder, { recursive: true });
	const file = join(folder, `scorecard-${leads}.f64`);
	const both = new Float64Array(2 * leads);
	both.set(scores);
	both.set(outcomes, leads);
	writeFileSync(file, both);
	const script = fileURLToPath(new URL("bootstrap-peer.py", import.meta.url));
	result.peer = JSON.parse(execFileSync(python, [script, file, String(leads)], { encoding: "utf8" }));
}
console.log(JSON.stringify(result));

/** Scores in half points, 0 to 100, and outcomes that rise with them: about 200 distinct scores, 11 % positive. */
function scorecard(count) {
	const random = seeded(7);
	const scores = new Float64Array(count);
	const outcomes = new Float64Array(count);
	for (let i = 0; i < count; i++) {
		const normal = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
		scores[i] = Math.min(100, Math.max(0, Math.round(2 * (30 + 20 * normal)) / 2));
		outcomes[i] = random.next() < 1 / (1 + Math.exp(3.5 - scores[i] / 25)) ? 1 : 0;
	}
	return { scores, outcomes };
}

/** Uniform numbers from a seed (mulberry32); the package takes any source of randomness. */
function seeded(seed) {
	let state = seed;
	const word = () => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return (t ^ (t >>> 14)) >>> 0;
	};
	return { next: () => ((word() >>> 5) * 67_108_864 + (word() >>> 6)) / 9_007_199_254_740_992 };
}
