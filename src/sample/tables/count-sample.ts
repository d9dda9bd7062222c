import type { SampleStageChange } from "../sales-process.ts";
import { instantOf } from "../sample-activity.ts";
import type { SamplePlan } from "../sample-options.ts";
import { SAMPLE_LADDER, SAMPLE_TABLES, type SampleTable } from "../vocabulary.ts";
import { type DirtKind, dirtOutcome } from "./dirt.ts";
import { eachLead, leadRows } from "./table-rows.ts";

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
	/** Good rows that reading has to warn of: visits before the form, stages written down late. */
	readonly oddities: { readonly "before-creation": number; readonly "stage-order": number };
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
	const oddities = { "before-creation": 0, "stage-order": 0 };
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
		oddities["before-creation"] += lead.activities.filter((activity) => instantOf(activity) < lead.created).length;
		oddities["stage-order"] += outOfOrder(lead.stages);
	}
	const sorted = [...dirt].sort(([a], [b]) => (a < b ? -1 : 1));
	return {
		rows,
		rejected,
		dirt: sorted.map(([, found]) => ({ ...found, ...dirtOutcome(found.table, found.kind) })),
		oddities,
		reached,
		routes,
		worked,
	};
}

/** Rows of a rung that come before the first row of a lower one. */
function outOfOrder(stages: readonly SampleStageChange[]): number {
	const rungs: readonly string[] = SAMPLE_LADDER;
	const first = rungs.map((rung) => Math.min(...stages.filter(({ stage }) => stage === rung).map(instantOf)));
	return stages.filter((change) => {
		const rung = rungs.indexOf(change.stage);
		return first.some((at, lower) => lower < rung && Number.isFinite(at) && instantOf(change) < at);
	}).length;
}
