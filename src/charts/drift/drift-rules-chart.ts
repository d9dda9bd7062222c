import type { Drift, DriftCourse, DriftRule } from "../../drift/drift-result.ts";
import { pointsText } from "../../drift/drift-words.ts";
import { type Estimate, seenOf } from "../../metrics/rates/estimate.ts";
import { columnsOf } from "../../tables/table.ts";
import { driftPopulation } from "../../words/drift-population.ts";
import { isEnough, shortEstimate } from "../../words/estimate-text.ts";
import { formatCount, formatRate } from "../../words/number-format.ts";
import { type Chart, type ChartView, createChart, emptyChart } from "../marks/chart.ts";
import { inkBy } from "../marks/color-by.ts";
import { estimateFields } from "../marks/estimate-fields.ts";
import { rowPlace } from "../marks/interval-rows.ts";
import { intervals } from "../marks/intervals.ts";
import { periodColor, periodOffset } from "../marks/periods.ts";
import { textBeside } from "../marks/text-beside.ts";
import { rateAxis } from "../scales/axes.ts";
import { rateDomain } from "../scales/rate-domain.ts";
import { colors } from "../scales/theme.ts";

const MOST = 24;
const PLOT = 380;
const GRAVITY: readonly DriftCourse[] = [
	"silent",
	"collapsed",
	"new",
	"less",
	"more",
	"never",
	"cannot tell yet",
	"as before",
	"too early",
];

/**
 * How often each rule gave points at the landmark, then (orange) and now (blue), the silent ones first; in words what
 * became of it and what it gives more or less on average.
 *
 * @example driftRulesChart(drift).title // "1 rule fell silent: webinar"
 */
export function driftRulesChart(drift: Drift): Chart {
	const rows = drift.rules
		.map((rule, i) => ({ rule, i }))
		.sort(
			(a, b) =>
				GRAVITY.indexOf(a.rule.course) - GRAVITY.indexOf(b.rule.course) || moved(b.rule) - moved(a.rule) || a.i - b.i,
		)
		.map(({ rule }) => rule);
	const shown = rows.slice(0, MOST);
	const words = {
		id: "drift-rules",
		title: titleOf(drift),
		subtitle: `${driftPopulation(drift)}; share of leads that a rule gave points by day ${drift.landmarkDays}${rows.length > MOST ? `; ${formatCount(rows.length - MOST)} more rules are in the table` : ""}`,
		description: `Rules then and now. ${rows.map((row) => `${row.rule}: ${shortEstimate(row.before)} then, ${shortEstimate(row.after)} now, ${row.course}`).join(". ")}.`,
		table: {
			columns: columnsOf(
				"rule",
				"leads with points then",
				"now",
				"what became of it",
				"points on average, change (95 % interval)",
			),
			rows: rows.map((row) => [
				row.rule,
				shortEstimate(row.before),
				shortEstimate(row.after),
				row.because === undefined ? row.course : `${row.course}: ${row.because}`,
				isEnough(row.before) && isEnough(row.after) ? pointsText(row.points) : "too little data",
			]),
		},
	};
	const known = shown.filter(({ before, after }) => before.total > 0 && after.total > 0);
	if (known.length === 0) return emptyChart({ ...words, reason: "No leads in one of the periods." });
	return createChart({ ...words, view: viewOf(known) });
}

/** A rule that gives less or nothing is written in the darkest ink. */
const TONES_OF: Partial<Record<DriftCourse, string>> = {
	silent: "act",
	collapsed: "act",
	new: "moved",
	less: "moved",
	more: "moved",
};

function viewOf(rules: readonly DriftRule[]): ChartView {
	const estimates = rules.flatMap(({ before, after }) => [before, after]);
	const few = !estimates.every(isEnough);
	const domain = rateDomain(estimates.map((one) => (few ? seenOf(one).value : seenOf(one).interval?.[1])));
	const rows = rules.flatMap(({ rule: label, before, after }) => [
		{ label, period: "then", ...estimateFields(before) },
		{ label, period: "now", ...estimateFields(after) },
	]);
	const texts = rules.map(({ rule: label, course, before, after }) => ({
		label,
		tone: TONES_OF[course] ?? "rest",
		text: textOf(course, before, after),
	}));
	const scale = rateAxis("share of leads with points from the rule", { domain });
	const { y } = rowPlace(rows, { labels: { labelLimit: 200 } });
	const at = { y, yOffset: periodOffset };
	const color = periodColor({ few: few ? colors.grey : undefined, legend: { symbolSize: 120, symbolType: "circle" } });
	const ink = inkBy("tone", { act: colors.ink, moved: colors.blueInk });
	return {
		width: PLOT,
		height: 30 * rules.length,
		data: { values: rows },
		layer: [
			...intervals({ along: "x", at, scale, color, width: 2.5, size: 80 }),
			textBeside({ at: { y }, plot: PLOT, ink, rows: texts }),
		],
	};
}

function textOf(course: DriftCourse, before: Estimate, after: Estimate): string {
	if (!isEnough(before) || !isEnough(after)) return "too little data";
	const word = course === "silent" ? "SILENT" : course === "collapsed" ? "COLLAPSED" : course;
	return course === "never" || course === "too early" || course === "cannot tell yet"
		? word
		: `${word}: ${formatRate(before.value)}, now ${formatRate(after.value)}`;
}

function moved({ before, after }: DriftRule): number {
	return Math.abs((seenOf(after).value ?? 0) - (seenOf(before).value ?? 0));
}

function titleOf({ rules }: Drift): string {
	const named = (courses: readonly DriftCourse[]) =>
		rules.filter(({ course }) => courses.includes(course)).map(({ rule }) => rule);
	const list = (names: readonly string[]) =>
		`${names.slice(0, 3).join(", ")}${names.length > 3 ? ` and ${names.length - 3} more` : ""}`;
	const count = (names: readonly string[]) => `${names.length} ${names.length === 1 ? "rule" : "rules"}`;
	const silent = named(["silent"]);
	const collapsed = named(["collapsed"]);
	const moving = named(["less", "more", "new"]);
	const open = named(["cannot tell yet"]);
	if (silent.length > 0) return `${count(silent)} fell silent: ${list(silent)}`;
	if (collapsed.length > 0) return `${count(collapsed)} collapsed: ${list(collapsed)}`;
	if (moving.length > 0)
		return `No rule fell silent; ${count(moving)} ${moving.length === 1 ? "fires" : "fire"} more or less often: ${list(moving)}`;
	if (open.length > 0 && named(["as before"]).length === 0) return "Too few leads to tell whether a rule fell silent";
	return `No rule fell silent or fires more or less often${open.length === 0 ? "" : `; of ${count(open)} it cannot be told yet`}`;
}
