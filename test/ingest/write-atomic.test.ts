import { execFile } from "node:child_process";
import { lstat, mkdtemp, readdir, readFile, readlink, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fileStem } from "../../src/export/export-target.ts";
import { writeAtomic } from "../../src/ingest/files/write-atomic.ts";
import { escapeControls, escapeLine } from "../../src/words/escape.ts";

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "leadlab-out-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("what is written", () => {
	test("goes into a pipe, which stays one", async () => {
		const pipe = join(folder, "pipe");
		await promisify(execFile)("mkfifo", [pipe]);
		const [text] = await Promise.all([readFile(pipe, "utf8"), writeAtomic(pipe, ["one ", "two"])]);
		expect(text).toBe("one two");
		expect((await lstat(pipe)).isFIFO()).toBe(true);
	});

	test("goes to what a link leads to, also over two links and to a file that is not there yet", async () => {
		const [target, near, far] = [join(folder, "target"), join(folder, "near"), join(folder, "far")];
		await symlink("target", near);
		await symlink(near, far);
		for (const content of ["first", "second"]) {
			await writeAtomic(far, content);
			expect(await readFile(target, "utf8")).toBe(content);
		}
		expect(await readlink(near)).toBe("target");
		expect(await readlink(far)).toBe(near);
	});

	test("goes through a link to a device, and says that it is full", async () => {
		// Never the device itself: a fault would replace it for the whole machine.
		const link = join(folder, "full");
		await symlink("/dev/full", link);
		await expect(writeAtomic(link, "text")).rejects.toMatchObject({ code: "ENOSPC", path: link });
		expect(await readlink(link)).toBe("/dev/full");
	});
});

const text = fc.string({ unit: "binary", maxLength: 20 });

describe("random ids, names and targets", () => {
	test("are one cell of one line", () => {
		fc.assert(
			fc.property(text, (id) => {
				expect(escapeLine(id)).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
				expect(escapeControls(`${id}\tx\n`)).toMatch(/\tx\n$/);
				expect(escapeControls(id)).not.toContain("\u001b");
			}),
			{ seed: 1, numRuns: 10_000 },
		);
		expect(escapeLine("c\nd")).toBe("c\\nd");
		expect(escapeLine("a\tb")).toBe("a\\tb");
		expect(escapeLine("\u001b[31mred")).toBe("\\u001b[31mred");
		expect(escapeLine("Zoë 東京 🙂")).toBe("Zoë 東京 🙂");
	});

	test("make file names that every system takes", () => {
		const reserved = fc.constantFrom("CON", "nul", "Aux.", "PRN ", "com1", "LPT9.", "con:", ".nul.");
		fc.assert(
			fc.property(fc.oneof(text, reserved), (name) => {
				const stem = fileStem({ name });
				expect(stem).toMatch(/^[a-z0-9][a-z0-9-]*$/);
				expect(stem).not.toMatch(/^(con|prn|aux|nul|(com|lpt)\d)$/);
			}),
			{ seed: 2, numRuns: 10_000 },
		);
	});

	test("as the name of the target leave nothing else in its folder", async () => {
		const name = fc.stringMatching(/^[\w .,;:!'"$%&()[\]{}~äß東*?-]{1,40}$/).filter((one) => !/^\.+$/.test(one));
		await fc.assert(
			fc.asyncProperty(name, async (one) => {
				const parent = await mkdtemp(join(folder, "names-"));
				await writeAtomic(join(parent, one), one);
				expect(await readFile(join(parent, one), "utf8")).toBe(one);
				expect(await readdir(parent)).toEqual([one]);
			}),
			{ seed: 3, numRuns: 50 },
		);
	});
});
