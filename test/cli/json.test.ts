import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Documents, documentOf } from "./json-documents.ts";
import { runCli, SAMPLE, temporaryFolder } from "./run-cli.ts";
import { LEADS, LEADS_SPEC, specWith, writeFolder } from "./small-inputs.ts";

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
		"m.yaml":
			"leadlab: model/1\nname: m\ngroups:\n  - id: g\n    rules:\n      - { id: i, attribute: employees, bands: [{ from: 5, points: 50 }] }\nstages: { mql: { score: 5 } }\n",
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

describe.each([["empty"], ["tiny"]])("of the %s history", (dataset) => {
	it.each(Object.entries(LINES))(
		"%s --json is what its schema says, or says why there is none",
		async (command, more) => {
			const ran = await runCli([command, "--dataset", dataset, ...more, "--json", "--quiet"], { cwd: folder });
			if (ran.code !== 0) {
				expect([2, 3]).toContain(ran.code);
				expect(ran.stdout).toBe("");
				return;
			}
			const document = documentOf(command as keyof Documents, ran.stdout);
			expect(Object.keys(document).slice(0, 2)).toEqual(["leadlab", "health"]);
			expect(document.leadlab).toBe(`${command}/2`);
		},
	);
});

it("health is told of what was run, and not tested of what was not", async () => {
	const args = ["--dataset", SAMPLE, "--model", "saas-candidate", "--json", "--quiet"];
	const { health } = documentOf("replay", (await runCli(["replay", ...args])).stdout);
	expect(Object.fromEntries(health.map(({ check, state }) => [check, state]))).toEqual({
		data: "warning",
		maturity: "passed",
		"better than chance": "passed",
		worked: "warning",
		leaks: "not tested",
		drift: "not tested",
		optimism: "not tested",
		capacity: "not tested",
	});
	const tiny = await runCli(["replay", "--dataset", join(folder, "tiny"), ...MODEL, "--json", "-q"], { cwd: folder });
	const states = documentOf("replay", tiny.stdout).health.map(({ check, state }) => [check, state]);
	expect(states).toContainEqual(["better than chance", "cannot tell yet"]);
	expect(states).toContainEqual(["worked", "not tested"]);
});
