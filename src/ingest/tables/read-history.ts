import { indexOfName } from "../../base/plain-text.ts";
import { UNKNOWN } from "../../dataset/dataset.ts";
import type { RawColumns } from "../../dataset/raw-columns.ts";
import { sharedFloat64, sharedInt32, sharedUint16 } from "../../dataset/shared-array.ts";
import type { CheckCode } from "../checks/check-codes.ts";
import type { HistorySpec } from "../checks/dataset-spec.ts";
import { checkFarInstants } from "../checks/far-instants.ts";
import {
	afterAsOf,
	columnName,
	dateFormatOf,
	knownBeforeCreation,
	largeCell,
	notAnInstant,
	numberNotation,
	numberRange,
	placeholderInstant,
	unknownAttribute,
	wrongType,
} from "../checks/faults.ts";
import { hasDecimalComma } from "../checks/number-notation.ts";
import { checkRepeatedRows } from "../checks/repeated-rows.ts";
import { tableSpans } from "../checks/table-span.ts";
import type { Tally } from "../checks/tally.ts";
import type { Source } from "../files/source.ts";
import { doubtful, LARGE_CELL } from "./coder.ts";
import { compact, keptRows } from "./compact.ts";
import { createDictionary } from "./dictionary.ts";
import { PLACEHOLDER } from "./instant-decoder.ts";
import { instantSql } from "./instant-sql.ts";
import { readChild } from "./read-child.ts";
import type { ReadContext } from "./read-context.ts";
import type { ReadLeads } from "./read-leads.ts";
import { tableParts } from "./table-parts.ts";
import type { TableReport } from "./table-report.ts";
import { parseValue } from "./value-parser.ts";

/** A file of dated attribute values with the part of the contract that describes it. */
export interface HistoryFile {
	readonly spec: HistorySpec;
	readonly source: Source;
}

/** Columns of an attribute_history table that the contract names. */
export function historyColumns({ lead, attribute, value, known }: HistorySpec): string[] {
	return [lead, attribute, value, columnName(known)];
}

/** Reads all dated attribute values, file after file, in file order. Their values join those of the leads table. */
export async function readHistory(
	context: ReadContext,
	leads: ReadLeads,
	files: readonly HistoryFile[],
): Promise<{ readonly columns: RawColumns["history"]; readonly report: TableReport }> {
	const total = files.reduce((sum, { source }) => sum + source.rows, 0);
	const columns = {
		lead: sharedInt32(total),
		attribute: sharedUint16(total),
		code: sharedInt32(total),
		knownAt: sharedFloat64(total),
	};
	const tallies: Tally[] = [];
	let base = 0;
	for (const { spec, source } of files) {
		tallies.push(await readFile(context, leads, { spec, source, base, columns }));
		base += source.rows;
	}
	const parts = tableParts(files, tallies, { named: historyColumns, at: ({ known }) => columnName(known) });
	const { lead, knownAt } = columns;
	const isKept = (code: CheckCode) => context.policy.action(code) === "keep";
	await checkRepeatedRows([lead, knownAt, columns.attribute, columns.code], parts, { keeps: isKept("repeated-row") });
	checkFarInstants(knownAt, parts, {
		keeps: isKept("far-instant"),
		calendar: context.calendar,
		isTold: (place) => knownAt[place]! < leads.createdAt[lead[place]!]!,
	});
	const spans = tableSpans("attribute_history", knownAt, parts);
	const kept = keptRows(parts.map(({ rows, tally }) => ({ rows, reasons: tally.reasons() })));
	return {
		columns: {
			count: kept?.length ?? total,
			lead: compact(columns.lead, kept),
			attribute: compact(columns.attribute, kept),
			code: compact(columns.code, kept),
			knownAt: compact(columns.knownAt, kept),
		},
		report: {
			table: "attribute_history",
			spans,
			files: files.map(({ source }, i) => ({ source, tally: tallies[i]! })),
		},
	};
}

interface OpenFile extends HistoryFile {
	readonly base: number;
	readonly columns: {
		readonly lead: Int32Array;
		readonly attribute: Uint16Array;
		readonly code: Int32Array;
		readonly knownAt: Float64Array;
	};
}

async function readFile(
	context: ReadContext,
	leads: ReadLeads,
	{ spec, source, base, columns }: OpenFile,
): Promise<Tally> {
	const { session, decoder, asOf, asOfText, policy } = context;
	const knownColumn = columnName(spec.known);
	const format = dateFormatOf(spec.known, spec.date_format);
	const instants = source.column(knownColumn);
	const pairs = await createDictionary(session, source, source.column(spec.value), source.column(spec.attribute));
	const names = leads.attributes.map(({ name }) => name);
	const attributeOf = Int32Array.from(pairs.firsts, (cell) => indexOfName(names, String(cell)));
	const code = new Int32Array(pairs.cells.length).fill(UNKNOWN);
	const problem = new Uint8Array(pairs.cells.length);
	pairs.cells.forEach((cell, i) => {
		const attribute = leads.attributes[attributeOf[i]!];
		if (attribute === undefined) return;
		const parsed = parseValue(cell, attribute.type, { nullValues: attribute.nullValues, decimal: spec.decimal });
		code[i] = attribute.coder.code(parsed.value);
		if (parsed.problem !== undefined) problem[i] = parsed.problem === "type" ? 1 : 2;
		else if (typeof parsed.value === "string" && parsed.value.length > LARGE_CELL) problem[i] = 3;
	});
	const commas = new Set(
		attributeOf.filter(
			(_, i) =>
				problem[i] === 1 &&
				leads.attributes[attributeOf[i]!]?.type === "number" &&
				hasDecimalComma(String(pairs.cells[i])),
		),
	);
	if (commas.size > 0) {
		const own = pairs.cells.map((cell, i) => (commas.has(attributeOf[i]!) ? cell : null));
		doubtful(own, problem);
	}
	const selects = [instantSql(`s.${instants.sql}`, instants.kind, format), pairs.code];

	return readChild(context, { source, leads, lead: spec.lead, code: "orphan-history" }, async (tally) => {
		const badKnown = tally.check(notAnInstant(knownColumn, format), false);
		const noKnown = tally.check(placeholderInstant(knownColumn, "a value without a time has no place"), false);
		const early = tally.check(knownBeforeCreation(knownColumn), policy.action("before-creation") === "keep");
		const noAttribute = tally.check(unknownAttribute(spec.attribute, names), false);
		const lateKnown = tally.check(afterAsOf(knownColumn, asOfText), false);
		const checks = [
			undefined,
			tally.check(
				{
					...wrongType(spec.value, "number", { comma: commas.size > 0 }),
					message: (cell) =>
						`${JSON.stringify(cell.slice(0, 60))} is not of the type of its attribute; the value is unknown.`,
				},
				policy.action("type") === "keep",
			),
			tally.check(numberRange(spec.value), policy.action("number-range") === "keep"),
			tally.check(largeCell(spec.value), policy.action("large-cell") === "keep"),
			tally.check(numberNotation(spec.value), policy.action("number-notation") === "keep"),
		];
		return {
			selects,
			joins: [pairs.join],
			handle: (chunk) => {
				const { rows, leads: leadOf } = chunk;
				const ats = chunk.column(0);
				const codes = chunk.column(1);
				for (let i = 0; i < rows.length; i++) {
					const row = rows[i]!;
					if (leadOf[i]! < 0) continue;
					const at = decoder.end(ats[i]!);
					const pair = codes[i]!;
					const attribute = pair < 0 ? UNKNOWN : attributeOf[pair]!;
					if (at === PLACEHOLDER) noKnown.hit(row);
					else if (!Number.isFinite(at)) badKnown.hit(row);
					else if (attribute < 0) noAttribute.hit(row);
					else if (at > asOf) lateKnown.hit(row);
					else {
						if (at < leads.createdAt[leadOf[i]!]!) early.hit(row);
						columns.lead[base + row] = leadOf[i]!;
						columns.attribute[base + row] = attribute;
						columns.code[base + row] = code[pair]!;
						columns.knownAt[base + row] = at;
						if (problem[pair] !== 0) checks[problem[pair]!]?.hit(row);
					}
				}
			},
		};
	});
}
