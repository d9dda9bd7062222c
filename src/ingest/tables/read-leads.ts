import type { AttributeType, CodedColumn } from "../../dataset/dataset.ts";
import { sharedFloat64, sharedInt32 } from "../../dataset/shared-array.ts";
import type { AttributeSpec, DatasetSpec } from "../checks/dataset-spec.ts";
import { checkFarInstants } from "../checks/far-instants.ts";
import { columnName } from "../checks/faults.ts";
import { attributeEntries } from "../checks/parse-dataset-spec.ts";
import { tableSpans } from "../checks/table-span.ts";
import type { Tally } from "../checks/tally.ts";
import type { Source } from "../files/source.ts";
import { type Coder, createCoder } from "./coder.ts";
import { compact, keptRows } from "./compact.ts";
import { readLeadFile } from "./lead-file.ts";
import { gatherLeadIds, type IdStore, type LeadIds } from "./lead-ids.ts";
import type { ReadContext } from "./read-context.ts";
import { tableParts } from "./table-parts.ts";
import type { TableReport } from "./table-report.ts";

/** An attribute while it is read: history adds its values to the same coder. */
export interface ReadAttribute {
	readonly name: string;
	readonly type: AttributeType;
	readonly coder: Coder;
	readonly codes: Int32Array;
	readonly known: undefined | { readonly stage: string } | { readonly at: Float64Array };
	readonly nullValues: readonly string[];
}

/** The leads table as columns, accepted rows only, with what other tables need to refer to it. */
export interface ReadLeads {
	readonly count: number;
	readonly ids: LeadIds;
	readonly idStore: IdStore;
	readonly createdAt: Float64Array;
	readonly account: CodedColumn | undefined;
	readonly workedAt: Float64Array | undefined;
	readonly attributes: readonly ReadAttribute[];
	/** Lead by row of the file(s); `undefined`: the same. */
	readonly leadOfRow: Int32Array | undefined;
	readonly report: TableReport;
}

/** Columns of the leads table that the contract names. */
export function leadColumns({ leads, worked }: DatasetSpec, entries: readonly [string, AttributeSpec][]): string[] {
	const names = [leads.id, columnName(leads.created)];
	if (leads.account !== undefined) names.push(leads.account);
	if (worked?.column !== undefined) names.push(columnName(worked.column));
	for (const [name, { column, known }] of entries) {
		if (column !== false) names.push(column ?? name);
		if (known !== undefined && "column" in known) names.push(known.column);
	}
	return names;
}

/**
 * Reads the leads table: ids, creation, attributes. Of rows with the same id the first that is otherwise acceptable
 * counts. Leads are numbered in file order without the rejected rows.
 */
export async function readLeads(
	context: ReadContext,
	spec: DatasetSpec,
	sources: readonly Source[],
): Promise<ReadLeads> {
	const { session } = context;
	const entries = attributeEntries(spec);
	const total = sources.reduce((sum, { rows }) => sum + rows, 0);
	const ids = await gatherLeadIds(
		session,
		sources.map((source) => ({ source, id: source.column(spec.leads.id) })),
	);
	const columns = {
		createdAt: sharedFloat64(total),
		workedAt: spec.worked?.column === undefined ? undefined : sharedFloat64(total),
		account: spec.leads.account === undefined ? undefined : { coder: createCoder(), codes: sharedInt32(total) },
		attributes: entries.map(([name, attribute]) => ({
			name,
			spec: attribute,
			type: attribute.type ?? typeOf(sources, attribute.column === false ? undefined : (attribute.column ?? name)),
			coder: createCoder(),
			codes: sharedInt32(total),
			knownAt: attribute.known !== undefined && "column" in attribute.known ? sharedFloat64(total) : undefined,
		})),
	};
	const files = sources.map((source) => ({ spec: spec.leads, source }));
	const partsOf = (tallies: readonly Tally[]) =>
		tableParts(files, tallies, { named: () => [], at: ({ created }) => columnName(created) });
	const readFiles = async (duplicates: readonly (readonly number[])[]) => {
		const tallies: Tally[] = [];
		let base = 0;
		for (const [i, source] of sources.entries()) {
			tallies.push(await readLeadFile(context, { spec, source, base, columns, duplicates: duplicates[i] ?? [] }));
			base += source.rows;
		}
		checkFarInstants(columns.createdAt, partsOf(tallies), {
			keeps: context.policy.action("far-instant") === "keep",
			calendar: context.calendar,
		});
		return tallies;
	};
	let tallies = await readFiles([]);
	// Which row of an id counts is only known once all have been looked at; then what is kept is counted without the others.
	const duplicates = duplicateRows(await ids.repeated(), { sources, tallies });
	if (duplicates.some((rows) => rows.length > 0)) tallies = await readFiles(duplicates);

	const parts = partsOf(tallies);
	const spans = tableSpans("leads", columns.createdAt, parts);
	const kept = keptRows(parts.map(({ rows, tally }) => ({ rows, reasons: tally.reasons() })));
	const count = kept?.length ?? total;
	const leadOfRow = kept === undefined ? undefined : leadNumbers(kept, total);
	if (leadOfRow !== undefined) await ids.remove(goneRows(leadOfRow, total - count));
	const idStore = await ids.store(count, leadOfRow === undefined ? (row) => row : (row) => leadOfRow[row]!);
	const { createdAt, workedAt, account, attributes } = columns;
	return {
		count,
		ids,
		idStore,
		createdAt: compact(createdAt, kept),
		workedAt: workedAt && compact(workedAt, kept),
		account: account && { values: account.coder.values, codes: compact(account.codes, kept) },
		attributes: attributes.map(({ name, type, coder, codes, knownAt, spec: { known, null_values } }) => ({
			name,
			type,
			coder,
			codes: compact(codes, kept),
			known:
				knownAt !== undefined
					? { at: compact(knownAt, kept) }
					: known !== undefined && "stage" in known
						? known
						: undefined,
			nullValues: null_values ?? [],
		})),
		leadOfRow,
		report: { table: "leads", spans, files: sources.map((source, i) => ({ source, tally: tallies[i]! })) },
	};
}

/** Type of an attribute that is declared without one. */
function typeOf(sources: readonly Source[], column: string | undefined): AttributeType {
	if (column === undefined) return "text";
	const kinds = new Set(sources.map((source) => source.column(column).kind));
	if ([...kinds].every((kind) => kind === "number" || kind === "integer")) return "number";
	return kinds.size === 1 && kinds.has("boolean") ? "boolean" : "text";
}

function leadNumbers(kept: Int32Array, total: number): Int32Array {
	const leadOfRow = new Int32Array(total).fill(-1);
	for (let lead = 0; lead < kept.length; lead++) leadOfRow[kept[lead]!] = lead;
	return leadOfRow;
}

function goneRows(leadOfRow: Int32Array, count: number): Int32Array {
	const gone = new Int32Array(count);
	let at = 0;
	for (let row = 0; row < leadOfRow.length; row++) if (leadOfRow[row] === -1) gone[at++] = row;
	return gone;
}

/** Of rows with the same id, all but the first that is otherwise acceptable: their rows, file by file. */
function duplicateRows(
	repeated: readonly { readonly row: number; readonly id: string }[],
	{ sources, tallies }: { readonly sources: readonly Source[]; readonly tallies: readonly Tally[] },
): number[][] {
	const duplicates: number[][] = sources.map(() => []);
	const seen = new Set<string>();
	let file = 0;
	let base = 0;
	for (const { row, id } of repeated) {
		while (row >= base + sources[file]!.rows) base += sources[file++]!.rows;
		if ((tallies[file]?.reasons()?.[row - base] ?? 0) !== 0) continue;
		if (seen.has(id)) duplicates[file]?.push(row - base);
		else seen.add(id);
	}
	return duplicates;
}
