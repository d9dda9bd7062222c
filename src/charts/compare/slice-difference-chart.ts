import type { ComparedSlice, Comparison, PairedHandoff } from "../../compare/comparison.ts";
import { columnsOf, type Table } from "../../tables/table.ts";
import { changeInterval, changeText, changeUnit, moreText } from "../../words/difference-text.ts";
import { countsText } from "../../words/estimate-text.ts";
import { formatCount, formatRate } from "../../words/number-format.ts";
import { pText } from "../../words/p-text.ts";
import { handoffName } from "../../words/stage-name.ts";
import { type Chart, type ChartView, createChart, emptyChart } from "../marks/chart.ts";
import { colorBy, inkBy } from "../marks/color-by.ts";
import { differenceFields } from "../marks/difference-fields.ts";
import { intervalRows, rowPlace } from "../marks/interval-rows.ts";
import { dots, intervalRules } from "../marks/intervals.ts";
import { referenceLine, zeroLine } from "../marks/reference-line.ts";
import { tooltip } from "../marks/tooltip.ts";
import { differenceAxis } from "../scales/axes.ts";
import { differenceDomain } from "../scales/difference-domain.ts";
import { colors } from "../scales/theme.ts";

const PLOT = 290;
const STANDINGS = {
	better: colors.blue,
	worse: colors.orange,
	"no visible difference": colors.grey,
	"cannot tell yet": colors.grey,
};
const SHAPES = {
	better: "triangle-right",
	worse: "triangle-left",
	"no visible difference": "circle",
	"cannot tell yet": "circle",
};
/** More rows than this cannot be read at once. */
const MOST = 25;

/**
 * Difference of precision at the main hand-off in every segment, or every month: candidate minus baseline with the interval of
 * each by itself, zero as a line, all leads as a dashed one. What stands after Holm's correction over all segments and months
 * is told by shape and word: a triangle to the right is better, to the left worse, a ring no visible difference.
 *
 * Of more than 25 rows those are drawn that stand, then those with most mature flags; all are in the table.
 *
 * @example sliceDifferenceChart(comparison, { kind: "segment" }).title // "Of 12 segments that can be judged 1 is better, none worse (after Holm's correction)"
 */
export function sliceDifferenceChart(
	comparison: Comparison,
	{ kind }: { readonly kind: ComparedSlice["kind"] },
): Chart {
	const all = comparison.slices.filter((slice) => slice.kind === kind);
	const judged = all.filter(({ standing }) => standing !== "cannot tell yet");
	const shown = chosen(all);
	const noun = kind === "segment" ? "segments" : "months";
	const hidden = all.length - shown.length;
	const words = {
		id: `difference-by-${kind}`,
		title: titleOf(judged, { all: all.length, noun }),
		subtitle: subtitleOf(comparison, { hidden, noun }),
		description: `Difference of precision by ${kind}. ${shown.map((slice) => `${nameOf(slice)}: ${spokenText(slice)}`).join(". ")}.`,
		table: tableOf(all, { kind, level: formatRate(comparison.confidence, 0) }),
	};
	if (shown.length === 0) return emptyChart({ ...words, reason: `There are no ${noun} to compare.` });
	if (judged.length === 0)
		return emptyChart({ ...words, reason: "Too few flags, or too few that differ; the table has the counts." });
	return createChart({ ...words, view: viewOf(shown, { kind, whole: comparison.handoffs[0] }) });
}

function subtitleOf(
	comparison: Comparison,
	{ hidden, noun }: { readonly hidden: number; readonly noun: string },
): string {
	const tested = comparison.slices.filter(({ pValue }) => pValue !== undefined).length;
	const main = comparison.handoffs[0];
	const parts = [
		`${comparison.dataset.name}: precision ${main === undefined ? "" : `of ${handoffName(main)} `}within ${comparison.horizonDays} days`,
		"right of 0 the candidate is more precise",
		`${formatRate(comparison.confidence, 0)} interval of each by itself`,
		...(tested > 0 ? [`better and worse after Holm's correction over ${formatCount(tested)} segments and months`] : []),
		...(hidden > 0 ? [`${formatCount(hidden)} more ${noun} are in the table`] : []),
	];
	return parts.join("; ");
}

function tableOf(
	slices: readonly ComparedSlice[],
	{ kind, level }: { readonly kind: string; readonly level: string },
): Table {
	return {
		columns: columnsOf(
			kind,
			"candidate: hits of mature flags",
			"baseline: hits of mature flags",
			"difference",
			`${level} interval`,
			"p after Holm",
			"standing",
		),
		rows: slices.map((slice) => {
			const { difference } = slice.difference;
			return [
				nameOf(slice),
				countsText(slice.candidate),
				countsText(slice.baseline),
				difference.state === "measured" ? changeText("precision", difference.value) : "n/a",
				difference.state === "measured" ? changeInterval("precision", difference.interval) : "n/a",
				slice.adjustedP === undefined ? "n/a" : pText(slice.adjustedP),
				standingText(slice),
			];
		}),
		note: `Differences in ${changeUnit("precision")}.`,
	};
}

/** Those that stand as triangles that point to the better side, the others as rings. */
function viewOf(
	slices: readonly ComparedSlice[],
	{ kind, whole }: { readonly kind: string; readonly whole: PairedHandoff | undefined },
): ChartView {
	const rows = slices.map((slice) => ({
		label: nameOf(slice),
		standing: slice.standing,
		...differenceFields(slice.difference.difference, { times: 100 }),
		text: rowText(slice),
	}));
	const domain = differenceDomain(rows, { least: 4 });
	const scale = differenceAxis(`candidate minus baseline, ${changeUnit("precision")}`, { domain, ticks: 6 });
	const labels = { labelLimit: 300 };
	const all = whole?.differences.find(({ measure }) => measure === "precision")?.difference;
	const options = {
		along: "x",
		at: rowPlace(rows, { labels }),
		scale,
		value: "value",
		color: colorBy("standing", STANDINGS),
		width: 2.5,
		tip: tooltip({ label: kind, text: "standing" }),
		clip: false,
	} as const;
	return intervalRows({
		...options,
		rows,
		plot: PLOT,
		step: 28,
		labels,
		ink: inkBy("standing", { better: colors.blueInk, worse: colors.orangeInk }),
		under: [
			...(all?.state === "measured"
				? referenceLine({ along: "x", scale, value: all.value * 100, label: "all leads" })
				: []),
			zeroLine({ along: "x", scale }),
		],
		drawn: [
			intervalRules(options),
			dots({ ...options, shape: colorBy("standing", SHAPES) }, { where: "datum.standing !== 'no visible difference'" }),
			dots(
				{ ...options, size: 90 },
				{ where: "datum.standing === 'no visible difference'", filled: false, fill: "#ffffff", strokeWidth: 2 },
			),
		],
	});
}

/** Those that stand and those with most mature flags, in their own order. */
function chosen(slices: readonly ComparedSlice[]): readonly ComparedSlice[] {
	const flags = ({ baseline, candidate }: ComparedSlice) => Math.min(baseline.total, candidate.total);
	const stands = ({ standing }: ComparedSlice) => (standing === "better" || standing === "worse" ? 1 : 0);
	const kept = new Set(
		slices
			.map((slice, i) => ({ slice, i }))
			.sort((a, b) => stands(b.slice) - stands(a.slice) || flags(b.slice) - flags(a.slice) || a.i - b.i)
			.slice(0, MOST)
			.map(({ i }) => i),
	);
	return slices.filter((_, i) => kept.has(i));
}

function titleOf(
	judged: readonly ComparedSlice[],
	{ all, noun }: { readonly all: number; readonly noun: string },
): string {
	if (all === 0) return `No ${noun} to compare`;
	if (judged.length === 0) return `Cannot tell yet in any of ${formatCount(all)} ${noun}: too little data`;
	const named = (standing: ComparedSlice["standing"]) => judged.filter((slice) => slice.standing === standing);
	const better = named("better");
	const worse = named("worse");
	const of =
		judged.length === all
			? `Of ${formatCount(all)} ${noun}`
			: `Of ${formatCount(judged.length)} ${noun} that can be judged`;
	if (better.length === 0 && worse.length === 0) return `${of} none is visibly better or worse`;
	const count = (some: readonly ComparedSlice[]) =>
		some.length === 0
			? "none"
			: some.length > 2
				? formatCount(some.length)
				: `${some.length} (${some.map(nameOf).join(", ")})`;
	return `${of} the candidate is more precise in ${count(better)}, less precise in ${count(worse)}`;
}

/** A slice as people write it; a month is its own name. */
export function nameOf({ attribute, value }: ComparedSlice): string {
	const own = value === "" ? "(empty)" : value;
	return attribute === undefined ? own : `${attribute}: ${own}`;
}

function rowText(slice: ComparedSlice): string {
	const { standing, candidate, baseline, difference } = slice;
	if (standing === "cannot tell yet") {
		const more = moreText(difference);
		return more === "" ? "cannot tell yet" : `cannot tell yet, ${more}`;
	}
	if (difference.standing === "same") return "the same flags";
	return `${standing}: ${countsText(candidate)} against ${countsText(baseline)}`;
}

function spokenText(slice: ComparedSlice): string {
	const { difference } = slice.difference;
	return difference.state === "measured"
		? `${rowText(slice)}, difference ${changeText("precision", difference.value)} (${changeInterval("precision", difference.interval)})`
		: rowText(slice);
}

function standingText(slice: ComparedSlice): string {
	const more = slice.standing === "cannot tell yet" ? moreText(slice.difference) : "";
	return `${slice.standing}${more === "" ? "" : `; ${more}`}`;
}
