import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Documents, documentOf } from "./json-documents.ts";
import { runCli, SAMPLE, temporaryFolder } from "./run-cli.ts";
import { LEADS, LEADS_SPEC, modelWith, specWith, writeFolder } from "./small-inputs.ts";

const { folder, remove } = temporaryFolder();
afterAll(remove);

const TABLES = `${LEADS_SPEC}stages: { file: stages.csv, lead: lead, stage: stage, at: at }\n`;
const STAGES = "lead,stage,at\n";

beforeAll(() => {
	const spec = specWith(TABLES);
	writeFolder(folder, "empty", {
		"dataset.yaml": spec,
		"leads.csv": `${LEADS.split("\n")[0]}\n`,
		"stages.csv": STAGES,
	});
	writeFolder(folder, "tiny", {
		"dataset.yaml": spec,
		"leads.csv": LEADS,
		"stages.csv": `${STAGES}a,sql,2024-02-01\n`,
	});
	writeFolder(folder, "models", {
		"m.yaml": modelWith({}),
	});
});

const MODEL = ["--model", "models/m.yaml"];
const LINES: Readonly<Partial<Record<keyof Documents, readonly string[]>>> = {
	ingest: ["--rejects", "rejects"],
	replay: MODEL,
	compare: [...MODEL, "--baseline", "models/m.yaml"],
	threshold: [...MODEL, "--capacity", "3"],
	leaks: MODEL,
	drift: MODEL,
	report: [...MODEL, "--out", "report.html"],
	export: [...MODEL, "--out", "production"],
};

async function checked(command: string, args: readonly string[]): Promise<void> {
	const ran = await runCli([command, "--dataset", "tiny", ...args, "--json", "--quiet"], { cwd: folder });
	expect(ran).toMatchObject({ code: 0, stderr: "" });
	const document = documentOf(command as keyof Documents, ran.stdout);
	expect(Object.keys(document).slice(0, 2)).toEqual(["leadlab", "health"]);
	expect(document.leadlab).toBe(`${command}/2`);
}

describe("what a command prints is what its schema says", () => {
	it.each(Object.entries(LINES))("%s on two leads", checked);

	const NOBODY = ["--from", "2024-09-01"];
	it.each(["replay", "compare", "export", "report"] as const)("%s on a cohort without a lead", (command) =>
		checked(command, [...LINES[command]!, ...NOBODY]),
	);

	it("a history without a lead is refused", async () => {
		const ran = await runCli(["replay", "--dataset", "empty", ...MODEL, "--json", "-q"], { cwd: folder });
		expect(ran).toMatchObject({ code: 3, stdout: "" });
	});
});

it("health is told of what was run, and not tested of what was not", async () => {
	const args = ["--dataset", SAMPLE, "--model", "saas-candidate", "--json", "--quiet"];
	const { health } = documentOf("replay", (await runCli(["replay", ...args])).stdout);
	expect(Object.fromEntries(health.map(({ check, state }) => [check, state]))).toEqual({
		data: "passed",
		model: "passed",
		leaks: "not tested",
		"better than chance": "passed",
		"better than flagging everyone": "passed",
		maturity: "passed",
		drift: "not tested",
		capacity: "not tested",
		"equal volume": "not tested",
		worked: "warning",
		optimism: "not tested",
	});
	const tiny = await runCli(["replay", "--dataset", join(folder, "tiny"), ...MODEL, "--json", "-q"], { cwd: folder });
	const states = documentOf("replay", tiny.stdout).health.map(({ check, state }) => [check, state]);
	expect(states).toContainEqual(["better than chance", "cannot tell yet"]);
	expect(states).toContainEqual(["worked", "not tested"]);
});
