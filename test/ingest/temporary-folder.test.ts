import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../src/ingest/files/temporary-folder.ts";

const parent = mkdtempSync(join(tmpdir(), "leadlab-test-"));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

describe("temporaryFolder", () => {
	it("removes the folders of processes that are gone, and only those", async () => {
		// A process that has ended: its number is free.
		const gone = spawnSync(process.execPath, ["-e", ""]).pid;
		const left = join(parent, `leadlab-run-${gone}-abc`);
		const alive = join(parent, `leadlab-run-${process.pid}-abc`);
		const other = join(parent, "someone-elses");
		for (const folder of [left, alive, other]) mkdirSync(folder);
		writeFileSync(join(left, "part-1.csv"), "a customer's row\n");
		const made = await temporaryFolder({ parent });
		expect(basename(made)).toMatch(new RegExp(`^leadlab-run-${process.pid}-`));
		expect([left, alive, other, made].map((folder) => existsSync(folder))).toEqual([false, true, true, true]);
	});
});
