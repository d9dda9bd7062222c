import { indexOfName } from "../../base/plain-text.ts";
import { type CodedColumn, NEVER, UNKNOWN } from "../../dataset/dataset.ts";
import type { RawColumns } from "../../dataset/raw-columns.ts";
import { sharedFloat64, sharedInt32, sharedUint8 } from "../../dataset/shared-array.ts";
import type { CheckCode } from "../checks/check-codes.ts";
import { listOf, type StagesSpec } from "../checks/dataset-spec.ts";
import { checkFarInstants } from "../checks/far-instants.ts";
import {
	afterAsOf,
	columnName,
	dateFormatOf,
	notAnInstant,
	numberRange,
	placeholderInstant,
	unknownStage,
	wrongType,
} from "../checks/faults.ts";
import { checkRepeatedRows } from "../checks/repeated-rows.ts";
import { checkSkippedRungs } from "../checks/skipped-rungs.ts";
import { checkStageOrder } from "../checks/stage-order.ts";
import { checkStagesBeforeCreation } from "../checks/stages-before-creation.ts";
import { tableSpans } from "../checks/table-span.ts";
import type { Tally } from "../checks/tally.ts";
import type { Source } from "../files/source.ts";
import { type Coder, createCoder, recode } from "./coder.ts";
import { compact, keptRows } from "./compact.ts";
import { createDictionary } from "./dictionary.ts";
import { fillCodes, valueChecks } from "./fill-column.ts";
import { PLACEHOLDER } from "./instant-decoder.ts";
import { instantSql } from "./instant-sql.ts";
import { BAD_NUMBER, EMPTY_NUMBER, LARGE_NUMBER, numberSql } from "./number-sql.ts";
import { readChild } from "./read-child.ts";
import type { ReadContext } from "./read-context.ts";
import type { ReadLeads } from "./read-leads.ts";
import { tableParts } from "./table-parts.ts";
import type { TableReport } from "./table-report.ts";
import { parseValue } from "./value-parser.ts";

/** A file of stage changes with the part of the contract that describes it. */
export interface StageFile {
	readonly spec: StagesSpec;
	readonly source: Source;
}

/** Columns of a stages table that the contract names. */
export function stageColumns({ lead, stage, at, reason, amount }: StagesSpec): string[] {
	return [
		lead,
		columnName(at),
		...(typeof stage === "string" ? [stage] : []),
		...[reason, amount].filter((name) => name !== undefined),
	];
}

/**
 * Reads all stage changes, file after file. In a table of one stage (`stage: { is: mql }`) a row with an empty instant
 * says that the lead did not reach it: such a row is loaded and holds no fact.
 */
export async function readStages(
	context: ReadContext,
	leads: ReadLeads,
	{
		files,
		ladder,
		exits,
	}: { readonly files: readonly StageFile[]; readonly ladder: readonly string[]; readonly exits: readonly string[] },
): Promise<{ readonly columns: RawColumns["stages"]; readonly report: TableReport }> {
	const total = files.reduce((sum, { source }) => sum + source.rows, 0);
	const columns: StageColumns = {
		names: [...ladder, ...exits],
		lead: sharedInt32(total),
		stage: sharedUint8(total),
		at: sharedFloat64(total),
		reasons: createCoder(),
		reason: files.some(({ spec }) => spec.reason !== undefined) ? sharedInt32(total) : undefined,
		amount: files.some(({ spec }) => spec.amount !== undefined) ? sharedFloat64(total) : undefined,
	};
	const tallies: Tally[] = [];
	let base = 0;
	for (const file of files) {
		tallies.push(await readFile(context, leads, { ...file, base, columns }));
		base += file.source.rows;
	}
	const parts = tableParts(files, tallies, { named: stageColumns, at: ({ at }) => columnName(at) });
	const { lead, stage, at } = columns;
	const { policy } = context;
	const isKept = (code: CheckCode) => policy.action(code) === "keep";
	const rest = [columns.reason, columns.amount].filter((column) => column !== undefined);
	await checkRepeatedRows([lead, at, stage, ...rest], parts, { keeps: isKept("repeated-row") });
	checkStagesBeforeCreation(columns, parts, {
		createdAt: leads.createdAt,
		lastRung: ladder.length - 1,
		keeps: isKept("before-creation"),
	});
	checkFarInstants(at, parts, {
		keeps: isKept("far-instant"),
		calendar: context.calendar,
		isTold: (place) => at[place]! < leads.createdAt[lead[place]!]!,
	});
	checkSkippedRungs(columns, parts, { ladder, leads: leads.count, action: policy.action("skipped-rung") });
	checkStageOrder(columns, parts, {
		rungs: ladder.length,
		leads: leads.count,
		keeps: isKept("stage-order"),
	});
	const spans = tableSpans("stages", at, parts);
	const kept = keptRows(parts.map(({ rows, tally }) => ({ rows, reasons: tally.reasons() })));
	const reason: CodedColumn | undefined = columns.reason && {
		values: columns.reasons.values,
		codes: compact(columns.reason, kept),
	};
	return {
		columns: {
			count: kept?.length ?? total,
			lead: compact(columns.lead, kept),
			stage: compact(columns.stage, kept),
			at: compact(columns.at, kept),
			reason,
			amount: columns.amount && compact(columns.amount, kept),
			reachesSkipped: policy.action("skipped-rung") === "reach",
		},
		report: { table: "stages", spans, files: files.map(({ source }, i) => ({ source, tally: tallies[i]! })) },
	};
}

interface StageColumns {
	readonly names: readonly string[];
	readonly lead: Int32Array;
	readonly stage: Uint8Array;
	readonly at: Float64Array;
	readonly reasons: Coder;
	readonly reason: Int32Array | undefined;
	readonly amount: Float64Array | undefined;
}

interface OpenFile extends StageFile {
	readonly base: number;
	readonly columns: StageColumns;
}

async function readFile(
	context: ReadContext,
	leads: ReadLeads,
	{ spec, source, base, columns }: OpenFile,
): Promise<Tally> {
	const { session, decoder, asOf, asOfText, policy } = context;
	const joins: string[] = [];
	const atColumn = columnName(spec.at);
	const format = dateFormatOf(spec.at, spec.date_format);
	const instants = source.column(atColumn);
	const selects = [instantSql(`s.${instants.sql}`, instants.kind, format)];
	const select = (sql: string) => selects.push(sql) - 1;
	const coded = async (name: string) => {
		const dictionary = await createDictionary(session, source, source.column(name));
		joins.push(dictionary.join);
		return { cells: dictionary.cells, index: select(dictionary.code) };
	};
	const labels = Object.entries(spec.labels ?? {}).flatMap(([stage, names]) =>
		listOf(names).map((name) => ({ name, stage })),
	);
	const labelNames = labels.map(({ name }) => name);
	const stageOfLabel = (label: string) => labels[indexOfName(labelNames, label)]?.stage ?? label;
	const constant = typeof spec.stage === "object" ? columns.names.indexOf(spec.stage.is) : undefined;
	const stages = typeof spec.stage === "string" ? await coded(spec.stage) : undefined;
	const stageOf = Int32Array.from(stages?.cells ?? [], (cell) =>
		indexOfName(columns.names, stageOfLabel(String(cell))),
	);
	const reasons = spec.reason === undefined ? undefined : await coded(spec.reason);
	const recoding = recode(reasons?.cells ?? [], columns.reasons, (cell) => parseValue(cell, "text"));
	const amounts = spec.amount === undefined ? undefined : source.column(spec.amount);
	const amountIndex = amounts === undefined ? -1 : select(numberSql(`s.${amounts.sql}`, amounts.kind, spec.decimal));

	return readChild(context, { source, leads, lead: spec.lead, code: "orphan-stage" }, async (tally) => {
		const badAt = tally.check(notAnInstant(atColumn, format), false);
		const noAt = tally.check(
			placeholderInstant(atColumn, "the stage counts as not reached"),
			constant !== undefined && policy.action("placeholder-instant") === "keep",
		);
		const noStage = tally.check(
			unknownStage(typeof spec.stage === "string" ? spec.stage : undefined, columns.names),
			false,
		);
		const lateAt = tally.check(afterAsOf(atColumn, asOfText), false);
		const badAmount = tally.check(wrongType(spec.amount ?? "", "number"), policy.action("type") === "keep");
		const largeAmount = tally.check(numberRange(spec.amount ?? ""), policy.action("number-range") === "keep");
		const reasonChecks = valueChecks(tally, recoding, { column: spec.reason ?? "", type: "text", context });
		return {
			selects,
			joins,
			handle: (chunk) => {
				const { rows, leads: leadOf } = chunk;
				const ats = chunk.column(0);
				const stageCodes = stages && chunk.column(stages.index);
				for (let i = 0; i < rows.length; i++) {
					const row = rows[i]!;
					if (leadOf[i]! < 0) continue;
					const at = decoder.end(ats[i]!);
					if (at === NEVER && constant !== undefined) {
						tally.skip(row);
						continue;
					}
					if (at === PLACEHOLDER) {
						noAt.hit(row);
						if (noAt.keeps) tally.skip(row);
						continue;
					}
					if (!Number.isFinite(at)) {
						badAt.hit(row);
						continue;
					}
					const stage =
						constant ?? (stageCodes === undefined || stageCodes[i]! < 0 ? UNKNOWN : stageOf[stageCodes[i]!]!);
					if (stage < 0) {
						noStage.hit(row);
						continue;
					}
					if (at > asOf) {
						lateAt.hit(row);
						continue;
					}
					columns.lead[base + row] = leadOf[i]!;
					columns.stage[base + row] = stage;
					columns.at[base + row] = at;
				}
				if (columns.reason !== undefined) {
					if (reasons === undefined) for (let i = 0; i < rows.length; i++) columns.reason[base + rows[i]!] = UNKNOWN;
					else
						fillCodes(columns.reason, {
							rows,
							values: chunk.column(reasons.index),
							base,
							recoding,
							checks: reasonChecks,
						});
				}
				if (columns.amount === undefined) return;
				const numbers = amountIndex < 0 ? undefined : chunk.column(amountIndex);
				for (let i = 0; i < rows.length; i++) {
					const row = rows[i]!;
					const number = numbers === undefined ? EMPTY_NUMBER : numbers[i]!;
					columns.amount[base + row] = number >= LARGE_NUMBER ? Number.NaN : number;
					if (number === BAD_NUMBER) badAmount.hit(row);
					else if (number === LARGE_NUMBER) largeAmount.hit(row);
				}
			},
		};
	});
}
