import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { compareReplays } from "../../src/compare/compare-replays.ts";
import { writeReport } from "../../src/notebook/write-report.ts";
import { replay } from "../../src/replay/replay.ts";
import { sampleHistory, sampleReplay, template } from "./sample.ts";

const folder = mkdtempSync(join(tmpdir(), "leadlab-review-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("compares the models when the history is given, and names no lead unless asked", async () => {
	const dataset = await sampleHistory();
	const baseline = await sampleReplay("saas-baseline");
	const candidate = await sampleReplay("saas-candidate");
	const file = join(folder, "review.html");
	const now = () => new Date(0);
	const comparison = compareReplays(dataset, candidate, baseline);
	const told = await writeReport(dataset, candidate, { baseline, file, now });
	expect(told).toMatchObject({
		file,
		verdict: comparison.verdict.headline,
		recommendation: comparison.verdict.recommendation,
	});
	const page = readFileSync(file, "utf8");
	expect(page).toContain('id="swap"');
	expect(page).not.toMatch(/\bL-\d+\b/);
	const { lead } = comparison.handoffs[0]!.swap.enters.examples[0]!;
	await writeReport(dataset, candidate, { baseline, leadIds: true, file, now });
	const named = readFileSync(file, "utf8");
	expect(named).toContain(`>${lead}<`);
	// The old report stays when the new one cannot be written.
	const week = { from: Date.UTC(2024, 4, 1), to: Date.UTC(2024, 4, 8), threads: 1 };
	const short = await replay(dataset, await template("saas-candidate"), week);
	const inside = writeReport(dataset, short, { file: join(file, "inside-a-file.html") });
	await expect(inside).rejects.toMatchObject({ code: expect.stringMatching(/ENOTDIR|EEXIST/) });
	expect(readFileSync(file, "utf8")).toBe(named);
}, 120_000);
