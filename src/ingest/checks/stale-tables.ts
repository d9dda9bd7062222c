import type { Issue } from "../../base/issue.ts";
import { type Calendar, DAY_MS, dayText } from "../../dataset/calendar.ts";
import type { TableSpan } from "./table-span.ts";

/** A table that ends too early for the history it is part of. */
export interface StaleTable {
	readonly table: string;
	readonly issue: Issue;
}

/** Days without a row that are told in a table that otherwise has them often. */
const LEAST_DAYS = 30;
/** The same in a table with few days that have a row. */
const FEW_LEAST_DAYS = 180;
const FEW_DAYS = 9;
/** The end must be this many times as long as the longest time without a row before it. */
const TIMES_LONGEST = 3;
/** A whole extract that ends this long before `as_of`: nearly a year, since a wrong year is the usual slip. */
const WHOLE_DAYS = 330;

/**
 * Tables whose newest row lies well before those of the others: outcomes and activities after it are not in the file, and
 * flags count as misses for want of them. Activities, stages and history are held against creations, all stages together
 * against activities too; leads are not, since a history may be the leads of one year watched for long. When all tables end nearly
 * a year before `as_of`, that is told once instead.
 */
export function staleTables(
	spans: readonly TableSpan[],
	{ asOf, asOfText, calendar }: { readonly asOf: number; readonly asOfText: string; readonly calendar: Calendar },
): StaleTable[] {
	if (spans.length === 0) return [];
	const day = (instant: number) => dayText(calendar.dayOf(instant));
	const newest = spans.reduce((last, span) => Math.max(last, span.newest), Number.NEGATIVE_INFINITY);
	if (asOf - newest >= WHOLE_DAYS * DAY_MS) {
		const isEpoch = newest < 2 * 365 * DAY_MS;
		return [
			staleTable("leads", {
				message: `as_of is ${asOfText}, and the newest row of all tables is of ${day(newest)}: flags without an outcome until then count as misses.`,
				cure: isEpoch
					? "Seconds read as milliseconds give 1970: write date_format: epoch_s; otherwise correct as_of."
					: "Check the year of as_of: it is the day on which the tables were exported.",
			}),
		];
	}
	const newestOf = (wanted: string) =>
		spans.filter(({ table }) => table === wanted).reduce((last, span) => Math.max(last, span.newest), 0);
	const behindLeads = spans
		.filter(({ table }) => table !== "leads")
		.filter((span) => isBehind(span, newestOf("leads")))
		.map((span) => ({ span, until: newestOf("leads") }));
	// Of the leads of one year early rungs end first, so that only all stages together are held against activities.
	const stages = together(spans.filter(({ table }) => table === "stages"));
	const isTold = behindLeads.some(({ span }) => span.table === "stages");
	const behind =
		stages !== undefined && !isTold && isBehind(stages, newestOf("activities"))
			? [...behindLeads, { span: stages, until: newestOf("activities") }]
			: behindLeads;
	return behind.map(({ span: { table, files, newest: own }, until }): StaleTable => {
		const then =
			table === "stages"
				? "outcomes after that are not in it, and flags count as misses for want of them"
				: "what happened after that is not in it";
		return staleTable(table, {
			file: files.join(", "),
			message: `its newest row is of ${day(own)}, and other tables go on until ${day(until)} (as_of ${asOfText}): ${then}.`,
			cure: `Export it again, or move as_of to ${day(own)} so that what lies after it counts as too recent to judge.`,
		});
	});
}

function isBehind({ newest, days, longestGapDays }: TableSpan, others: number): boolean {
	const behind = (others - newest) / DAY_MS;
	return behind >= (days < FEW_DAYS ? FEW_LEAST_DAYS : LEAST_DAYS) && behind > TIMES_LONGEST * longestGapDays;
}

/** All descriptions of a table as one; the longest time without a row is at most that of each. */
function together(spans: readonly TableSpan[]): TableSpan | undefined {
	if (spans.length === 0) return undefined;
	return {
		table: spans[0]!.table,
		files: [...new Set(spans.flatMap(({ files }) => files))],
		rows: spans.reduce((sum, { rows }) => sum + rows, 0),
		newest: Math.max(...spans.map(({ newest }) => newest)),
		days: Math.max(...spans.map(({ days }) => days)),
		longestGapDays: Math.min(...spans.map(({ longestGapDays }) => longestGapDays)),
	};
}

function staleTable(
	table: string,
	told: { readonly file?: string; readonly message: string; readonly cure: string },
): StaleTable {
	return { table, issue: { code: "stale-table", severity: "warning", table, ...told } };
}
