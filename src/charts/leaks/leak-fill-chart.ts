import type { FillRates } from "../../leaks/leak-fill.ts";
import type { Leaks } from "../../leaks/leaks.ts";
import { seenOf } from "../../metrics/rates/estimate.ts";
import { columnsOf } from "../../tables/table.ts";
import { shortEstimate } from "../../words/estimate-text.ts";
import { leakPopulation } from "../../words/leak-population.ts";
import { type Chart, createChart } from "../marks/chart.ts";
import { colorBy, inkBy } from "../marks/color-by.ts";
import { estimateCells, estimateFields } from "../marks/estimate-fields.ts";
import { intervalRows } from "../marks/interval-rows.ts";
import { rateAxis } from "../scales/axes.ts";
import { rateDomain } from "../scales/rate-domain.ts";
import { colors } from "../scales/theme.ts";

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
			rows: rows.map(({ name, who, estimate }) => [name, who, ...estimateCells(estimate)]),
		},
		view: intervalRows({
			rows: rows.map(({ name, series, who, estimate }) => ({
				label: name,
				series,
				...estimateFields(estimate),
				text: `${who}: ${shortEstimate(estimate)}`,
			})),
			plot: PLOT,
			step: 26,
			scale: rateAxis("share of leads with a value", {
				domain: rateDomain(rows.map(({ estimate }) => seenOf(estimate).interval?.[1])),
				ticks: 6,
			}),
			offset: { field: "series", type: "nominal", sort: ["reached", "others"] },
			color: colorBy("series", { reached: colors.blue, others: colors.orange }),
			ink: inkBy("series", { reached: colors.blueInk }, { other: colors.orangeInk }),
			clip: false,
		}),
	});
}

function whoOf({ outcome }: FillRates): string {
	return outcome.kind === "worked" ? "were worked" : `reached ${outcome.stage}`;
}
