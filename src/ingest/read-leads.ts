import { type AttributeType, type CodedColumn, NEVER, UNKNOWN } from "../dataset/dataset.ts";
import { sharedFloat64, sharedInt32 } from "../dataset/shared-array.ts";
import { float64Column, int32Column } from "./chunk-column.ts";
import { type Coder, createCoder, type Recoding, recode } from "./coder.ts";
import { compact, keptRows } from "./compact.ts";
import type { AttributeSpec, DatasetSpec, InstantColumn } from "./dataset-spec.ts";
import { createDictionary } from "./dictionary.ts";
import {
	afterAsOf,
	columnName,
	dateFormatOf,
	duplicateId,
	largeCell,
	missingId,
	notAnInstant,
	numberRange,
	wrongType,
} from "./faults.ts";
import { instantSql } from "./instant-sql.ts";
import { gatherLeadIds, type IdStore, type LeadIds } from "./lead-ids.ts";
import { attributeEntries } from "./parse-dataset-spec.ts";
import type { ReadContext } from "./read-context.ts";
import type { Source } from "./source.ts";
import type { TableReport } from "./table-report.ts";
import { type Check, createTally, type Tally } from "./tally.ts";
import { parseValue } from "./value-parser.ts";

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
	const tallies: Tally[] = [];
	let base = 0;
	for (const source of sources) {
		tallies.push(await readFile(context, { spec, source, base, columns }));
		base += source.rows;
	}
	await rejectDuplicates(ids, { spec, sources, tallies });

	const parts = sources.map(({ rows }, i) => ({ rows, reasons: tallies[i]?.reasons() }));
	const kept = keptRows(parts);
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
		report: { table: "leads", files: sources.map((source, i) => ({ source, tally: tallies[i]! })) },
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

async function rejectDuplicates(
	ids: LeadIds,
	{
		spec,
		sources,
		tallies,
	}: { readonly spec: DatasetSpec; readonly sources: readonly Source[]; readonly tallies: readonly Tally[] },
): Promise<void> {
	const repeated = await ids.repeated();
	if (repeated.length === 0) return;
	const checks = tallies.map((tally) => tally.check(duplicateId(spec.leads.id), false));
	const seen = new Set<string>();
	let file = 0;
	let base = 0;
	for (const { row, id } of repeated) {
		while (row >= base + sources[file]!.rows) base += sources[file++]!.rows;
		if ((tallies[file]?.reasons()?.[row - base] ?? 0) !== 0) continue;
		if (seen.has(id)) checks[file]?.hit(row - base);
		else seen.add(id);
	}
}

interface LeadColumns {
	readonly createdAt: Float64Array;
	readonly workedAt: Float64Array | undefined;
	readonly account: { readonly coder: Coder; readonly codes: Int32Array } | undefined;
	readonly attributes: readonly {
		readonly spec: AttributeSpec;
		readonly name: string;
		readonly type: AttributeType;
		readonly coder: Coder;
		readonly codes: Int32Array;
		readonly knownAt: Float64Array | undefined;
	}[];
}

interface LeadFile {
	readonly spec: DatasetSpec;
	readonly source: Source;
	/** Rows of the files before this one. */
	readonly base: number;
	readonly columns: LeadColumns;
}

async function readFile(context: ReadContext, { spec, source, base, columns }: LeadFile): Promise<Tally> {
	const { session, decoder, asOf, asOfText, policy } = context;
	const tally = createTally(source.rows);
	const { leads, worked } = spec;
	const selects: string[] = [];
	const joins: string[] = [];
	const handlers: ((rows: Int32Array, values: Int32Array | Float64Array) => void)[] = [];
	const add = (sql: string, handler: (rows: Int32Array, values: Int32Array | Float64Array) => void) => {
		selects.push(sql);
		handlers.push(handler);
	};

	const noId = tally.check(missingId(leads.id), false);
	const id = source.column(leads.id);
	const blank = id.kind === "text" ? `trim(s.${id.sql}, E' \\t\\r\\n') = ''` : "false";
	add(`CASE WHEN s.${id.sql} IS NULL OR ${blank} THEN 1 ELSE 0 END`, (rows, values) => {
		for (let i = 0; i < rows.length; i++) if (values[i] === 1) noId.hit(rows[i]!);
	});

	const instantOf = (column: InstantColumn) => {
		const name = columnName(column);
		const format = dateFormatOf(column, leads.date_format);
		const { sql, kind } = source.column(name);
		return { name, format, sql: instantSql(`s.${sql}`, kind, format) };
	};
	const created = instantOf(leads.created);
	const badCreated = tally.check(notAnInstant(created.name, created.format), false);
	const lateCreated = tally.check(afterAsOf(created.name, asOfText), false);
	add(created.sql, (rows, values) => {
		for (let i = 0; i < rows.length; i++) {
			const row = rows[i]!;
			const at = decoder.start(values[i]!);
			columns.createdAt[base + row] = at;
			if (at <= asOf) continue;
			if (Number.isFinite(at)) lateCreated.hit(row);
			else badCreated.hit(row);
		}
	});

	const { workedAt, account } = columns;
	if (worked?.column !== undefined && workedAt !== undefined) {
		const contact = instantOf(worked.column);
		const bad = tally.check(notAnInstant(contact.name, contact.format), policy.action("type") === "keep");
		const late = tally.check(afterAsOf(contact.name, asOfText), true);
		add(contact.sql, (rows, values) =>
			fillKnown(workedAt, { rows, values, base, decode: decoder.end, asOf, bad, late }),
		);
	}
	if (leads.account !== undefined && account !== undefined) {
		const dictionary = await createDictionary(session, source, source.column(leads.account));
		const recoding = recode(dictionary.cells, account.coder, (cell) => parseValue(cell, "text"));
		joins.push(dictionary.join);
		add(dictionary.code, (rows, values) => {
			for (let i = 0; i < rows.length; i++)
				account.codes[base + rows[i]!] = values[i]! < 0 ? UNKNOWN : recoding.code[values[i]!]!;
		});
	}
	for (const attribute of columns.attributes) {
		const { codes, knownAt } = attribute;
		const column = attribute.spec.column ?? attribute.name;
		if (column === false) {
			codes.fill(UNKNOWN, base, base + source.rows);
		} else {
			const dictionary = await createDictionary(session, source, source.column(column));
			const recoding = recode(dictionary.cells, attribute.coder, (cell) =>
				parseValue(cell, attribute.type, attribute.spec.null_values),
			);
			const checks = valueChecks(tally, recoding, { column, type: attribute.type, context });
			joins.push(dictionary.join);
			add(dictionary.code, (rows, values) => fillCodes(codes, { rows, values, base, recoding, checks }));
		}
		const { known } = attribute.spec;
		if (known !== undefined && "column" in known && knownAt !== undefined) {
			const instant = instantOf(known.date_format === undefined ? known.column : known);
			const bad = tally.check(notAnInstant(instant.name, instant.format), policy.action("type") === "keep");
			const late = tally.check(afterAsOf(instant.name, asOfText), true);
			add(instant.sql, (rows, values) =>
				fillKnown(knownAt, { rows, values, base, decode: decoder.end, asOf, bad, late }),
			);
		}
	}

	const sql = `SELECT CAST(s."row" AS INTEGER), ${selects.join(", ")} FROM ${source.relation} AS s ${joins.join(" ")}`;
	for await (const chunk of session.slices(sql, source.rows)) {
		const rows = int32Column(chunk, 0);
		handlers.forEach((handle, i) => {
			handle(rows, float64Column(chunk, i + 1));
		});
		context.tick(rows.length);
	}
	return tally;
}

interface Fill {
	readonly rows: Int32Array;
	readonly values: Int32Array | Float64Array;
	readonly base: number;
}

/** Instants that may be empty or wrong: then the fact is never known. */
function fillKnown(
	column: Float64Array,
	{
		rows,
		values,
		base,
		decode,
		asOf,
		bad,
		late,
	}: Fill & {
		readonly decode: (code: number) => number;
		readonly asOf: number;
		readonly bad: Check;
		readonly late: Check;
	},
): void {
	for (let i = 0; i < rows.length; i++) {
		const row = rows[i]!;
		const at = decode(values[i]!);
		column[base + row] = Number.isNaN(at) ? NEVER : at;
		if (Number.isNaN(at)) bad.hit(row);
		else if (at > asOf && at !== NEVER) late.hit(row);
	}
}

/** Codes of a column, telling the cells that are a problem. */
export function fillCodes(
	column: Int32Array,
	{
		rows,
		values,
		base,
		recoding,
		checks,
	}: Fill & { readonly recoding: Recoding; readonly checks: readonly (Check | undefined)[] },
): void {
	const { code, problem, anyProblem } = recoding;
	for (let i = 0; i < rows.length; i++) {
		const raw = values[i]!;
		const row = rows[i]!;
		column[base + row] = raw < 0 ? UNKNOWN : code[raw]!;
		if (anyProblem && raw >= 0 && problem[raw] !== 0) checks[problem[raw]!]?.hit(row);
	}
}

/** The checks a column of values needs, by number of the problem. */
export function valueChecks(
	tally: Tally,
	{ anyProblem }: Recoding,
	{
		column,
		type,
		context: { policy },
	}: { readonly column: string; readonly type: string; readonly context: ReadContext },
): readonly (Check | undefined)[] {
	if (!anyProblem) return [];
	return [
		undefined,
		tally.check(wrongType(column, type), policy.action("type") === "keep"),
		tally.check(numberRange(column), policy.action("number-range") === "keep"),
		tally.check(largeCell(column), policy.action("large-cell") === "keep"),
	];
}
