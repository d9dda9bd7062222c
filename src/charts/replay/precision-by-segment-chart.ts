import type { HandoffSpec } from "../../dataset/dataset.ts";
import { type Estimate, estimateRate, seenOf } from "../../metrics/rates/estimate.ts";
import type { Replay } from "../../replay/replay-result.ts";
import { estimateText, isEnough, shortEstimate } from "../../words/estimate-text.ts";
import { formatCount } from "../../words/number-format.ts";
import { populationText } from "../../words/population.ts";
import { handoffName, stageName } from "../../words/stage-name.ts";
import { type Chart, createChart } from "../marks/chart.ts";
import { handoffOf } from "../marks/contender.ts";
import { type DotRow, dotTable, intervalDots } from "../marks/interval-dots.ts";
import { slug } from "../marks/slug.ts";

const MOST = 12;

/**
 * Precision of a hand-off in each value of an attribute, most flags first, with the precision of all leads as a line.
 * Beyond 12 values the rest are added up as one row: every lead is in exactly one value, so the counts add.
 *
 * The title names the lowest and the highest among values with enough data; where fewer than two have enough, it says so.
 *
 * @example precisionBySegmentChart(replay, { attribute: "industry", handoff: { from: "mql", to: "sql" } }).table.rows.length // 6
 */
export function precisionBySegmentChart(
	replay: Replay,
	{ attribute, handoff }: { readonly attribute: string; readonly handoff: HandoffSpec },
): Chart {
	const rows = segmentRows(replay, { attribute, handoff });
	const enough = rows.filter(({ estimate }) => isEnough(estimate));
	const sorted = enough.toSorted((a, b) => (seenOf(a.estimate).value ?? 0) - (seenOf(b.estimate).value ?? 0));
	const low = sorted[0];
	const high = sorted.at(-1);
	const all = handoffOf(replay, handoff)?.precision;
	const flags = `${stageName(handoff.from)} flags`;
	const title =
		low === undefined || high === undefined || low === high
			? rows.length < 2
				? `${attribute} has one value only: nothing to compare`
				: `Too few ${flags} by ${attribute} to compare`
			: `${flags} by ${attribute}: from ${shortEstimate(low.estimate)} in ${low.label} to ${shortEstimate(high.estimate)} in ${high.label}`;
	return createChart({
		id: `segment-${slug(attribute)}-${slug(handoff.from)}-${slug(handoff.to)}`,
		title,
		subtitle: `${populationText(replay)}; ${handoffName(handoff)} within ${replay.horizonDays} days; values at creation; extremes of many values differ by chance alone`,
		description: `Precision by ${attribute}. ${rows.map(({ label, estimate }) => `${label}: ${estimateText(estimate)}`).join(". ")}.`,
		table: dotTable(rows, { label: attribute }),
		view: intervalDots(rows, {
			axis: `precision of ${handoffName(handoff)}`,
			...(all !== undefined && isEnough(all)
				? { reference: { value: all.value, label: `all: ${shortEstimate(all)}` } }
				: {}),
		}),
	});
}

function segmentRows(
	replay: Replay,
	{ attribute, handoff }: { readonly attribute: string; readonly handoff: HandoffSpec },
): DotRow[] {
	const rows = replay.segments
		.filter((segment) => segment.attribute === attribute)
		.map((segment) => ({
			label: segment.value === "" ? "(empty)" : segment.value,
			estimate:
				segment.handoffs.find(({ from: flag, to: outcome }) => flag === handoff.from && outcome === handoff.to)
					?.precision ?? NONE,
		}))
		.sort((a, b) => b.estimate.total - a.estimate.total || (a.label < b.label ? -1 : 1));
	if (rows.length <= MOST) return rows;
	const rest = rows.slice(MOST - 1);
	const hits = rest.reduce((sum, { estimate }) => sum + estimate.hits, 0);
	const total = rest.reduce((sum, { estimate }) => sum + estimate.total, 0);
	return [
		...rows.slice(0, MOST - 1),
		{
			label: `${formatCount(rest.length)} other values`,
			estimate: estimateRate(hits, total, { reason: "no mature flag" }),
		},
	];
}

const NONE: Estimate = estimateRate(0, 0, { reason: "no flag" });
