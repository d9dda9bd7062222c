import { ENOUGH } from "../../metrics/rates/estimate.ts";
import { MOST_BLIND } from "../../metrics/selection/selection-population.ts";
import type { SelectionFindings } from "../../selection/selection.ts";
import { regionName } from "../../selection/selection-regions.ts";
import { columnsOf } from "../../tables/table.ts";

import { formatCount, formatRate } from "../../words/number-format.ts";
import { stageName } from "../../words/stage-name.ts";
import { type Chart, createChart, emptyChart, type Layer } from "../marks/chart.ts";
import { slug } from "../marks/slug.ts";
import { colors } from "../marks/theme.ts";

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
	const values = named.flatMap((region) => [
		{ label: region.label, kind: "worked", from: 0, to: region.worked },
		{ label: region.label, kind: region.blind ? "blind" : "unworked", from: region.worked, to: region.flags },
	]);
	const y = {
		field: "label",
		type: "nominal",
		scale: { domain: named.map(({ label }) => label) },
		title: null,
		axis: { ticks: false, domain: false, labelLimit: 330 },
	} as const;
	const x = { type: "quantitative", title: "mature flags", axis: { tickMinStep: 1, tickCount: 4 } } as const;
	const bars = (kind: string, color: unknown): Layer =>
		({
			transform: [{ filter: `datum.kind === '${kind}' && datum.to > datum.from` }],
			mark: { type: "bar", height: 16, color, ...(kind === "blind" ? { stroke: colors.grey } : {}) },
			encoding: { y, x: { field: "from", ...x }, x2: { field: "to" } },
		}) as Layer;
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
		view: {
			width: PLOT,
			height: { step: 30 },
			data: { values },
			layer: [
				bars("unworked", colors.bluePale),
				bars("worked", colors.blue),
				bars("blind", HATCH),
				{
					data: { values: named.map((region) => ({ label: region.label, text: told(region), blind: region.blind })) },
					mark: { type: "text", align: "left", baseline: "middle" },
					encoding: {
						y,
						x: { value: PLOT + 14 },
						text: { field: "text" },
						color: {
							condition: { test: "datum.blind", value: colors.ink },
							value: colors.inkSoft,
						},
					},
				},
			],
		},
	});
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
