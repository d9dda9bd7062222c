import { type Summary, summaryText } from "../base/summary.ts";
import { countOf, formatCount, formatRate } from "../words/number-format.ts";
import type { Drift, DriftFinding, DriftStanding } from "./drift-result.ts";

/**
 * What a search for drift came to: `failed` with something to act on, `warning` when something moved, `passed` when nothing
 * that could be tested did. `cannot tell yet` when nothing moved and scores, or the precision of every hand-off, could not
 * be tested. `looked` of `all` are the scores, hand-offs, attributes, rules and activities that could be told.
 *
 * @example driftSummary(drift).text // "1 thing to act on: rule webinar; 2 more things moved"
 */
export function driftSummary(drift: Drift): Summary {
	const { findings, scores, precision } = drift;
	const told = toldParts(drift);
	const looked = Object.values(told).reduce((sum, one) => sum + one.looked, 0);
	const all = Object.values(told).reduce((sum, one) => sum + one.all, 0);
	const rest = { looked, all, ...takesOf(drift) };
	const open = looked === all ? "" : `; ${formatCount(all - looked)} of ${formatCount(all)} cannot be told yet`;
	// A rule that never fired is worth a look, but nothing that moved.
	const never = new Set(drift.rules.filter(({ course }) => course === "never").map(({ rule }) => rule));
	const acts = findings.filter(({ level }) => level === "act");
	const moved = findings.filter(({ level, part, name }) => level !== "act" && !(part === "rules" && never.has(name)));
	if (acts.length > 0) {
		const more = moved.length === 0 ? "" : `; ${countOf(moved.length, "more thing")} moved`;
		return {
			state: "failed",
			text: `${countOf(acts.length, "thing")} to act on: ${acts.map(named).join(", ")}${more}${open}`,
			...rest,
		};
	}
	if (moved.length > 0) {
		const text = `${countOf(moved.length, "thing")} moved, none of them alarming by itself${open}`;
		return { state: "warning", text, ...rest };
	}
	if (told.scores.looked === 0) {
		const why = scores.mean.reason ?? scores.stability.reason ?? "too few leads";
		return { state: "cannot tell yet", text: `Cannot tell yet whether anything moved: ${why}`, ...rest };
	}
	const { attributes, rules, activities } = told;
	const others = [attributes, rules, activities];
	const [seen, there] = [
		others.reduce((sum, one) => sum + one.looked, 0),
		others.reduce((sum, one) => sum + one.all, 0),
	];
	const list = `${ofAll(seen, there)} attributes, rules and activities, together at a risk of ${formatRate(drift.risk, 0)}`;
	if (precision.length > 0 && told.precision.looked === 0) {
		const text = `Cannot tell yet whether precision moved: ${precision.length === 1 ? "the hand-off has" : `all ${formatCount(precision.length)} hand-offs have`} too few flags; nothing else that could be tested moved more than chance would: scores and ${list}`;
		return { state: "cannot tell yet", text, ...rest };
	}
	const what = looked === all ? "Nothing" : "Nothing that could be tested";
	const hand =
		precision.length === 0 ? "" : `, precision at ${ofAll(told.precision.looked, precision.length)} hand-offs`;
	return { state: "passed", text: `${what} moved more than chance would: scores${hand} and ${list}`, ...rest };
}

/**
 * The whole in one sentence: what must be acted on, or that something moved, or that nothing did, or that it cannot be told.
 *
 * @example driftHeadline(drift) // "1 thing to act on: rule webinar; 2 more things moved"
 */
export function driftHeadline(drift: Drift): string {
	return summaryText(driftSummary(drift));
}

/** How many of each part could be told, and how many there are. */
function toldParts({ scores, attributes, precision, rules, activities }: Drift) {
	const part = (open: readonly boolean[]) => ({ looked: open.filter((one) => !one).length, all: open.length });
	const isOpen = ({ standing }: { readonly standing: DriftStanding }) => standing === "cannot tell yet";
	const isUntold = ({ course }: { readonly course: string }) => course === "cannot tell yet";
	return {
		scores: part([[scores.mean, scores.stability].every(isOpen)]),
		precision: part(precision.map(isOpen)),
		attributes: part(attributes.map(isOpen)),
		rules: part(rules.map(isUntold)),
		activities: part(activities.map(isUntold)),
	};
}

/** What it takes to tell the precision, else the scores. */
function takesOf({ scores, precision }: Drift): { readonly takes?: string } {
	const untold = precision.filter(({ standing }) => standing === "cannot tell yet");
	const open = [
		...untold.flatMap(({ trend, anyDifference }) => [trend.moreNeeded, anyDifference.moreNeeded]),
		scores.mean.moreNeeded,
		scores.stability.moreNeeded,
	];
	const needed = open.find((one) => one !== undefined);
	return needed === undefined
		? {}
		: { takes: `about ${formatCount(needed)} more ${untold.length > 0 ? "flags" : "leads"}` };
}

function named({ part, name }: DriftFinding): string {
	return name === part ? part : `${part.replace(/s$|ies$/, (end) => (end === "ies" ? "y" : ""))} ${name}`;
}

function ofAll(looked: number, all: number): string {
	return looked === all ? formatCount(all) : `${formatCount(looked)} of ${formatCount(all)}`;
}
