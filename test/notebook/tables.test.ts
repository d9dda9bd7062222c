import { beforeAll, describe, expect, it } from "vitest";
import { compareReplays } from "../../src/compare/compare-replays.ts";
import type { Dataset } from "../../src/dataset/dataset.ts";
import { findLeaks } from "../../src/leaks/leaks.ts";
import { RANKING_KEYS, rankingMeasure } from "../../src/metrics/measures/ranking-measures.ts";
import { seenOf } from "../../src/metrics/rates/estimate.ts";
import { type ChangedLead, changedLeads } from "../../src/notebook/frame/changed-leads.ts";
import { leadRows } from "../../src/notebook/frame/lead-rows.ts";
import { dayOf, startOfDay } from "../../src/notebook/start-of-day.ts";
import type { Replay } from "../../src/replay/replay-result.ts";
import { selectionReview } from "../../src/selection/selection-comparison.ts";
import { attributeTable } from "../../src/tables/attribute-table.ts";
import { cellText, cellTone } from "../../src/tables/cell-text.ts";
import { compareTable } from "../../src/tables/compare-table.ts";
import { differenceTable } from "../../src/tables/difference-table.ts";
import { leakTable } from "../../src/tables/leak-table.ts";
import { qualityTable } from "../../src/tables/quality-table.ts";
import { selectionTable } from "../../src/tables/selection-table.ts";
import { swapExamples, swapTable } from "../../src/tables/swap-table.ts";
import { sweepTable } from "../../src/tables/sweep-table.ts";
import { formatCount } from "../../src/words/number-format.ts";
import { sampleHistory, sampleReplay } from "./sample.ts";

let history: Dataset;
let baseline: Replay;
let candidate: Replay;
beforeAll(async () => {
	history = await sampleHistory();
	baseline = await sampleReplay("saas-baseline");
	candidate = await sampleReplay("saas-candidate");
});

describe("leadRows", () => {
	it("gives every lead the verdict that the hand-off counted", () => {
		for (const result of [baseline, candidate]) {
			for (const handoff of result.handoffs) {
				const rows = leadRows(history, result, handoff);
				const count = (verdict: string) => rows.filter((row) => row.verdict === verdict).length;
				expect(rows).toHaveLength(result.cohort.leads);
				expect({
					excluded: count("excluded"),
					hits: count("hit"),
					misses: count("miss"),
					late: count("late"),
					immature: count("immature"),
				}).toEqual(
					(({ excluded, hits, misses, late, immature }) => ({ excluded, hits, misses, late, immature }))(handoff),
				);
			}
		}
	});

	it("refuses an attribute that is not there or known only later", () => {
		expect(() => leadRows(history, baseline, "mql -> sql", { attributes: ["industri"] })).toThrow(/unknown-attribute/);
		expect(() => leadRows(history, baseline, "mql -> sql", { attributes: ["incumbent"] })).toThrow(/late-attribute/);
		expect(() => leadRows(history, baseline, "mql -> iql")).toThrow(/unknown-handoff/);
	});
});

describe("sweepTable", () => {
	it("has the model's own threshold, marked, with the counts of the hand-off", () => {
		const own = candidate.handoffs[0]!;
		const row = sweepTable(candidate, "mql -> sql", { every: 10 }).rows.find(([name]) =>
			String(name).includes("the model's"),
		);
		expect(row?.slice(0, 5)).toEqual([
			`${own.threshold} (the model's)`,
			own.flagged,
			expect.any(String),
			own.hits,
			own.hits + own.misses,
		]);
		expect(sweepTable(candidate, "mql -> sql", { thresholds: [10, 20] }).rows.map(([name]) => name)).toEqual([
			"10",
			"20",
		]);
	});
});

describe("changedLeads", () => {
	it("splits the flagged leads of both models without remainder", () => {
		const leads = changedLeads(history, { candidate, baseline }, { from: "mql", to: "sql" });
		const those = (...changes: readonly string[]) => leads.filter(({ change }) => changes.includes(change));
		expect(those("stays", "leaves")).toHaveLength(baseline.handoffs[0]!.flagged);
		expect(those("stays", "enters")).toHaveLength(candidate.handoffs[0]!.flagged);
		const hits = (rows: readonly ChangedLead[]) => rows.filter(({ verdict }) => verdict === "hit").length;
		expect(hits(those("stays", "enters"))).toBe(candidate.handoffs[0]!.hits);
	});
});

describe("tables of a comparison", () => {
	it("give the paired differences of the comparison, and say where they cannot tell", () => {
		const compared = compareReplays(history, candidate, baseline);
		const { rows } = differenceTable(compared);
		const [precision] = compared.handoffs[0]!.differences;
		const value =
			(seenOf(candidate.handoffs[0]!.precision).value! - seenOf(baseline.handoffs[0]!.precision).value!) * 100;
		expect(rows[0]!.slice(0, 3)).toEqual(["precision", "41.9 %", "60.6 %"]);
		expect(Number.parseFloat(cellText(rows[0]![3]))).toBeCloseTo(value, 1);
		expect(cellTone(rows[0]![3])).toBe(precision!.standing === "same" ? undefined : "strong");
		expect(rows.map((row) => cellText(row.at(-1))).filter((text) => text.includes("cannot tell yet"))).toHaveLength(
			compared.handoffs[0]!.differences.filter(({ standing }) => ["unclear", "too-little"].includes(standing)).length,
		);
		expect(differenceTable(compared, compared.ranking[0]).rows.map(([measure]) => measure)).toEqual(
			RANKING_KEYS.map((key) => rankingMeasure(key).name),
		);
	});

	it("count those who change sides as the leads themselves do", () => {
		const compared = compareReplays(history, candidate, baseline);
		const [main] = compared.handoffs;
		const leads = changedLeads(history, { candidate, baseline }, main!);
		const those = (change: string) => leads.filter((one) => one.change === change);
		const hits = (rows: readonly ChangedLead[]) => rows.filter(({ verdict }) => verdict === "hit").length;
		const rows = swapTable(compared, { handoffs: [main!] }).rows;
		const groups = [those("enters"), those("leaves"), those("stays")];
		expect(rows.map((row) => row[2])).toEqual(groups.map(({ length }) => formatCount(length)));
		expect(rows.map((row) => row[3])).toEqual(groups.map((group) => formatCount(hits(group))));
		const examples = swapExamples(main!)!.rows;
		expect(examples.length).toBeGreaterThan(6);
		for (const [lead, change] of examples) {
			expect(those(change === "enter" ? "enters" : "leaves").map((one) => one.lead)).toContain(cellText(lead));
		}
	});

	it("put the estimates had all been worked between the worst and the best case", () => {
		const review = selectionReview(history, candidate, { baseline });
		const { rows } = selectionTable(review);
		expect(rows.slice(0, 2).map(([name]) => name)).toEqual(["MQL to SQL, candidate", "MQL to SQL, baseline"]);
		for (const row of rows.slice(0, 2)) {
			const [weighted, robust] = row.slice(4, 6).map((text) => Number.parseFloat(String(text)));
			const [worst, best] = String(row[6]).split(" to ").map(Number.parseFloat);
			for (const rate of [weighted!, robust!]) {
				expect(rate).toBeGreaterThanOrEqual(worst!);
				expect(rate).toBeLessThanOrEqual(best!);
			}
			expect(String(row[2])).toMatch(new RegExp(`^${worst!.toFixed(1)} %`));
		}
	});
});

describe("tables of the data", () => {
	it("suspects the trap of the sample and nothing else", () => {
		const rows = attributeTable(history, "customer").rows;
		expect(rows.filter((row) => row.at(-1) === "look").map(([name]) => name)).toEqual(["deal_room_url"]);
		expect(() => attributeTable(history, "won")).toThrow(/unknown-stage/);
	});

	it("shows what knows the future, gravest first, with the line that mends it", async () => {
		const { columns, rows } = leakTable(await findLeaks(history));
		expect(columns).toHaveLength(rows[0]!.length);
		expect(rows[0]!.slice(0, 2)).toEqual(["deal_room_url", "certain"]);
		expect(rows[0]!.at(-1)).toBe("in dataset.yaml: deal_room_url: { type: text, known: { stage: opportunity } }");
		expect(rows.filter(([, level]) => level !== "look at it")).toHaveLength(1);
	});

	it("tells rows read of every table", () => {
		const read = qualityTable(history).rows.filter((row) => row[1] === "rows read");
		expect(read.map(([table, , rows]) => [table, rows])).toEqual(
			Object.entries(history.quality.tables).map(([table, { read: n }]) => [table, n]),
		);
	});

	it("puts each hand-off of each model beside the baseline's", () => {
		const { rows } = compareTable(baseline, candidate);
		expect(rows).toHaveLength(baseline.handoffs.length + candidate.handoffs.length);
		const change =
			(seenOf(candidate.handoffs[0]!.precision).value! - seenOf(baseline.handoffs[0]!.precision).value!) * 100;
		expect(rows[1]!.at(-1)).toBe(`+${change.toFixed(1)} pp`);
		expect(rows[0]!.at(-1)).toBe("");
	});

	it("reads days in the zone of the history", () => {
		expect(startOfDay(history, "2024-07-01")).toBe(Date.UTC(2024, 5, 30, 22));
		expect(dayOf(history, Date.UTC(2024, 5, 30, 22))).toBe("2024-07-01");
		expect(() => startOfDay(history, "1 July")).toThrow(RangeError);
	});
});
