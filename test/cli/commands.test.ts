import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { wilsonInterval } from "../../src/metrics/rates/wilson-interval.ts";
import { type Documents, documentOf } from "./json-documents.ts";
import { runCli, spawnCli, temporaryFolder } from "./run-cli.ts";

const { folder, remove } = temporaryFolder();
const history = join(folder, "history");

/** Runs a command that must succeed without a word on stderr, and checks what it prints. */
async function json<Name extends keyof Documents>(command: Name, ...args: string[]): Promise<Documents[Name]> {
	const ran = await runCli([command, ...args, "--json", "--quiet"], { cwd: folder });
	expect(ran).toMatchObject({ code: 0, stderr: "" });
	expect(ran.stdout.trimEnd().split("\n")).toHaveLength(1);
	return documentOf(command, ran.stdout);
}

beforeAll(async () => {
	const made = await runCli(["sample", "--out", history, "--leads", "300", "--seed", "3", "--dirty", "0.02"]);
	expect(made).toMatchObject({ code: 0, stderr: "" });
	expect(made.stdout).toContain("300 synthetic leads are in");
});

afterAll(remove);

describe("leadlab sample", () => {
	it("writes the same bytes for the same seed", async () => {
		const { files } = await json("sample", "--out", "again", "--leads", "300", "--seed", "3", "--dirty", "0.02");
		expect(files).toContain("dataset.yaml");
		expect(readdirSync(join(folder, "again")).sort()).toEqual([...files].sort());
		for (const file of files) {
			expect(readFileSync(join(folder, "again", file)).equals(readFileSync(join(history, file)))).toBe(true);
		}
	});
});

describe("leadlab init", () => {
	it("lists templates that are there", async () => {
		const { templates } = await json("init", "--list");
		expect(templates.map(({ name }) => name)).toEqual(expect.arrayContaining(["b2b-saas", "bant", "saas-baseline"]));
	});

	it("writes a workspace that its own checks accept, and never over what is there", async () => {
		const { files } = await json("init", "workspace", "--template", "bant");
		for (const file of files) expect(existsSync(join(folder, file))).toBe(true);
		const model = await runCli(["doctor", "--model", "workspace/model.yaml"], { cwd: folder });
		expect(model).toMatchObject({ code: 0, stderr: "" });
		const before = readFileSync(join(folder, "workspace/dataset.yaml"), "utf8");
		writeFileSync(join(folder, "workspace/dataset.yaml"), `${before}# mine\n`);
		const again = await runCli(["init", "workspace"], { cwd: folder });
		expect(again).toMatchObject({ code: 2, stdout: "" });
		expect(again.stderr).toContain("nothing was written");
		expect(readFileSync(join(folder, "workspace/dataset.yaml"), "utf8")).toBe(`${before}# mine\n`);
	});
});

describe("leadlab doctor", () => {
	it("says that the machine, a dataset and a model are fit, and exits 1 when one is not", async () => {
		const { health } = await json("doctor", "--dataset", history, "--model", "saas-baseline");
		expect(health.filter(({ state }) => state === "failed")).toEqual([]);
		expect(health.map(({ check }) => check)).toEqual(
			expect.arrayContaining(["node", "charts (Vega)", "dataset", "model"]),
		);
		const unfit = await runCli(["doctor", "--dataset", "nowhere", "--model", "bant", "--json"], { cwd: folder });
		expect(unfit.code).toBe(1);
		const faults = documentOf("doctor", unfit.stdout).health.filter(({ state }) => state === "failed");
		expect(faults).toHaveLength(1);
		expect(faults[0]?.message).toContain("nowhere");
		expect(faults[0]?.cure).toContain("dataset.yaml");
	});
});

describe("leadlab ingest", () => {
	it("loses no row: loaded and rejected are what was read, and every reject is written", async () => {
		const told = await json("ingest", "--dataset", history, "--rejects", "rejects");
		expect(told.leads).toBe(300);
		let rejected = 0;
		for (const { read, loaded, rejected: bad } of Object.values(told.tables)) {
			expect(loaded + bad).toBe(read);
			rejected += bad;
		}
		expect(rejected).toBeGreaterThan(20);
		const manifest = JSON.parse(readFileSync(join(folder, "rejects/issues.json"), "utf8")) as {
			tables: { count: number }[];
		};
		expect(manifest.tables.reduce((sum, { count }) => sum + count, 0)).toBe(rejected);
		expect([...told.rejects].sort()).toEqual(
			readdirSync(join(folder, "rejects"))
				.map((name) => join("rejects", name))
				.sort(),
		);
	});
});

describe("leadlab score", () => {
	it("prints a line a lead whose contributions sum to raw", async () => {
		const ran = await runCli(["score", "--dataset", history, "--model", "saas-candidate", "--json", "-q"]);
		expect(ran).toMatchObject({ code: 0, stderr: "" });
		const lines = ran.stdout
			.trimEnd()
			.split("\n")
			.map((line) => documentOf("score", line));
		expect(new Set(lines.map(({ lead }) => lead)).size).toBe(300);
		for (const { contributions, raw } of lines) {
			expect(Object.values(contributions).reduce((sum, points) => sum + points, 0)).toBeCloseTo(raw, 9);
		}
		expect(new Set(lines.map(({ score }) => score)).size).toBeGreaterThan(20);
	});

	it("leaves out leads that were created later, and gives the plain form the same scores", async () => {
		const at = ["--dataset", history, "--model", "saas-candidate", "--at", "2023-06-30", "--quiet"];
		const [plain, lines] = await Promise.all([runCli(["score", ...at]), runCli(["score", ...at, "--json"])]);
		const scores = lines.stdout
			.trimEnd()
			.split("\n")
			.map((line) => documentOf("score", line));
		expect(scores.length).toBeGreaterThan(50);
		expect(scores.length).toBeLessThan(250);
		expect(plain.stdout).toBe(scores.map(({ lead, score }) => `${lead}\t${score}\n`).join(""));
	});
});

describe("leadlab explain", () => {
	it("gives the arithmetic of the score that score gives", async () => {
		const args = ["--dataset", history, "--model", "saas-candidate", "--at", "2024-03-31"];
		const scores = await runCli(["score", ...args, "--quiet"]);
		const [lead, score] = (scores.stdout.split("\n").find((line) => Number(line.split("\t")[1]) > 20) ?? "").split(
			"\t",
		);
		const told = await json("explain", ...args, "--lead", lead ?? "");
		expect(told).toMatchObject({ lead, at: "2024-03-31T21:59:59.999Z" });
		expect(told.explanation.score).toBe(Number(score));
		for (const { terms, raw } of told.explanation.contributions) {
			expect(terms.reduce((sum, { count, points, factor }) => sum + count * points * factor, 0)).toBeCloseTo(raw, 9);
		}
		expect(told.stages.map(({ stage }) => stage)).toEqual(["mql", "sql"]);
		const text = await runCli(["explain", ...args, "--lead", lead ?? "", "--quiet"]);
		expect(text.stdout).toContain(`score = ${score}\n`);
	});
});

describe("leadlab replay", () => {
	it("prints every count with its rate and interval, and a row for every integer threshold", async () => {
		const told = await json("replay", "--dataset", history, "--model", "saas-candidate", "--by", "industry");
		expect(told).toMatchObject({ horizonDays: 90, landmarkDays: 14, cohort: { from: null, to: null, leads: 300 } });
		expect(told.handoffs.map(({ from, to }) => `${from}:${to}`)).toEqual(["mql:sql", "sql:customer", "mql:customer"]);
		for (const one of [...told.handoffs, ...told.segments.flatMap(({ handoffs }) => handoffs)]) {
			const { flagged, late, immature, hits, misses, precision, recall, caught, reached } = one;
			expect(late + immature + hits + misses).toBe(flagged);
			expect(precision).toMatchObject({ hits, total: hits + misses });
			if (hits + misses === 0) {
				expect(precision).toMatchObject({ value: null, low: null, high: null, moreNeeded: 10 });
			} else {
				const [low, high] = wilsonInterval(hits, hits + misses);
				// Leads of one account tell less than as many strangers: never a shorter interval than theirs.
				expect(precision).toMatchObject({ value: hits / (hits + misses) });
				if (precision.low !== null && precision.high !== null) {
					expect(precision.low).toBeLessThanOrEqual(low + 1e-12);
					expect(precision.high).toBeGreaterThanOrEqual(high - 1e-12);
				}
			}
			expect(recall.value).toBe(reached === 0 ? null : caught / reached);
			expect(one.leads + one.excluded).toBeLessThanOrEqual(300);
		}
		for (const [i, { rows }] of told.sweep.entries()) {
			expect(rows.map(({ threshold }) => threshold)).toEqual(rows.map((_, threshold) => threshold));
			const own = told.handoffs[i];
			const { threshold, flagged, late, immature, hits, misses, reached, caught } = own!;
			expect(rows[own?.threshold ?? -1]).toEqual({ threshold, flagged, late, immature, hits, misses, reached, caught });
		}
		expect(told.segments.filter(({ attribute }) => attribute !== "industry")).toEqual([]);
		expect(told.months.reduce((sum, { leads }) => sum + leads, 0)).toBe(300);
	});

	it("measures what was asked for: cohort, horizon, landmark and hand-offs", async () => {
		const asked = ["--from", "2023-01-01", "--to", "2023-07-01", "--horizon-days", "30", "--landmark-days", "0"];
		const told = await json("replay", "-d", history, "-m", "saas-baseline", ...asked, "--handoff", "mql:opportunity");
		expect(told.cohort).toMatchObject({ from: "2022-12-31T23:00:00.000Z", to: "2023-06-30T22:00:00.000Z" });
		expect(told.months.map(({ month }) => month)).toEqual([
			"2023-01",
			"2023-02",
			"2023-03",
			"2023-04",
			"2023-05",
			"2023-06",
		]);
		expect(told).toMatchObject({ horizonDays: 30, landmarkDays: 0 });
		expect(told.handoffs).toMatchObject([{ from: "mql", to: "opportunity" }]);
	});

	it("gives the same bytes when it is run again", async () => {
		const args = ["replay", "--dataset", history, "--model", "saas-candidate", "--json", "--quiet"];
		const [one, two] = await Promise.all([runCli(args), spawnCli(args)]);
		expect(one.code).toBe(0);
		expect(one.stdout).toBe(two.stdout);
	});
});

describe("leadlab report", () => {
	it("writes a page, Markdown and a file a chart, with the hand-offs that replay measures", async () => {
		const told = await json(
			"report",
			...["--dataset", history, "--model", "saas-candidate", "--baseline", "saas-baseline", "--handoff", "mql:sql"],
			...[
				"--out",
				"review.html",
				"--markdown",
				"review.md",
				"--charts",
				"charts",
				"--lead",
				"L-7",
				"--lead-ids",
				"--capacity",
				"12",
				"--title",
				"Spring <review>",
			],
		);
		const args = ["--dataset", history, "--model", "saas-candidate", "--handoff", "mql:sql"];
		expect(told.candidate).toEqual((await json("replay", ...args)).handoffs);
		expect(told.baseline).toHaveLength(1);
		const page = readFileSync(join(folder, "review.html"), "utf8");
		expect(page.trimEnd().endsWith("</html>")).toBe(true);
		expect(page).toContain("<title>Spring &lt;review&gt;");
		const markdown = readFileSync(join(folder, "review.md"), "utf8");
		expect(markdown).toContain("saas-candidate");
		expect(markdown).toContain(`**${told.verdict.headline}**`);
		expect(markdown).toContain("## Who enters and who leaves");
		expect(markdown).toContain("**Examples at MQL to SQL**");
		expect(markdown).toContain("at most 12 flags a week");
		const charts = readdirSync(join(folder, "charts"));
		expect(charts.filter((name) => name.endsWith(".svg")).length).toBeGreaterThan(5);
		expect(charts.filter((name) => name.endsWith(".png")).length).toBe(
			charts.filter((name) => name.endsWith(".svg")).length,
		);
	});
});

describe("leadlab export and verify", () => {
	it("write what proves itself, and exit 1 when the artefact scores differently", async () => {
		const told = await json("export", "--model", "saas-candidate", "--dataset", history, "--out", "production");
		expect(told.uncovered).toEqual([]);
		const config = told.files.find((file) => file.endsWith(".json"))!;
		const scorer = told.files.find((file) => /\.m?js$/.test(file))!;
		const replayed = await json("replay", "--dataset", history, "--model", "saas-candidate");
		expect(told.fingerprint).toBe(replayed.model.fingerprint);
		const whole = JSON.parse(readFileSync(join(folder, config), "utf8")) as { provenance: { dataset: object } };
		expect(whole.provenance.dataset).toMatchObject(replayed.dataset);
		for (const args of [[config], [config.replace(/json$/, "yaml")], [scorer, "--config", config]]) {
			const proof = await json("verify", ...args);
			expect(proof).toMatchObject({ vectors: told.vectors, passed: told.vectors, failures: [] });
		}
		const code = readFileSync(join(folder, scorer), "utf8");
		const wrong = code.replace(/\b22\b/, "23");
		expect(wrong).not.toBe(code);
		writeFileSync(join(folder, "wrong.mjs"), wrong);
		const failed = await runCli(["verify", "wrong.mjs", "--config", config, "--json"], { cwd: folder });
		expect(failed.code).toBe(1);
		const proof = documentOf("verify", failed.stdout);
		expect(proof.passed).toBeLessThan(proof.vectors);
		expect(proof.failures.length).toBeGreaterThan(0);
	});

	it("say of a model that was not measured that it was not", async () => {
		const ran = await runCli(["export", "--model", "bant", "--out", "unmeasured", "--target", "json"], { cwd: folder });
		expect(ran.code).toBe(0);
		expect(ran.stdout).toMatch(/^wrote \S*bant\.json\nfingerprint [0-9a-f]{16}, \d+ parity vectors\n$/);
		expect(ran.stderr).toContain("was not measured");
		expect(readdirSync(join(folder, "unmeasured"))).toEqual(["bant.json"]);
		expect(JSON.parse(readFileSync(join(folder, "unmeasured/bant.json"), "utf8"))).toMatchObject({ provenance: null });
	});

	it("refuse a configuration that was edited by hand", async () => {
		const text = readFileSync(join(folder, "production/saas-candidate.json"), "utf8");
		writeFileSync(join(folder, "edited.json"), text.replace('"score": 42', '"score": 41'));
		const ran = await runCli(["verify", "edited.json"], { cwd: folder });
		expect(ran).toMatchObject({ code: 2, stdout: "" });
		expect(ran.stderr).toMatch(/^error: edited\.json, row \d+, column fingerprint: .*\[fingerprint-mismatch\]$/m);
	});
});
