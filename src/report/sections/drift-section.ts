import { driftInflationChart } from "../../charts/drift/drift-inflation-chart.ts";
import { driftPrecisionChart } from "../../charts/drift/drift-precision-chart.ts";
import { driftRulesChart } from "../../charts/drift/drift-rules-chart.ts";
import { driftScoresChart } from "../../charts/drift/drift-scores-chart.ts";
import { driftStabilityChart } from "../../charts/drift/drift-stability-chart.ts";
import type { Drift } from "../../drift/drift-result.ts";
import { driftHeadline } from "../../drift/drift-summary.ts";
import { driftActivityTable, driftPrecisionTable } from "../../tables/drift-tables.ts";
import { periodText } from "../../words/drift-population.ts";
import { formatCount, formatRate } from "../../words/number-format.ts";
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
							...shown.map(({ level, message: says }) => (level === "act" ? `To act on: ${says}` : says)),
							...(more > 0 ? [`${formatCount(more)} more are in the JSON of leadlab drift.`] : []),
						],
					},
				]),
		...(first === undefined
			? []
			: [
					{ kind: "table" as const, table: driftPrecisionTable(drift) },
					{ kind: "chart" as const, chart: driftPrecisionChart(drift, first) },
				]),
		{ kind: "chart", chart: driftInflationChart(drift) },
		{ kind: "chart", chart: driftScoresChart(drift) },
		{ kind: "chart", chart: driftStabilityChart(drift) },
		{ kind: "chart", chart: driftRulesChart(drift) },
	];
	const odd = activities.filter(({ course }) => ["silent", "collapsed", "less", "more", "new"].includes(course));
	if (odd.length > 0) {
		const caption = `Activities that stopped, began or arrive more or less often (leads that had one by day ${drift.landmarkDays})`;
		blocks.push({ kind: "table", table: { ...driftActivityTable(drift, odd), caption } });
	}
	if (notes.length > 0) blocks.push({ kind: "list", items: [...notes] });
	return { id: "drift", title: "What has moved since", blocks };
}

function periodsText({ reference, recent, landmarkDays, risk, timeZone }: Drift): string {
	return `Then: ${periodText(reference, { timeZone })}. Now: ${periodText(recent, { timeZone })}. Each lead is looked at on day ${landmarkDays} after its creation, so that age is no drift. All tests together raise a false alarm with a chance of at most ${formatRate(risk, 0)}.`;
}
