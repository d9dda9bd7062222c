import { describe, expect, it } from "vitest";
import { runCli, runShell } from "./run-cli.ts";

/** What bash offers for the last of some words. */
async function offered(...words: string[]): Promise<string[]> {
	const given = words.map((word) => `'${word}'`).join(" ");
	const ran = await runShell(
		`source <(leadlab completion bash); COMP_WORDS=(${given}); COMP_CWORD=${words.length - 1}; _leadlab; printf '%s\\n' "\${COMPREPLY[@]}"`,
	);
	expect(ran).toMatchObject({ code: 0, stderr: "" });
	return ran.stdout.split("\n").filter((line) => line !== "");
}

describe("leadlab completion", () => {
	it("completes commands, options and values in bash", async () => {
		expect(await offered("leadlab", "rep")).toEqual(["replay", "report"]);
		expect(await offered("leadlab", "replay", "--h")).toEqual(["--horizon-days", "--handoff"]);
		expect(await offered("leadlab", "notebooks", "s")).toEqual(["sync"]);
		expect(await offered("leadlab", "completion", "")).toEqual(["bash", "zsh", "fish"]);
		// A hidden option is not offered.
		expect(await offered("leadlab", "drift", "--call")).toEqual([]);
	});

	it.each(["zsh", "fish"])("prints a script for %s that names every command", async (shell) => {
		const { stdout, code } = await runCli(["completion", shell]);
		expect(code).toBe(0);
		for (const command of ["replay", "compare", "completion"]) expect(stdout).toContain(command);
	});

	it("refuses another shell", async () => {
		expect(await runCli(["completion", "cmd"])).toMatchObject({ code: 2, stdout: "" });
	});
});

describe("leadlab help", () => {
	it("is the help of a command, and refuses what is neither a command nor a topic", async () => {
		const [help, option] = await Promise.all([runCli(["help", "replay"]), runCli(["replay", "--help"])]);
		expect(help).toEqual(option);
		expect(await runCli(["help", "nothing"])).toMatchObject({ code: 2, stdout: "" });
	});
});
