import type { Comparison, PairedHandoff, PairedRanking } from "../compare/comparison.ts";
import { columnsOf, type Table } from "../tables/table.ts";
import { changeInterval, changeText, measureName, measureText, moreText } from "../words/difference-text.ts";
import { formatCount, formatRate } from "../words/number-format.ts";
import { handoffName } from "../words/stage-name.ts";

/**
 * What two models differ in, at a hand-off or in the order of their scores: both values, candidate minus baseline with its
 * interval, the leads that the models count differently, and whether that is enough to tell them apart.
 *
 * @param of a hand-off or a ranking of the comparison; left out: the first hand-off
 * @example show(differenceTable(comparison))
 * @example show(differenceTable(comparison, comparison.ranking[0]))
 */
export function differenceTable(
	comparison: Comparison,
	of: PairedHandoff | PairedRanking | undefined = comparison.handoffs[0],
): Table {
	const { beta, confidence, dataset } = comparison;
	const about =
		of === undefined
			? "no hand-off in common"
			: "from" in of
				? `${handoffName(of)} within ${comparison.horizonDays} days of the flag`
				: `order of ${formatCount(of.atRisk)} leads by their score at day ${comparison.landmarkDays}, ${formatCount(of.positives)} of which became ${of.stage}`;
	return {
		columns: columnsOf(
			"measure",
			"baseline",
			"candidate",
			"difference",
			`${formatRate(confidence, 0)} interval`,
			"counted differently",
			"standing",
		),
		rows: (of?.differences ?? []).map((one) => {
			const { measure, difference, standing } = one;
			const more = moreText(one);
			const known = difference.state === "measured" ? difference : undefined;
			return [
				measureName(measure, { beta }),
				measureText(measure, one.baseline),
				measureText(measure, one.candidate),
				known === undefined ? "" : changeText(measure, known.value),
				known === undefined ? "" : changeInterval(measure, known.interval),
				one.differing,
				standing === "unclear" || standing === "too-little"
					? `cannot tell yet${more === "" ? "" : `: ${more}`}`
					: standing,
			];
		}),
		note: `${dataset.name}: ${about}; rates differ by percentage points.`,
	};
}
