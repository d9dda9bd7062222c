import type { HandoffSpec } from "../../dataset/dataset.ts";
import { type Estimate, estimateRate, seenOf } from "../../metrics/rates/estimate.ts";
import { findHandoff, isSameHandoff } from "../../replay/find-handoff.ts";
import type { Replay } from "../../replay/replay-result.ts";
import { estimateText, isEnough, shortEstimate } from "../../words/estimate-text.ts";
import { formatCount } from "../../words/number-format.ts";
import { populationText } from "../../words/population.ts";
import { handoffName, stageName } from "../../words/stage-name.ts";
import { type Chart, createChart } from "../marks/chart.ts";
import { type DotRow, dotTable, intervalDots } from "../marks/interval-dots.ts";
import { slug } from "../marks/slug.ts";

const MOST = 12;

/**
 * Precision of a hand-off in each value of an attribute, most flags first, with the precision of all leads as a line.
 * Beyond 12 values the rest are added up as one row: every lead is in exactly one value, so the counts add.
 *
 * The title names the lowest and the highest among values with enough data; where fewer than two have enough, it says so.
 *
 * @throws LabError (configuration) when the replay did not measure the hand-off
 * @example precisionBySegmentChart(replay, { attribute: "industry", from: "mql", to: "sql" }).table.rows.length // 6
 */
export function precisionBySegmentChart(
	replay: Replay,
	{ attribute, ...handoff }: HandoffSpec & { readonly attribute: string },
): Chart {
	const all = findHandoff(replay.handoffs, handoff, { of: replay.model.name }).precision;
	const rows = segmentRows(replay, { attribute, handoff });
	return createChart({
		id: `segment-${slug(attribute)}-${slug(handoff.from)}-${slug(handoff.to)}`,
		title: titleOf(rows, { attribute, flags: `${stageName(handoff.from)} flags` }),
		subtitle: `${populationText(replay)}; ${handoffName(handoff)} within ${replay.horizonDays} days; values at creation; extremes of many values differ by chance alone`,
		description: `Precision by ${attribute}. ${rows.map(({ label, estimate }) => `${label}: ${estimateText(estimate)}`).join(". ")}.`,
		table: dotTable(rows, { label: attribute }),
		view: intervalDots(rows, {
			axis: `precision of ${handoffName(handoff)}`,
			...(isEnough(all) ? { reference: { value: all.value, label: `all: ${shortEstimate(all)}` } } : {}),
		}),
	});
}

function titleOf(
	rows: readonly DotRow[],
	{ attribute, flags }: { readonly attribute: string; readonly flags: string },
): string {
	const sorted = rows
		.filter(({ estimate }) => isEnough(estimate))
		.toSorted((a, b) => (seenOf(a.estimate).value ?? 0) - (seenOf(b.estimate).value ?? 0));
	const [low, high] = [sorted[0], sorted.at(-1)];
	if (rows.length < 2) return `${attribute} has one value only: nothing to compare`;
	if (low === undefined || high === undefined || low === high) return `Too few ${flags} by ${attribute} to compare`;
	return `${flags} by ${attribute}: from ${shortEstimate(low.estimate)} in ${low.label} to ${shortEstimate(high.estimate)} in ${high.label}`;
}

function segmentRows(
	replay: Replay,
	{ attribute, handoff }: { readonly attribute: string; readonly handoff: HandoffSpec },
): DotRow[] {
	const rows = replay.segments
		.filter((segment) => segment.attribute === attribute)
		.map((segment) => ({
			label: segment.value === "" ? "(empty)" : segment.value,
			estimate: segment.handoffs.find((one) => isSameHandoff(one, handoff))?.precision ?? NONE,
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
