import type { Drift, DriftPrecision, DriftTest } from "../drift/drift-result.ts";
import { pointsText, psiText } from "../drift/drift-words.ts";
import { estimateText, isEnough, rateText } from "../words/estimate-text.ts";
import { formatCount, rateDifference } from "../words/number-format.ts";
import { handoffName } from "../words/stage-name.ts";
import { dayText } from "../words/wall-clock.ts";
import { muted } from "./cells.ts";
import { type Cell, columnsOf, type Table } from "./table.ts";

/** What a table of drift shows. */
export interface DriftTableOptions {
	/** Everything measured of one part; left out: what was found, gravest first. */
	readonly part?: "attributes" | "precision" | "rules" | "activities";
}

/**
 * What moved: every finding in words, gravest first; or all that was measured of one part, also what did not move and what
 * cannot be told yet.
 *
 * @example driftTable(drift, { part: "rules" })
 */
export function driftTable(drift: Drift, { part }: DriftTableOptions = {}): Table {
	switch (part) {
		case "attributes":
			return driftAttributeTable(drift);
		case "precision":
			return driftPrecisionTable(drift);
		case "rules":
			return driftRuleTable(drift);
		case "activities":
			return driftActivityTable(drift);
		default:
			return {
				columns: columnsOf("level", "part", "what", "in words"),
				rows: drift.findings.map(({ level, part: one, name, message: says }) => [level, one, name, says]),
				note: noteOf(drift),
			};
	}
}

/**
 * The precision of each hand-off then and since, the change in pp with its interval, and whether it is more than chance.
 *
 * @example driftPrecisionTable(drift).rows[0] // ["MQL to SQL", "64.0 % (160 of 250; ...)", ..., "no change seen"]
 */
export function driftPrecisionTable(drift: Drift): Table {
	const change = ({ difference, interval, before, after }: DriftPrecision): Cell =>
		interval === undefined || !isEnough(before) || !isEnough(after)
			? muted("too little data")
			: rateDifference(difference, interval);
	return {
		caption: "Precision then and since",
		columns: columnsOf("hand-off", "then", "since", "change (95 % interval)", "standing"),
		rows: drift.precision.map((one) => [
			handoffName(one),
			estimateText(one.before),
			estimateText(one.after),
			change(one),
			precisionStanding(one),
		]),
		note: `Flags made within ${drift.flagWithinDays === 1 ? "a day" : `${formatCount(drift.flagWithinDays)} days`} of creation, of leads old enough that every such flag has had its ${formatCount(drift.horizonDays)} days: months are of the same ages, and a young month cannot seem to fall.`,
	};
}

/**
 * The activities given, with the share of leads that had one then and now, what became of them, and the rules that use them.
 *
 * @param activities left out: all
 */
export function driftActivityTable(drift: Drift, activities: Drift["activities"] = drift.activities): Table {
	const { landmarkDays, timeZone } = drift;
	return {
		caption: `Activities of which a lead had one by day ${landmarkDays}`,
		columns: columnsOf("activity", "then", "now", "what became of it", "last one of any lead", "used by"),
		rows: activities.map(({ type, before, after, lastAt, usedBy, ...one }) => [
			type,
			estimateText(before),
			estimateText(after),
			courseCell(one),
			lastAt === undefined ? muted("never") : dayText(lastAt, timeZone),
			usedBy.length === 0 ? muted("no rule") : usedBy.join(", "),
		]),
	};
}

/** The rules, with the share of leads they gave points then and now, and the mean change of points. */
export function driftRuleTable(drift: Drift): Table {
	return {
		caption: `Rules that had given points by day ${drift.landmarkDays}`,
		columns: columnsOf("rule", "leads then", "leads now", "points on average", "what became of it"),
		rows: drift.rules.map((one) => [
			one.rule,
			rateText(one.before),
			rateText(one.after),
			pointsText(one.points),
			courseCell(one),
		]),
		note: noteOf(drift),
	};
}

/** The attributes, those that moved most first: stability index, unknown values, new values, and the rules that use them. */
export function driftAttributeTable(drift: Drift): Table {
	return {
		caption: "Attributes then and now",
		columns: columnsOf(
			"attribute",
			"index (95 % interval; by chance)",
			"unknown then",
			"unknown now",
			"new values",
			"standing",
			"used by",
		),
		rows: drift.attributes
			.toSorted((a, b) => (b.psi.value ?? 0) - (a.psi.value ?? 0))
			.map((one) => [
				one.name,
				one.pValue === undefined ? muted("too little data") : psiText(one.psi),
				rateText(one.unknownBefore),
				rateText(one.unknownAfter),
				one.newValues.map(({ value }) => value).join(", "),
				standingCell(one),
				one.usedBy.length === 0 ? muted("no rule") : one.usedBy.join(", "),
			]),
		note: noteOf(drift),
	};
}

function courseCell({
	course,
	...test
}: Pick<DriftTest, "standing" | "moreNeeded"> & { readonly course: string }): Cell {
	if (course === "cannot tell yet") return standingCell({ ...test, standing: course });
	return course === "silent" || course === "collapsed" ? { text: course, tone: "strong" } : course;
}

/** What stands of a precision, and how large a change would have been found. */
function precisionStanding({ standing, change, detectable }: DriftPrecision): Cell {
	if (standing === "no change seen" && detectable !== undefined) {
		return `${standing}: ${(100 * detectable).toFixed(1)} pp would be, 4 times in 5`;
	}
	if (standing === "cannot tell yet" && change.reason !== undefined && change.moreNeeded === undefined) {
		return muted(`${standing}: ${change.reason}`);
	}
	return standingCell({ standing, moreNeeded: change.moreNeeded });
}

function standingCell({ standing, moreNeeded }: Pick<DriftTest, "standing" | "moreNeeded">): Cell {
	if (standing === "changed") return { text: standing, tone: "strong" };
	const more = moreNeeded === undefined ? "" : `: about ${formatCount(moreNeeded)} more needed`;
	return standing === "cannot tell yet" ? muted(`${standing}${more}`) : standing;
}

function noteOf({ reference, recent, landmarkDays, risk }: Drift): string {
	return `${formatCount(reference.leads)} leads then, ${formatCount(recent.leads)} now, each on day ${landmarkDays}; any false alarm in at most ${Math.round(100 * risk)} of 100 still histories.`;
}
