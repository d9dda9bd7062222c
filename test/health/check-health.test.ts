import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkHealth } from "../../src/health/check-health.ts";
import type { HealthState } from "../../src/health/health.ts";
import { HEALTH_CHECKS } from "../../src/health/health-checks.ts";
import { HEALTH_CASES } from "./health-cases.ts";

const CASES = HEALTH_CHECKS.flatMap(({ name, find }) =>
	Object.entries(HEALTH_CASES[name] ?? {}).map(([state, input]) => ({ name, state, find, input })),
);

describe("the health checks", () => {
	it("have each a history that makes it fail, warn, pass and stay untested", () => {
		const states: readonly HealthState[] = ["failed", "warning", "passed", "not tested"];
		for (const { name } of HEALTH_CHECKS) {
			expect(Object.keys(HEALTH_CASES[name] ?? {}), name).toEqual(expect.arrayContaining(states as string[]));
		}
		expect(Object.keys(HEALTH_CASES).sort()).toEqual(HEALTH_CHECKS.map(({ name }) => name).sort());
	});

	it.each(CASES)("$name: $state", { timeout: 60_000 }, async ({ state, find, input }) => {
		const found = find(await input());
		expect(found.state, found.message).toBe(state);
		expect(found.message).not.toMatch(/NaN|undefined|\.$/);
	});

	it("link each to a heading of reports/README.md", () => {
		const page = readFileSync(new URL("../../reports/README.md", import.meta.url), "utf8");
		const anchors = [...page.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
			title!
				.toLowerCase()
				.replace(/[^\p{L}\d -]/gu, "")
				.replaceAll(" ", "-"),
		);
		for (const { name, anchor } of HEALTH_CHECKS) expect(anchors, name).toContain(anchor);
	});

	it("tell all, in one order, on nothing but the data", () => {
		const health = checkHealth({ quality: { tables: {}, issues: [] } });
		expect(health.map(({ check }) => check)).toEqual(HEALTH_CHECKS.map(({ name }) => name));
		expect(new Set(health.map(({ state }) => state))).toEqual(new Set(["not tested"]));
		expect(health[0]!.link).toBe("reports/README.md#health");
	});
});
