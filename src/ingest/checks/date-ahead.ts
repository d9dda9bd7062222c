import type { Calendar } from "../../dataset/calendar.ts";
import { UNKNOWN } from "../../dataset/dataset.ts";
import { arePlans, daysOf } from "../../dataset/dates-ahead.ts";
import type { ReadAttribute, ReadLeads } from "../tables/read-leads.ts";
import { dateAhead } from "./faults.ts";
import type { Tally } from "./tally.ts";

/** First time each lead reached a stage; `NEVER`. */
type ReachedAt = (stage: string) => Float64Array;

interface Options {
	readonly calendar: Calendar;
	/** Instant of the extract. */
	readonly asOf: number;
	readonly reachedAt: ReachedAt;
	/** Column of the leads table that each attribute comes from; `undefined`: from the history alone. */
	readonly columnOf: (attribute: string) => string | undefined;
}

/**
 * Finds the values of text attributes that are a day after the moment from which they are declared known: nobody knew then what
 * had not happened yet. Columns that hold plans (days after the extract) are left alone, and so is a day's difference, which
 * time zones make.
 */
export function checkDatesAhead(
	{ attributes, createdAt, leadOfRow, report }: ReadLeads,
	{ calendar, asOf, reachedAt, columnOf }: Options,
): void {
	const last = calendar.dayOf(asOf) + 1;
	for (const attribute of attributes) {
		const column = columnOf(attribute.name);
		if (attribute.type !== "text" || column === undefined) continue;
		const dayOf = daysOf(attribute.coder.values);
		if (dayOf === undefined) continue;
		const knownAt = knownAtOf(attribute, { createdAt, reachedAt });
		const seen = { dates: 0, ahead: 0, planned: 0 };
		const rows: number[] = [];
		const total = leadOfRow?.length ?? createdAt.length;
		for (let row = 0; row < total; row++) {
			const lead = leadOfRow === undefined ? row : leadOfRow[row]!;
			const code = lead < 0 ? UNKNOWN : attribute.codes[lead]!;
			const day = code === UNKNOWN ? undefined : dayOf[code];
			if (day === undefined || !Number.isFinite(knownAt[lead]!)) continue;
			seen.dates++;
			if (day > last) seen.planned++;
			else if (day > calendar.dayOf(knownAt[lead]!) + 1) {
				seen.ahead++;
				rows.push(row);
			}
		}
		if (seen.ahead > 0 && !arePlans(seen)) hit(rows, { column, files: report.files });
	}
}

function knownAtOf(
	{ known }: ReadAttribute,
	{ createdAt, reachedAt }: { readonly createdAt: Float64Array; readonly reachedAt: ReachedAt },
): Float64Array {
	if (known === undefined) return createdAt;
	if ("at" in known) return known.at;
	const reached = reachedAt(known.stage);
	return createdAt.map((at, lead) => Math.max(at, reached[lead]!));
}

/** Tells rows of all files together to the tally of the file that each is in. */
function hit(
	rows: readonly number[],
	{
		column,
		files,
	}: {
		readonly column: string;
		readonly files: readonly { readonly source: { readonly rows: number }; readonly tally: Tally }[];
	},
): void {
	let base = 0;
	for (const { source, tally } of files) {
		const own = rows.filter((row) => row >= base && row < base + source.rows);
		if (own.length > 0) {
			const check = tally.check(dateAhead(column), true);
			for (const row of own) check.hit(row - base);
		}
		base += source.rows;
	}
}
