import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
	cpSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	readlinkSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const RUN = fileURLToPath(new URL("../run.mjs", import.meta.url));
let folder: string;

/** A checkout that is installed and built, as `run.mjs` sees it; its command prints `says`. */
function checkout(name: string, says: string): string {
	const root = join(folder, name);
	for (const part of ["src", "dist/cli", "node_modules"]) mkdirSync(join(root, part), { recursive: true });
	cpSync(RUN, join(root, "run.mjs"));
	for (const file of ["tsconfig.json", "tsconfig.build.json", "package-lock.json"])
		writeFileSync(join(root, file), "{}");
	writeFileSync(join(root, "package.json"), '{ "name": "leadlab", "type": "module", "exports": "./dist/index.js" }');
	writeFileSync(join(root, "dist/index.js"), `export const says = ${JSON.stringify(says)};`);
	writeFileSync(join(root, "dist/cli/main.js"), 'import { says } from "leadlab";\nconsole.log(says);');
	writeFileSync(
		join(root, "node_modules/.leadlab-installed"),
		createHash("sha256")
			.update(readFileSync(join(root, "package-lock.json")))
			.digest("hex"),
	);
	writeFileSync(join(root, "dist/.built"), "");
	return root;
}

/** What a file in another package of the checkout gets when it imports leadlab, as a notebook's kernel does. */
function imported(root: string): string {
	expect(spawnSync(process.execPath, [join(root, "run.mjs"), "leadlab"], { encoding: "utf8" }).status).toBe(0);
	mkdirSync(join(root, "notebooks"), { recursive: true });
	writeFileSync(join(root, "notebooks/package.json"), '{ "type": "module" }');
	writeFileSync(join(root, "notebooks/cell.js"), 'import { says } from "leadlab";\nconsole.log(says);');
	return spawnSync(process.execPath, [join(root, "notebooks/cell.js")], { encoding: "utf8" }).stdout.trim();
}

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "leadlab-run-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("run.mjs", () => {
	it("links the package where nothing links it, by a path that a copy of the folder takes along", () => {
		const one = checkout("one", "first");
		expect(imported(one)).toBe("first");
		expect(readlinkSync(join(one, "node_modules/leadlab"))).toBe("..");
		cpSync(one, join(folder, "two"), { recursive: true, verbatimSymlinks: true });
		writeFileSync(join(folder, "two/dist/index.js"), 'export const says = "second";');
		writeFileSync(join(folder, "two/dist/.built"), "");
		expect(imported(join(folder, "two"))).toBe("second");
	});

	it("makes a link anew that leads to another checkout, or to none", () => {
		const one = checkout("one", "first");
		const two = checkout("two", "second");
		symlinkSync(one, join(two, "node_modules/leadlab"), "junction");
		expect(imported(two)).toBe("second");
		symlinkSync(join(folder, "gone"), join(one, "node_modules/leadlab"), "junction");
		expect(imported(one)).toBe("first");
	});
});
