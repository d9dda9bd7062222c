import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { issueText } from "../../src/cli/issue-text.ts";
import { tableText } from "../../src/tables/render/to-text.ts";
import { columnsOf } from "../../src/tables/table.ts";
import { wrapText } from "../../src/words/wrap-text.ts";
import { runCli, runShell, spawnCli, temporaryFolder } from "./run-cli.ts";

const COMMANDS = ["init", "doctor", "sample", "ingest", "score", "explain", "replay", "report", "export", "verify"];
const { folder, remove } = temporaryFolder();
/** A small history, with warnings about it. */
const SMALL = join(folder, "small");
const REPLAY = ["replay", "--dataset", SMALL, "--model", "saas-baseline"];
/** A pseudo terminal of 70 columns, from util-linux. */
const hasScript = process.platform === "linux" && spawnSync("script", ["--version"]).status === 0;
const onTerminal = (command: string) => `script -qec 'stty cols 70 rows 40; ${command}' /dev/null < /dev/null`;
const ESCAPE = "\u001b[";
const withoutEscapes = (text: string) =>
	text.replaceAll(new RegExp(`${ESCAPE.replace("[", "\\[")}[?\\d;]*[a-zA-Z]`, "g"), "");

beforeAll(async () => {
	const made = await runCli(["sample", "--out", SMALL, "--leads", "600", "--seed", "3", "--dirty", "0.02"]);
	expect(made).toMatchObject({ code: 0, stderr: "" });
});
afterAll(remove);

describe("help", () => {
	it("shows examples first, then usage, options and --quiet, on stdout, for every command", async () => {
		const { stdout: list } = await runCli(["--help"]);
		const commands = [...list.matchAll(/^ {2}(\w+) \[options\]/gm)].map(([, name]) => name ?? "");
		expect(commands).toEqual(expect.arrayContaining(COMMANDS));
		const pages = await Promise.all(commands.map((command) => runCli([command, "--help"])));
		for (const [i, { code, stdout, stderr }] of pages.entries()) {
			expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
			expect(stdout.startsWith("Examples:\n  $ leadlab ")).toBe(true);
			expect(stdout.indexOf("Usage: ")).toBeGreaterThan(stdout.indexOf(`$ leadlab ${commands[i]}`));
			// These two print text for a shell and for a person.
			const json = ["completion", "help"].includes(commands[i]!) ? [] : ["--json"];
			for (const text of [`Usage: leadlab ${commands[i]}`, ...json, "-q, --quiet", "-h, --help"]) {
				expect(stdout).toContain(text);
			}
			expect(stdout.split("\n").filter((line) => line.length > 100)).toEqual([]);
		}
	});

	it("lists every command and the exit codes, and help <command> is <command> --help", async () => {
		const [all, page, twin] = await Promise.all([
			runCli(["--help"]),
			runCli(["help", "replay"]),
			runCli(["replay", "--help"]),
		]);
		for (const command of COMMANDS) expect(all.stdout).toMatch(new RegExp(`^  ${command} `, "m"));
		expect(all.stdout).toContain(
			"Exit codes: 0 done, 1 a check failed, 2 usage or configuration, 3 data contract broken",
		);
		expect(page).toEqual(twin);
	});

	it("tells the version of the package", async () => {
		expect((await runCli(["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
	});
});

describe("exit codes", () => {
	/** Usage and configuration: exit code 2, nothing on stdout, and what to do. */
	const usage: [string, string[], RegExp][] = [
		["no command, with help", [], /Usage: leadlab/],
		["an unknown command", ["replya"], /unknown command 'replya'\n\(Did you mean replay\?\)/],
		[
			"an unknown option",
			[...REPLAY, "--horizon-day", "9"],
			/unknown option '--horizon-day'\n\(Did you mean --horizon-days\?\)/,
		],
		[
			"a missing option",
			["replay", "--model", "bant"],
			/required option '-d, --dataset <folder>' not specified\n\(leadlab replay --help/,
		],
		[
			"a missing option that is misspelt",
			["replay", "--datset", "x"],
			/unknown option '--datset'\s+\(Did you mean --dataset\?\)/,
		],
		["too many arguments", [...REPLAY, "more"], /too many arguments/],
		[
			"a horizon that is no number",
			[...REPLAY, "--horizon-days", "9x"],
			/--horizon-days must be a whole number from 1 to 36,500, got "9x"/,
		],
		["a date that is none", [...REPLAY, "--from", "30.9.2024"], /--from must be an ISO date.*got "30\.9\.2024"/],
		[
			"a hand-off that is none",
			[...REPLAY, "--handoff", "mql"],
			/--handoff must be from:to, such as mql:sql, got "mql"/,
		],
		[
			"a hand-off nobody flags",
			[...REPLAY, "--handoff", "sal:customer"],
			/the flag "sal", but model "saas-baseline" flags mql, sql/,
		],
		[
			"an attribute to split by that is not there",
			[...REPLAY, "--by", "shoe_size"],
			/no attribute "shoe_size"; it has industry/,
		],
		[
			"an attribute to split by that looks ahead",
			[...REPLAY, "--by", "incumbent"],
			/"incumbent" is not known at creation/,
		],
		[
			"a model that is neither file nor template",
			["replay", "-d", SMALL, "-m", "saas-candidat"],
			/Did you mean saas-candidate\?/,
		],
		[
			"a lead that is not there",
			["explain", "-d", SMALL, "-m", "bant", "-l", "L-0"],
			/no lead "L-0" \(the first is "L-1"\)/,
		],
		["a template that is not there", ["init", "x", "--template", "bnt"], /there is no "bnt"; there are b2b-saas, bant/],
		[
			"a sample that is too small",
			["sample", "--out", "x", "--leads", "9"],
			/--leads must be a whole number from 100 to 1,000,000, got "9"/,
		],
		[
			"a share of dirt that is none",
			["sample", "--out", "x", "--dirty", "2"],
			/--dirty must be from 0 to 0\.5, got "2"/,
		],
		["a scorer without its configuration", ["verify", "x.scorer.js"], /add --config <file>/],
		[
			"an artefact that is not there",
			["verify", "gone.json"],
			/gone\.json: there is no such file, expected a production configuration/,
		],
		[
			"a target nobody knows",
			["export", "-m", "bant", "--target", "cobol"],
			/'cobol' is invalid\. Allowed choices are/,
		],
		[
			"a folder where a file should go",
			["report", "-q", "-d", SMALL, "-m", "bant", "-o", "/tmp"],
			/\/tmp: is a folder, expected a file/,
		],
	];

	it.each(usage)("are 2 for %s", async (_name, args, says) => {
		const ran = await runCli(args, { cwd: folder });
		expect(ran).toMatchObject({ code: 2, stdout: "" });
		expect(ran.stderr).toMatch(says);
		expect(ran.stderr).not.toMatch(/\n\s+at /);
	});

	it("are 70 for a fault of the program, with a trace to report", async () => {
		// A fault that no input causes: the function that prints results is broken before the command starts.
		const broken = join(folder, "broken.mjs");
		writeFileSync(broken, 'JSON.stringify = () => { throw new TypeError("broken on purpose"); };\n');
		const ran = await spawnCli(["init", "--list", "--json"], { node: ["--import", broken] });
		expect(ran).toMatchObject({ code: 70, stdout: "" });
		expect(ran.stderr).toMatch(
			/^internal error, please report it with this text:\nTypeError: broken on purpose\n\s+at /,
		);
	});
});

describe("streams", () => {
	it("hold results on stdout alone and messages on stderr alone", async () => {
		const [loud, quiet, short] = await Promise.all([
			spawnCli([...REPLAY, "--json"]),
			runCli([...REPLAY, "--json", "--quiet"]),
			runCli([...REPLAY, "--json", "-q"]),
		]);
		expect(loud.stderr).toMatch(/^warning: .*\[before-creation\]$/m);
		expect(loud.stderr.split("\n").filter((line) => !/^(warning: .*|)$/.test(line))).toEqual([]);
		expect(quiet).toEqual({ code: 0, stdout: loud.stdout, stderr: "" });
		expect(short).toEqual(quiet);
	});

	it("say an error even with --quiet", async () => {
		const ran = await spawnCli(["replay", "--quiet", "-d", "nowhere", "-m", "bant"], { cwd: folder });
		expect(ran).toMatchObject({ code: 2, stdout: "" });
		expect(ran.stderr).toMatch(/^error: nowhere: .*\[missing-folder\]$/m);
	});

	it("tell a warning once, however many models are replayed", async () => {
		const ran = await runCli(["report", "-d", SMALL, "-m", "bant", "-b", "bant", "-o", "report.html"], {
			cwd: folder,
		});
		const lines = ran.stderr.split("\n").filter((line) => line !== "");
		expect(lines.length).toBeGreaterThan(0);
		expect(new Set(lines).size).toBe(lines.length);
	});

	it("end cleanly when the reader has enough, as in score | head", async () => {
		const args = `-d '${SMALL}' -m saas-baseline --json`;
		const ran = await runShell(`set -o pipefail; leadlab score ${args} --quiet | head -n 2; echo "\${PIPESTATUS[0]}"`);
		const lines = ran.stdout.trimEnd().split("\n");
		expect(ran).toMatchObject({ code: 0, stderr: "" });
		expect(lines.slice(0, 2).map((line) => (JSON.parse(line) as { lead: string }).lead)).toEqual(["L-1", "L-2"]);
		expect(lines.slice(2)).toEqual(["0"]);
	});

	it("keep the exit code of a gate when the reader has enough", async () => {
		const args = `-d '${SMALL}' -m saas-candidate -b saas-baseline --handoff mql:sql --gate roll-out --quiet`;
		const ran = await runShell(`leadlab compare ${args} | head -n 1 > first; echo "\${PIPESTATUS[0]}"`, {
			cwd: folder,
		});
		expect(ran).toMatchObject({ code: 0, stderr: "" });
		expect(ran.stdout).toBe("1\n");
	});

	it.skipIf(process.platform !== "linux")(
		"tell of a full disk in one line, with the exit code of a fault",
		async () => {
			const ran = await runShell(`leadlab ${REPLAY.join(" ")} --quiet > /dev/full; echo "$?"`);
			expect(ran.stdout).toBe("2\n");
			expect(ran.stderr).toMatch(/^error: .*\[ENOSPC\]\n$/);
		},
	);

	it("are left as they were, however many commands a process runs", async () => {
		await runCli(["help"]);
		const count = () => process.stdout.listenerCount("error") + process.stderr.listenerCount("error");
		const before = count();
		for (let i = 0; i < 3; i++) await runCli(["help"]);
		expect(count()).toBe(before);
	});

	it.skipIf(!hasScript)("carry colour on a terminal, and none with NO_COLOR or in a pipe", async () => {
		const command = onTerminal(
			`leadlab() { "${process.execPath}" "$LEADLAB_MAIN" "$@"; }; leadlab ${REPLAY.join(" ")}`,
		);
		const env = { LEADLAB_MAIN: join(import.meta.dirname, "../../dist/cli/main.js"), TERM: "xterm" };
		const [colour, plain, piped] = await Promise.all([
			runShell(command, { env }),
			runShell(command, { env: { ...env, NO_COLOR: "1" } }),
			runCli(REPLAY),
		]);
		expect(colour.stdout).toContain(`${ESCAPE}33mwarning:`);
		expect(colour.stdout).toContain(`${ESCAPE}1msaas-baseline on saas-sample`);
		expect(plain.stdout).not.toContain(`${ESCAPE}3`);
		expect(plain.stdout).not.toContain(`${ESCAPE}1m`);
		expect(`${piped.stdout}${piped.stderr}`).not.toContain(ESCAPE);
	});

	it.skipIf(!hasScript)("fit the window: no line of a replay is longer than the terminal", async () => {
		const command = onTerminal(`"${process.execPath}" "$LEADLAB_MAIN" ${REPLAY.join(" ")}`);
		const env = { LEADLAB_MAIN: join(import.meta.dirname, "../../dist/cli/main.js"), NO_COLOR: "1", TERM: "xterm" };
		const { stdout } = await runShell(command, { env });
		// A progress line is erased before the next one is written: what stays is what comes after the last erasure.
		const erased = new RegExp(`${ESCAPE.replace("[", "\\[")}\\d*[JK]|${ESCAPE[0]}8|\r`);
		const lines = stdout.split(/\r?\n/).map((line) => withoutEscapes(line.split(erased).at(-1) ?? ""));
		expect(lines.filter((line) => line.length > 70)).toEqual([]);
		expect(stdout).toMatch(/cure: /);
		expect(stdout).toMatch(/precision: \d+\.\d % \(/);
	});
});

describe("layout", () => {
	const issue = {
		code: "type",
		severity: "warning",
		file: "leads.csv",
		row: 7,
		column: "employees",
		message: 'must be a number, got "about 50"; the value is unknown.',
		cure: "Correct the cell, or declare the column as text.",
	} as const;

	it("breaks text at spaces and keeps every word", () => {
		expect(wrapText("must be a number", { width: 24 })).toBe("must be a number");
		expect(wrapText("one two three four five six", { width: 20, indent: "  " })).toBe("one two three four\n  five six");
		expect(wrapText("a\nb", { width: 30, indent: "  " })).toBe("a\n  b");
		expect(wrapText("x".repeat(300), { width: 40 })).toBe("x".repeat(300));
		expect(wrapText("as long as you like", {})).toBe("as long as you like");
	});

	it("tells an issue on one line in a pipe, and place, fault and cure apart in a narrow window", () => {
		expect(issueText("warning", issue)).toBe(
			'warning: leads.csv, row 7, column employees: must be a number, got "about 50"; the value is unknown. Correct the cell, or declare the column as text. [type]',
		);
		expect(issueText("warning", issue, 60)).toBe(
			[
				"warning: leads.csv, row 7, column employees",
				'  must be a number, got "about 50"; the value is unknown.',
				"  [type]",
				"  cure: Correct the cell, or declare the column as text.",
			].join("\n"),
		);
	});

	it("breaks the last column of a table that is too wide, and makes paragraphs where that leaves no room", () => {
		const table = {
			columns: columnsOf("name", "what it is"),
			rows: [["bant", "budget, authority, need and timeline"]],
		};
		expect(tableText(table)).toBe("name  what it is\nbant  budget, authority, need and timeline");
		expect(tableText(table, { width: 36 })).toBe("name  what it is\nbant  budget, authority, need and\n      timeline");
		expect(tableText(table, { width: 30 })).toBe("bant\n  what it is: budget,\n    authority, need and\n    timeline");
	});
});
