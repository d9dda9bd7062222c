import { ENOUGH } from "../../metrics/rates/estimate.ts";
import { MOST_BLIND } from "../../metrics/selection/selection-population.ts";
import type { SelectionFindings } from "../../selection/selection.ts";
import { regionName } from "../../selection/selection-regions.ts";
import { columnsOf } from "../../tables/table.ts";
import { formatCount, formatRate } from "../../words/number-format.ts";
import { stageName } from "../../words/stage-name.ts";
import { spans } from "../marks/bars.ts";
import { type Chart, type ChartView, createChart, emptyChart } from "../marks/chart.ts";
import { rowPlace } from "../marks/interval-rows.ts";
import type { Channel } from "../marks/layer.ts";
import { slug } from "../marks/slug.ts";
import { textBeside } from "../marks/text-beside.ts";
import { colors } from "../scales/theme.ts";

const PLOT = 300;

/** Stripes: the sign for what nobody saw, that needs no colour. */
const HATCH = {
	gradient: "linear" as const,
	...{ x1: 0, y1: 0, x2: 1, y2: 0 },
	stops: Array.from({ length: 24 }, (_, k) => [
		{ offset: k / 24, color: k % 2 === 0 ? colors.greyPale : "#ffffff" },
		{ offset: (k + 1) / 24, color: k % 2 === 0 ? colors.greyPale : "#ffffff" },
	]).flat(),
};

/**
 * Where sales looked: the mature flags of a hand-off by kind (how sales and the old model stood to the lead, range of
 * scores), how many of each were worked. Kinds that hardly anybody worked are striped and named.
 *
 * @param options.population what the subtitle begins with
 * @example workedShareChart(findings, { population }).title // "Sales worked 926 of 1,285 MQL flags, some of every kind"
 */
export function workedShareChart(findings: SelectionFindings, { population }: { readonly population: string }): Chart {
	const { regions, from: flag } = findings;
	const named = regions.map((region) => ({ ...region, label: regionName(region) }));
	const told = (region: (typeof named)[number]) =>
		region.worked === 0
			? `nobody looked (0 of ${formatCount(region.flags)})`
			: `${formatCount(region.worked)} of ${formatCount(region.flags)} worked`;
	const what = `${stageName(flag)} flags`;
	const id = `where-sales-looked-${slug(flag)}-${slug(findings.to)}`;
	if (regions.length === 0) {
		const reason = "No flag is mature, so nobody can have been worked.";
		const table = { columns: columnsOf("kind of flag"), rows: [] };
		return emptyChart({ id, title: `No mature ${what}`, subtitle: population, description: reason, table, reason });
	}
	return createChart({
		id,
		title: titleOf(findings),
		subtitle: `${population}; solid: worked within ${findings.horizonDays} days of the flag; pale: not worked; striped: a kind that hardly anybody worked`,
		description: `Flags by kind and how many were worked. ${named.map((region) => `${region.label}: ${told(region)}${region.blind ? " (blind)" : ""}`).join(". ")}.`,
		table: {
			columns: columnsOf("kind of flag", "mature flags", "worked", "share worked", "hits of the worked", "looked at"),
			rows: named.map((region) => [
				region.label,
				formatCount(region.flags),
				formatCount(region.worked),
				region.flags < 10 ? "too little data" : formatRate(region.worked / region.flags),
				formatCount(region.hits),
				region.blind ? "no" : "yes",
			]),
		},
		view: viewOf(named.map((region) => ({ ...region, text: told(region) }))),
	});
}

interface NamedRegion {
	readonly label: string;
	readonly flags: number;
	readonly worked: number;
	readonly blind: boolean;
	readonly text: string;
}

function viewOf(regions: readonly NamedRegion[]): ChartView {
	const rows = regions.flatMap(({ label, worked, flags, blind }) => [
		{ label, kind: "worked", from: 0, to: worked },
		{ label, kind: blind ? "blind" : "unworked", from: worked, to: flags },
	]);
	const at = rowPlace(regions, { labels: { labelLimit: 330 } });
	const x = { type: "quantitative", title: "mature flags", axis: { tickMinStep: 1, tickCount: 4 } };
	const bars = (kind: string, look: Channel) =>
		spans({ at, x, where: `datum.kind === '${kind}' && datum.to > datum.from` }, { height: 16, ...look });
	const ink = { condition: { test: "datum.blind", value: colors.ink }, value: colors.inkSoft };
	const texts = regions.map(({ label, text, blind }) => ({ label, text, blind }));
	return {
		width: PLOT,
		height: { step: 30 },
		data: { values: rows },
		layer: [
			bars("unworked", { color: colors.bluePale }),
			bars("worked", { color: colors.blue }),
			bars("blind", { color: HATCH, stroke: colors.grey }),
			textBeside({ at, plot: PLOT, ink, rows: texts }),
		],
	};
}

function titleOf({ from: flag, flags, worked, blind, estimatedOn }: SelectionFindings): string {
	const what = `${stageName(flag)} flags`;
	const looked = blind.worked === 0 ? "never" : "hardly ever";
	if (blind.share > MOST_BLIND) {
		const share = flags < ENOUGH ? "" : ` (${formatRate(blind.share)})`;
		return `Sales ${looked} looked at ${formatCount(blind.flags)} of ${formatCount(estimatedOn)} ${what}${share}`;
	}
	const rest = blind.flags === 0 ? "some of every kind" : `${formatCount(blind.flags)} are of a kind ${looked} worked`;
	return `Sales worked ${formatCount(worked)} of ${formatCount(flags)} ${what}, ${rest}`;
}
