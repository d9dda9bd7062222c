import { describe, expect, it } from "vitest";
import { documentOf } from "./json-documents.ts";
import { runCli, SAMPLE } from "./run-cli.ts";

const args = ["audit", "--dataset", SAMPLE, "--model", "saas-baseline", "--quiet"];

describe("leadlab audit", () => {
	it("prints every rule with its effect as one JSON document", async () => {
		const ran = await runCli([...args, "--json"]);
		expect(ran).toMatchObject({ code: 0 });
		const { rules, among, handoff } = documentOf("audit", ran.stdout);
		expect({ among, handoff }).toEqual({ among: "worked", handoff: { from: "mql", to: "sql" } });
		expect(rules).toHaveLength(15);
		for (const { effect, nudges } of rules) {
			expect(nudges.map(({ by }) => by)).toEqual([-10, -5, 5, 10]);
			if (effect?.difference === null || effect === null) continue;
			expect(effect!.low!).toBeLessThanOrEqual(effect!.high!);
		}
	});

	it("prints a line a rule", async () => {
		const ran = await runCli(args);
		expect(ran.code).toBe(0);
		for (const rule of ["industry", "email-opens", "trial"]) expect(ran.stdout).toContain(rule);
	});
});
