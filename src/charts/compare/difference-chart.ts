import type { Comparison, PairedDifference, PairedHandoff } from "../../compare/comparison.ts";
import type { FlagMeasure } from "../../compare/pair-sums.ts";
import { columnsOf } from "../../tables/table.ts";
import {
	changeInterval,
	changeText,
	changeUnit,
	differenceFinding,
	differenceText,
	type MeasureKind,
	measureKind,
	measureName,
	measureText,
	moreText,
	shortDifference,
} from "../../words/difference-text.ts";
import { formatCount, formatRate } from "../../words/number-format.ts";
import { handoffName } from "../../words/stage-name.ts";
import { type Chart, type ChartView, createChart, emptyChart } from "../marks/chart.ts";
import { differenceDomain } from "../marks/difference-domain.ts";
import { drawnNumber } from "../marks/drawn-number.ts";
import { type Lean, leanColor } from "../marks/lean-color.ts";
import { roleInk } from "../marks/role-color.ts";
import { slug } from "../marks/slug.ts";
import { colors } from "../marks/theme.ts";

const PLOT = 330;
const LABELS = 132;

/** How each kind of measure is drawn. */
const PANELS: readonly {
	readonly kinds: readonly MeasureKind[];
	readonly axis: string;
	readonly format: string;
	readonly least: number;
	readonly scale: number;
}[] = [
	{ kinds: ["rate", "share"], axis: "percentage points (F: hundredths)", format: "+.0f", least: 4, scale: 100 },
	{ kinds: ["multiple"], axis: "times the hits of flagging everyone", format: "+.1f", least: 0.4, scale: 1 },
	{ kinds: ["leads"], axis: "leads", format: "+,.0f", least: 10, scale: 1 },
];

/**
 * Candidate minus baseline in every measure of a hand-off, on the same leads: a point with its interval, zero as a line,
 * rates, lift and numbers of leads each on a scale of its own. Blue: the candidate is higher, orange: the baseline is; what
 * cannot be told yet is grey and says how many more leads would tell.
 *
 * @example differenceChart(comparison, comparison.handoffs[0]).title // "MQL to SQL: precision up 13.4 percentage points (9.1 to 17.6), recall down 27.5 (23.9 to 31.1)"
 */
export function differenceChart(comparison: Comparison, handoff: PairedHandoff): Chart {
	const { beta } = comparison;
	const level = formatRate(comparison.confidence, 0);
	const { differences } = handoff;
	const name = handoffName(handoff);
	const of = (measure: FlagMeasure) => differences.find((one) => one.measure === measure);
	const words = {
		id: `difference-${slug(handoff.from)}-${slug(handoff.to)}`,
		title: titleOf(handoff, { precision: of("precision"), recall: of("recall") }),
		subtitle: `${comparison.dataset.name}: ${formatCount(handoff.candidate.leads)} leads under both models; right of 0 the candidate is higher; ${level} intervals; outcomes within ${comparison.horizonDays} days of the flag`,
		description: `Candidate minus baseline at ${name}. ${differences
			.map((one) => `${measureName(one.measure, { beta })}: ${differenceText(one)}`)
			.join(". ")}.`,
		table: {
			columns: columnsOf(
				"measure",
				"baseline",
				"candidate",
				"difference",
				`${level} interval`,
				"leads counted differently",
				"standing",
			),
			rows: differences.map((one) => [
				measureName(one.measure, { beta }),
				measureText(one.measure, one.baseline),
				measureText(one.measure, one.candidate),
				one.difference.state === "measured" ? changeText(one.measure, one.difference.value) : "cannot tell yet",
				one.difference.state === "measured" ? changeInterval(one.measure, one.difference.interval) : "n/a",
				formatCount(one.differing),
				standingText(one),
			]),
			note: "Rates differ by percentage points. An interval that holds 0 means: cannot tell yet.",
		},
	};
	if (differences.every(({ difference }) => difference.state !== "measured")) {
		return emptyChart({ ...words, reason: `Cannot tell yet: ${reasonOf(differences)}.` });
	}
	const panels = PANELS.flatMap((panel): ChartView[] => {
		const rows = differences.filter(({ measure }) => panel.kinds.includes(measureKind(measure)));
		return rows.length === 0 ? [] : [panelView(rows, { ...panel, beta })];
	});
	return createChart({ ...words, view: { vconcat: panels, spacing: 26 } });
}

function titleOf(
	handoff: PairedHandoff,
	{ precision, recall }: { readonly precision: Difference | undefined; readonly recall: Difference | undefined },
): string {
	const name = handoffName(handoff);
	if (precision === undefined || recall === undefined) return `${name}: nothing to compare`;
	if (precision.standing === "too-little") {
		return `${name}: too little data to say which model's flags are more precise`;
	}
	const unit = precision.standing === "higher" || precision.standing === "lower" ? "" : ` ${changeUnit("recall")}`;
	return `${name}: precision ${differenceFinding(precision, { unit: ` ${changeUnit("precision")}` })}, recall ${differenceFinding(recall, { unit })}`;
}

type Difference = PairedDifference<FlagMeasure>;

function standingText(difference: Difference): string {
	const more = moreText(difference);
	const unsure = more === "" ? "" : `; ${more}`;
	switch (difference.standing) {
		case "higher":
			return "candidate higher";
		case "lower":
			return "baseline higher";
		case "same":
			return "no lead differs";
		case "unclear":
			return `cannot tell yet${unsure}`;
		case "too-little":
			return `too little data${unsure}`;
	}
}

function reasonOf(differences: readonly Difference[]): string {
	const first = differences[0]?.difference;
	return first === undefined || first.state === "measured" ? "the models have no measure in common" : first.reason;
}

/** Whom a difference speaks for. */
export function leanOf({ standing }: Pick<Difference, "standing">): Lean {
	return standing === "higher" ? "candidate" : standing === "lower" ? "baseline" : "none";
}

interface PanelOptions {
	readonly axis: string;
	readonly format: string;
	readonly least: number;
	readonly scale: number;
	readonly beta: number;
}

function panelView(rows: readonly Difference[], { axis, format, least, scale, beta }: PanelOptions): ChartView {
	const scaled = (value: number | undefined) => drawnNumber(value === undefined ? undefined : value * scale);
	const values = rows.map((row) => {
		const { difference, measure } = row;
		const known = difference.state === "measured" ? difference : undefined;
		return {
			label: measureName(measure, { beta }),
			lean: leanOf(row),
			value: scaled(known?.value),
			low: scaled(known?.interval[0]),
			high: scaled(known?.interval[1]),
			text: shortDifference(row),
			whole: differenceText(row),
			before: measureText(measure, row.baseline),
			after: measureText(measure, row.candidate),
		};
	});
	const domain = differenceDomain(
		values.flatMap(({ low, high }) => [low ?? undefined, high ?? undefined]),
		{ least },
	);
	const y = {
		field: "label",
		type: "nominal",
		scale: { domain: values.map(({ label }) => label) },
		title: null,
		axis: { ticks: false, domain: false, minExtent: LABELS },
	} as const;
	const x = {
		type: "quantitative",
		title: axis,
		scale: { domain, nice: false, zero: false },
		axis: { labelExpr: `datum.value === 0 ? '0' : format(datum.value, '${format}')`, tickCount: 5 },
	} as const;
	const color = leanColor({ field: "lean" });
	const known = [{ filter: "datum.value !== null" }];
	const tooltip = [
		{ field: "label", title: "measure" },
		{ field: "before", title: "baseline" },
		{ field: "after", title: "candidate" },
		{ field: "whole", title: "difference" },
	];
	return {
		width: PLOT,
		height: { step: 34 },
		data: { values },
		layer: [
			{
				data: { values: [{ zero: 0 }] },
				mark: { type: "rule", color: colors.ink, strokeWidth: 1.5 },
				encoding: { x: { field: "zero", ...x } },
			},
			{
				transform: known,
				mark: { type: "rule", strokeWidth: 3 },
				encoding: { y, x: { field: "low", ...x }, x2: { field: "high" }, color },
			},
			{
				transform: known,
				mark: { type: "point", size: 130 },
				encoding: { y, x: { field: "value", ...x }, color, tooltip },
			},
			{
				mark: { type: "text", align: "left", baseline: "middle" },
				encoding: {
					y,
					x: { value: PLOT + 14 },
					text: { field: "text" },
					color: roleInk({ field: "lean" }),
				},
			},
		],
	};
}
