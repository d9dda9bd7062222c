import { differenceChart } from "../../src/charts/compare/difference-chart.ts";
import { equalVolumeChart } from "../../src/charts/compare/equal-volume-chart.ts";
import { sliceDifferenceChart } from "../../src/charts/compare/slice-difference-chart.ts";
import { swapSetChart } from "../../src/charts/compare/swap-set-chart.ts";
import { byChart, type ChartStates, type Charts } from "./by-chart.ts";
import { type FixturePair, fixturePair } from "./comparison-fixture.ts";

/** Charts of a comparison. */
function chartsOf({ comparison }: FixturePair): Charts {
	const main = comparison.handoffs[0]!;
	return {
		difference: differenceChart(comparison, main),
		"equal-volume": equalVolumeChart(comparison, main),
		"swap-set": swapSetChart(comparison, main),
		"segment-differences": sliceDifferenceChart(comparison, { kind: "segment" }),
		"month-differences": sliceDifferenceChart(comparison, { kind: "month" }),
	};
}

/**
 * Charts of a comparison in every state that matters: a clear difference, models alike in all they do, a candidate that
 * flags nobody, a handful of leads, none at all.
 */
export function comparisonCharts(): ChartStates {
	const same = { strength: 1, mql: 45 };
	return byChart({
		plain: chartsOf(fixturePair()),
		long: chartsOf(longNames(fixturePair({ leads: 6000 }))),
		same: chartsOf(fixturePair({ baseline: same, candidate: same })),
		"one-sided": chartsOf(fixturePair({ leads: 400, candidate: { strength: 1, mql: 75 } })),
		tiny: chartsOf(fixturePair({ leads: 7 })),
		empty: chartsOf(fixturePair({ leads: 0 })),
	});
}

/** Forty segments, some with long names. */
function longNames(pair: FixturePair): FixturePair {
	const { slices } = pair.comparison;
	const segments = slices.filter(({ kind }) => kind === "segment");
	const many = Array.from({ length: 40 }, (_, i) => {
		const value = i % 3 === 0 ? `Manufacturing of machinery and equipment, ${i} and more` : `city ${i}`;
		return { ...segments[i % segments.length]!, attribute: "line_of_business", value };
	});
	return { ...pair, comparison: { ...pair.comparison, slices: [...many, ...slices] } };
}
