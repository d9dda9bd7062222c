import type { Comparison, PairedDifference, PairedHandoff } from "../../compare/comparison.ts";
import type { FlagMeasure } from "../../compare/pair-sums.ts";
import type { HandoffSpec } from "../../dataset/dataset.ts";
import { findHandoff } from "../../replay/find-handoff.ts";
import { columnsOf, type Table } from "../../tables/table.ts";
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
import { colorBy, inkBy, ROLE_INKS } from "../marks/color-by.ts";
import { differenceFields } from "../marks/difference-fields.ts";
import { intervalRows } from "../marks/interval-rows.ts";
import { zeroLine } from "../marks/reference-line.ts";
import { slug } from "../marks/slug.ts";
import { tooltip } from "../marks/tooltip.ts";
import { differenceAxis } from "../scales/axes.ts";
import { differenceDomain } from "../scales/difference-domain.ts";
import { colors } from "../scales/theme.ts";

const PLOT = 330;
const LABELS = 132;

/** Blue: the candidate is higher, orange: the baseline is, grey: neither. */
const LEANS = { candidate: colors.blue, baseline: colors.orange, none: colors.grey };

/** How a kind of measure is drawn, `times` its value. */
interface Panel {
	readonly kinds: readonly MeasureKind[];
	readonly axis: string;
	readonly format: string;
	readonly least: number;
	readonly times: number;
}

const PANELS: readonly Panel[] = [
	{ kinds: ["rate", "share"], axis: "pp (F: hundredths)", format: "+.0f", least: 4, times: 100 },
	{ kinds: ["multiple"], axis: "times the hits of flagging everyone", format: "+.1f", least: 0.4, times: 1 },
	{ kinds: ["leads"], axis: "leads", format: "+,.0f", least: 10, times: 1 },
];

/**
 * Candidate minus baseline in every measure of a hand-off, on the same leads: a point with its interval, zero as a line,
 * rates, lift and numbers of leads each on a scale of its own. Blue: the candidate is higher, orange: the baseline is; what
 * cannot be told yet is grey and says how many more leads would tell.
 *
 * @throws LabError (configuration) when the hand-off was not compared
 * @example differenceChart(comparison, { from: "mql", to: "sql" }).title // "MQL to SQL: precision up 13.4 pp (9.1 to 17.6), recall down 27.5 (23.9 to 31.1)"
 */
export function differenceChart(comparison: Comparison, spec: HandoffSpec): Chart {
	const { beta } = comparison;
	const level = formatRate(comparison.confidence, 0);
	const handoff = findHandoff(comparison.handoffs, spec, { of: comparison.dataset.name });
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
		table: tableOf(differences, { beta, level }),
	};
	if (differences.every(({ difference }) => difference.state !== "measured")) {
		return emptyChart({ ...words, reason: `Cannot tell yet: ${reasonOf(differences)}.` });
	}
	const panels = PANELS.flatMap((panel): ChartView[] => {
		const rows = differences.filter(({ measure }) => panel.kinds.includes(measureKind(measure)));
		return rows.length === 0 ? [] : [panelView(rows, panel, { beta })];
	});
	return createChart({ ...words, view: { vconcat: panels, spacing: 26 } });
}

function tableOf(
	differences: readonly Difference[],
	{ beta, level }: { readonly beta: number; readonly level: string },
): Table {
	return {
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
		note: "Rates differ by pp. An interval that holds 0 means: cannot tell yet.",
	};
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

/** Whom a difference speaks for; `none`: nobody, or it cannot be told yet. */
function leanOf({ standing }: Difference): keyof typeof LEANS {
	return standing === "higher" ? "candidate" : standing === "lower" ? "baseline" : "none";
}

function panelView(
	rows: readonly Difference[],
	{ axis, format, least, times }: Panel,
	{ beta }: { readonly beta: number },
): ChartView {
	const drawn = rows.map((row) => ({
		label: measureName(row.measure, { beta }),
		lean: leanOf(row),
		...differenceFields(row.difference, { times }),
		text: shortDifference(row),
		whole: differenceText(row),
		before: measureText(row.measure, row.baseline),
		after: measureText(row.measure, row.candidate),
	}));
	const scale = differenceAxis(axis, { domain: differenceDomain(drawn, { least }), format });
	return intervalRows({
		rows: drawn,
		plot: PLOT,
		step: 34,
		scale,
		value: "value",
		labels: { minExtent: LABELS },
		color: colorBy("lean", LEANS),
		ink: inkBy("lean", ROLE_INKS),
		tip: tooltip({ label: "measure", before: "baseline", after: "candidate", whole: "difference" }),
		clip: false,
		under: [zeroLine({ along: "x", scale })],
	});
}
