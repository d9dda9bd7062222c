import type { MonthCohort, MonthCohorts } from "../../evaluate/month-cohorts.ts";
import type { Replay } from "../../replay/replay-result.ts";
import { columnsOf } from "../../tables/table.ts";
import { estimateText, isEnough, shortEstimate } from "../../words/estimate-text.ts";
import { formatCount, formatRate } from "../../words/number-format.ts";
import { populationText } from "../../words/population.ts";
import { stageName } from "../../words/stage-name.ts";
import { type Chart, type ChartView, createChart, emptyChart, type Layer } from "../marks/chart.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { type Channel, layer } from "../marks/layer.ts";
import { slug } from "../marks/slug.ts";
import { tooltip } from "../marks/tooltip.ts";
import { rowAxis } from "../scales/axes.ts";
import { colors } from "../scales/theme.ts";

const MOST_MONTHS = 24;
/** Width of a cell, px. */
const CELL = 62;
const NOT_YET = "not yet";

/**
 * Months of creation as cohorts: each month's share that reached the outcome by an age, a row a month and a column an age.
 * A month that is too young for an age has no cell there, so a young month never looks like a bad one. At most the last 24
 * months are drawn; all are in the table.
 *
 * @example monthCohortsChart(figures.cohorts[0], { replay }).id // "cohorts-sql"
 */
export function monthCohortsChart(cohorts: MonthCohorts, { replay }: { readonly replay: Replay }): Chart {
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

function viewOf(months: readonly MonthCohort[], ages: readonly number[]): ChartView {
	const rows = months.flatMap((month) => cellsOf(month, ages));
	const largest = rows.reduce((most, { rate }) => Math.max(most, rate ?? 0), 0) || 1;
	const x = {
		field: "age",
		type: "ordinal",
		scale: { domain: ages, paddingInner: 0.04 },
		title: "days since creation",
		axis: { orient: "top", labelAngle: 0, ticks: false, domain: false },
	};
	const y = rowAxis(
		months.map(({ month }) => month),
		{ field: "month", padding: { paddingInner: 0.08 } },
	);
	const width = CELL * ages.length;
	const beside = { type: "text", align: "left", color: colors.inkSoft };
	const at = { x: { value: width + 12 }, text: { field: "text" } };
	const counts = months.map(({ month, leads }) => ({ month, text: formatCount(leads) }));
	return {
		width,
		height: { step: 23 },
		data: { values: rows },
		layer: [
			...cells({ x, y, largest }),
			layer(beside, { y, ...at }, { rows: counts }),
			layer({ ...beside, baseline: "bottom" }, { y: { value: -7 }, ...at }, { rows: [{ text: "leads" }] }),
		],
	};
}

function cellsOf({ month, leads, byAge }: MonthCohort, ages: readonly number[]) {
	return byAge.flatMap((estimate, i) => {
		if (estimate === undefined) return [];
		const rate = isEnough(estimate) ? drawnNumber(estimate.value) : null;
		const tip = `${shortEstimate(estimate)} by ${ages[i]} days, ${formatCount(leads)} leads`;
		return [{ month, age: ages[i], rate, text: isEnough(estimate) ? formatRate(estimate.value) : "few", tip }];
	});
}

/** A field of colour a cell, pale to dark, with its rate as text; grey where there is too little data. */
function cells({ x, y, largest }: { readonly x: Channel; readonly y: Channel; readonly largest: number }): Layer[] {
	const color = {
		condition: { test: "datum.rate === null", value: colors.grid },
		field: "rate",
		type: "quantitative",
		legend: null,
		scale: { domain: [0, largest], range: ["#eef4fb", colors.blueInk] },
	};
	const isDark = `datum.rate !== null && datum.rate > ${0.7 * largest}`;
	const ink = { condition: { test: isDark, value: "white" }, value: colors.ink };
	return [
		layer({ type: "rect" }, { x, y, color, tooltip: tooltip({ month: "created", tip: "reached" }) }),
		layer({ type: "text" }, { x, y, text: { field: "text" }, color: ink }),
	];
}
