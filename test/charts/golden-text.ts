import { fingerprint } from "../../src/base/fingerprint.ts";
import type { Chart } from "../../src/charts/marks/chart.ts";

/** Rows of a longer list that are held one by one; all are held by their fingerprint. */
const HELD = 12;
/** The same for the rows that a chart draws in a state that is not its first. */
const HELD_OF_OTHERS = 3;

/**
 * A golden file: a chart in its states. Of the first the words, the table and the view are held; of the others the words, the
 * table, some rows that are drawn and the fingerprint of the view. Theme and schema are left out, they are the same in all.
 */
export function goldenText(states: Readonly<Record<string, Chart>>): string {
	const held = Object.entries(states).map(([state, { spec, table, id, title, subtitle, description }], i) => {
		const {
			$schema,
			title: lines,
			description: text,
			config,
			...view
		} = spec as unknown as Readonly<Record<string, unknown>>;
		const words = { id, title, subtitle, description, table: shortened(table, HELD) };
		if (i === 0) return [state, { ...words, view: shortened(view, HELD) }];
		return [state, { ...words, drawn: shortened(drawnRows(view), HELD_OF_OTHERS), view: fingerprint(view) }];
	});
	return `${compact(Object.fromEntries(held), "")}\n`;
}

/** The lists of rows in a view, wherever in it they stand. */
function drawnRows(view: unknown): readonly unknown[] {
	if (view === null || typeof view !== "object") return [];
	if (Array.isArray(view)) return view.flatMap(drawnRows);
	const { values, ...rest } = view as Record<string, unknown>;
	return [...(Array.isArray(values) ? [values] : []), ...Object.values(rest).flatMap(drawnRows)];
}

function shortened(value: unknown, most: number): unknown {
	if (Array.isArray(value)) {
		const isLong = value.length > most && value.every((one) => isRow(one));
		if (!isLong) return value.map((one) => shortened(one, most));
		const step = Math.ceil(value.length / most);
		return { count: value.length, every: step, rows: value.filter((_, i) => i % step === 0), all: fingerprint(value) };
	}
	if (value === null || typeof value !== "object") return value;
	return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shortened(one, most)]));
}

/** A record, or cells in a row. */
function isRow(value: unknown): boolean {
	return value !== null && typeof value === "object" && !(Array.isArray(value) && typeof value[0] === "object");
}

/** JSON in which what fits into a line of 240 characters stands in one. */
function compact(value: unknown, indent: string): string {
	const line = JSON.stringify(value);
	if (value === null || typeof value !== "object" || line.length + indent.length <= 240) return line;
	const inner = `${indent}\t`;
	const parts = Array.isArray(value)
		? value.map((one) => compact(one, inner))
		: Object.entries(value)
				.filter(([, one]) => one !== undefined)
				.map(([key, one]) => `${JSON.stringify(key)}: ${compact(one, inner)}`);
	const [open, close] = Array.isArray(value) ? "[]" : "{}";
	return `${open}\n${parts.map((part) => `${inner}${part}`).join(",\n")}\n${indent}${close}`;
}
