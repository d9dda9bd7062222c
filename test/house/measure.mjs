// The figures of a checkout: size, rooms, exports and who uses them, arrows, functions.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { filesBelow, readCheckout } from "./checkout.mjs";
import { exportsAndUses, namesOf } from "./reach.mjs";

const ROOM = 25;
const LONG_FILE = 400;

/** Lists stand under `lists`; all else is a number, or `undefined` where the checkout has nothing of the kind. */
export function measureHouse(root, options) {
	const { source, test, notebooks, scripts, entries, resolve, src, manifest } = readCheckout(root, options);
	const lines = sum(source, "lines");
	const rooms = countBy(source, ({ path }) => inSource(posix.dirname(path), src));
	const exported = exportsAndUses({ source, test, users: [...notebooks, ...scripts], resolve });
	const functions = source.flatMap((file) => file.functions).sort((a, b) => b.lines - a.lines);
	// A library is its exports; where there are commands, what neither they nor notebooks use is of no use.
	const isApp = manifest.bin !== undefined;
	const long = source.filter((file) => file.lines > LONG_FILE);
	const imports = source.flatMap((file) => valueImports(file, resolve).map((target) => [file.path, target.path]));
	const circles = findCircles(imports);
	const twoWay = twoWayArrows(imports, (path) => inSource(path, src).split("/")[0]);
	const entryNames = [...entries].map(([entry, file]) => [entry, namesOf(file, resolve).sort()]);
	const inNotebooks = notebooks.flatMap((file) =>
		file.imports.filter(({ from }) => isEntry(from, manifest.name)).map(({ name }) => name),
	);
	const testsAlone = exported.filter((one) => one.tested && !one.imported);
	const unreached = exported.filter((one) => !one.reached);
	const charts = source.filter(({ path }) => /\/charts\/(?!marks\/)/.test(path) && !path.includes("/page/"));
	const files = filesBelow(root, "test");
	return {
		files: source.length,
		lines,
		commentShare: round(sum(source, "comments") / lines),
		testFiles: test.length,
		testLines: sum(test, "lines"),
		notebookLines: sum(notebooks, "lines"),
		goldenFiles: files.filter((path) => path.includes("/golden/")).length,
		rooms: Object.keys(rooms).length,
		roomsAbove25: Object.values(rooms).filter((count) => count > ROOM).length,
		largestRoom: Math.max(...Object.values(rooms)),
		deepestFolder: Math.max(...Object.keys(rooms).map((room) => room.split("/").length)),
		medianFileLines: [...source].sort((a, b) => a.lines - b.lines)[Math.floor(source.length / 2)]?.lines,
		filesAbove400: long.length,
		longestFunction: functions[0]?.lines,
		functionsAbove100: functions.filter((one) => one.lines > 100).length,
		exports: exported.length,
		documentedShare: round(exported.filter((one) => one.documented).length / exported.length),
		publicNames: entryNames.length === 0 ? undefined : new Set(entryNames.flatMap(([, names]) => names)).size,
		publicNamesOfMain: entryNames.find(([entry]) => entry === ".")?.[1].length,
		namesInNotebooks: notebooks.length === 0 ? undefined : new Set(inNotebooks).size,
		importedByTestsAlone: isApp ? testsAlone.length : undefined,
		unreachedExports: isApp ? unreached.length : undefined,
		anys: sum(source, "anys"),
		ruleMarks: sum(charts, "ruleMarks"),
		ruleMarkFiles: charts.filter((file) => file.ruleMarks > 0).length,
		twoWayArrows: twoWay.length,
		circles: circles.length,
		readmeWords: existsSync(join(root, "README.md"))
			? readFileSync(join(root, "README.md"), "utf8").split(/\s+/).filter(Boolean).length
			: undefined,
		installedMb: existsSync(join(root, "node_modules")) ? installedMb(join(root, "node_modules")) : undefined,
		lists: {
			rooms,
			entries: Object.fromEntries(entryNames),
			longestFunctions: functions.slice(0, 10).map((one) => `${one.name} ${one.lines} (${one.path}:${one.line})`),
			filesAbove400: long.map(({ path, lines }) => `${path} ${lines}`),
			importedByTestsAlone: isApp ? testsAlone.map(placeOf) : [],
			unreachedExports: isApp ? unreached.map(placeOf) : [],
			undocumented: exported.filter((one) => !one.documented).map(placeOf),
			twoWayArrows: twoWay,
			circles,
		},
	};
}

const placeOf = ({ path, line, name }) => `${path}:${line} ${name}`;
const sum = (items, key) => items.reduce((total, item) => total + item[key], 0);
const round = (share) => Math.round(1000 * share) / 1000;
const inSource = (path, src) => posix.relative(src, path) || ".";
const isEntry = (from, name) => from === name || from.startsWith(`${name}/`);

function countBy(items, key) {
	const counts = {};
	for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
	return counts;
}

function valueImports(file, resolve) {
	const froms = [...file.imports, ...file.passes].filter(({ type }) => !type);
	return froms.map(({ from }) => resolve(file, from)).filter((target) => target !== undefined && target !== file);
}

function twoWayArrows(imports, roomOf) {
	const arrows = new Set(imports.map(([from, to]) => `${roomOf(from)} ${roomOf(to)}`));
	return [...arrows].filter((arrow) => {
		const [from, to] = arrow.split(" ");
		return from < to && arrows.has(`${to} ${from}`);
	});
}

/** Groups of files each of which reaches all others of its group (Tarjan, SIAM J. Comput. 1 (1972) 146). */
function findCircles(imports) {
	const next = new Map();
	for (const [from, to] of imports) next.set(from, [...(next.get(from) ?? []), to]);
	const [low, stack, circles] = [new Map(), [], []];
	const visit = (file) => {
		const order = low.size;
		low.set(file, order);
		stack.push(file);
		let reached = order;
		for (const to of next.get(file) ?? []) {
			if (!low.has(to)) visit(to);
			if (stack.includes(to)) reached = Math.min(reached, low.get(to));
		}
		low.set(file, reached);
		if (reached !== order) return;
		const group = stack.splice(stack.indexOf(file));
		if (group.length > 1) circles.push(group);
	};
	for (const file of next.keys()) if (!low.has(file)) visit(file);
	return circles;
}

/** What `node_modules` takes on disk, in MB of 2^20 bytes. */
function installedMb(folder) {
	return Math.round(Number.parseInt(execFileSync("du", ["-sk", folder], { encoding: "utf8" }), 10) / 1024);
}
