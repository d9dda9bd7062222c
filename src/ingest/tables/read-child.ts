import type { DuckDBDataChunk } from "@duckdb/node-api";
import { missingId, orphan } from "../checks/faults.ts";
import { createTally, type Tally } from "../checks/tally.ts";
import type { Source } from "../files/source.ts";
import { float64Column, int32Column } from "./chunk-column.ts";
import { checkExactIds, idText } from "./lead-ids.ts";
import { likelyCure } from "./likely-id.ts";
import { type QueryColumn, readColumns } from "./read-columns.ts";
import type { ReadContext } from "./read-context.ts";
import type { ReadLeads } from "./read-leads.ts";

/** The rows of a chunk as a handler sees them. */
export interface ChildChunk {
	/** Row in the file. */
	readonly rows: Int32Array;
	/** Number of the lead; below 0: see {@link LeadFault}. */
	readonly leads: Int32Array;
	/** A selected column of numbers; 0 is the first one selected. */
	column(index: number): Int32Array | Float64Array;
}

/** What a file's reader selects and does; made anew for each attempt. */
export interface ChildReader {
	readonly selects: readonly string[];
	readonly joins: readonly string[];
	readonly handle: (chunk: ChildChunk) => void;
	/** Columns that are read once all leads are found. */
	readonly later?: readonly QueryColumn[];
}

const NO_LEAD = -1;
const NO_ID = -2;
/** The id is not found as it stands, and is another text in its compared form. */
const UNTRIMMED = -3;

/**
 * Streams a table that refers to leads: each row with the number of its lead. Rows without a lead id and orphans are
 * rejected here, so a handler need only skip leads below 0. Ids are compared as they stand; only when one is not found and has
 * blanks around it or characters that nobody sees, the file is read again with all ids in their compared form, which is slower.
 */
export async function readChild(
	context: ReadContext,
	{
		source,
		leads,
		lead,
		code,
	}: { readonly source: Source; readonly leads: ReadLeads; readonly lead: string; readonly code: OrphanCode },
	open: (tally: Tally) => Promise<ChildReader>,
): Promise<Tally> {
	const column = source.column(lead);
	await checkExactIds(context.session, source, column);
	for (const trim of [false, true]) {
		const tally = createTally(source.rows);
		const noLead = tally.check(orphan(code, lead), false);
		const checks: LeadChecks = { noId: tally.check(missingId(lead), false).hit, noLead: noLead.hit };
		const reader = await open(tally);
		const id = idText(column);
		const other = column.kind === "text" && !trim ? `s.${column.sql} <> ${id}` : "false";
		const fault = `CASE WHEN coalesce(${id}, '') = '' THEN ${NO_ID} WHEN ${other} THEN ${UNTRIMMED} ELSE ${NO_LEAD} END`;
		const selects = ['CAST(s."row" AS INTEGER)', `coalesce(leads."row", ${fault})`, ...reader.selects];
		const joins = [await leads.ids.join(column, { trim }), ...reader.joins];
		const sql = `SELECT ${selects.join(", ")} FROM ${source.relation} AS s ${joins.join(" ")}`;
		let again = false;
		for await (const chunk of context.session.slices(sql, source.rows)) {
			again = !resolve(chunk, leads.leadOfRow, checks);
			if (again) break;
			const rows = int32Column(chunk, 0);
			reader.handle({ rows, leads: int32Column(chunk, 1), column: (index) => float64Column(chunk, index + 2) });
			context.tick(rows.length);
		}
		if (again) continue;
		await readColumns(context, source, reader.later ?? []);
		if (noLead.count() > 0) {
			const cure = await likelyCure(context.session, { source, column, ids: leads.ids });
			if (cure !== undefined) noLead.advise(cure);
		}
		return tally;
	}
	throw new Error("a trimmed id was found untrimmed");
}

type OrphanCode = "orphan-activity" | "orphan-stage" | "orphan-history";

interface LeadChecks {
	readonly noId: (row: number) => void;
	readonly noLead: (row: number) => void;
}

/** Rows of the leads table become numbers of leads, in place; false when an id must be trimmed first. */
function resolve(chunk: DuckDBDataChunk, leadOfRow: Int32Array | undefined, { noId, noLead }: LeadChecks): boolean {
	const rows = int32Column(chunk, 0);
	const found = int32Column(chunk, 1);
	for (let i = 0; i < found.length; i++) {
		const lead = found[i]!;
		if (lead >= 0) {
			if (leadOfRow !== undefined) found[i] = leadOfRow[lead]!;
		} else if (lead === UNTRIMMED) return false;
		else if (lead === NO_ID) noId(rows[i]!);
		else noLead(rows[i]!);
	}
	return true;
}
