import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { documentOf } from "./json-documents.ts";
import { runCli, temporaryFolder } from "./run-cli.ts";

const { folder, remove } = temporaryFolder();
const history = join(folder, "history");
const args = ["threshold", "--dataset", history, "--model", "saas-candidate", "--quiet"];
const run = (...more: string[]) => runCli([...args, ...more], { cwd: folder });

beforeAll(async () => {
	const made = await runCli(["sample", "--out", history, "--leads", "800", "--seed", "5"]);
	expect(made).toMatchObject({ code: 0, stderr: "" });
});

afterAll(remove);

describe("leadlab threshold", () => {
	it("prints every choice, held out, and the certificate as one JSON document", async () => {
		const ran = await run("--capacity", "3", "--cost", "50", "--value", "400", "--certify", "30%", "--json");
		expect(ran).toMatchObject({ code: 0, stderr: "" });
		const { plans } = documentOf("threshold", ran.stdout);
		expect(plans).toHaveLength(1);
		expect(plans[0]!.choices.map(({ aim }) => aim)).toEqual(["model", "capacity", "profit", "together"]);
		expect(plans[0]!.certificate).toMatchObject({ precision: 0.3, risk: 0.05 });
		for (const { tuned, heldOut, optimism } of plans[0]!.choices) {
			if (optimism === null) continue;
			expect(optimism.precision).toBeCloseTo(tuned!.precision.value! - heldOut!.precision.value!, 9);
		}
	});

	it("says the answer first", async () => {
		const ran = await run("--capacity", "3");
		expect(ran.stdout.split("\n\n")[1]).toMatch(/^Flag MQL at \d+ \(the model: 42\), for at most 3 flags a week/);
	});

	it("takes recorded amounts and several hand-offs", async () => {
		const handoffs = ["--handoff", "mql:customer", "sql:customer", "--cost", "10", "--value", "recorded", "--json"];
		const { plans } = documentOf("threshold", (await run(...handoffs)).stdout);
		expect(plans.map(({ from, to }) => `${from}:${to}`)).toEqual(["mql:customer", "sql:customer"]);
	});

	it("cannot hold out a history that is too short, and says so", async () => {
		const ran = await run("--capacity", "3", "--horizon-days", "700");
		expect(ran.code).toBe(0);
		expect(ran.stdout).toMatch(/Cannot tell yet what it gives on later leads: the history is too short/);
	});

	it.each([
		[["--capacity", "0"], "--capacity must be a whole number from 1"],
		[["--cost", "5"], "--cost and --value go together"],
		[["--cost", "x", "--value", "3"], "--cost must be a number from 0"],
		[["--certify", "1.2"], "--certify must be a share between 0 and 1"],
		[["--cost", "1", "--value", "2", "--beta", "1"], "cannot go with --beta"],
		[["--cut", "1999-01-01"], "must have leads created before it"],
		[["--handoff", "mql:nowhere"], 'names the outcome "nowhere"'],
	])("refuses %j with a message", async (flags, message) => {
		const ran = await run(...flags);
		expect(ran.code).toBe(2);
		expect(ran.stderr).toContain(message);
	});
});
