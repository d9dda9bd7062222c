import { type AttributeType, UNKNOWN } from "../../dataset/dataset.ts";
import type { AttributeSpec, DatasetSpec, InstantColumn } from "../checks/dataset-spec.ts";
import { afterAsOf, columnName, dateFormatOf, duplicateId, missingId, notAnInstant } from "../checks/faults.ts";
import { createTally, type Tally } from "../checks/tally.ts";
import type { Source } from "../files/source.ts";
import { float64Column, int32Column } from "./chunk-column.ts";
import { type Coder, recode } from "./coder.ts";
import { createDictionary } from "./dictionary.ts";
import { fillCodes, fillKnown, valueChecks } from "./fill-column.ts";
import { instantSql } from "./instant-sql.ts";
import { checkExactIds, idText } from "./lead-ids.ts";
import type { ReadContext } from "./read-context.ts";
import { parseId, parseValue } from "./value-parser.ts";

/** The leads table's columns while its files are read, one after the other. */
export interface LeadColumns {
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

/** A file of the leads table. */
export interface LeadFile {
	readonly spec: DatasetSpec;
	readonly source: Source;
	/** Rows of the files before this one. */
	readonly base: number;
	readonly columns: LeadColumns;
	/** Rows whose id another row has, which are rejected before anything else is looked at. */
	readonly duplicates: readonly number[];
}

/** Reads a file of the leads table into its columns, and tells what was found in it. */
export async function readLeadFile(
	context: ReadContext,
	{ spec, source, base, columns, duplicates }: LeadFile,
): Promise<Tally> {
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

	const duplicate = tally.check(duplicateId(leads.id), false);
	for (const row of duplicates) duplicate.hit(row);
	const noId = tally.check(missingId(leads.id), false);
	const id = source.column(leads.id);
	add(`CASE WHEN coalesce(${idText(id)}, '') = '' THEN 1 ELSE 0 END`, (rows, values) => {
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
		await checkExactIds(session, source, source.column(leads.account));
		const dictionary = await createDictionary(session, source, source.column(leads.account));
		const recoding = recode(dictionary.cells, account.coder, (cell) => parseId(cell));
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
				parseValue(cell, attribute.type, { nullValues: attribute.spec.null_values, decimal: leads.decimal }),
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
