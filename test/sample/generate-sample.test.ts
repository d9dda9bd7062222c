import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { LabError } from "../../src/base/error.ts";
import { createCreationCalendar } from "../../src/sample/creation-calendar.ts";
import type { SampleOptions } from "../../src/sample/sample-options.ts";
import { simulateLead } from "../../src/sample/simulate-lead.ts";
import { generateSample } from "../../src/sample/tables/generate-sample.ts";
import {
	SAMPLE_ACTIVITY_TYPES,
	SAMPLE_COLUMNS,
	SAMPLE_EXITS,
	SAMPLE_LADDER,
	SAMPLE_TABLES,
	type SampleTable,
} from "../../src/sample/vocabulary.ts";

const five = generateSample({ seed: 1, leads: 5000 });
const tables = Object.fromEntries(SAMPLE_TABLES.map((table) => [table, recordsOf(five, table)])) as Record<
	SampleTable,
	Record<string, string>[]
>;
const counts = five.counts();

function recordsOf(sample: ReturnType<typeof generateSample>, table: SampleTable): Record<string, string>[] {
	return Array.from(sample.rows(table), (row) =>
		Object.fromEntries(SAMPLE_COLUMNS[table].map((column, i) => [column, row[i]!])),
	);
}

function digest(options: SampleOptions): string {
	const sample = generateSample(options);
	const hash = createHash("sha256");
	for (const table of SAMPLE_TABLES) for (const row of sample.rows(table)) hash.update(`${row.join("\u0001")}\n`);
	hash.update(JSON.stringify(sample.truth()));
	return hash.digest("hex");
}

const share = (part: number, whole: number) => part / whole;
const rowsOfType = (type: string) => tables.activities.filter((row) => row.type === type);
/** First time of a stage by lead. */
const firstTimes = (stage: string) => {
	const first = new Map<string, string>();
	for (const row of tables.stages)
		if (row.stage === stage && !first.has(row.lead_id!)) first.set(row.lead_id!, row.at!);
	return first;
};

test("the same seed and options give the same rows, another seed others", () => {
	fc.assert(
		fc.property(fc.integer(), fc.integer({ min: 100, max: 140 }), fc.constantFrom(0, 0.05), (seed, leads, dirty) => {
			const once = digest({ seed, leads, dirty });
			expect(digest({ seed, leads, dirty })).toBe(once);
			expect(digest({ seed: `${seed}b`, leads, dirty })).not.toBe(once);
		}),
		{ seed: 11, numRuns: 8 },
	);
});

test("a lead is the same whichever leads were made before it", () => {
	const { plan } = generateSample({ seed: "any", leads: 300 });
	const calendar = createCreationCalendar(plan.startDay, plan.asOfDay);
	const inOrder = Array.from(generateSample({ seed: "any", leads: 300 }).leads());
	for (const number of [299, 17, 0, 150]) expect(simulateLead(plan, calendar, number)).toEqual(inOrder[number]);
});

test("options out of range are refused with the option's name", () => {
	const refused = (options: SampleOptions) => {
		try {
			generateSample(options);
		} catch (error) {
			if (error instanceof LabError) return `${error.code} ${error.issues[0]!.column}`;
		}
		return "accepted";
	};
	expect(refused({ seed: 1, leads: 99 })).toBe("sample-option leads");
	expect(refused({ seed: 1, leads: 1_000_001 })).toBe("sample-option leads");
	expect(refused({ seed: 1, leads: 100.5 })).toBe("sample-option leads");
	expect(refused({ seed: 1, leads: 100, dirty: -0.1 })).toBe("sample-option dirty");
	expect(refused({ seed: 1, leads: 100, dirty: Number.NaN })).toBe("sample-option dirty");
	expect(refused({ seed: 1, leads: 100, asOf: "2024-02-30" })).toBe("sample-option as-of");
	expect(refused({ seed: 1, leads: 100, asOf: "30.09.2024" })).toBe("sample-option as-of");
	expect(refused({ seed: 1, leads: 100, asOf: "2026-02-28" })).toBe("accepted");
});

test("rows have the cells of their columns, and only names of the vocabulary", () => {
	for (const table of SAMPLE_TABLES) {
		for (const row of five.rows(table)) expect(row.length).toBe(SAMPLE_COLUMNS[table].length);
	}
	const types = new Set(tables.activities.map(({ type }) => type));
	expect([...types].sort()).toEqual([...SAMPLE_ACTIVITY_TYPES].sort());
	const stages = new Set(tables.stages.map(({ stage }) => stage));
	expect([...stages].sort()).toEqual([...SAMPLE_LADDER, ...SAMPLE_EXITS].sort());
});

test("every instant is written as a date or a naive time, within the history and outside the hours of the clock change", () => {
	const instants = [
		...tables.leads.flatMap((row) => [row.created_at!, row.enriched_at!]),
		...tables.activities.flatMap((row) => [row.at!, row.seen_at!]),
		...tables.stages.map((row) => row.at!),
		...tables.attribute_history.map((row) => row.known_at!),
	].filter((text) => text !== "");
	const wrong = instants.filter(
		(text) => !/^\d{4}-\d\d-\d\d( (00|0[4-9]|1\d|2[0-3]):[0-5]\d:[0-5]\d)?$/.test(text) || text > "2024-09-30 23:59:59",
	);
	// People come from 5 o'clock on and leave before 1; the clock changes between 2 and 3.
	expect(wrong).toEqual([]);
	expect(tables.leads.map((row) => row.created_at!).every((text) => text >= "2022-10-01")).toBe(true);
	expect(tables.stages.some(({ at }) => at!.length === 10)).toBe(true);
	expect(rowsOfType("event_attended").every(({ at }) => at!.length === 10)).toBe(true);
});

test("the funnel of 5,000 leads has believable rates", () => {
	const { mql, sql, customer } = counts.reached;
	expect(share(mql!, 5000)).toBeGreaterThan(0.3);
	expect(share(mql!, 5000)).toBeLessThan(0.4);
	expect(share(sql!, mql!)).toBeGreaterThan(0.38);
	expect(share(sql!, mql!)).toBeLessThan(0.52);
	expect(share(customer!, sql!)).toBeGreaterThan(0.2);
	expect(share(customer!, sql!)).toBeLessThan(0.32);
	for (const exit of SAMPLE_EXITS) expect(counts.reached[exit]).toBeGreaterThan(100);
});

test("activities come in numbers with a heavy tail, on working days and in working hours", () => {
	const byLead = new Map<string, number>();
	for (const { lead_id } of tables.activities) byLead.set(lead_id!, (byLead.get(lead_id!) ?? 0) + 1);
	const numbers = [...byLead.values()].sort((a, b) => a - b);
	const mean = tables.activities.length / 5000;
	expect(mean).toBeGreaterThan(8);
	expect(mean).toBeLessThan(14);
	expect(numbers.at(-1)!).toBeGreaterThan(6 * mean);
	expect(numbers[Math.floor(numbers.length / 2)]!).toBeLessThan(mean);
	const calls = rowsOfType("sales_call").map(({ at }) => new Date(`${at!.replace(" ", "T")}Z`));
	expect(calls.every((at) => at.getUTCDay() % 6 !== 0 && at.getUTCHours() >= 8 && at.getUTCHours() < 19)).toBe(true);
	const weekend = rowsOfType("page_view").filter(({ at }) => new Date(`${at!.slice(0, 10)}Z`).getUTCDay() % 6 === 0);
	expect(share(weekend.length, rowsOfType("page_view").length)).toBeLessThan(0.15);
});

test("some facts come late, and some visits were before the form was filled", () => {
	const created = new Map(tables.leads.map((row) => [row.id!, row.created_at!]));
	const late = tables.activities.filter(({ seen_at }) => seen_at !== "");
	expect(late.length).toBeGreaterThan(500);
	expect(late.every(({ at, seen_at }) => seen_at! > at!)).toBe(true);
	const before = tables.activities.filter(({ lead_id, at }) => at! < created.get(lead_id!)!);
	expect(before.length).toBeGreaterThan(1000);
});

test("attributes have gaps, and budget, authority, need and timeline are mostly heard later", () => {
	for (const name of ["industry", "employees", "revenue_band", "seniority"]) {
		const empty = tables.leads.filter((row) => row[name] === "").length;
		expect(share(empty, 5000)).toBeGreaterThan(0.05);
		expect(share(empty, 5000)).toBeLessThan(0.6);
	}
	const heard = new Set(tables.attribute_history.map(({ attribute }) => attribute));
	expect([...heard].sort()).toEqual(["authority", "budget", "contact_stage", "need", "timeline"]);
	expect(share(tables.leads.filter(({ budget }) => budget !== "").length, 5000)).toBeLessThan(0.12);
});

test("one account has many leads, and most have few", () => {
	const byAccount = new Map<string, number>();
	for (const { account_id } of tables.leads) byAccount.set(account_id!, (byAccount.get(account_id!) ?? 0) + 1);
	const sizes = [...byAccount.values()].sort((a, b) => b - a);
	expect(byAccount.get(five.plan.bigAccount)).toBe(five.plan.bigAccountLeads);
	expect(sizes[0]).toBe(80);
	expect(sizes[1]!).toBeLessThan(60);
	expect(sizes.filter((size) => size > 1).length).toBeGreaterThan(300);
	for (const leads of [1000, 1001, 6543]) {
		const { plan, rows } = generateSample({ seed: 3, leads });
		const many = Array.from(rows("leads")).filter((row) => row[2] === plan.bigAccount).length;
		expect(many).toBe(plan.bigAccountLeads);
		expect(many).toBeGreaterThanOrEqual(60);
	}
});

test("outcomes are seen where sales worked: above the old threshold, and for a small share below", () => {
	expect(counts.routes.threshold! + counts.routes.exploration! + counts.routes.none!).toBe(5000);
	expect(share(counts.routes.exploration!, 5000)).toBeGreaterThan(0.02);
	expect(share(counts.routes.exploration!, 5000)).toBeLessThan(0.06);
	const touched = new Set([...rowsOfType("sales_email"), ...rowsOfType("sales_call")].map(({ lead_id }) => lead_id!));
	for (const lead of five.leads()) {
		const sql = lead.stages.some(({ stage }) => stage === "sql");
		if (sql && lead.person.known.source !== "crm_import") expect(touched.has(lead.id)).toBe(true);
		if (lead.truth.route === "threshold") expect(lead.truth.oldScore).toBeGreaterThanOrEqual(40);
		if (lead.truth.route === "none") expect(lead.truth.oldScore).toBeLessThan(40);
		if (!lead.truth.worked) expect(touched.has(lead.id)).toBe(false);
	}
	const reasons = new Set(tables.stages.map(({ reason }) => reason));
	for (const reason of ["exploration", "not_worked", "not_reached", "student", "competitor", "no_budget"]) {
		expect(reasons).toContain(reason);
	}
});

test("leads come back after having been recycled, and some of them qualify then", () => {
	const recycled = firstTimes("recycled");
	const sql = firstTimes("sql");
	const again = tables.stages.filter(
		({ lead_id, stage, at }) => stage === "mql" && at! > (recycled.get(lead_id!) ?? "9"),
	);
	expect(again.length).toBeGreaterThan(60);
	expect([...sql].filter(([lead, at]) => at > (recycled.get(lead) ?? "9")).length).toBeGreaterThan(15);
});

test("a few leads were customers before their record was made", () => {
	const created = new Map(tables.leads.map((row) => [row.id!, row.created_at!]));
	const old = [...firstTimes("customer")].filter(([lead, at]) => at < created.get(lead)!);
	expect(old.length).toBe(20);
	expect(tables.leads.filter(({ source }) => source === "crm_import").length).toBe(20);
});

test("customers have an amount and nobody else", () => {
	const withAmount = tables.stages.filter(({ amount }) => amount !== "");
	expect(withAmount.every(({ stage, amount }) => stage === "customer" && Number(amount) >= 1200)).toBe(true);
	expect(withAmount.length).toBe(tables.stages.filter(({ stage }) => stage === "customer").length);
});

test("the trap is filled for nearly all opportunities and nearly nobody else", () => {
	const opportunity = firstTimes("opportunity");
	const filled = (rows: typeof tables.leads) =>
		share(rows.filter((row) => row.deal_room_url !== "").length, rows.length);
	expect(filled(tables.leads.filter(({ id }) => opportunity.has(id!)))).toBeGreaterThan(0.9);
	expect(filled(tables.leads.filter(({ id }) => !opportunity.has(id!)))).toBeLessThan(0.01);
});

test("from the drift date on mails are opened by machines and lists are bought", () => {
	const drift = (five.truth(counts).drift as { date: string }).date;
	const perLead = (type: string, from: string, to: string) =>
		rowsOfType(type).filter(({ at }) => at! >= from && at! < to).length /
		tables.leads.filter((row) => row.created_at! >= from && row.created_at! < to).length;
	expect(drift).toBe("2024-03-04");
	expect(perLead("email_open", drift, "2024-10-01")).toBeGreaterThan(2 * perLead("email_open", "2023-03-04", drift));
	const bought = (rows: typeof tables.leads) =>
		share(rows.filter(({ source }) => source === "content_syndication").length, rows.length);
	const after = bought(tables.leads.filter((row) => row.created_at! >= drift));
	expect(after).toBeGreaterThan(2 * bought(tables.leads.filter((row) => row.created_at! < drift)));
});

test("the last 90 days are immature: most who will become SQL have not yet", () => {
	const rate = (from: string, to: string) => {
		const created = tables.leads.filter((row) => row.created_at! >= from && row.created_at! < to);
		const sql = firstTimes("sql");
		return share(created.filter(({ id }) => sql.has(id!)).length, created.length);
	};
	expect(rate("2024-08-15", "2024-10-01")).toBeLessThan(0.6 * rate("2023-08-15", "2023-10-01"));
});
