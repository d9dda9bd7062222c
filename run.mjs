// The two commands of a fresh clone, `npm start` and `npm test`: installs from the lock file when needed, builds when
// the sources are newer, then runs. It uses nothing that has to be installed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
	existsSync,
	readdirSync,
	readFileSync,
	realpathSync,
	renameSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(fileURLToPath(import.meta.url));
const [task = "start", ...rest] = process.argv.slice(2);
/** What only tests need, a third of all that can be installed, is installed for these alone. */
const TESTING = ["test", "proofs", "coverage", "bench", "bench:bands", "bench:tune"];
const tasks = {
	build: () => build({ always: true }),
	start: async () => {
		await build();
		return leadlab([
			"report",
			...["--dataset", "data/saas-sample", "--model", "data/models/saas-candidate.yaml"],
			...["--baseline", "data/models/saas-baseline.yaml", "--out", "reports/saas-sample.html"],
			...rest,
		]);
	},
	leadlab: async () => {
		await build();
		return leadlab(rest, { cwd: process.cwd() });
	},
	notebooks: async () => {
		await build();
		return leadlab(["notebooks", ...rest], { cwd: process.cwd() });
	},
	lab: async () => {
		await build();
		return leadlab(["notebooks", "lab", ...rest]);
	},
	test: async () => {
		await build();
		return node([join(root, "node_modules/vitest/vitest.mjs"), "run", ...rest]);
	},
	docs: async () => {
		await build();
		const made = ["test/docs", "test/ingest/parse-dataset-spec.test.ts", "test/export/model-json-schema.test.ts"];
		return node([join(root, "node_modules/vitest/vitest.mjs"), "run", ...made, ...rest, "--update"]);
	},
	proofs: async () => {
		await build();
		process.env.LEADLAB_FULL_SIZE = "1";
		const files = rest.some((one) => !one.startsWith("-")) ? [] : sizedTests();
		return node([join(root, "node_modules/vitest/vitest.mjs"), "run", ...files, ...rest]);
	},
	coverage: () => node([join(root, "test/coverage/table.mjs"), ...rest]),
	bench: async () => {
		await build();
		return node(["--expose-gc", join(root, "test/bench/bench.mjs"), ...rest]);
	},
	"bench:bands": async () => {
		await build();
		return node([join(root, "test/bench/bands.mjs"), ...rest]);
	},
	"bench:tune": async () => {
		await build();
		return node([join(root, "test/bench/tune.mjs"), ...rest]);
	},
};

checkNode();
if (tasks[task] === undefined) fail(`run.mjs: there is no task "${task}"; there are ${Object.keys(tasks).join(", ")}.`);
install();
process.exit((await tasks[task]()) ?? 0);

function checkNode() {
	const [major, minor] = process.versions.node.split(".").map(Number);
	if (major > 20 || (major === 20 && minor >= 19)) return;
	fail(`leadlab needs Node 20.19 or newer; this is ${process.versions.node}.`);
}

/** Installs exactly what the lock file says, once for each lock file. */
function install() {
	const lock = createHash("sha256")
		.update(readFileSync(join(root, "package-lock.json")))
		.digest("hex");
	// A folder that has them keeps them.
	const whole = TESTING.includes(task) || existsSync(join(root, "node_modules/vitest"));
	const stamp = join(root, "node_modules/.leadlab-installed");
	const installed = existsSync(stamp) ? readFileSync(stamp, "utf8") : "";
	if (installed === lock || (!whole && installed === `${lock} to run`)) return;
	console.error("Installing what the lock file names (once)...");
	const npm = process.env.npm_execpath;
	const quick = ["--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"];
	const args = ["ci", whole ? "--include=dev" : "--omit=dev", ...quick];
	const result =
		npm !== undefined && /\.[cm]?js$/.test(npm)
			? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: ["ignore", 2, 2] })
			: spawnSync("npm", args, { cwd: root, stdio: ["ignore", 2, 2], shell: process.platform === "win32" });
	if (result.status !== 0) fail("npm ci failed; its message is above. Check the network and try again.");
	writeFileSync(stamp, whole ? lock : `${lock} to run`);
}

/** Compiles src to dist when a source is newer than the last whole build. */
async function build({ always = false } = {}) {
	const stamp = join(root, "dist/.built");
	const built = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
	const sources = ["src", "tsconfig.json", "tsconfig.build.json", "package-lock.json"].map((name) => join(root, name));
	if (!always && built > 0 && newest(sources) <= built) return linkPackage();
	console.error("Building...");
	// Beside the old build, which stays whole until the new one is: a running kernel may be reading it.
	const fresh = join(root, `.building-${process.pid}`);
	rmSync(fresh, { recursive: true, force: true });
	const compiler = join(root, "node_modules/typescript/bin/tsc");
	if (node([compiler, "-p", "tsconfig.build.json", "--outDir", fresh], { stdio: ["ignore", 2, 2] }) !== 0)
		fail("The build failed.");
	const { buildPage } = await import(pathToFileURL(join(root, "src/report/page/build.mjs")).href);
	await buildPage(join(fresh, "report/page.js"));
	rmSync(join(root, "dist"), { recursive: true, force: true });
	renameSync(fresh, join(root, "dist"));
	linkPackage();
	writeFileSync(stamp, `${buildFingerprint(join(root, "dist"))}\n`);
}

/** Tells builds apart, by what was compiled and not by when; a notebook prints it. */
function buildFingerprint(folder) {
	const hash = createHash("sha256");
	const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
	const paths = files.map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort();
	for (const path of paths) hash.update(relative(folder, path)).update(readFileSync(path));
	return hash.digest("hex").slice(0, 12);
}

/**
 * Lets a notebook's cell say `import ... from "leadlab"`: its kernel looks for packages in node_modules only. The link is
 * relative, so that a copy of this folder imports itself; one that leads to another folder is made anew.
 */
function linkPackage() {
	const link = join(root, "node_modules/leadlab");
	if (existsSync(link) && realpathSync(link) === realpathSync(root)) return;
	rmSync(link, { recursive: true, force: true });
	symlinkSync("..", link, "junction");
}

/** The test files that draw more when everything runs at full size, and those that run there alone. */
function sizedTests() {
	const files = readdirSync(join(root, "test"), { recursive: true }).filter((file) => file.endsWith(".test.ts"));
	const sized = files.filter((file) =>
		/\/(full-size|coverage|histories)\.ts"|playwright-core/.test(readFileSync(join(root, "test", file), "utf8")),
	);
	return sized.map((file) => `test/${file.replaceAll("\\", "/")}`);
}

function newest(paths) {
	let latest = 0;
	for (const path of paths) {
		const stats = statSync(path);
		if (stats.isDirectory()) latest = Math.max(latest, newest(readdirSync(path).map((name) => join(path, name))));
		latest = Math.max(latest, stats.mtimeMs);
	}
	return latest;
}

function leadlab(args, options = {}) {
	return node([join(root, "dist/cli/main.js"), ...args], options);
}

function node(args, options = {}) {
	const result = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit", ...options });
	if (result.error) fail(result.error.message);
	return result.status ?? 1;
}

function fail(message) {
	console.error(message);
	process.exit(1);
}
