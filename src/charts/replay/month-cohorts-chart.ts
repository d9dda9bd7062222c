import type { MonthCohort, MonthCohorts } from "../../evaluate/month-cohorts.ts";
import type { Estimate } from "../../metrics/rates/estimate.ts";
import type { Replay } from "../../replay/replay-result.ts";
import { columnsOf } from "../../tables/table.ts";
import { estimateText, isEnough, shortEstimate } from "../../words/estimate-text.ts";
import { formatCount, formatRate } from "../../words/number-format.ts";
import { populationText } from "../../words/population.ts";
import { stageName } from "../../words/stage-name.ts";
import { type Chart, createChart, emptyChart, type Layer } from "../marks/chart.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { slug } from "../marks/slug.ts";
import { colors } from "../marks/theme.ts";

const MOST_MONTHS = 24;
const NOT_YET = "not yet";

/**
 * Months of creation as cohorts: each month's share that reached the outcome by an age, a row a month and a column an age.
 * A month that is too young for an age has no cell there, so a young month never looks like a bad one. At most the last 24
 * months are drawn; all are in the table.
 *
 * @example monthCohortsChart(result, figures.cohorts[0]).id // "cohorts-sql"
 */
export function monthCohortsChart(replay: Replay, cohorts: MonthCohorts): Chart {
	const name = stageName(cohorts.stage);
	const { ages, months } = cohorts;
	const leads = months.reduce((sum, month) => sum + month.leads, 0);
	const drawn = months.slice(-MOST_MONTHS);
	const words = {
		id: `cohorts-${slug(cohorts.stage)}`,
		title: titleOf(cohorts, replay.horizonDays),
		subtitle: `${populationText(replay)}; ${formatCount(leads)} leads by month of creation${drawn.length < months.length ? ` (the last ${MOST_MONTHS} months)` : ""}; share that had reached ${name} by an age; a cell is there only when all leads of the month have reached that age`,
		description: `Share of each month's leads that reached ${name} by age. ${titleOf(cohorts, replay.horizonDays)}.`,
		table: {
			columns: columnsOf("month of creation", "leads", ...ages.map((age) => `by ${age} days`)),
			rows: months.map(({ month, leads: count, byAge }) => [
				month,
				formatCount(count),
				...byAge.map((estimate) => (estimate === undefined ? NOT_YET : estimateText(estimate))),
			]),
		},
	};
	if (ages.length === 0) return emptyChart({ ...words, reason: "No month is old enough to be judged at any age." });
	return createChart({ ...words, view: viewOf(drawn, ages) });
}

function titleOf({ ages, months, stage: outcome }: MonthCohorts, horizonDays: number): string {
	const name = stageName(outcome);
	// At the horizon, or where no month has enough leads of that age, at the highest age that has.
	const told = (age: number) => {
		const at = ages.indexOf(age);
		return months.flatMap(({ month, byAge }) => {
			const estimate = byAge[at];
			return estimate !== undefined && isEnough(estimate) ? [{ month, estimate }] : [];
		});
	};
	const age = [horizonDays, ...ages.toReversed()].find((one) => told(one).length > 0);
	if (age === undefined) return `Too little data to compare months by how many of their leads reach ${name}`;
	const list = told(age);
	const [first] = list;
	const last = list.at(-1)!;
	const text = `By ${age} days ${shortEstimate(first!.estimate)} of the leads created ${first!.month} had reached ${name}`;
	return last === first ? text : `${text}, of those created ${last.month} ${shortEstimate(last.estimate)}`;
}

function viewOf(months: readonly MonthCohort[], ages: readonly number[]) {
	const cells = months.flatMap(({ month, leads, byAge }) =>
		byAge.flatMap((estimate, i) =>
			estimate === undefined
				? []
				: [
						{
							month,
							age: ages[i],
							rate: isEnough(estimate) ? drawnNumber(estimate.value) : null,
							text: cellText(estimate),
							tip: `${shortEstimate(estimate)} by ${ages[i]} days, ${formatCount(leads)} leads`,
						},
					],
		),
	);
	const largest = cells.reduce((most, { rate }) => Math.max(most, rate ?? 0), 0);
	const names = months.map(({ month, leads }) => ({ month, text: formatCount(leads) }));
	const x = {
		field: "age",
		type: "ordinal",
		scale: { domain: [...ages] as number[], paddingInner: 0.04 },
		title: "days since creation",
		axis: { orient: "top", labelAngle: 0, ticks: false, domain: false },
	} as const;
	const y = {
		field: "month",
		type: "nominal",
		scale: { domain: months.map(({ month }) => month), paddingInner: 0.08 },
		title: null,
		axis: { ticks: false, domain: false },
	} as const;
	const layer: Layer[] = [
		{
			mark: { type: "rect" },
			encoding: {
				x,
				y,
				color: {
					condition: { test: "datum.rate === null", value: colors.grid },
					field: "rate",
					type: "quantitative",
					legend: null,
					scale: { domain: [0, largest > 0 ? largest : 1], range: ["#eef4fb", "#1b528f"] },
				},
				tooltip: [
					{ field: "month", title: "created", type: "nominal" },
					{ field: "tip", title: "reached", type: "nominal" },
				],
			},
		},
		{
			mark: { type: "text" },
			encoding: {
				x,
				y,
				text: { field: "text" },
				color: {
					condition: {
						test: `datum.rate !== null && datum.rate > ${0.7 * (largest > 0 ? largest : 1)}`,
						value: "white",
					},
					value: colors.ink,
				},
			},
		},
		{
			data: { values: names },
			mark: { type: "text", align: "left", color: colors.inkSoft },
			encoding: { y, x: { value: 62 * ages.length + 12 }, text: { field: "text" } },
		},
		{
			data: { values: [{ text: "leads" }] },
			mark: { type: "text", align: "left", baseline: "bottom", color: colors.inkSoft },
			encoding: { x: { value: 62 * ages.length + 12 }, y: { value: -7 }, text: { field: "text" } },
		},
	];
	return { width: 62 * ages.length, height: { step: 23 }, data: { values: cells }, layer };
}

function cellText(estimate: Estimate): string {
	if (!isEnough(estimate)) return "few";
	return formatRate(estimate.value);
}
