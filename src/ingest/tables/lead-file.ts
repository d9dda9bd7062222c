import { type AttributeType, UNKNOWN } from "../../dataset/dataset.ts";
import type { AttributeSpec, DatasetSpec, InstantColumn } from "../checks/dataset-spec.ts";
import {
	afterAsOf,
	columnName,
	dateFormatOf,
	duplicateId,
	knownBeforeCreation,
	missingId,
	notAnInstant,
	placeholderInstant,
} from "../checks/faults.ts";
import { createTally, type Tally } from "../checks/tally.ts";
import type { Source, SourceColumn } from "../files/source.ts";
import { codeColumns } from "./code-columns.ts";
import { type Coder, recode } from "./coder.ts";
import { fillCodes, fillKnown, valueChecks } from "./fill-column.ts";
import { PLACEHOLDER } from "./instant-decoder.ts";
import { instantSql } from "./instant-sql.ts";
import { checkExactIds, idText } from "./lead-ids.ts";
import { type QueryColumn, readColumns } from "./read-columns.ts";
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
	const queried: QueryColumn[] = [];
	const add = (column: SourceColumn, sql: string, handle: QueryColumn["handle"]) =>
		queried.push({ columns: [column], sql, handle });

	const duplicate = tally.check(duplicateId(leads.id), false);
	for (const row of duplicates) duplicate.hit(row);
	const noId = tally.check(missingId(leads.id), false);
	const id = source.column(leads.id);
	add(id, `CASE WHEN coalesce(${idText(id)}, '') = '' THEN 1 ELSE 0 END`, (rows, values) => {
		for (let i = 0; i < rows.length; i++) if (values[i] === 1) noId.hit(rows[i]!);
	});

	const instantOf = (column: InstantColumn) => {
		const name = columnName(column);
		const format = dateFormatOf(column, leads.date_format);
		const from = source.column(name);
		return { name, format, from, sql: instantSql(`s.${from.sql}`, from.kind, format) };
	};
	const created = instantOf(leads.created);
	const badCreated = tally.check(notAnInstant(created.name, created.format), false);
	const noCreated = tally.check(placeholderInstant(created.name, "a lead without a creation has no place"), false);
	const lateCreated = tally.check(afterAsOf(created.name, asOfText), false);
	add(created.from, created.sql, (rows, values) => {
		for (let i = 0; i < rows.length; i++) {
			const row = rows[i]!;
			const at = decoder.start(values[i]!);
			columns.createdAt[base + row] = at;
			if (at > PLACEHOLDER && at <= asOf) continue;
			if (at === PLACEHOLDER) noCreated.hit(row);
			else if (Number.isFinite(at)) lateCreated.hit(row);
			else badCreated.hit(row);
		}
	});

	const { createdAt, workedAt, account } = columns;
	const noInstant = (name: string, then: string) =>
		tally.check(placeholderInstant(name, then), policy.action("placeholder-instant") === "keep");
	if (worked?.column !== undefined && workedAt !== undefined) {
		const contact = instantOf(worked.column);
		const bad = tally.check(notAnInstant(contact.name, contact.format), policy.action("type") === "keep");
		const none = noInstant(contact.name, "the lead counts as not worked");
		const late = tally.check(afterAsOf(contact.name, asOfText), true);
		add(contact.from, contact.sql, (rows, values) =>
			fillKnown(workedAt, { rows, values, base, decode: decoder.end, asOf, createdAt, bad, none, late }),
		);
	}
	if (leads.account !== undefined && account !== undefined) {
		const column = source.column(leads.account);
		await checkExactIds(session, source, column);
		const [coded] = await codeColumns(session, source, [column]);
		const recoding = recode(coded!.cells, account.coder, (cell) => parseId(cell));
		const handle: QueryColumn["handle"] = (rows, values) => {
			for (let i = 0; i < rows.length; i++)
				account.codes[base + rows[i]!] = values[i]! < 0 ? UNKNOWN : recoding.code[values[i]!]!;
		};
		queried.push({ ...coded, columns: [column], handle });
	}
	const wide = columns.attributes.flatMap(({ name, spec: { column = name } }) => (column === false ? [] : [column]));
	const coded = await codeColumns(
		session,
		source,
		wide.map((name) => source.column(name)),
	);
	let read = 0;
	for (const attribute of columns.attributes) {
		const { codes, knownAt } = attribute;
		const column = attribute.spec.column ?? attribute.name;
		if (column === false) {
			codes.fill(UNKNOWN, base, base + source.rows);
		} else {
			const cells = coded[read++]!;
			const recoding = recode(cells.cells, attribute.coder, (cell) =>
				parseValue(cell, attribute.type, { nullValues: attribute.spec.null_values, decimal: leads.decimal }),
			);
			const checks = valueChecks(tally, recoding, { column, type: attribute.type, context });
			const handle: QueryColumn["handle"] = (rows, values) =>
				fillCodes(codes, { rows, values, base, recoding, checks });
			queried.push({ ...cells, columns: [source.column(column)], handle });
		}
		const { known } = attribute.spec;
		if (known !== undefined && "column" in known && knownAt !== undefined) {
			const instant = instantOf(known.date_format === undefined ? known.column : known);
			const bad = tally.check(notAnInstant(instant.name, instant.format), policy.action("type") === "keep");
			const none = noInstant(instant.name, "the value counts as never known");
			const early = tally.check(knownBeforeCreation(instant.name), policy.action("before-creation") === "keep");
			const late = tally.check(afterAsOf(instant.name, asOfText), true);
			add(instant.from, instant.sql, (rows, values) =>
				fillKnown(knownAt, { rows, values, base, decode: decoder.end, asOf, createdAt, bad, none, early, late }),
			);
		}
	}

	await readColumns(context, source, queried);
	return tally;
}
