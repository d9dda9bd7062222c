import { isSameHandoff } from "../../replay/find-handoff.ts";
import type { Replay } from "../../replay/replay-result.ts";
import { estimateText, shortEstimate } from "../../words/estimate-text.ts";
import { formatPoints } from "../../words/number-format.ts";
import { populationText } from "../../words/population.ts";
import { handoffName, stageName } from "../../words/stage-name.ts";
import { type Chart, createChart, emptyChart } from "../marks/chart.ts";
import { type Contender, contendersOf } from "../marks/contenders.ts";
import { type DotRow, dotTable, intervalDots } from "../marks/interval-dots.ts";

/**
 * Precision at each hand-off, as points with intervals and raw counts: the candidate, and the baseline when there is
 * one. The title is about the first hand-off.
 *
 * @param options.baseline drawn beside the replay
 * @example handoffPrecisionChart(replay).title // "MQL flags at 45 that became SQL: 25.4 % (71 of 280)"
 */
export function handoffPrecisionChart(
	replay: Replay,
	{ baseline }: { readonly baseline?: Replay | undefined } = {},
): Chart {
	const rows = rowsOf(contendersOf(replay, baseline));
	const words = {
		id: "handoff-precision",
		subtitle: `${populationText(replay)}; outcomes within ${replay.horizonDays} days of the flag`,
		table: dotTable(rows, { label: "hand-off" }),
	};
	const handoff = replay.handoffs[0];
	if (handoff === undefined) {
		const title = "No hand-off to measure";
		const reason = "The model makes no flag that a later stage of the ladder follows.";
		return emptyChart({ ...words, title, description: reason, reason });
	}
	const other = baseline?.handoffs.find((one) => isSameHandoff(one, handoff));
	const texts = rows.map(
		({ label, series, estimate }) => `${label}${series === undefined ? "" : `, ${series}`}: ${estimateText(estimate)}`,
	);
	return createChart({
		...words,
		title: `${stageName(handoff.from)} flags at ${formatPoints(handoff.threshold)} that became ${stageName(handoff.to)}: ${shortEstimate(handoff.precision)}${other === undefined ? "" : `; baseline ${shortEstimate(other.precision)}`}`,
		description: `Precision with 95 % interval. ${texts.join(". ")}.`,
		view: intervalDots(rows, { axis: "precision: share of mature flags that reached the later stage in time" }),
	});
}

function rowsOf(contenders: readonly Contender[]): DotRow[] {
	const names = new Set(contenders.flatMap(({ replay }) => replay.handoffs.map(handoffName)));
	return [...names].flatMap((label) =>
		contenders.flatMap(({ role, replay }): DotRow[] => {
			const handoff = replay.handoffs.find((one) => handoffName(one) === label);
			if (handoff === undefined) return [];
			return [{ label, estimate: handoff.precision, ...(contenders.length > 1 ? { series: role } : {}) }];
		}),
	);
}
