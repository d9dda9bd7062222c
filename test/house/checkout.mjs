// The source files of a checkout, parsed, and which file an import of theirs reaches.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { parseSource } from "./parse.mjs";

const CODE = /\.(ts|mts|js|mjs)$/;

/** `src` is the folder of the product; folders named in `skip` are left out of it (`tests` that lie among the sources). */
export function readCheckout(root, { src = "src", skip = [] } = {}) {
	const read = (paths) =>
		paths.filter((path) => CODE.test(path)).map((path) => parseSource(path, readFileSync(join(root, path), "utf8")));
	const parse = (folder, except) => read(filesBelow(root, folder, except));
	const manifest = existsSync(join(root, "package.json")) ? JSON.parse(readFileSync(join(root, "package.json"))) : {};
	const checkout = {
		root,
		src,
		manifest,
		source: parse(src, skip),
		test: [...parse("test"), ...parse(".ci")],
		scripts: read(readdirSync(root)),
		notebooks: parse("notebooks"),
	};
	const byPath = new Map(
		[checkout.source, checkout.test, checkout.scripts, checkout.notebooks].flat().map((file) => [file.path, file]),
	);
	/** What is built is its source; a specifier without an ending, or with that of JavaScript, may be TypeScript. */
	const find = (path) => {
		const bare = posix
			.normalize(path)
			.replace(/^dist\/(esm\/|cjs\/)?/, `${src}/`)
			.replace(/(\.d)?\.([mc]?)[jt]s$/, "");
		return [".ts", ".mts", ".js", ".mjs", "/index.ts", "/index.js"].map((end) => byPath.get(bare + end)).find(Boolean);
	};
	const entries = entryPaths(manifest)
		.map(([name, paths]) => [name, paths.map(find).find((file) => file?.path.startsWith(`${src}/`))])
		.filter(([, file]) => file !== undefined);
	const byName = new Map(entries.map(([name, file]) => [posix.join(manifest.name ?? "", name), file]));
	const resolve = (file, from) =>
		from.startsWith(".") ? find(posix.join(posix.dirname(file.path), from)) : (byName.get(from) ?? find(from));
	return { ...checkout, entries: new Map(entries), resolve };
}

/** The public entries, `.` and `./part`, each with the paths its conditions name. */
function entryPaths({ exports = ".", main = "src/index.ts", module = main }) {
	if (typeof exports === "string") return [[".", [module, main, "src/index.ts"]]];
	const leaves = (value) => (typeof value === "string" ? [value] : Object.values(value).flatMap(leaves));
	return Object.entries(exports).map(([name, value]) => [
		name,
		[...leaves(value), ...(name === "." ? ["src/index"] : [])],
	]);
}

/** Paths relative to `root`, in order; nothing of what is installed. */
export function filesBelow(root, folder, except = []) {
	const from = join(root, folder);
	if (!existsSync(from)) return [];
	return readdirSync(from, { withFileTypes: true })
		.filter(({ name }) => !["node_modules", ...except].includes(name))
		.flatMap((entry) => {
			const path = posix.join(folder, entry.name);
			return entry.isDirectory() ? filesBelow(root, path, except) : entry.isFile() ? [path] : [];
		})
		.sort();
}
