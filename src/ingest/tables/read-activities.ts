import { plainText } from "../../base/plain-text.ts";
import { type CodedColumn, UNKNOWN } from "../../dataset/dataset.ts";
import type { RawActivities } from "../../dataset/raw-columns.ts";
import { sharedFloat64, sharedInt32, sharedUint16 } from "../../dataset/shared-array.ts";
import type { CheckCode } from "../checks/check-codes.ts";
import type { ActivitiesSpec, InstantColumn } from "../checks/dataset-spec.ts";
import { checkFarInstants } from "../checks/far-instants.ts";
import {
	afterAsOf,
	beforeCreation,
	columnName,
	dateFormatOf,
	emptyType,
	notAnInstant,
	placeholderInstant,
} from "../checks/faults.ts";
import { checkRepeatedRows } from "../checks/repeated-rows.ts";
import { tableSpans } from "../checks/table-span.ts";
import type { Tally } from "../checks/tally.ts";
import { tooManyTypes } from "../files/file-issue.ts";
import type { Source } from "../files/source.ts";
import { codeColumns } from "./code-columns.ts";
import { type Coder, createCoder, recode } from "./coder.ts";
import { compact, keptRows } from "./compact.ts";
import { createDictionary } from "./dictionary.ts";
import { type ActivityChecks, type ActivityTarget, fillActivities } from "./fill-activities.ts";
import { fillCodes, valueChecks } from "./fill-column.ts";
import { CHUNK_ROWS, decodeAll } from "./instant-decoder.ts";
import { instantSql } from "./instant-sql.ts";
import { type ChildChunk, readChild } from "./read-child.ts";
import type { QueryColumn } from "./read-columns.ts";
import type { ReadContext } from "./read-context.ts";
import type { ReadLeads } from "./read-leads.ts";
import { tableParts } from "./table-parts.ts";
import type { TableReport } from "./table-report.ts";
import { parseProperty } from "./value-parser.ts";

/** A file of activities with the part of the contract that describes it. */
export interface ActivityFile {
	readonly spec: ActivitiesSpec;
	readonly source: Source;
}

/** Columns of an activities table that the contract names. */
export function activityColumns(spec: ActivitiesSpec): string[] {
	const names = [spec.lead, columnName(spec.at)];
	if (typeof spec.type === "string") names.push(spec.type);
	if (spec.known !== undefined) names.push(columnName(spec.known));
	return [...names, ...(spec.properties ?? [])];
}

/** Reads all activities, file after file. */
export async function readActivities(
	context: ReadContext,
	leads: ReadLeads,
	files: readonly ActivityFile[],
): Promise<{ readonly columns: RawActivities; readonly report: TableReport }> {
	const total = files.reduce((sum, { source }) => sum + source.rows, 0);
	const names = [...new Set(files.flatMap(({ spec }) => spec.properties ?? []))];
	const columns: ActivityColumns = {
		lead: sharedInt32(total),
		at: sharedFloat64(total),
		knownAt: files.some(({ spec }) => spec.known !== undefined) ? sharedFloat64(total) : undefined,
		type: sharedUint16(total),
		types: createCoder(),
		properties: names.map((name) => ({ name, coder: createCoder(), codes: sharedInt32(total) })),
	};
	const tallies: Tally[] = [];
	let base = 0;
	for (const file of files) {
		tallies.push(await readFile(context, leads, { ...file, base, columns }));
		base += file.source.rows;
	}
	const parts = tableParts(files, tallies, { named: activityColumns, at: ({ at }) => columnName(at) });
	const { lead, at, type, knownAt } = columns;
	const codes = columns.properties.map((property) => property.codes);
	const isKept = (code: CheckCode) => context.policy.action(code) === "keep";
	await checkRepeatedRows([lead, at, type, ...(knownAt === undefined ? [] : [knownAt]), ...codes], parts, {
		keeps: isKept("repeated-row"),
	});
	checkFarInstants(at, parts, {
		keeps: isKept("far-instant"),
		calendar: context.calendar,
		isTold: (place) => at[place]! < leads.createdAt[lead[place]!]!,
	});
	const spans = tableSpans("activities", at, parts);
	const kept = keptRows(parts.map(({ rows, tally }) => ({ rows, reasons: tally.reasons() })));
	const properties: (CodedColumn & { name: string })[] = columns.properties.map(({ name, coder, codes }) => ({
		name,
		values: coder.values,
		codes: compact(codes, kept),
	}));
	return {
		columns: {
			count: kept?.length ?? total,
			lead: compact(columns.lead, kept),
			at: compact(columns.at, kept),
			knownAt: columns.knownAt && compact(columns.knownAt, kept),
			types: columns.types.values.map(String),
			type: compact(columns.type, kept),
			properties,
		},
		report: { table: "activities", spans, files: files.map(({ source }, i) => ({ source, tally: tallies[i]! })) },
	};
}

interface ActivityColumns {
	readonly lead: Int32Array;
	readonly at: Float64Array;
	readonly knownAt: Float64Array | undefined;
	readonly type: Uint16Array;
	readonly types: Coder;
	readonly properties: readonly { readonly name: string; readonly coder: Coder; readonly codes: Int32Array }[];
}

interface OpenFile extends ActivityFile {
	/** Rows of the files before this one. */
	readonly base: number;
	readonly columns: ActivityColumns;
}

async function readFile(
	context: ReadContext,
	leads: ReadLeads,
	{ spec, source, base, columns }: OpenFile,
): Promise<Tally> {
	const { decoder, asOf, asOfText, policy } = context;
	const joins: string[] = [];
	const selects: string[] = [];
	const select = (sql: string) => selects.push(sql) - 1;
	const instant = (column: InstantColumn) => {
		const name = columnName(column);
		const format = dateFormatOf(column, spec.date_format);
		const { sql, kind } = source.column(name);
		return { name, format, index: select(instantSql(`s.${sql}`, kind, format)) };
	};
	const at = instant(spec.at);
	const known = spec.known === undefined ? undefined : instant(spec.known);
	const types = await activityTypes(context, { spec, source, columns });
	const typeIndex = types.dictionary === undefined ? -1 : select(types.dictionary.code);
	if (types.dictionary !== undefined) joins.push(types.dictionary.join);
	const absent = columns.properties.filter(({ name }) => spec.properties?.includes(name) !== true);
	const properties = await activityProperties(context, { spec, source, columns });
	// A few come with the query that finds the leads; many would make it slow to plan and are read after it.
	const few = properties.length <= FEW_PROPERTIES && properties.every(({ coded }) => coded.sql !== undefined);
	const indexes = few ? properties.map(({ coded: { sql = "" } }) => select(sql)) : [];
	if (few) joins.push(...properties.flatMap(({ coded: { join } }) => (join === undefined ? [] : [join])));

	const target: ActivityTarget = {
		lead: columns.lead,
		at: columns.at,
		type: columns.type,
		knownAt: columns.knownAt,
		base,
		asOf,
		createdAt: leads.createdAt,
		typeOf: types.code,
		constant: types.constant,
	};
	const first = new Float64Array(CHUNK_ROWS);
	const second = new Float64Array(CHUNK_ROWS);
	return readChild(context, { source, leads, lead: spec.lead, code: "orphan-activity" }, async (tally) => {
		const checks: ActivityChecks = {
			badAt: tally.check(notAnInstant(at.name, at.format), false),
			noAt: tally.check(placeholderInstant(at.name, "an activity without a time has no place"), false),
			lateAt: tally.check(afterAsOf(at.name, asOfText), false),
			noType: tally.check(emptyType(typeof spec.type === "string" ? spec.type : ""), false),
			badKnown: known && tally.check(notAnInstant(known.name, known.format), false),
			noKnown:
				known &&
				tally.check(
					placeholderInstant(known.name, "the activity counts as known when it occurred"),
					policy.action("placeholder-instant") === "keep",
				),
			lateKnown: known && tally.check(afterAsOf(known.name, asOfText), false),
			early: tally.check(beforeCreation(at.name), policy.action("before-creation") === "keep"),
		};
		const fills = properties.map(({ name, codes, recoding }): QueryColumn["handle"] => {
			const found = valueChecks(tally, recoding, { column: name, type: "number", context });
			return (rows, values) => fillCodes(codes, { rows, values, base, recoding, checks: found });
		});
		const handle = (chunk: ChildChunk) => {
			const { rows, leads: who } = chunk;
			const ats = decodeAll(chunk.column(at.index), decoder, first);
			const knowns = known && decodeAll(chunk.column(known.index), decoder, second);
			const raw = typeIndex < 0 ? undefined : (chunk.column(typeIndex) as Int32Array);
			fillActivities(target, { rows, leads: who, ats, types: raw, knowns }, checks);
			for (const { codes } of absent) for (let i = 0; i < rows.length; i++) codes[base + rows[i]!] = UNKNOWN;
			indexes.forEach((index, p) => {
				fills[p]!(rows, chunk.column(index));
			});
		};
		const later = few ? [] : properties.map(({ coded, columns }, p) => ({ ...coded, columns, handle: fills[p]! }));
		return { selects, joins, handle, later };
	});
}

/** Properties that are read together with the rest of a row. */
const FEW_PROPERTIES = 6;

/** The properties that this file has, their cells parsed. */
async function activityProperties(
	{ session }: ReadContext,
	{ spec, source, columns }: Pick<OpenFile, "spec" | "source" | "columns">,
) {
	const named = columns.properties.filter(({ name }) => spec.properties?.includes(name) === true);
	const read = named.map(({ name }) => source.column(name));
	const all = await codeColumns(session, source, read);
	return named.map(({ name, coder, codes }, i) => {
		const { kind } = read[i]!;
		const numeric = kind === "number" || kind === "integer";
		const coded = all[i]!;
		const recoding = recode(coded.cells, coder, (cell) =>
			parseProperty(cell, { isNumber: numeric, decimal: spec.decimal }),
		);
		return { name, codes, recoding, coded, columns: [read[i]!] };
	});
}

/** The types that occur, blanks around them taken off; a type that is empty is unknown. */
async function activityTypes(
	{ session }: ReadContext,
	{ spec, source, columns }: Pick<OpenFile, "spec" | "source" | "columns">,
) {
	if (typeof spec.type === "object") {
		return { dictionary: undefined, code: new Int32Array(0), constant: columns.types.code(spec.type.is) };
	}
	const dictionary = await createDictionary(session, source, source.column(spec.type));
	const { code } = recode(dictionary.cells, columns.types, (cell) => {
		const text = plainText(String(cell));
		return { value: text === "" ? undefined : text };
	});
	if (columns.types.values.length > 65_535) throw tooManyTypes(source, columns.types.values.length, spec.type);
	return { dictionary, code, constant: UNKNOWN };
}
