import { estimateText, shortEstimate } from "../../words/estimate-text.ts";
import { formatPoints } from "../../words/number-format.ts";
import { populationText } from "../../words/population.ts";
import { handoffName, stageName } from "../../words/stage-name.ts";
import { type Chart, createChart, emptyChart } from "../marks/chart.ts";
import type { Contender } from "../marks/contender.ts";
import { type DotRow, dotTable, intervalDots } from "../marks/interval-dots.ts";

/**
 * Precision at each hand-off, as points with intervals and raw counts: the candidate, and the baseline when there is
 * one. The title is about the first hand-off of the first contender.
 *
 * @param contenders candidate first
 * @example handoffPrecisionChart([{ role: "candidate", replay }]).title // "MQL flags at 45 that became SQL: 25.4 % (71 of 280)"
 */
export function handoffPrecisionChart(contenders: readonly Contender[]): Chart {
	const rows: DotRow[] = [];
	const names = new Set(contenders.flatMap(({ replay }) => replay.handoffs.map(handoffName)));
	for (const name of names) {
		for (const { role, replay } of contenders) {
			const handoff = replay.handoffs.find((one) => handoffName(one) === name);
			if (handoff === undefined) continue;
			rows.push({ label: name, estimate: handoff.precision, ...(contenders.length > 1 ? { series: role } : {}) });
		}
	}
	const first = contenders[0];
	const handoff = first?.replay.handoffs[0];
	const words = {
		id: "handoff-precision",
		subtitle:
			first === undefined
				? ""
				: `${populationText(first.replay)}; outcomes within ${first.replay.horizonDays} days of the flag`,
		table: dotTable(rows, { label: "hand-off" }),
	};
	if (first === undefined || handoff === undefined) {
		const title = "No hand-off to measure";
		const reason = "The model makes no flag that a later stage of the ladder follows.";
		return emptyChart({ ...words, title, description: reason, reason });
	}
	const others = contenders.slice(1).flatMap(({ role, replay }) => {
		const same = replay.handoffs.find((one) => handoffName(one) === handoffName(handoff));
		return same === undefined ? [] : [`; ${role} ${shortEstimate(same.precision)}`];
	});
	const flags = `${stageName(handoff.from)} flags at ${formatPoints(handoff.threshold)} that became ${stageName(handoff.to)}`;
	return createChart({
		...words,
		title: `${flags}: ${shortEstimate(handoff.precision)}${others.join("")}`,
		description: `Precision with 95 % interval. ${rows
			.map(
				({ label, series, estimate }) =>
					`${label}${series === undefined ? "" : `, ${series}`}: ${estimateText(estimate)}`,
			)
			.join(". ")}.`,
		view: intervalDots(rows, { axis: "precision: share of mature flags that reached the later stage in time" }),
	});
}
