import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { documentOf } from "./json-documents.ts";
import { runCli, SAMPLE, temporaryFolder } from "./run-cli.ts";
import { LEADS, LEADS_SPEC, modelWith, specWith, writeFolder } from "./small-inputs.ts";

const { folder, remove } = temporaryFolder();
const leaks = (...args: string[]) => runCli(["leaks", ...args, "--quiet"], { cwd: folder });

beforeAll(() => {
	mkdirSync(join(folder, "models"));
	writeFileSync(
		join(folder, "models/greedy.yaml"),
		modelWith({
			rules: "- { id: room, attribute: deal_room_url, points: 50 }\n- { id: seats, attribute: employees, points: 5 }",
			stages: "{ mql: { score: 40 } }",
		}),
	);
	writeFileSync(
		join(folder, "models/only.yaml"),
		modelWith({ rules: "- { id: room, attribute: deal_room_url, points: 50 }", stages: "{ mql: { score: 40 } }" }),
	);
});

afterAll(remove);

describe("leadlab leaks", () => {
	it("believes the line once it is pasted into dataset.yaml", async () => {
		const mended = join(folder, "mended");
		cpSync(SAMPLE, mended, { recursive: true });
		const file = join(mended, "dataset.yaml");
		const before = readFileSync(file, "utf8");
		const after = before.replace(/deal_room_url: .*/, "deal_room_url: { type: text, known: { stage: opportunity } }");
		expect(after).not.toBe(before);
		writeFileSync(file, after);
		const { code, stdout } = await leaks("--dataset", mended, "--gate");
		expect(code).toBe(0);
		expect(stdout.split("\n")[0]).toBe("None of 16 attributes knows the future, as far as these checks can see");
	});

	it("says which rules use it and what is left without them", async () => {
		const { stdout } = await leaks("--dataset", SAMPLE, "--model", "models/greedy.yaml");
		expect(stdout).toMatch(
			/MQL to SQL: precision \d+\.\d % \(\d+ of \d+ in \d+ accounts; .*\) becomes cannot tell yet: no /,
		);
		expect(stdout).toMatch(/AUC 0\.\d+ becomes 0\.\d+ \(falls by 0\.\d+, 0\.\d+ to 0\.\d+\)/);
		const { stdout: only } = await leaks("--dataset", SAMPLE, "--model", "models/only.yaml");
		expect(only).toContain("there is no model without it: the model has no other rule");
	});

	it("exits 1 with --gate when a leak is certain, and 0 without", async () => {
		expect((await leaks("--dataset", SAMPLE, "--gate")).code).toBe(1);
		expect((await leaks("--dataset", SAMPLE)).code).toBe(0);
		expect((await leaks("--dataset", SAMPLE, "--gate", "--json")).code).toBe(1);
	});

	it("prints one JSON document of the documented shape, with a model and without", async () => {
		for (const model of [[], ["--model", "models/greedy.yaml"]]) {
			const { code, stdout } = await leaks("--dataset", SAMPLE, "--json", ...model);
			expect(code).toBe(0);
			const found = documentOf("leaks", stdout);
			expect(found.verdict.state).toBe("failed");
			expect(found.findings[0]).toMatchObject({ kind: "attribute", name: "deal_room_url", level: "certain" });
			expect(found.attributes).toHaveLength(16);
			expect(found.probe === null).toBe(model.length === 0);
			expect(found.findings[0]!.use === null).toBe(model.length === 0);
		}
	});

	it("cannot tell yet on two leads, and says how many more it takes", async () => {
		const two = writeFolder(folder, "two", { "dataset.yaml": specWith(LEADS_SPEC), "leads.csv": LEADS });
		const { code, stdout } = await leaks("--dataset", two, "--gate");
		expect(code).toBe(0);
		expect(stdout).toMatch(/^Cannot tell yet whether an attribute knows the future: of 2 leads that are 90 days old/);
		expect(stdout).toMatch(/SQL was reached by 0 and not by 2 .* \(about \d+ more are needed\)/);
	});

	it("refuses days that are none, and a model that the dataset cannot carry", async () => {
		const two = writeFolder(folder, "few", { "dataset.yaml": specWith(LEADS_SPEC), "leads.csv": LEADS });
		expect(await leaks("--dataset", two, "--horizon-days", "0")).toMatchObject({ code: 2, stdout: "" });
		writeFileSync(join(folder, "models/lost.yaml"), modelWith({ rules: "- { id: i, attribute: nothing, points: 5 }" }));
		const { code, stderr } = await leaks("--dataset", two, "--model", "models/lost.yaml");
		expect(code).toBe(2);
		expect(stderr).toContain("missing-attribute");
	});
});
