import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { driftModel, driftWorld, type WorldOptions } from "../compare/drift-world.ts";
import { documentOf } from "./json-documents.ts";
import { runCli, SAMPLE, spawnCli, temporaryFolder } from "./run-cli.ts";

const { folder, remove } = temporaryFolder();
afterAll(remove);

/** A world as files. */
function write(name: string, options: WorldOptions): string[] {
	const into = join(folder, name);
	mkdirSync(into, { recursive: true });
	const { leads, activities = [], stages = [], asOf } = driftWorld(options);
	const iso = (at: number) => new Date(at).toISOString();
	const csv = (rows: readonly (readonly unknown[])[]) => `${rows.map((row) => row.join(",")).join("\n")}\n`;
	const file = (path: string, text: string) => writeFileSync(join(into, path), text);
	file(
		"leads.csv",
		csv([
			["id", "created", "industry", "source", "employees"],
			...leads.map(({ id, created, values = {} }) => [
				id,
				iso(created),
				values.industry ?? "",
				values.source,
				values.employees,
			]),
		]),
	);
	file(
		"activities.csv",
		csv([["lead", "at", "type"], ...activities.map(({ lead, at, type }) => [lead, iso(at), type])]),
	);
	file("stages.csv", csv([["lead", "stage", "at"], ...stages.map(({ lead, stage, at }) => [lead, stage, iso(at)])]));
	file(
		"dataset.yaml",
		`leadlab: dataset/1
as_of: ${iso(asOf)}
ladder: [lead, mql, sql]
leads: { file: leads.csv, id: id, created: created, attributes: { industry: { type: text }, source: { type: text }, employees: { type: number } } }
activities: { file: activities.csv, lead: lead, at: at, type: type }
stages: { file: stages.csv, lead: lead, stage: stage, at: at }
`,
	);
	file("model.json", JSON.stringify(driftModel));
	return ["--dataset", into, "--model", join(into, "model.json"), "--quiet"];
}

describe("leadlab drift", () => {
	it("prints the documented JSON, the same for the same seed", async () => {
		const args = ["drift", "--dataset", SAMPLE, "--model", "saas-candidate", "--json", "--quiet"];
		const [one, other] = await Promise.all([runCli(args), spawnCli(args)]);
		expect(one.code, one.stderr).toBe(0);
		expect(one.stdout).toBe(other.stdout);
		const json = documentOf("drift", one.stdout);
		expect(json.findings.map(({ name }) => name)).toContain("source");
		expect(json.sharedAccounts).toBeGreaterThan(1000);
	});

	it("says first what must be acted on; --gate makes it exit code 1, and nothing else does", async () => {
		const moved = write("moved", { noWebinars: true, leads: 900 });
		const plain = await runCli(["drift", ...moved, "--json"]);
		expect(plain.code, plain.stderr).toBe(0);
		const { findings, health } = documentOf("drift", plain.stdout);
		expect(findings.filter(({ level }) => level === "act")).toMatchObject([{ part: "rules", name: "webinar" }]);
		expect(health.find(({ check }) => check === "drift")?.state).toBe("failed");
		expect((await runCli(["drift", ...moved, "--gate"])).code).toBe(1);
		const still = await runCli(["drift", ...write("still", { leads: 900 }), "--gate", "--json"]);
		expect(still.code, still.stderr).toBe(0);
		// Its trade fairs never occur, before or after: nothing else is seen.
		expect(documentOf("drift", still.stdout).findings).toMatchObject([{ level: "look at it", name: "fair" }]);
	});

	it("says that it cannot be told on a small history", async () => {
		const { code, stdout } = await runCli(["drift", ...write("small", { leads: 25 }), "--gate", "--json"]);
		expect(code).toBe(0);
		const { scores, health } = documentOf("drift", stdout);
		expect(scores.standing).toBe("cannot tell yet");
		expect(health.find(({ check }) => check === "drift")?.state).toBe("cannot tell yet");
	});

	it("takes other periods and refuses wrong ones with the cure", async () => {
		const args = ["drift", "--dataset", SAMPLE, "--model", "saas-candidate", "--quiet"];
		const ran = await runCli([...args, "--reference-to", "2024-01-01", "--recent-from", "2024-03-05", "--json"]);
		expect(documentOf("drift", ran.stdout)).toMatchObject({
			reference: { to: "2023-12-31T23:00:00.000Z" },
			recent: { from: "2024-03-04T23:00:00.000Z" },
		});
		const old = await runCli([...args, "--call-within-days", "14", "--json"]);
		expect(documentOf("drift", old.stdout).flagWithinDays).toBe(14);
		const wrong = await runCli([...args, "--reference-to", "2024-05-01", "--recent-from", "2024-03-05"]);
		expect(wrong.code).toBe(2);
		expect(wrong.stderr).toMatch(/must end after 2022-10-03 and by the start of the recent one/);
		expect((await runCli([...args, "--recent-from", "soon"])).code).toBe(2);
	});
});
