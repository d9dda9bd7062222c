import { describe, expect, it } from "vitest";
import { documentOf } from "./json-documents.ts";
import { runCli, SAMPLE } from "./run-cli.ts";

const MODELS = ["--model", "saas-candidate", "--baseline", "saas-baseline"];
const compare = (...args: string[]) => runCli(["compare", "--dataset", SAMPLE, ...args, "--quiet"]);

describe("leadlab compare", () => {
	it("prints a document whose counts are those of each replay", async () => {
		const handoff = ["--handoff", "mql:sql"];
		const ran = await compare(...MODELS, ...handoff, "--json");
		expect(ran).toMatchObject({ code: 0, stderr: "" });
		const told = documentOf("compare", ran.stdout);
		expect(told.verdict.decision).toBe("discuss");
		for (const model of ["baseline", "candidate"] as const) {
			const alone = await runCli([
				"replay",
				"--dataset",
				SAMPLE,
				"-m",
				`saas-${model}`,
				...handoff,
				"--json",
				"--quiet",
			]);
			expect(told.handoffs.map((one) => one[model])).toEqual(JSON.parse(alone.stdout).handoffs);
		}
		for (const { swap, baseline, candidate } of told.handoffs) {
			expect(swap.enters.flagged + swap.stays.flagged).toBe(candidate.flagged);
			expect(swap.leaves.flagged + swap.stays.flagged).toBe(baseline.flagged);
		}
	});

	it("says whether the figures hold for leads that sales never worked", async () => {
		const ran = await compare(...MODELS, "--handoff", "mql:sql", "--json");
		const { selection, handoffs } = documentOf("compare", ran.stdout);
		const [found] = selection!.candidate;
		if (found?.state !== "said") throw new Error("nothing said");
		expect(found).toMatchObject({ flags: 571, worked: 415 });
		expect(found.recorded).toEqual(handoffs[0]!.candidate.precision);
		expect(found.doublyRobust.low).toBeGreaterThan(found.recorded.high!);
		expect(selection!.comparison[0]).toMatchObject({ standing: "supported", entering: { flags: 68, worked: 16 } });
	});

	it("is a gate only when asked to be one", async () => {
		const passes = async (...args: string[]) => (await compare(...args, "--handoff", "mql:sql", "--json")).code === 0;
		const back = ["--baseline", "saas-candidate", "--model", "saas-baseline"];
		// Sales can work 12 a week of the candidate's and not of the baseline's.
		expect(await passes(...back, "--capacity", "12")).toBe(true);
		expect(await passes(...MODELS, "--capacity", "12", "--gate")).toBe(true);
		expect(await passes(...MODELS, "--gate")).toBe(true);
		expect(await passes(...MODELS, "--gate", "roll-out")).toBe(false);
		expect(await passes(...back, "--capacity", "12", "--gate")).toBe(false);
	});

	it("says that a model and itself do not differ", async () => {
		const ran = await compare("--baseline", "saas-baseline", "--model", "saas-baseline", "--json");
		const told = documentOf("compare", ran.stdout);
		expect(told.verdict.decision).toBe("no-difference");
		for (const { difference } of told.handoffs.flatMap(({ differences }) => differences)) {
			expect(difference).toMatchObject({ value: 0, low: 0, high: 0, reason: null });
		}
	});

	it.each([
		[["--capacity", "0"], "--capacity must be a whole number from 1"],
		[["--capacity", "many"], '--capacity must be a whole number from 1 to 1,000,000, got "many"'],
		[["--recall-tolerance", "-1"], '--recall-tolerance must be a number from 0 to 100, got "-1"'],
		[["--confidence", "100"], '--confidence must be a number from 50 to 99.9, got "100"'],
		[["--gate", "maybe"], '--gate must be hold or roll-out, got "maybe"'],
	] as const)("%s is a wrong flag", async (args, message) => {
		const ran = await compare(...MODELS, ...args);
		expect(ran).toMatchObject({ code: 2, stdout: "" });
		expect(ran.stderr).toContain(message);
	});
});
