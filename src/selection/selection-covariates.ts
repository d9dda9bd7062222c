import type { Value } from "../base/value.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { madeUpName } from "../dataset/equal-values.ts";
import type { FeatureRows } from "../metrics/selection/feature-rows.ts";
import type { SelectionFlags } from "./selection-flags.ts";
import type { SelectionScores } from "./selection-scores.ts";

/** What being worked and the outcome are predicted from. */
export interface SelectionCovariates {
	readonly features: FeatureRows;
	/** What was used, in words. */
	readonly used: readonly string[];
	/** Attributes that were not, and why. */
	readonly leftOut: readonly { readonly name: string; readonly reason: string }[];
}

/** Values of an attribute that have a column of their own. */
const MOST_VALUES = 12;
/** A value, a month or an activity that fewer flags have tells nothing. */
const LEAST_CALLS = 10;
const MOST_ACTIVITIES = 20;

type Column = readonly [row: number, column: number, value: number];

/**
 * The covariates of flags, from what was known at the flag and nothing later: the scores of both models (a line, and
 * eighths of the flags), how long ago the old model flagged, calendar month, age of the lead, attributes as they were
 * known (the 12 commonest values; numbers in quarters; unknown is a value of its own), and how often each kind of activity
 * had happened (log2 of 1 + count; the 20 commonest).
 *
 * Left out are attributes with more values than flags can tell apart, and those that are filled almost only for leads
 * that were worked later: whatever the contract says, such a value was written by sales, and knows the answer.
 *
 * @param options.rows flags to make features of
 * @param options.open those about which it was not decided yet: only they can show that a value knows the answer
 */
export function selectionCovariates(
	dataset: Dataset,
	flags: SelectionFlags,
	{
		scores,
		rows,
		open = rows,
	}: { readonly scores: SelectionScores; readonly rows: Int32Array; readonly open?: Int32Array },
): SelectionCovariates {
	const cells: Column[] = [];
	const names: string[] = [];
	const used: string[] = [];
	const leftOut: { name: string; reason: string }[] = [];
	const addNumber = (name: string, valueAt: (i: number) => number) => {
		const column = names.push(name) - 1;
		rows.forEach((i, row) => {
			const value = valueAt(i);
			if (value !== 0) cells.push([row, column, value]);
		});
	};
	const addLevels = (name: string, levelOf: (i: number) => string | undefined, { most = MOST_VALUES } = {}) => {
		const levels = Array.from(rows, (i) => levelOf(i));
		const counts = new Map<string, number>();
		for (const level of levels) if (level !== undefined) counts.set(level, (counts.get(level) ?? 0) + 1);
		const kept = [...counts]
			.filter(([, count]) => count >= LEAST_CALLS && count < rows.length)
			.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
			.slice(0, most);
		const columns = new Map(kept.map(([level]) => [level, names.push(`${name} = ${level}`) - 1]));
		levels.forEach((level, row) => {
			const column = level === undefined ? undefined : columns.get(level);
			if (column !== undefined) cells.push([row, column, 1]);
		});
	};
	const addScore = (name: string, score: Float64Array) => {
		addNumber(name, (i) => score[i]!);
		addLevels(
			name,
			rangeNamer(
				Array.from(rows, (i) => score[i]!),
				8,
				(i) => score[i],
			),
		);
		used.push(name);
	};

	addScore("own score at the flag", scores.own);
	if (scores.old !== scores.own) {
		addScore("old score at the flag", scores.old);
		addLevels("days since the old model's flag", (i) => ageText(scores.oldFlagAgeDays[i]!));
		used.push("how long ago the old model had flagged the lead");
	}
	addLevels("month", (i) => new Date(flags.flaggedAt[i]!).toISOString().slice(0, 7), { most: 120 });
	addNumber("age", (i) =>
		Math.log2(1 + Math.max(0, flags.flaggedAt[i]! - dataset.createdAt[flags.lead[i]!]!) / 86_400_000),
	);
	used.push("month of the flag", "age of the lead");

	for (const { name, type, values } of dataset.attributes) {
		const known = (i: number) => scores.view[i]!.attributes[name];
		const reason = unfit(flags, open, known, type === "number");
		if (reason !== undefined) {
			leftOut.push({ name, reason });
			continue;
		}
		if (type === "number") {
			const numbers = Array.from(rows, (i) => known(i)).filter((value) => typeof value === "number");
			addLevels(
				name,
				rangeNamer(numbers, 4, (i) => known(i) as number | undefined),
			);
		} else {
			const unknown = madeUpName("unknown", values);
			addLevels(name, (i) => textOf(known(i)) ?? unknown);
		}
		used.push(name);
	}

	const happened = activityCounts(scores, rows);
	for (const type of happened.types) {
		addNumber(`log2 of 1 + ${type}`, (i) => Math.log2(1 + (happened.of(i).get(type) ?? 0)));
		used.push(`count of ${type}`);
	}
	return { features: featuresFrom(cells, { rows: rows.length, names }), used, leftOut };
}

/** Why an attribute is no covariate; `undefined` when it is one. */
function unfit(
	flags: SelectionFlags,
	rows: Int32Array,
	known: (i: number) => Value | undefined,
	isNumber: boolean,
): string | undefined {
	const filled = { worked: 0, unworked: 0 };
	const total = { worked: 0, unworked: 0 };
	const counts = new Map<string, number>();
	for (const i of rows) {
		const side = flags.worked[i] === 1 ? "worked" : "unworked";
		total[side]++;
		const text = textOf(known(i));
		if (text === undefined) continue;
		filled[side]++;
		counts.set(text, (counts.get(text) ?? 0) + 1);
	}
	const all = filled.worked + filled.unworked;
	if (all < LEAST_CALLS) return "hardly ever known at the flag";
	const share = (side: "worked" | "unworked") => (total[side] === 0 ? 0 : filled[side] / total[side]);
	const both = Math.min(total.worked, total.unworked) >= LEAST_CALLS;
	if (both && filled.worked >= LEAST_CALLS && share("unworked") < 0.2 * share("worked")) {
		return "filled almost only for leads that sales worked later: it knows the answer";
	}
	if (isNumber) return undefined;
	const commonest = [...counts.values()].sort((a, b) => b - a).slice(0, MOST_VALUES);
	if (commonest.reduce((sum, count) => sum + count, 0) < 0.5 * all) return "too many different values";
	return undefined;
}

const textOf = (value: Value | undefined) => (value === undefined ? undefined : String(value));

function ageText(days: number): string {
	if (Number.isNaN(days)) return "not flagged";
	return days < 1 ? "same day" : days < 14 ? "1 to 13" : days < 60 ? "14 to 59" : "60 or more";
}

/** Names the part, of `parts` about equal ones, that a number falls into. */
function rangeNamer(
	numbers: readonly number[],
	parts: number,
	valueAt: (i: number) => number | undefined,
): (i: number) => string {
	const sorted = [...numbers].sort((a, b) => a - b);
	const edges = [
		...new Set(Array.from({ length: parts - 1 }, (_, k) => sorted[Math.floor(((k + 1) * sorted.length) / parts)])),
	];
	return (i) => {
		const value = valueAt(i);
		if (value === undefined) return "(unknown)";
		return `range ${edges.filter((edge) => edge !== undefined && value >= edge).length + 1}`;
	};
}

/** How often each kind of activity was known at the flag, and the commonest kinds. */
function activityCounts({ view }: SelectionScores, rows: Int32Array) {
	const counts = new Map<number, Map<string, number>>();
	const having = new Map<string, number>();
	for (const i of rows) {
		const own = new Map<string, number>();
		for (const { type } of view[i]!.activities) own.set(type, (own.get(type) ?? 0) + 1);
		for (const type of own.keys()) having.set(type, (having.get(type) ?? 0) + 1);
		counts.set(i, own);
	}
	const types = [...having]
		.filter(([, count]) => count >= LEAST_CALLS)
		.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
		.slice(0, MOST_ACTIVITIES)
		.map(([type]) => type);
	return { types, of: (i: number) => counts.get(i)! };
}

function featuresFrom(
	cells: readonly Column[],
	{ rows, names }: { readonly rows: number; readonly names: readonly string[] },
): FeatureRows {
	const offsets = new Int32Array(rows + 1);
	for (const [row] of cells) offsets[row + 1]!++;
	for (let row = 0; row < rows; row++) offsets[row + 1]! += offsets[row]!;
	const next = offsets.slice();
	const columns = new Int32Array(cells.length);
	const values = new Float64Array(cells.length);
	for (const [row, column, value] of cells) {
		const place = next[row]!++;
		columns[place] = column;
		values[place] = value;
	}
	return { names, offsets, columns, values };
}
