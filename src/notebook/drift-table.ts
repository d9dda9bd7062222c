import type { Drift, DriftTest } from "../drift/drift-result.ts";
import { pointsText, psiText } from "../drift/drift-words.ts";
import { columnsOf, type Table } from "../tables/table.ts";
import { intervalCell, rateCell } from "./rate-cell.ts";

/** What a table of drift shows. */
export interface DriftTableOptions {
	/** Everything measured of one part; left out: what was found, gravest first. */
	readonly part?: "attributes" | "precision" | "rules" | "activities";
}

/**
 * What moved: every finding in words, gravest first; or all that was measured of one part, also what did not move and what
 * cannot be told yet.
 *
 * @example show(driftTable(drift, { part: "rules" }))
 */
export function driftTable(drift: Drift, { part }: DriftTableOptions = {}): Table {
	if (part === "attributes") return attributeRows(drift);
	if (part === "precision") return precisionRows(drift);
	if (part === "rules") return rateRows(drift, "rule");
	if (part === "activities") return rateRows(drift, "activity");
	return {
		columns: columnsOf("level", "part", "what", "in words"),
		rows: drift.findings.map(({ level, part: one, name, says }) => [level, one, name, says]),
		note: noteOf(drift),
	};
}

function attributeRows(drift: Drift): Table {
	return {
		columns: columnsOf(
			"attribute",
			"index (95 % interval; by chance)",
			"unknown then",
			"now",
			"new values",
			"standing",
			"used by",
		),
		rows: drift.attributes
			.toSorted((a, b) => (b.psi.value ?? 0) - (a.psi.value ?? 0))
			.map((one) => [
				one.name,
				one.pValue === undefined ? "too little" : psiText(one.psi),
				rateCell(one.unknownBefore),
				rateCell(one.unknownAfter),
				one.newValues.map(({ value }) => value).join(", "),
				standingCell(one),
				one.usedBy.join(", "),
			]),
		note: noteOf(drift),
	};
}

function precisionRows(drift: Drift): Table {
	return {
		columns: columnsOf("hand-off", "then", "95 % interval", "since", "95 % interval", "change in points", "standing"),
		rows: drift.precision.map((one) => [
			`${one.from} -> ${one.to}`,
			rateCell(one.before),
			intervalCell(one.before),
			rateCell(one.after),
			intervalCell(one.after),
			one.difference === undefined ? undefined : `${(100 * one.difference).toFixed(1)}`,
			one.standing === "cannot tell yet" ? standingCell(one.trend) : one.standing,
		]),
		note: `${noteOf(drift)} Flags within ${drift.flagWithinDays} days of creation, leads whose time has passed.`,
	};
}

function rateRows(drift: Drift, what: "rule" | "activity"): Table {
	const rows = what === "rule" ? drift.rules : drift.activities;
	return {
		columns: columnsOf(
			what,
			"leads then",
			"now",
			what === "rule" ? "points on average" : "used by",
			"what became of it",
		),
		rows: rows.map((one) => [
			"rule" in one ? one.rule : one.type,
			rateCell(one.before),
			rateCell(one.after),
			"points" in one ? pointsText(one.points) : one.usedBy.join(", "),
			one.course === "cannot tell yet" ? standingCell(one) : one.course,
		]),
		note: noteOf(drift),
	};
}

function standingCell({ standing, moreNeeded }: DriftTest): string {
	return moreNeeded === undefined ? standing : `${standing}: about ${moreNeeded} more`;
}

function noteOf({ reference, recent, landmarkDays, risk }: Drift): string {
	return `${reference.leads} leads then, ${recent.leads} now, each on day ${landmarkDays}; any false alarm in at most ${Math.round(100 * risk)} of 100 still histories.`;
}
