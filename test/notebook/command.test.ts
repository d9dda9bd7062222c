import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectPath } from "./sample.ts";

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), "leadlab-notebooks-"));
	writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
	writeFileSync(
		join(folder, "tsconfig.json"),
		'{ "compilerOptions": { "module": "nodenext", "strict": true, "noEmit": true, "types": [] }, "include": ["*.ts"] }',
	);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The built command; Python is nowhere on its path. */
function leadlab(...args: string[]) {
	const { status, stdout, stderr } = spawnSync(
		process.execPath,
		[projectPath("dist/cli/main.js"), "notebooks", ...args, "--folder", folder],
		{
			encoding: "utf8",
			env: {
				...process.env,
				PATH: [dirname(process.execPath), folder].filter((path) => !path.startsWith("/usr")).join(delimiter),
			},
			cwd: folder,
		},
	);
	return { status, stdout, stderr };
}

const script = (code: string) =>
	`// %% id="set" tags="parameters"\nconst days = 90;\n\n// %% id="say" promises="headline"\n${code}\n\nexport {};\n`;
const write = (code: string) => writeFileSync(join(folder, "01-a.ts"), script(code));

describe("leadlab notebooks", () => {
	it("syncs a new script, finds the pair sound, and then an edited cell and outputs", () => {
		write('export const said = days + " days";');
		expect(leadlab("sync")).toMatchObject({ status: 0, stdout: "1 pair is equal, 1 file written\n" });
		expect(leadlab("check")).toMatchObject({ status: 0, stdout: "1 pair is sound\n" });
		writeFileSync(join(folder, "01-a.ts"), readFileSync(join(folder, "01-a.ts"), "utf8").replace("90", "91"));
		const stale = leadlab("check");
		expect(stale.status).toBe(1);
		expect(stale.stderr).toContain(
			'01-a.ipynb, column set: the cell "set" is not as in 01-a.ts. Run leadlab notebooks sync. [pair-differs]',
		);
		expect(leadlab("sync").stderr).toContain("wrote 01-a.ipynb (from the script)");
		expect(leadlab("check").status).toBe(0);
	});

	it("finds a type error in a script", () => {
		write('export const said: number = "x";');
		leadlab("sync", "--from", "script");
		const found = leadlab("check", "--json");
		expect(found.status).toBe(1);
		expect(JSON.parse(found.stdout)).toMatchObject({ issues: [{ code: "TS2322", file: "01-a.ts", row: 5 }] });
	});

	it("runs with a parameter from outside and writes the executed copy and the page", () => {
		write('console.log(days + " days");');
		const run = leadlab("html", "01", "--set", "days=30", "--out", join(folder, "out"));
		expect(run.stderr).toBe("");
		expect(run.status).toBe(0);
		expect(readFileSync(join(folder, "out", "01-a.ipynb"), "utf8")).toContain('"30 days\\n"');
		expect(readFileSync(join(folder, "out", "01-a.html"), "utf8")).toContain("30 days");
		expect(leadlab("run", "--set", "day=30")).toMatchObject({
			status: 2,
			stderr: expect.stringContaining("unknown-parameter"),
		});
	});

	it("tells the failing cell with its text and stderr, and keeps what was shown", () => {
		write('console.log(days + " days"); throw new Error("no such luck");');
		const run = leadlab("run", "--out", join(folder, "failed"));
		expect(run.status).toBe(1);
		expect(run.stderr).toMatch(/01-a, cell "say": the cell failed\n {2}\| console.log.*Error: no such luck/s);
		expect(run.stdout).toMatch(/^FAILED {2}01-a/);
		expect(readFileSync(join(folder, "failed", "01-a.ipynb"), "utf8")).toContain('"90 days\\n"');
	});

	it("does no work when its results cannot be written, and says which file", () => {
		mkdirSync(join(folder, "taken"), { recursive: true });
		writeFileSync(join(folder, "taken", "file"), "mine");
		const run = leadlab("run", "--out", join(folder, "taken", "file"));
		expect(run).toMatchObject({ status: 2, stdout: "" });
		expect(run.stderr).toMatch(/^error: .*taken.*is a file, expected a folder/);
		expect(readFileSync(join(folder, "taken", "file"), "utf8")).toBe("mine");
	});

	it("refuses a task and a notebook that are not there", () => {
		expect(leadlab("dance")).toMatchObject({
			status: 2,
			stderr: expect.stringContaining("sync, check, run, html, lab"),
		});
		expect(leadlab("run", "77")).toMatchObject({
			status: 2,
			stderr: expect.stringContaining('there is no notebook "77"; there are 01-a.'),
		});
	});
});
