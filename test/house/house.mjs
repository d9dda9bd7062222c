// `npm run house`: measures the house, this checkout or another, alone or beside others.
//   npm run house -- [--root DIR] [--against DIR_OR_JSON ...] [--json] [--list NAME] [--src src] [--skip tests,locales]
// Files and lines are those of `src` (.ts, .mts, .js, .mjs; lines as `wc -l` counts them); tests (with `.ci`) and
// notebooks stand apart. Comments are lines that hold nothing else. A room is a folder of `src` with the files directly
// in it; arrows are imports of values between top-level rooms. `--against` puts others to the left, in their order, read
// with the same `--src` and `--skip`, or as saved by `--json`. `--list NAME` prints one list: longestFunctions, rooms,
// entries, filesAbove400, importedByTestsAlone, unreachedExports, undocumented, twoWayArrows, circles.
import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { measureHouse } from "./measure.mjs";

const { values: flags } = parseArgs({
	options: {
		root: { type: "string", default: fileURLToPath(new URL("../..", import.meta.url)) },
		against: { type: "string", multiple: true, default: [] },
		json: { type: "boolean", default: false },
		list: { type: "string" },
		src: { type: "string", default: "src" },
		skip: { type: "string", default: "" },
	},
});
const options = { src: flags.src, skip: flags.skip.split(",").filter(Boolean) };
const read = (place) =>
	place.endsWith(".json")
		? { name: basename(place, ".json"), ...JSON.parse(readFileSync(place, "utf8")) }
		: { name: basename(resolve(place)), ...measureHouse(resolve(place), options) };

const measured = read(flags.root);
if (flags.json) console.log(JSON.stringify(measured, null, "\t"));
else if (flags.list !== undefined) printList(measured.lists[flags.list]);
else printTable([...flags.against.map(read), measured]);

function printList(list) {
	if (list === undefined)
		throw new Error(`There is no list "${flags.list}": ${Object.keys(measured.lists).join(", ")}.`);
	const lines = Array.isArray(list) ? list : Object.entries(list).map(([key, value]) => `${key}: ${value}`);
	for (const line of lines) console.log(Array.isArray(line) ? line.join(" -> ") : line);
}

function printTable(houses) {
	const label = (key) => key.replace(/[A-Z]+|\d+/g, (part) => ` ${part.toLowerCase()}`);
	const format = (key, value) =>
		value === undefined ? "-" : key.endsWith("Share") ? `${(100 * value).toFixed(1)} %` : value.toLocaleString("en");
	const keys = Object.keys(measured).filter((key) => key !== "name" && key !== "lists");
	const table = [
		["", ...houses.map(({ name }) => name)],
		...keys.map((key) => [label(key), ...houses.map((house) => format(key, house[key]))]),
	];
	const widths = table[0].map((_, i) => Math.max(...table.map((row) => row[i].length)));
	for (const [row, ...cells] of table) {
		console.log([row.padEnd(widths[0]), ...cells.map((cell, i) => cell.padStart(widths[i + 1]))].join("  "));
	}
	for (const { name, lists } of houses) {
		const large = Object.entries(lists.rooms).filter(([, count]) => count > 25);
		console.log(
			`\n${name}: rooms above 25 files: ${large.map(([room, count]) => `${room} ${count}`).join(", ") || "none"}`,
		);
		console.log(`longest functions: ${lists.longestFunctions.map((one) => one.replace(/ \(.*/, "")).join(", ")}`);
		const entries = Object.entries(lists.entries).map(([entry, names]) => `${entry} ${names.length}`);
		console.log(`names of public entries: ${entries.join(", ")}`);
	}
}
