import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { documentOf } from "./json-documents.ts";
import { ROOT, runCli, temporaryFolder } from "./run-cli.ts";

const { folder, remove } = temporaryFolder();
const history = join(folder, "history");
const run = (...more: string[]) =>
	runCli(["tune", "--dataset", history, "--model", "saas-baseline", "--quiet", ...more], { cwd: folder });

beforeAll(async () => {
	const made = await runCli(["sample", "--out", history, "--leads", "6000", "--seed", "11"]);
	expect(made).toMatchObject({ code: 0, stderr: "" });
});

afterAll(remove);

describe("leadlab tune", () => {
	it("writes a model that replays, and the record of the run beside it", async () => {
		const ran = await run("--out", "tuned.yaml", "--json");
		expect(ran).toMatchObject({ code: 0 });
		const record = documentOf("tune", ran.stdout);
		expect(record).toMatchObject({ state: "tuned", file: "tuned.yaml", handoff: { from: "mql", to: "sql" } });
		expect(record.verdict!.among).toBe("worked");
		expect(record.changes.length).toBeGreaterThan(0);
		expect(JSON.parse(readFileSync(join(folder, "tuned.record.json"), "utf8"))).toEqual(record);
		const replayed = await runCli(["replay", "-d", history, "-m", join(folder, "tuned.yaml"), "--json", "--quiet"]);
		expect(replayed.code).toBe(0);
		const { handoffs } = documentOf("replay", replayed.stdout);
		const threshold = record.thresholds.find(({ stage }) => stage === "mql")!.to;
		expect(handoffs[0]!.threshold).toBe(threshold);
		const again = await run("--json", "--out", "tuned.yaml");
		expect(again.stdout).toBe(ran.stdout);
	});

	it("never offers what is certain to know the future", async () => {
		const model = readFileSync(join(ROOT, "data/models/saas-baseline.yaml"), "utf8").replace(
			"rules:\n",
			"rules:\n      - { id: leak, attribute: deal_room_url, points: 10 }\n",
		);
		writeFileSync(join(folder, "leaking.yaml"), model);
		const ran = await runCli(
			["tune", "-d", history, "-m", "leaking.yaml", "--suspects", "--json", "--quiet", "--max-rules", "6"],
			{ cwd: folder },
		);
		const { notOffered, tried, changes } = documentOf("tune", ran.stdout);
		expect(notOffered.map(({ rule }) => rule)).toEqual(["leak"]);
		for (const { points } of tried) expect(points.map(({ part }) => part)).not.toContain("leak");
		expect(changes.find(({ rule }) => rule === "leak")).toMatchObject({ from: 10, to: 0 });
	});

	it("cannot tell from a short history, and writes no model then", async () => {
		const ran = await run("--horizon-days", "600", "--out", "none.yaml", "--json");
		expect(ran.code).toBe(0);
		expect(documentOf("tune", ran.stdout)).toMatchObject({ state: "cannot tell yet", verdict: null, file: null });
		expect(existsSync(join(folder, "none.yaml"))).toBe(false);
	});

	it("refuses what cannot be", async () => {
		for (const wrong of [
			["--max-rules", "99"],
			["--max-rules", "0"],
			["--fix", "nobody"],
			["--step", "0"],
			["--seed", "x"],
		]) {
			const ran = await run(...wrong);
			expect(ran, wrong.join(" ")).toMatchObject({ code: 2, stdout: "" });
		}
	});
});
