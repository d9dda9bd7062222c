import { describe, expect, it } from "vitest";
import { datasetFrom } from "../../src/dataset/dataset-from.ts";
import type { Section } from "../../src/report/report-document.ts";
import { capacitySection } from "../../src/report/sections/capacity-section.ts";
import { cellText } from "../../src/tables/cell-text.ts";
import { planThresholds, type ThresholdTargets } from "../../src/tune/threshold-plan.ts";
import { history, historyModel } from "../tune/history.ts";

const MQL_SQL = { from: "mql", to: "sql" };
const dataset = datasetFrom(history({ leads: 700 }));

async function section(targets: ThresholdTargets, horizonDays = 30): Promise<Section> {
	const options = { horizonDays, handoffs: [MQL_SQL], threads: 1 };
	return capacitySection(await planThresholds(dataset, historyModel(), [{ ...MQL_SQL, ...targets }], options));
}

const textOf = ({ blocks }: Section) => blocks.map((block) => (block.kind === "text" ? block.text : "")).join("\n");
const chartsIn = ({ blocks }: Section) => blocks.flatMap((block) => (block.kind === "chart" ? [block.chart.id] : []));
const tablesIn = ({ blocks }: Section) => blocks.flatMap((block) => (block.kind === "table" ? [block.table] : []));

describe("the section on capacity, money and certificate", () => {
	it("without a wish tells the model's own threshold on later leads, and what a certificate needs", async () => {
		const plain = await section({});
		expect(textOf(plain)).toMatch(
			/^Flag MQL at 20 \(as the model has it\): .*On the \d+ leads created from 2023-\d\d-\d\d on: /,
		);
		expect(textOf(plain)).toMatch(/Nobody has said yet what sales can work/);
		expect(chartsIn(plain)).toEqual(["certificate-mql-sql"]);
		expect(tablesIn(plain)[1]!.caption).toMatch(/Mature flags that a certificate of \d+ % needs/);
	});

	it("prints the optimism beside every chosen figure", async () => {
		const asked = await section({ capacity: { perWeek: 5 }, profit: { costPerFlag: 100, valuePerWin: 300 } });
		expect(chartsIn(asked)).toEqual(["capacity-mql-sql", "profit-mql-sql", "certificate-mql-sql"]);
		const [table] = tablesIn(asked);
		const place = table!.columns.findIndex(({ label }) => label === "optimism");
		expect(table!.rows.map((row) => cellText(row[place]!))).toHaveLength(4);
		for (const row of table!.rows) expect(cellText(row[place]!)).toMatch(/^[+-]\d+\.\d pp$/);
		for (const row of table!.rows) expect(row).toHaveLength(table!.columns.length);
	});

	it("says the state instead of a number where it cannot tell", async () => {
		const short = await section({ capacity: { perWeek: 5 } }, 300);
		expect(textOf(short)).toMatch(/Cannot tell yet what it gives on later leads: the history is too short/);
		expect(tablesIn(short)[0]!.columns.map(({ label }) => label)).not.toContain("optimism");
		const high = await section({ precision: { atLeast: 0.99 }, certify: { precision: 0.9 } });
		expect(textOf(high)).toMatch(/No threshold of MQL has a precision of at least 99 %/);
		expect(textOf(high)).toMatch(/cannot be certified/);
	});
});
