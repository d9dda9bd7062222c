// `npm run bench:tune`: our search of points beside FasterRisk (PyPI) on the same rows, in one run. Options:
//   --data FILE.csv --k K   another problem, as often as there are: 0/1 or whole numbers, the outcome in the first column
// Without them: the problems of LEADLAB_DATA/scorecards (../shared/data/scorecards when it is not set). A row whose index
// mod 5 is 4 is held out. The loss held out is that of the best slope and intercept on the other rows, for both the same.
// Our time holds the folding of rows and the search, after three searches of a made-up problem: the first one in a
// process costs about 0.15 s more, until the code is compiled; FasterRisk's is that of its fit alone.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { foldRows } from "../../dist/tune/patterns/fold-rows.js";
import { fitScale } from "../../dist/tune/search/fit-scale.js";
import { searchPoints } from "../../dist/tune/search/search-points.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const python = setUp();
const problems = asked(process.argv.slice(2));
for (const k of [3, 5, 10]) searchPoints(foldRows(madeUp()), { maxRules: k });
const ratios = { wall: [], processor: [] };
let lost = 0;
for (const { file, k } of problems) {
	const { train, test } = readProblem(file);
	const peer = JSON.parse(
		execFileSync(python, [join(root, "test/bench/fasterrisk-peer.py"), file, String(k)], { encoding: "utf8" }),
	);
	const started = performance.now();
	const before = process.cpuUsage();
	const found = searchPoints(foldRows(train), { maxRules: k });
	const spent = process.cpuUsage(before);
	const seconds = (performance.now() - started) / 1000;
	const processor = (spent.user + spent.system) / 1e6;
	if (found === undefined) {
		console.log(`${file} k=${k}: too few rows of one outcome; no points are sought`);
		continue;
	}
	const ours = judge(
		train,
		test,
		train.names.map((name) => found.best.points[name] ?? 0),
	);
	const theirs = judge(train, test, peer.points);
	const held = ours.loss <= theirs.loss + 1e-9 && ours.auc >= theirs.auc - 0.001;
	if (!held) lost += 1;
	ratios.wall.push(peer.seconds / seconds);
	ratios.processor.push(peer.spent / processor);
	console.log(
		`${file.replace(/^.*\//, "")} k=${k}: loss ${five(ours.loss)} (FasterRisk ${five(theirs.loss)}, its own chances ${five(peer.ownLoss)}), ` +
			`AUC ${four(ours.auc)} (${four(theirs.auc)}), train loss ${five(ours.trainLoss)} (${five(theirs.trainLoss)}), ` +
			`${seconds.toFixed(3)} s (${peer.seconds.toFixed(2)} s), processor ${processor.toFixed(3)} s (${peer.spent.toFixed(2)} s), ` +
			`${(peer.seconds / seconds).toFixed(0)} times: ${held ? "held" : "LOST"}`,
	);
}
const mean = (values) => Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
console.log(
	`${problems.length - lost} of ${problems.length} held; geometric mean of time: ${mean(ratios.wall).toFixed(1)} times lower (processor time ${mean(ratios.processor).toFixed(1)})`,
);

/** A Python of its own with FasterRisk, the first time. */
function setUp() {
	const folder = join(root, ".venv-tune");
	const found = join(folder, "bin/python");
	const has = () => {
		try {
			execFileSync(found, ["-c", "import fasterrisk"], { stdio: "ignore" });
			return true;
		} catch {
			return false;
		}
	};
	if (existsSync(found) && has()) return found;
	execFileSync("python3", ["-m", "venv", folder], { stdio: ["ignore", 2, 2] });
	writeFileSync(join(folder, ".gitignore"), "*\n");
	execFileSync(join(folder, "bin/pip"), ["install", "--quiet", "--disable-pip-version-check", "fasterrisk"], {
		stdio: ["ignore", 2, 2],
	});
	return found;
}

function asked(args) {
	const given = [];
	for (let i = 0; i < args.length; i += 2) {
		if (args[i] === "--data") given.push({ file: resolve(process.env.INIT_CWD ?? ".", args[i + 1]), k: undefined });
		else if (args[i] === "--k" && given.length > 0) given.at(-1).k = Number(args[i + 1]);
		else throw new Error(`bench:tune: ${args[i]} is not --data FILE.csv --k K`);
	}
	if (given.length > 0) return given.map(({ file, k = 5 }) => ({ file, k }));
	const folder = join(process.env.LEADLAB_DATA ?? join(root, "../shared/data"), "scorecards");
	return [
		...[3, 5, 10].map((k) => ({ file: join(folder, "adult_data.csv.gz"), k })),
		...[5, 10].map((k) => ({ file: join(folder, "mammo_data.csv.gz"), k })),
		...[3, 5].map((k) => ({ file: join(folder, "mushroom_data.csv.gz"), k })),
	];
}

function readProblem(file) {
	const bytes = readFileSync(file);
	const text = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
	const [head, ...lines] = text.split(/\r?\n/).filter((line) => line !== "");
	const names = head.split(",").slice(1);
	const rows = lines.map((line) => line.split(",").map(Number));
	const part = (keep) => {
		const kept = rows.filter((_, i) => keep(i % 5 === 4));
		return {
			names,
			columns: names.map((_, j) => Int32Array.from(kept, (row) => row[j + 1])),
			outcomes: Uint8Array.from(kept, (row) => (row[0] > 0 ? 1 : 0)),
		};
	};
	return { train: part((test) => !test), test: part((test) => test) };
}

/** A problem of the same shape, drawn from a line of numbers that is always the same. */
function madeUp() {
	let word = 1;
	const next = () => {
		word = (Math.imul(word, 1103515245) + 12345) & 0x7fffffff;
		return word / 0x80000000;
	};
	const columns = Array.from({ length: 30 }, () => Int32Array.from({ length: 4000 }, () => (next() < 0.3 ? 1 : 0)));
	const outcomes = Uint8Array.from({ length: 4000 }, (_, i) => {
		const z = columns.slice(0, 8).reduce((sum, column, j) => sum + column[i] * (j % 2 === 0 ? 1 : -1.5), 0);
		return next() < 1 / (1 + Math.exp(-z)) ? 1 : 0;
	});
	return { names: columns.map((_, j) => `f${j}`), columns, outcomes };
}

function judge(train, test, points) {
	const scale = calibrate(train, points);
	return { loss: logLoss(test, points, scale), trainLoss: logLoss(train, points, scale), auc: auc(test, points) };
}

function scoresOf({ columns, outcomes }, points) {
	const scores = new Int32Array(outcomes.length);
	columns.forEach((column, j) => {
		if (points[j] !== 0) for (let i = 0; i < scores.length; i++) scores[i] += points[j] * column[i];
	});
	return scores;
}

function calibrate(rows, points) {
	const scores = scoresOf(rows, points);
	const low = Math.min(0, ...new Set(scores));
	const high = Math.max(0, ...new Set(scores));
	const counts = new Float64Array(high - low + 1);
	const sums = { all: 0, withOutcome: 0, positives: 0 };
	scores.forEach((score, i) => {
		counts[score - low] += 1;
		sums.all += score;
		sums.withOutcome += score * rows.outcomes[i];
		sums.positives += rows.outcomes[i];
	});
	// Two made-up leads of the base rate, for both: no slope is without end where a card parts the rows.
	const real = scores.length / (scores.length + 2);
	const scoreSum = real * sums.withOutcome + (1 - real) * (sums.positives / scores.length) * sums.all;
	return fitScale(counts, 0, high - low, low, scoreSum, sums.positives, { slope: 0.1, intercept: 0 });
}

function logLoss(rows, points, { slope, intercept }) {
	let loss = 0;
	scoresOf(rows, points).forEach((score, i) => {
		const z = slope * score + intercept;
		loss += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - rows.outcomes[i] * z;
	});
	return loss / rows.outcomes.length;
}

function auc(rows, points) {
	const byScore = new Map();
	scoresOf(rows, points).forEach((score, i) => {
		const counts = byScore.get(score) ?? [0, 0];
		counts[rows.outcomes[i]] += 1;
		byScore.set(score, counts);
	});
	let below = 0;
	let pairs = 0;
	let positives = 0;
	for (const [, [negative, positive]] of [...byScore].sort(([a], [b]) => a - b)) {
		pairs += positive * (below + negative / 2);
		below += negative;
		positives += positive;
	}
	return pairs / (below * positives);
}

function five(value) {
	return value.toFixed(5);
}

function four(value) {
	return value.toFixed(4);
}
