import { describe, expect, it } from "vitest";
import type { Leaks } from "../../src/leaks/leaks.ts";
import { estimateRate } from "../../src/metrics/rates/estimate.ts";
import type { Block } from "../../src/report/report-document.ts";
import { leaksSection } from "../../src/report/sections/leaks-section.ts";
import { fixtureLeaks } from "../charts/leaks-fixture.ts";

const LEAK = { name: "deal_room_url", auc: 0.985, error: 0.004, level: "certain", fill: [485, 500, 2, 2500] } as const;
const HONEST = { name: "industry", auc: 0.62 } as const;

const texts = (blocks: readonly Block[]) => blocks.flatMap((block) => (block.kind === "text" ? [block.text] : []));
const charts = (blocks: readonly Block[]) =>
	blocks.flatMap((block) => (block.kind === "chart" ? [block.chart.id] : []));

describe("leaksSection", () => {
	it("has the verdict, a row a suspect with its cure, and pictures that set it apart", () => {
		const { blocks, id } = leaksSection(fixtureLeaks([LEAK, HONEST]));
		expect(id).toBe("leaks");
		expect(texts(blocks)[0]).toMatch(
			/^1 attribute knows the future: deal_room_url\. Looked at: acme: 3,000 of 3,400 leads/,
		);
		const [table] = blocks.flatMap((block) => (block.kind === "table" ? [block.table] : []));
		expect(table!.rows).toEqual([
			[
				"deal_room_url",
				"certain",
				"filled for winners only",
				"no rule",
				"in dataset.yaml: deal_room_url: { type: text, known: { stage: sql } }",
			],
		]);
		expect(charts(blocks)).toEqual(["leak-fill", "leak-strength"]);
	});

	it("says that none was found, of how many, and shows how far the best lies from the line", () => {
		const { blocks } = leaksSection(fixtureLeaks([HONEST, { name: "seats", auc: 0.55 }]));
		expect(texts(blocks)[0]).toMatch(/^None of 2 attributes knows the future, as far as these checks can see\./);
		expect(blocks.some(({ kind }) => kind === "table")).toBe(false);
		expect(charts(blocks)).toEqual(["leak-strength"]);
	});

	it("cannot tell yet of a handful of leads, says how many more it takes, and draws nothing", () => {
		const { blocks } = leaksSection(fixtureLeaks([HONEST], { leads: 60 }));
		expect(texts(blocks)[0]).toMatch(/^Cannot tell yet whether an attribute knows the future/);
		expect(texts(blocks)[1]).toContain("(about 60 more are needed)");
		expect(charts(blocks)).toEqual([]);
	});

	it("lists what is worth a minute in words alone", () => {
		const { blocks } = leaksSection(fixtureLeaks([HONEST, { name: "last_activity", auc: 0.7, level: "look at it" }]));
		expect(blocks.find(({ kind }) => kind === "list")).toEqual({
			kind: "list",
			items: ["last_activity: alone it puts leads in order."],
		});
	});

	it("says what the model has from a suspect, with both precisions, and that no score moved", () => {
		const leaks = fixtureLeaks([LEAK, HONEST]);
		const falls = [
			{
				from: "mql",
				to: "sql",
				precisionWith: estimateRate(80, 100),
				precisionWithout: estimateRate(30, 100),
				aucWith: 0.9,
				aucWithout: 0.7,
				aucFall: undefined,
			},
		];
		const used: Leaks = {
			...leaks,
			findings: leaks.findings.map((one) => ({ ...one, use: { rules: ["room"], gates: ["sql"], falls } })),
			probe: {
				scores: 320,
				leads: 300,
				cutoffs: 8,
				movedWhenRemoved: estimateRate(0, 320),
				movedWhenScrambled: estimateRate(0, 320),
				replayDiffers: estimateRate(0, 320),
				laterFacts: 1671,
				examples: [],
			},
		};
		const { blocks } = leaksSection(used);
		expect(blocks.find(({ kind }) => kind === "list")).toMatchObject({
			items: [
				"deal_room_url, mql to sql: precision 80.0 % (80 of 100; 95 % interval 71.1 to 86.7 %) with its rules, 30.0 % (30 of 100; 95 % interval 21.9 to 39.6 %) without them, at the same thresholds.",
			],
		});
		expect(texts(blocks).at(-1)).toBe(
			"320 scores at 8 moments were computed again with their 1,671 later facts taken away, and with these scrambled: none moved.",
		);
	});
});
