import { driftInflationChart } from "../../charts/drift/drift-inflation-chart.ts";
import { driftPrecisionChart } from "../../charts/drift/drift-precision-chart.ts";
import { driftRulesChart } from "../../charts/drift/drift-rules-chart.ts";
import { driftScoresChart } from "../../charts/drift/drift-scores-chart.ts";
import { driftStabilityChart } from "../../charts/drift/drift-stability-chart.ts";
import { driftHeadline } from "../../drift/drift-findings.ts";
import type { Drift, DriftPrecision } from "../../drift/drift-result.ts";
import type { Cell, Table } from "../../tables/table.ts";
import { periodText } from "../../words/drift-population.ts";
import { estimateText, isEnough } from "../../words/estimate-text.ts";
import { formatCount, formatRate } from "../../words/number-format.ts";
import { stageName } from "../../words/stage-name.ts";
import { dayText } from "../../words/wall-clock.ts";
import type { Block, Section } from "../report-document.ts";

const MOST_FINDINGS = 12;

/** Whether the world moved since the points were made: what was found, then precision, scores, attributes, rules. */
export function driftSection(drift: Drift): Section {
	const { findings, precision, notes, activities } = drift;
	const shown = findings.slice(0, MOST_FINDINGS);
	const more = findings.length - shown.length;
	const first = precision[0];
	const blocks: Block[] = [
		{ kind: "text", text: `${driftHeadline(drift)}.` },
		{ kind: "text", text: periodsText(drift) },
		...(shown.length === 0
			? []
			: [
					{
						kind: "list" as const,
						items: [
							...shown.map(({ level, says }) => (level === "act" ? `To act on: ${says}` : says)),
							...(more > 0 ? [`${formatCount(more)} more are in the JSON of leadlab drift.`] : []),
						],
					},
				]),
		...(first === undefined
			? []
			: [
					{ kind: "table" as const, table: precisionTable(drift) },
					{ kind: "chart" as const, chart: driftPrecisionChart(drift, first) },
				]),
		{ kind: "chart", chart: driftInflationChart(drift) },
		{ kind: "chart", chart: driftScoresChart(drift) },
		{ kind: "chart", chart: driftStabilityChart(drift) },
		{ kind: "chart", chart: driftRulesChart(drift) },
	];
	const odd = activities.filter(({ course }) => ["silent", "collapsed", "less", "more", "new"].includes(course));
	if (odd.length > 0) blocks.push({ kind: "table", table: activityTable(drift, odd) });
	if (notes.length > 0) blocks.push({ kind: "list", items: [...notes] });
	return { id: "drift", title: "What has moved since", blocks };
}

function periodsText({ reference, recent, landmarkDays, risk, timeZone }: Drift): string {
	return `Then: ${periodText(reference, { timeZone })}. Now: ${periodText(recent, { timeZone })}. Each lead is looked at on day ${landmarkDays} after its creation, so that age is no drift. All tests together raise a false alarm with a chance of at most ${formatRate(risk, 0)}.`;
}

function precisionTable(drift: Drift): Table {
	const points = (share: number) => `${share < 0 ? "-" : "+"}${Math.abs(100 * share).toFixed(1)}`;
	const change = ({ difference, interval, before, after }: DriftPrecision): Cell =>
		difference === undefined || interval === undefined || !isEnough(before) || !isEnough(after)
			? { text: "too little data", tone: "muted" }
			: `${points(difference)} points (${points(interval[0])} to ${points(interval[1])})`;
	const standing = ({ standing: word, trend }: DriftPrecision): Cell =>
		word === "changed"
			? { text: word, tone: "strong" }
			: {
					text:
						trend.moreNeeded === undefined ? word : `${word}; about ${formatCount(trend.moreNeeded)} more flags needed`,
					tone: "muted",
				};
	return {
		caption: "Precision then and since",
		columns: [
			{ label: "hand-off" },
			{ label: "then" },
			{ label: "since" },
			{ label: "change (95 % interval)" },
			{ label: "standing" },
		],
		rows: drift.precision.map((one) => [
			`${stageName(one.from)} to ${stageName(one.to)}`,
			estimateText(one.before),
			estimateText(one.after),
			change(one),
			standing(one),
		]),
		note: `Flags made within ${drift.flagWithinDays === 1 ? "a day" : `${formatCount(drift.flagWithinDays)} days`} of creation, of leads old enough that every such flag has had its ${formatCount(drift.horizonDays)} days: months are of the same ages, and a young month cannot seem to fall.`,
	};
}

function activityTable({ landmarkDays, timeZone }: Drift, odd: Drift["activities"]): Table {
	return {
		caption: `Activities that stopped, began or arrive more or less often (leads that had one by day ${landmarkDays})`,
		columns: [
			{ label: "activity" },
			{ label: "then" },
			{ label: "now" },
			{ label: "what became of it" },
			{ label: "last one of any lead" },
			{ label: "used by" },
		],
		rows: odd.map(({ type, before, after, course, lastAt, usedBy }) => [
			type,
			estimateText(before),
			estimateText(after),
			course === "silent" || course === "collapsed" ? { text: course, tone: "strong" as const } : course,
			lastAt === undefined ? { text: "never", tone: "muted" as const } : dayText(lastAt, timeZone),
			usedBy.length === 0 ? { text: "no rule", tone: "muted" as const } : usedBy.join(", "),
		]),
	};
}
