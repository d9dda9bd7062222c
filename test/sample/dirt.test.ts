import { expect, test } from "vitest";
import { CLEAN_ROWS } from "../../src/sample/tables/clean-rows.ts";
import { DIRT_KINDS, dirtOutcome } from "../../src/sample/tables/dirt.ts";
import { generateSample } from "../../src/sample/tables/generate-sample.ts";
import {
	SAMPLE_COLUMNS,
	SAMPLE_EXITS,
	SAMPLE_LADDER,
	SAMPLE_TABLES,
	type SampleTable,
} from "../../src/sample/vocabulary.ts";

const options = { seed: "dirt", leads: 2000, dirty: 0.03 };
const dirty = generateSample(options);
const counts = dirty.counts();
const AS_OF = "2024-09-30 23:59:59";
const PLACEHOLDERS = new Set(["0000-00-00", "1970-01-01", "1900-01-01", "9999-12-31"]);
const INSTANT = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])( \d\d:[0-5]\d:[0-5]\d)?$/;

/** What is wrong with the rows of a table, found by reading them and knowing nothing of how they were made. */
function faultsOf(table: SampleTable): Map<string, number> {
	const rows = Array.from(dirty.rows(table), (row) =>
		Object.fromEntries(SAMPLE_COLUMNS[table].map((column, i) => [column, row[i]!])),
	);
	const leads = new Set<string>();
	for (const lead of dirty.leads()) leads.add(lead.id);
	const seen = new Set<string>();
	const found = new Map<string, number>();
	const stages = new Set<string>([...SAMPLE_LADDER, ...SAMPLE_EXITS]);
	for (const row of rows) {
		const id = table === "leads" ? row.id! : row.lead_id!;
		const date = (table === "leads" ? row.created_at : table === "attribute_history" ? row.known_at : row.at)!;
		const faults: string[] = [];
		if (id === "") faults.push("missing-id");
		else if (table !== "leads" && !leads.has(id)) faults.push("orphan");
		else if (table === "leads" && seen.has(id)) faults.push("duplicate-id");
		if (PLACEHOLDERS.has(date)) faults.push("placeholder-instant");
		else if (!INSTANT.test(date) || new Date(`${date.slice(0, 10)}Z`).toISOString().slice(0, 10) !== date.slice(0, 10))
			faults.push("bad-date");
		else if (date > AS_OF) faults.push("after-as-of");
		if (table === "stages" && !stages.has(row.stage!)) faults.push("unknown-stage");
		if (table === "leads" && row.employees !== "" && !/^\d+$/.test(row.employees!)) {
			// A cell of a rejected row says nothing, and a second row of a lead repeats the first.
			if (faults.length === 0) faults.push("wrong-type");
		}
		seen.add(id);
		expect(faults.length).toBeLessThan(2);
		for (const fault of faults) found.set(fault, (found.get(fault) ?? 0) + 1);
	}
	return found;
}

test.each(SAMPLE_TABLES)("the bad rows of %s are as many as the truth says, of every kind", (table) => {
	const found = faultsOf(table);
	const told = new Map(
		counts.dirt.filter((one) => one.table === table).map(({ kind, rows }) => [kind as string, rows]),
	);
	expect([...found].sort()).toEqual([...told].sort());
	expect([...found.keys()].sort()).toEqual([...DIRT_KINDS[table]].sort());
	const rejected = counts.dirt
		.filter((one) => one.table === table && !one.kept)
		.reduce((sum, { rows }) => sum + rows, 0);
	expect(counts.rejected[table]).toBe(rejected);
});

test("bad rows are the wanted share of all rows", () => {
	for (const table of SAMPLE_TABLES) {
		const bad = counts.dirt.filter((one) => one.table === table).reduce((sum, { rows }) => sum + rows, 0);
		const rows = counts.rows[table];
		expect(Math.abs(bad / rows - 0.03)).toBeLessThan(4 * Math.sqrt((0.03 * 0.97) / rows) + 0.002);
	}
});

test("good rows are the same with and without dirt, apart from overwritten head counts", () => {
	const clean = generateSample({ ...options, dirty: 0 });
	for (const table of SAMPLE_TABLES) {
		const employees = (SAMPLE_COLUMNS[table] as readonly string[]).indexOf("employees");
		const key = (row: readonly string[]) => row.filter((_, i) => i !== employees).join("\u0001");
		const left = new Map<string, number>();
		for (const row of dirty.rows(table)) left.set(key(row), (left.get(key(row)) ?? 0) + 1);
		for (const row of clean.rows(table)) expect(left.get(key(row)) ?? 0).toBeGreaterThan(0);
	}
});

test("a clean sample has nothing to reject", () => {
	const { rejected, dirt } = generateSample({ seed: 1, leads: 3000 }).counts();
	expect(rejected).toEqual({ leads: 0, activities: 0, stages: 0, attribute_history: 0 });
	expect(dirt.every(({ kept }) => kept)).toBe(true);
});

test("the rows of a lead come from that lead alone", () => {
	for (const lead of generateSample({ seed: 2, leads: 100 }).leads()) {
		for (const table of SAMPLE_TABLES) for (const row of CLEAN_ROWS[table](lead)) expect(row[0]).toBe(lead.id);
	}
});

test("every fault has the code of the data contract", () => {
	const codes = SAMPLE_TABLES.flatMap((table) => DIRT_KINDS[table].map((kind) => dirtOutcome(table, kind).code));
	expect([...new Set(codes)].sort()).toEqual([
		"after-as-of",
		"duplicate-id",
		"missing-id",
		"orphan-activity",
		"orphan-history",
		"orphan-stage",
		"placeholder-instant",
		"type",
		"unknown-stage",
	]);
});
