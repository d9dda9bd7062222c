import fc from "fast-check";
import { expect, test } from "vitest";
import { readDataset } from "../../src/ingest/read-dataset.ts";
import { parseModel } from "../../src/model/parse-model.ts";
import { replay } from "../../src/replay/replay.ts";
import { sized } from "../full-size.ts";
import { folderOf } from "./folder.ts";

/** `LEADLAB_DRAWS=10000` takes about an hour. */
const HISTORIES = Number(process.env.LEADLAB_DRAWS ?? sized({ full: 200, usual: 12 }));
const DAY = 86_400_000;
const { model } = parseModel(
	"leadlab: model/1\nname: m\ngroups: [ { id: g, rules: [ { id: d, activity: demo, points: 10 } ] } ]\nstages: { mql: { score: 15 } }\n",
);
const YAML = `leadlab: dataset/1
as_of: 2024-12-31
ladder: [lead, mql, sql]
leads: { file: leads.csv, id: id, created: created }
activities: { file: activities.csv, lead: lead, at: at, type: type }
stages: { file: stages.csv, lead: lead, stage: stage, at: at }
`;
const text = (at: number) => new Date(at).toISOString().slice(0, 19).replace("T", " ");

type Row = readonly string[];
interface History {
	readonly leads: readonly Row[];
	readonly activities: readonly Row[];
	readonly stages: readonly Row[];
}

/** A year of leads, each with demos after its creation, some of which become SQL. */
const clean = fc
	.array(
		fc.record({
			created: fc.integer({ min: 0, max: 340 * 24 * 3600 }),
			demos: fc.array(fc.integer({ min: 1, max: 20 * 24 * 3600 }), { maxLength: 3 }),
			sql: fc.option(fc.integer({ min: 3600, max: 24 * 24 * 3600 }), { freq: 2, nil: undefined }),
		}),
		{ minLength: 40, maxLength: 80 },
	)
	.map((leads): History => {
		const start = Date.UTC(2024, 0, 1);
		const at = (seconds: number) => text(start + seconds * 1000);
		const rows = leads.map((lead, i) => ({ ...lead, id: `l${i}` }));
		return {
			leads: rows.map(({ id, created }) => [id, at(created)]),
			activities: rows.flatMap(({ id, created, demos }) =>
				[...new Set(demos)].map((demo) => [id, at(created + demo), "demo"]),
			),
			stages: rows.flatMap(({ id, created, sql }) => (sql === undefined ? [] : [[id, "sql", at(created + sql)]])),
		};
	});

const TABLES = ["leads", "activities", "stages"] as const;
const mutation = fc.record({
	table: fc.constantFrom(...TABLES),
	kind: fc.constantFrom("placeholder", "shifted", "repeated", "cut"),
	instant: fc.constantFrom("1970-01-01", "1970-01-01 01:00:00", "1900-01-01", "9999-12-31", "2001-02-03"),
	place: fc.nat(),
	length: fc.integer({ min: 1, max: 10 }),
	years: fc.integer({ min: 1, max: 30 }),
});
type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

function mutate(history: History, { table, kind, instant, place, length, years }: Mutation): History {
	const rows = history[table];
	const from = place % Math.max(1, rows.length);
	const at = table === "leads" ? 1 : table === "activities" ? 1 : 2;
	const inBlock = (i: number) => i >= from && i < from + length;
	const write = (row: Row, value: string) => row.map((cell, i) => (i === at ? value : cell));
	const back = (row: Row) => text(Date.parse(`${row[at]}Z`) - years * 365 * DAY);
	const block = rows.filter((_, i) => inBlock(i));
	const changed =
		kind === "placeholder"
			? rows.map((row, i) => (inBlock(i) ? write(row, instant) : row))
			: kind === "shifted"
				? rows.map((row) => write(row, back(row)))
				: kind === "repeated"
					? [...rows, ...block]
					: rows.filter((row) => row[at]! < "2024-05-01");
	return { ...history, [table]: changed };
}

async function outcome(history: History) {
	const csv = (header: string, rows: readonly Row[]) => `${[header, ...rows.map((row) => row.join(","))].join("\n")}\n`;
	const { dataset, warnings } = await readDataset(
		folderOf({
			"dataset.yaml": YAML,
			"leads.csv": csv("id,created", history.leads),
			"activities.csv": csv("lead,at,type", history.activities),
			"stages.csv": csv("lead,stage,at", history.stages),
		}),
		{ threads: 1 },
	);
	for (const { read, loaded, rejected } of Object.values(dataset.quality.tables)) expect(loaded + rejected).toBe(read);
	const { handoffs } = await replay(dataset, model, { threads: 1 });
	const { flagged, hits, misses, late, immature, excluded, perWeek } = handoffs[0]!;
	const warned = warnings.map(({ code }) => code);
	return { figures: JSON.stringify({ flagged, hits, misses, late, immature, excluded, perWeek }), warned };
}

/** Codes that name the cause. */
const CAUSES: Readonly<Record<Mutation["kind"], readonly string[]>> = {
	placeholder: ["placeholder-instant", "far-instant", "before-creation"],
	shifted: ["before-creation", "far-instant", "stale-table"],
	repeated: ["repeated-row", "duplicate-id"],
	cut: ["stale-table", "orphan-activity"],
};

test(`of ${HISTORIES} histories a changed figure has a warning that names the cause, and a clean one has none`, async () => {
	let noisy = 0;
	const silent: unknown[] = [];
	for (const [history, change] of fc.sample(fc.tuple(clean, mutation), { seed: 11, numRuns: HISTORIES })) {
		const before = await outcome(history);
		if (before.warned.length > 0) noisy++;
		const after = await outcome(mutate(history, change));
		if (before.figures === after.figures) continue;
		if (!after.warned.some((code) => CAUSES[change.kind].includes(code))) silent.push([change, after.warned]);
	}
	expect(noisy).toBeLessThanOrEqual(HISTORIES / 100);
	expect(silent).toEqual([]);
}, 3_600_000);
