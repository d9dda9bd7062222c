import { differenceChart } from "../../src/charts/compare/difference-chart.ts";
import { sliceDifferenceChart } from "../../src/charts/compare/slice-difference-chart.ts";
import { swapSetChart } from "../../src/charts/compare/swap-set-chart.ts";
import type { Chart } from "../../src/charts/marks/chart.ts";
import { type FixturePair, fixturePair } from "./comparison-fixture.ts";

/** Charts of a comparison. */
function chartsOf({ comparison }: FixturePair): Readonly<Record<string, Chart>> {
	const main = comparison.handoffs[0]!;
	return {
		difference: differenceChart(comparison, main),
		swap: swapSetChart(comparison, main),
		segments: sliceDifferenceChart(comparison, { kind: "segment" }),
		months: sliceDifferenceChart(comparison, { kind: "month" }),
	};
}

/**
 * Charts of a comparison in every state that matters: a clear difference, models alike in all they do, a candidate that
 * flags nobody, a handful of leads, none at all.
 */
export function comparisonCharts(): Readonly<Record<string, Chart>> {
	const same = { strength: 1, mql: 45 };
	const cases = {
		compared: fixturePair(),
		"compared-long": longNames(fixturePair({ leads: 6000 })),
		"compared-same": fixturePair({ baseline: same, candidate: same }),
		"compared-one-sided": fixturePair({ leads: 400, candidate: { strength: 1, mql: 75 } }),
		"compared-tiny": fixturePair({ leads: 7 }),
		"compared-empty": fixturePair({ leads: 0 }),
	};
	return Object.fromEntries(
		Object.entries(cases).flatMap(([prefix, pair]) =>
			Object.entries(chartsOf(pair)).map(([name, chart]) => [`${prefix}-${name}`, chart] as const),
		),
	);
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
