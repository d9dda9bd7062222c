import { type DirtKind, dirtOutcome } from "./dirt.ts";
import type { SamplePlan } from "./sample-options.ts";
import { eachLead, leadRows } from "./table-rows.ts";
import { SAMPLE_TABLES, type SampleTable } from "./vocabulary.ts";

/** Rows with one kind of fault, and what reading makes of them. */
export interface DirtCount {
	readonly table: SampleTable;
	readonly kind: DirtKind;
	readonly code: string;
	/** Kept with a warning, or rejected. */
	readonly kept: boolean;
	readonly rows: number;
}

/** What a sample consists of. */
export interface SampleCounts {
	/** Rows as written, bad ones included. */
	readonly rows: Readonly<Record<SampleTable, number>>;
	/** Rows that reading has to reject. */
	readonly rejected: Readonly<Record<SampleTable, number>>;
	readonly dirt: readonly DirtCount[];
	/** Leads that ever had a stage. */
	readonly reached: Readonly<Record<string, number>>;
	/** Leads by what the old policy did with them. */
	readonly routes: Readonly<Record<string, number>>;
	/** Leads that sales worked. */
	readonly worked: number;
}

/** Goes through all leads of a plan once. */
export function countSample(plan: SamplePlan): SampleCounts {
	const rows = { leads: 0, activities: 0, stages: 0, attribute_history: 0 };
	const rejected = { leads: 0, activities: 0, stages: 0, attribute_history: 0 };
	const dirt = new Map<string, { readonly table: SampleTable; readonly kind: DirtKind; rows: number }>();
	const reached: Record<string, number> = {};
	const routes: Record<string, number> = { threshold: 0, exploration: 0, none: 0 };
	let worked = 0;
	const onDirt = (table: SampleTable, kind: DirtKind) => {
		const key = `${table}/${kind}`;
		const found = dirt.get(key) ?? { table, kind, rows: 0 };
		found.rows++;
		dirt.set(key, found);
		if (!dirtOutcome(table, kind).kept) rejected[table]++;
	};
	for (const lead of eachLead(plan)) {
		for (const table of SAMPLE_TABLES) rows[table] += leadRows(plan, table, lead, onDirt).length;
		for (const stage of new Set(lead.stages.map((change) => change.stage))) reached[stage] = (reached[stage] ?? 0) + 1;
		routes[lead.truth.route]!++;
		if (lead.truth.worked) worked++;
	}
	const sorted = [...dirt].sort(([a], [b]) => (a < b ? -1 : 1));
	return {
		rows,
		rejected,
		dirt: sorted.map(([, found]) => ({ ...found, ...dirtOutcome(found.table, found.kind) })),
		reached,
		routes,
		worked,
	};
}
