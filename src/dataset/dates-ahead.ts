import { dayInText } from "../base/day-in-text.ts";
import type { Value } from "../base/value.ts";
import { type Dataset, UNKNOWN } from "./dataset.ts";

/** Days that the values of one attribute spell out, against the moments from which they are declared known. */
export interface DatesAhead {
	/** Values that begin with a calendar day. */
	readonly dates: number;
	/** Of these, days after the moment and not after the extract. */
	readonly ahead: number;
	/** Days after the extract: nothing that had happened. */
	readonly planned: number;
}

/** A column with no day among so many values holds none: wide tables have hundreds of columns of text. */
const FIRST = 1000;

/** Calendar day of each value of a column that holds days; `undefined` for a column without. */
export function daysOf(values: readonly Value[]): readonly (number | undefined)[] | undefined {
	const dayOf = (value: Value) => dayInText(String(value));
	return values.slice(0, FIRST).some((value) => dayOf(value) !== undefined) ? values.map(dayOf) : undefined;
}

/** From this share of days after the extract on, a column holds plans. */
const PLANS = 0.01;

/**
 * Counts the values of a text attribute that are days after the moment from which they are declared known. Days a day apart
 * count as the same, since the text may be of another zone. `undefined` for an attribute that is no text or holds no day.
 *
 * @example datesAhead(dataset, 3) // { dates: 412, ahead: 400, planned: 0 }
 */
export function datesAhead(dataset: Dataset, index: number): DatesAhead | undefined {
	const { type, values, codes, knownAt } = dataset.attributes[index]!;
	if (type !== "text") return undefined;
	const dayOf = daysOf(values);
	if (dayOf === undefined) return undefined;
	const { calendar, createdAt, history } = dataset;
	const last = calendar.dayOf(dataset.asOf) + 1;
	const count = { dates: 0, ahead: 0, planned: 0 };
	const look = (code: number, at: number) => {
		const day = code === UNKNOWN ? undefined : dayOf[code];
		if (day === undefined || !Number.isFinite(at)) return;
		count.dates++;
		if (day > last) count.planned++;
		else if (day > calendar.dayOf(at) + 1) count.ahead++;
	};
	for (let lead = 0; lead < dataset.leadCount; lead++) look(codes[lead]!, (knownAt ?? createdAt)[lead]!);
	for (let row = 0; row < history.count; row++) {
		if (history.attribute[row] === index) look(history.code[row]!, history.knownAt[row]!);
	}
	return count;
}

/**
 * Whether days that lie ahead are plans (an expected date of closing, a renewal) rather than news from the future: of what
 * had happened by the extract none is later than it, of plans of the last weeks many are.
 *
 * @example arePlans({ dates: 500, ahead: 400, planned: 30 }) // true
 */
export function arePlans({ ahead, planned }: DatesAhead): boolean {
	return planned > PLANS * (ahead + planned);
}
