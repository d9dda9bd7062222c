import type { FillRates } from "../../leaks/leak-fill.ts";
import type { Leaks } from "../../leaks/leaks.ts";
import { seenOf } from "../../metrics/rates/estimate.ts";
import { columnsOf } from "../../tables/table.ts";
import { countsText, intervalText, isEnough, shortEstimate } from "../../words/estimate-text.ts";
import { leakPopulation } from "../../words/leak-population.ts";
import { formatRate } from "../../words/number-format.ts";
import { type Chart, createChart } from "../marks/chart.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { rateDomain } from "../marks/rate-domain.ts";
import { colors } from "../marks/theme.ts";

const PLOT = 400;
const MOST = 8;

/**
 * How often each suspect is filled for leads that later reached a stage, and for the others, with intervals: the stage is
 * the one that the evidence names first. At most eight suspects, in the order of the findings.
 *
 * `undefined` when no suspect was found by how it is filled: then there is nothing to draw.
 *
 * @example leakFillChart(leaks)?.title // "deal_room_url is filled for 97.0 % (483 of 498) of the leads that reached opportunity, for 0.1 % ..."
 */
export function leakFillChart(leaks: Leaks): Chart | undefined {
	const shown = leaks.findings
		.flatMap(({ kind, name, level, evidence }) => {
			const fill = evidence.find(({ check }) => check === "filled for winners");
			if (kind !== "attribute" || level === "look at it" || fill === undefined) return [];
			const rates = leaks.looks
				.find(({ attribute }) => attribute === name)
				?.fills.find(({ outcome }) => (outcome.kind === "worked" ? "worked" : outcome.stage) === fill.stage);
			return rates === undefined ? [] : [{ name, rates }];
		})
		.slice(0, MOST);
	const [first] = shown;
	if (first === undefined) return undefined;
	const rows = shown.flatMap(({ name, rates }) => [
		{ name, series: "reached", who: whoOf(rates), estimate: rates.amongReached },
		{ name, series: "others", who: "the others", estimate: rates.amongOthers },
	]);
	const { amongReached, amongOthers } = first.rates;
	return createChart({
		id: "leak-fill",
		title: `${first.name} is filled for ${shortEstimate(amongReached)} of the leads that ${whoOf(first.rates)}, for ${shortEstimate(amongOthers)} of the others`,
		subtitle: `${leakPopulation(leaks)}; filled at the moment from which the contract says that a score may use it`,
		description: `How often suspects are filled. ${rows.map(({ name, who, estimate }) => `${name}, ${who}: ${shortEstimate(estimate)}`).join(". ")}.`,
		table: {
			columns: columnsOf("attribute", "leads", "filled", "of the leads", "95 % interval"),
			rows: rows.map(({ name, who, estimate }) => [
				name,
				who,
				isEnough(estimate) ? formatRate(estimate.value) : "too little data",
				countsText(estimate),
				intervalText(estimate),
			]),
		},
		view: view(
			rows.map(({ name, series, who, estimate }) => ({
				label: name,
				series,
				rate: drawnNumber(seenOf(estimate).value),
				low: drawnNumber(seenOf(estimate).interval?.[0]),
				high: drawnNumber(seenOf(estimate).interval?.[1]),
				text: `${who}: ${shortEstimate(estimate)}`,
			})),
		),
	});
}

function whoOf({ outcome }: FillRates): string {
	return outcome.kind === "worked" ? "were worked" : `reached ${outcome.stage}`;
}

function view(values: readonly { readonly label: string; readonly high: number | null }[]) {
	const labels = [...new Set(values.map(({ label }) => label))];
	const y = {
		field: "label",
		type: "nominal",
		// As a domain and not as a sort: a sort becomes an expression, and labels are text that anybody may have typed.
		scale: { domain: labels },
		title: null,
		axis: { ticks: false, domain: false },
	} as const;
	const yOffset = { field: "series", type: "nominal", sort: ["reached", "others"] } as const;
	const x = {
		type: "quantitative",
		title: "share of leads with a value",
		scale: { domain: rateDomain(values.map(({ high }) => high ?? undefined)) },
		axis: { format: ".0%", tickCount: 6 },
	} as const;
	const color = {
		field: "series",
		type: "nominal",
		legend: null,
		scale: { domain: ["reached", "others"], range: [colors.blue, colors.orange] },
	} as const;
	const ink = { condition: [{ test: "datum.series === 'reached'", value: colors.blueInk }], value: colors.orangeInk };
	return {
		width: PLOT,
		height: { step: 26, for: "offset" },
		data: { values },
		layer: [
			{
				mark: { type: "rule", strokeWidth: 3, clip: true },
				encoding: { y, yOffset, x: { field: "low", ...x }, x2: { field: "high" }, color },
			},
			{ mark: { type: "point", size: 130 }, encoding: { y, yOffset, x: { field: "rate", ...x }, color } },
			{
				mark: { type: "text", align: "left", baseline: "middle" },
				encoding: { y, yOffset, x: { value: PLOT + 14 }, text: { field: "text" }, color: ink },
			},
		],
	};
}
